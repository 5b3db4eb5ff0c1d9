import { LOOPBACK, WAGI_ADDRESS } from '../../cluster/knative';
import type { Value } from '../manifest';
import type { Rule } from '../rule';
import { elements, show } from '../values';
import { servingPort } from './ports';
import { containersOf, TEMPLATED } from './template';

/** An address that an app listens on, as it is told or by default. */
interface Address {
  /** The address, as a message names it. */
  readonly text: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const ADDRESS = /^(\[[0-9a-f:]+\]|[\w.-]*):(\d{1,5})$/i;

/** Hosts that only the pod itself reaches. */
const IN_POD = /^(127\.[\d.]+|localhost|\[::1\])$/i;
/** Those of them that are not 127.0.0.1. */
const ELSEWHERE = /^(127\.(?!0\.0\.1$)[\d.]+|\[::1\])$/i;

/** An argument that tells WAGI where to listen, in any of the forms that it takes. */
const WAGI_LISTEN = /^(-l|--listen(=|$))/;

/** Spin takes its address from the environment, and wasmtime serve, wagi and spin up from an argument. */
const LISTEN_VARIABLE = 'SPIN_HTTP_LISTEN_ADDR';
const LISTEN_FLAG = '--listen';

/** An image or command that takes -l as the address to listen on. */
const WAGI = /wagi/i;

/** An image or command that takes --listen as the address to listen on. */
const WASM_SERVER = /wagi|wasm|spin/i;

export const listenAddress: Rule = {
  id: 'knative/listen-address',
  severity: 'error',
  title: 'The app listens where Knative sends the requests',
  rationale: 'The queue-proxy forwards requests to the container port at 127.0.0.1; the kubelet probes the IP address of the pod.',
  link: 'https://github.com/deislabs/wagi/blob/main/docs/configuring_and_running.md',
  accepted: 'the webhook does not know where the app listens; the queue proxy finds nobody on the port, and the revision is never ready',
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const all = containersOf(manifest);
    const app = all.length === 1 ? all[0] : all.find(([container]) => container?.ports?.length > 0);
    if (!app) return;
    const { number } = servingPort(manifest);
    const fix = `write "0.0.0.0:${number}"`;
    const silent = wagiWithoutAddress(...app);
    const defaults = silent ? address(WAGI_ADDRESS, silent) : [];
    for (const { port, path } of defaults) {
      if (port === number) continue;
      report({
        path,
        message: `WAGI is not told where to listen, and so listens on ${WAGI_ADDRESS}: Knative sends the requests to port ${number}`,
        fix: `add "-l", "0.0.0.0:${number}" to args, or write containerPort ${port}`,
      });
    }
    for (const { text, host, port, path } of addressesOf(...app)) {
      if (port !== number) {
        report({
          path,
          message: `${show(text)} is not port ${number}, where Knative sends the requests`,
          fix: `${fix}, or containerPort ${port}`,
        });
      } else if (ELSEWHERE.test(host)) {
        report({ path, message: `${show(text)} is not reached at ${LOOPBACK}, where the queue-proxy sends the requests`, fix });
      }
    }
    const [probe] = PROBES.filter((name) => connects(app[0]?.[name], number));
    for (const { text, host, port, path } of [...addressesOf(...app), ...defaults]) {
      if (!probe || port !== number || !IN_POD.test(host) || ELSEWHERE.test(host)) continue;
      report({
        path,
        message: `${show(text)} is not reached by ${probe}, which the kubelet sends to the IP address of the pod`,
        fix: path === silent ? `add "-l", "0.0.0.0:${number}" to args` : fix,
      });
    }
  },
};

/** The probes of the kubelet; the queue-proxy has the readiness probe, and sends it to 127.0.0.1. */
const PROBES = ['livenessProbe', 'startupProbe'];

/** Whether a probe connects to a port at the IP address of the pod. */
function connects(probe: Value, port: number): boolean {
  const handlers = [probe?.httpGet, probe?.tcpSocket, probe?.grpc];
  return handlers.some((handler) => handler && !handler.host && (typeof handler.port !== 'number' || [0, port].includes(handler.port)));
}

function addressesOf(container: Value, path: string): readonly Address[] {
  const found: Address[] = [];
  for (const list of ['command', 'args']) {
    const words = elements(container?.[list], `${path}.${list}`);
    for (const [index, [word, at]] of words.entries()) {
      if (typeof word !== 'string') continue;
      if ((word === LISTEN_FLAG && isWasmServer(container)) || (word === '-l' && isWagi(container))) {
        const value = words[index + 1];
        if (value) found.push(...address(...value));
      } else if (word.startsWith('-l=') && isWagi(container)) found.push(...address(word.slice('-l='.length), at));
      else if (word.startsWith(`${LISTEN_FLAG}=`) && isWasmServer(container))
        found.push(...address(word.slice(LISTEN_FLAG.length + 1), at));
    }
  }
  for (const [variable, at] of elements(container?.env, `${path}.env`)) {
    if (variable?.name === LISTEN_VARIABLE) found.push(...address(variable.value, `${at}.value`));
  }
  return found;
}

/**
 * Where the words stand by which WAGI is started without an address; undefined where that cannot be told: an image may start WAGI itself, with an
 * address or without, and a shell may.
 */
function wagiWithoutAddress(container: Value, path: string): string | undefined {
  const [list] = ['command', 'args'].filter((key) => container?.[key] !== undefined);
  const words = ['command', 'args'].flatMap((key) => elements(container?.[key], key).map(([word]) => word));
  const isWagi = typeof words[0] === 'string' && words[0].split('/').pop() === 'wagi';
  const told = words.some((word) => typeof word !== 'string' || WAGI_LISTEN.test(word));
  return isWagi && !told ? `${path}.${list}` : undefined;
}

/** Whether the container runs WAGI, to which -l is the address. */
const isWagi = (container: Value) => mentions(container, WAGI);

/** Whether it runs something that takes --listen as the address of its HTTP server. */
const isWasmServer = (container: Value) => mentions(container, WASM_SERVER);

function mentions({ image, command, args }: Value, name: RegExp): boolean {
  const words = [image, ...(Array.isArray(command) ? command : []), ...(Array.isArray(args) ? args : [])];
  return words.some((word) => typeof word === 'string' && name.test(word));
}

function address(text: Value, path: string): readonly Address[] {
  const found: Address[] = [];
  const match = typeof text === 'string' && ADDRESS.exec(text);
  if (match) found.push({ text, host: match[1], port: Number(match[2]), path });
  return found;
}
