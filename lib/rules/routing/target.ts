import { nearest } from '../../core/suggest';
import { serviceReferencesOf } from '../http-add-on/service-reference';
import { isPort } from '../http-add-on/target-port';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from '../http-add-on/upstream';
import { inNamespace, type Manifest, namespaceOf } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, numberOf, show, textOf } from '../values';
import { backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { isMade, listPorts, portsOf, servicesIn } from './services';

export const targetPort: Rule = {
  id: 'routing/target-port',
  severity: 'error',
  title: 'The target of a route is a port that its Service has',
  rationale: 'The interceptor resolves the port in the Service, and answers with an error when it has no such port.',
  link: `${SOURCE}/interceptor/middleware/routing.go#L96-L133`,
  accepted: 'a route may come before its Service; the interceptor finds no such port, and answers with an error',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, { manifests, report }) {
    for (const { holder, path, name } of serviceReferencesOf(object)) {
      const service = textOf(name) && manifests.find('Service', namespaceOf(object), name);
      const ports = service && mapOf(service.spec).type !== 'ExternalName' && portsOf(service);
      if (!ports) continue;
      const { port, portName } = mapOf(holder);
      const has = `Service ${name}, which has ${listPorts(ports) || 'none'}`;
      if (textOf(portName) && port === undefined && !ports.some((each) => each.name === portName)) {
        const fix = ports.length === 1 ? `write port: ${ports[0].port}` : 'write the name or the number of one of its ports';
        report({
          path: `${path}.portName`,
          message: `portName (${show(portName)}) is not a port of ${has}: the interceptor answers 500`,
          fix,
        });
      } else if (numberOf(port) !== undefined && isPort(port) && portName === undefined && !ports.some((each) => each.port === port)) {
        const meant = ports.find(({ targetPort }) => targetPort === port);
        const what = meant ? 'the targetPort, not the port of' : 'no port of';
        const fix = `write port: ${meant?.port ?? ports[0]?.port ?? 'and a port of the Service'}`;
        report({ path: `${path}.port`, message: `port (${port}) is ${what} ${has}: no request arrives`, fix });
      }
    }
  },
};

export const missingService: Rule = {
  id: 'routing/missing-service',
  severity: 'warning',
  title: 'The Service that requests are routed to exists',
  rationale: 'Requests to a Service that does not exist are answered with an error.',
  link: `${SOURCE}/interceptor/middleware/routing.go#L96-L133`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, INGRESS, HTTP_ROUTE],
  check(object, { manifests, report }) {
    const isRoute = object.kind === 'HTTPScaledObject' || object.kind === 'InterceptorRoute';
    for (const { name, namespace, path } of isRoute ? targetsOf(object) : namedBy(object)) {
      if (manifests.find('Service', namespace, name) || isMade(manifests, namespace, name)) continue;
      // Where no Service of the namespace is here, they are kept elsewhere; a backend may be somebody else's.
      const known = servicesIn(manifests).get(namespace);
      if (!known || known.length === 0) continue;
      const meant = name.length <= 63 ? nearest(name, known) : undefined;
      if (!isRoute && !meant) continue;
      report({
        path,
        message: `${isRoute && path.endsWith('service') ? 'service' : 'name'} (${show(name)}) is not among the Services of these manifests ${inNamespace(namespace)}`,
        fix: meant ? `write ${meant}` : `write one of ${known.slice(0, 5).join(', ')}`,
        ...(!meant && { absent: true as const }),
      });
    }
  },
};

/** A Service that an object names. */
interface NamedService {
  readonly name: string;
  readonly namespace: string;
  readonly path: string;
}

function targetsOf(object: Manifest): readonly NamedService[] {
  const named = serviceReferencesOf(object).filter(({ name }) => textOf(name));
  return named.map(({ name, namePath }) => ({ name, namespace: namespaceOf(object), path: namePath }));
}

function namedBy(object: Manifest): readonly NamedService[] {
  return backendsOf(object).map(({ service, namespace, at }) => ({ name: service, namespace, path: at }));
}
