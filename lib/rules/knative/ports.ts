import { DEFAULT_PORT, RESERVED_PORTS } from '../../cluster/knative';
import type { Manifest, Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, show } from '../values';
import { containersOf, initContainersOf, POD, SERVING, TEMPLATED } from './template';

const LINK = `${SERVING}/serving/k8s_validation.go`;
const PORT_NAMES = ['', 'h2c', 'http1'];

/** The ports of all containers with their paths. */
function portsOf(manifest: Manifest): (readonly [port: Value, path: string])[] {
  return containersOf(manifest).flatMap(([container, path]) => elements(container?.ports, `${path}.ports`));
}

/** The port that Knative sends requests to, named `http` where it has no name. */
export function servingPort(manifest: Manifest): { readonly name: string; readonly number: number } {
  const port = portsOf(manifest).at(-1)?.[0];
  return {
    name: port?.name || 'http',
    number: typeof port?.containerPort === 'number' && port.containerPort ? port.containerPort : DEFAULT_PORT,
  };
}

export const onePort: Rule = {
  id: 'knative/one-port',
  severity: 'error',
  title: 'A revision has one port',
  rationale: 'The container with the port is the app; the others are its sidecars.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const ports = portsOf(manifest);
    for (const [port, path] of ports.slice(1)) {
      report({
        path,
        message: `containerPort (${show(port?.containerPort)}) is a second port, and a revision has one across its containers`,
        fix: 'leave one port, to which requests are sent',
      });
    }
    if (ports.length === 0 && containersOf(manifest).length > 1) {
      report({
        path: `${POD}.containers`,
        message: 'no container has a port, and there are several',
        fix: 'give the app a port, the sidecars none',
      });
    }
  },
};

export const reservedPort: Rule = {
  id: 'knative/reserved-port',
  severity: 'error',
  title: `The port is not one of ${RESERVED_PORTS.join(', ')}`,
  rationale: "Knative's queue-proxy listens on these ports in the same pod.",
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const inits = initContainersOf(manifest).flatMap(([container, path]) => elements(container?.ports, `${path}.ports`));
    for (const [port, path] of [...portsOf(manifest), ...inits]) {
      if (!RESERVED_PORTS.includes(port?.containerPort)) continue;
      report({
        path: `${path}.containerPort`,
        message: `containerPort (${port.containerPort}) is one that Knative keeps for itself`,
        fix: `let the app listen on another, such as ${DEFAULT_PORT}: not ${RESERVED_PORTS.join(', ')}`,
      });
    }
  },
};

export const port: Rule = {
  id: 'knative/port',
  severity: 'error',
  title: 'The port is TCP, and its name says h2c or http1',
  rationale: 'The name of the port tells Knative which version of HTTP the app speaks.',
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, { report }) {
    for (const [given, path] of portsOf(manifest)) {
      const { containerPort, name = '', protocol = 'TCP' } = given ?? {};
      if (typeof name === 'string' && !PORT_NAMES.includes(name)) {
        report({
          path: `${path}.name`,
          message: `name (${show(name)}) is not h2c or http1`,
          fix: 'leave it out, or write h2c for HTTP/2 and gRPC',
        });
      }
      if (typeof protocol === 'string' && protocol !== '' && protocol !== 'TCP') {
        report({ path: `${path}.protocol`, message: `protocol (${show(protocol)}) is not TCP`, fix: 'leave it out' });
      }
      if (typeof containerPort === 'number' && (containerPort < 0 || containerPort > 65535)) {
        report({
          path: `${path}.containerPort`,
          message: `containerPort (${containerPort}) is not a port`,
          fix: 'write one from 1 to 65535',
        });
      }
    }
  },
};
