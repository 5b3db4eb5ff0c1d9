import { nearest } from '../../core/suggest';
import { show } from '../fields';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from '../http-add-on/api';
import { isPort, serviceReferences } from '../http-add-on/target-port';
import { number, record, text } from '../http-add-on/values';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule, RuleContext } from '../rule';
import { backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { isMade, listPorts, portsOf, servicesIn } from './services';

export const targetPort: Rule = {
  id: 'routing/target-port',
  severity: 'error',
  title: 'the target of a route is a port that its Service has',
  link: `${SOURCE}/interceptor/middleware/routing.go#L96-L133`,
  accepted: 'a route may come before its Service; the interceptor finds no such port, and answers with an error',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object: Manifest, { manifests, report }: RuleContext): void {
    for (const [reference, path, name] of serviceReferences(object)) {
      const service = text(name) && manifests.find('Service', namespaceOf(object), name);
      const ports = service && record(service.spec).type !== 'ExternalName' && portsOf(service);
      if (!ports) continue;
      const { port, portName } = record(reference);
      const has = `Service ${name}, which has ${listPorts(ports) || 'none'}`;
      if (text(portName) && port === undefined && !ports.some((each) => each.name === portName)) {
        const fix = ports.length === 1 ? `write port: ${ports[0].port}` : 'write the name or the number of one of its ports';
        report({
          path: `${path}.portName`,
          message: `portName (${show(portName)}) is no port of ${has}: the interceptor answers 500`,
          fix,
        });
      } else if (number(port) !== undefined && isPort(port) && portName === undefined && !ports.some((each) => each.port === port)) {
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
  title: 'the Service that requests are led to is there',
  link: `${SOURCE}/interceptor/middleware/routing.go#L96-L133`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, INGRESS, HTTP_ROUTE],
  check(object: Manifest, { manifests, report }: RuleContext): void {
    const isRoute = object.kind === 'HTTPScaledObject' || object.kind === 'InterceptorRoute';
    for (const [name, namespace, path] of isRoute ? targets(object) : backends(object, manifests)) {
      if (manifests.find('Service', namespace, name) || isMade(manifests, namespace, name)) continue;
      // Where no Service of the namespace is here, they are kept elsewhere; a backend may be somebody else's.
      if (servicesIn(manifests, namespace).length === 0) continue;
      const known = servicesIn(manifests, namespace);
      const meant = name.length <= 63 ? nearest(name, known) : undefined;
      if (!isRoute && !meant) continue;
      report({
        path,
        message: `${isRoute && path.endsWith('service') ? 'service' : 'name'} (${show(name)}) is not among the Services of these manifests in namespace ${namespace}`,
        fix: meant ? `write ${meant}` : `write one of ${known.slice(0, 5).join(', ')}`,
      });
    }
  },
};

function targets(object: Manifest): readonly (readonly [name: string, namespace: string, path: string])[] {
  const found: (readonly [name: string, namespace: string, path: string])[] = [];
  for (const [, path, name] of serviceReferences(object)) {
    if (text(name)) found.push([name, namespaceOf(object), path.endsWith('service') ? `${path}.name` : `${path}.service`]);
  }
  return found;
}

function backends(object: Manifest, manifests: Manifests): readonly (readonly [name: string, namespace: string, path: string])[] {
  const found: (readonly [name: string, namespace: string, path: string])[] = [];
  for (const { service, namespace, at } of backendsOf(object, manifests)) found.push([service, namespace, at]);
  return found;
}
