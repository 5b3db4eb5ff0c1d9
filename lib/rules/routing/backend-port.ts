import { DEFAULT_INTERCEPTOR } from '../../cluster/interceptor';
import type { Manifest } from '../manifest';
import type { Report, Rule, RuleContext } from '../rule';
import { mapOf, show } from '../values';
import { type Backend, backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { interceptorOf, isInterceptor } from './interceptor';
import { listPorts, portsOf } from './services';

export const backendPort: Rule = {
  id: 'routing/backend-port',
  severity: 'error',
  title: 'A backend names a port that its Service has',
  rationale: 'An ingress controller resolves the port in the Service, and answers with an error when it has no such port.',
  link: 'https://kubernetes.io/docs/concepts/services-networking/ingress/',
  accepted: 'an Ingress or HTTPRoute may come before its Service; the controller finds no such port, and answers with an error',
  kinds: [INGRESS, HTTP_ROUTE],
  check(object, context) {
    const { manifests, cluster } = context;
    for (const backend of backendsOf(object)) {
      const service = manifests.find('Service', backend.namespace, backend.service);
      const isOurs = isInterceptor(backend, manifests, cluster);
      if (service) missingPort(backend, service, isOurs ? interceptorOf(cluster).port : undefined, context.report);
      if (isOurs) strangePort(backend, service, context);
    }
  },
};

/** A port that a Service among the manifests does not have. A number at an ExternalName is dialled as it is. */
function missingPort(backend: Backend, service: Manifest, number: number | undefined, report: Report): void {
  const ports = portsOf(service);
  const { port, portName, portAt, portNameAt } = backend;
  const isAlias = mapOf(service.spec).type === 'ExternalName';
  if (isAlias && portName !== undefined && (ports ?? []).length === 0 && !mapOf(service.spec).ports) {
    report({
      path: portNameAt,
      message: `name (${show(portName)}) is not a port of Service ${backend.service}, an ExternalName without ports: requests go to port 0`,
      fix: `write port.number${number === undefined ? ' in place of the name' : `: ${number}`}`,
      severity: 'warning',
    });
    return;
  }
  if (!ports || (isAlias && portName === undefined)) return;
  if (portName !== undefined && !ports.some(({ name }) => name === portName)) {
    report({
      path: portNameAt,
      message: `name (${show(portName)}) is not a port of Service ${backend.service}, which has ${listPorts(ports) || 'none'}`,
      fix: 'write the name or the number of one of its ports',
    });
  } else if (port !== undefined && portName === undefined && !ports.some((each) => each.port === port)) {
    const meant = ports.find(({ targetPort }) => targetPort === port);
    report({
      path: portAt,
      message: `port (${port}) is ${meant ? 'the targetPort of' : 'no port of'} Service ${backend.service}, which has ${listPorts(ports) || 'none'}`,
      fix: `write ${meant?.port ?? ports[0]?.port ?? 'a port of the Service'}`,
    });
  }
}

/** A port that the interceptor does not have, as far as it is declared. */
function strangePort(
  { port, portName, portAt, portNameAt }: Backend,
  service: Manifest | undefined,
  { cluster, report }: RuleContext,
): void {
  const isAlias = mapOf(service?.spec).type === 'ExternalName';
  if (service && !isAlias) return;
  const interceptor = interceptorOf(cluster);
  const { portName: plain, tlsPort, tlsPortName } = DEFAULT_INTERCEPTOR;
  const severity = 'warning' as const;
  const fix = `write ${interceptor.port}`;
  if (port !== undefined && port !== interceptor.port && port !== tlsPort) {
    report({ path: portAt, message: `port (${port}) is not where the interceptor listens, which is ${interceptor.port}`, fix, severity });
  } else if (portName !== undefined && !isAlias && portName !== plain && portName !== tlsPortName) {
    report({
      path: portNameAt,
      message: `name (${show(portName)}) is not a port of the interceptor, which has "${plain}"`,
      fix,
      severity,
    });
  }
}
