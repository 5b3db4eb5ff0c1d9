import type { Manifest, Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { show } from '../values';
import { servingPort } from './ports';
import { hasFeature } from './settings';
import { containersOf, initContainersOf, SERVING, TEMPLATED } from './template';

const HANDLERS = ['httpGet', 'tcpSocket', 'exec', 'grpc'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

export const probe: Rule = {
  id: 'knative/probe',
  severity: 'error',
  title: 'Probes ask in one way, on the port of the app',
  rationale: 'The queue-proxy probes the app in place of the kubelet, on the port of the app.',
  link: `${SERVING}/serving/k8s_validation.go`,
  kinds: TEMPLATED,
  check(manifest, context) {
    const all = containersOf(manifest);
    for (const [container, path] of all) {
      const isApp = all.length === 1 || container?.ports?.length > 0;
      for (const name of PROBES) {
        const given = container?.[name];
        if (given === null || typeof given !== 'object') continue;
        if (isApp) ofApp(manifest, given, name, `${path}.${name}`, context.report);
        else if (hasFeature(context, 'multi-container-probing')) ofSidecar(given, `${path}.${name}`, context.report);
      }
    }
    for (const [container, path] of initContainersOf(manifest)) {
      for (const name of PROBES) {
        if (container?.[name])
          context.report({
            path: `${path}.${name}`,
            message: `${name} is set on an init container, which has no probes`,
            fix: 'leave it out',
          });
      }
    }
  },
};

function ofApp(manifest: Manifest, given: Value, name: string, path: string, report: Report): void {
  // a readiness probe that does not say how is made one of the port
  handlers(given, path, name === 'readinessProbe' ? 0 : 1, report);
  const { name: portName } = servingPort(manifest);
  for (const handler of ['httpGet', 'tcpSocket']) {
    const port = given[handler]?.port;
    if (typeof port !== 'string' || port === '' || port === portName) continue;
    const fix = portName === 'http' ? 'leave it out: Knative asks on the port of the app' : `leave it out, or write ${show(portName)}`;
    report({ path: `${path}.${handler}.port`, message: `port (${show(port)}) is not the name of the container's port`, fix });
  }
  if (name === 'readinessProbe') timing(given, path, report);
}

function ofSidecar(given: Value, path: string, report: Report): void {
  handlers(given, path, 1, report);
  for (const handler of ['httpGet', 'tcpSocket']) {
    if (given[handler] && !given[handler].port)
      report({ path: `${path}.${handler}.port`, message: 'the probe of a sidecar has no port', fix: 'name the port' });
  }
}

function handlers(given: Value, path: string, least: number, report: Report): void {
  const named = HANDLERS.filter((handler) => given[handler] !== undefined && given[handler] !== null);
  if (named.length > 1) report({ path, message: `${named.join(' and ')} are set in one probe`, fix: 'leave one of them' });
  if (named.length < least) report({ path, message: 'the probe does not say how to ask', fix: 'write httpGet, tcpSocket, exec or grpc' });
}

/** Without periodSeconds Knative asks in a rhythm of its own, which takes no other number. */
function timing(given: Value, path: string, report: Report): void {
  const period = given.periodSeconds ?? 0;
  if (period === 0) {
    for (const name of ['failureThreshold', 'timeoutSeconds']) {
      const value = given[name];
      if (typeof value !== 'number' || value === 0) continue;
      report({
        path: `${path}.${name}`,
        message: `${name} (${value}) is refused without periodSeconds`,
        fix: `add periodSeconds, or leave ${name} out`,
      });
    }
  }
  for (const name of [
    'periodSeconds',
    'initialDelaySeconds',
    'successThreshold',
    ...(period === 0 ? [] : ['failureThreshold', 'timeoutSeconds']),
  ]) {
    const value = given[name];
    if (typeof value === 'number' && value < 0)
      report({ path: `${path}.${name}`, message: `${name} (${value}) is negative`, fix: 'leave it out' });
  }
}
