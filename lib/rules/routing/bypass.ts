import { show } from '../fields';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { scalesToZero } from '../http-add-on/scalers';
import { serviceReferences } from '../http-add-on/target-port';
import { text } from '../http-add-on/values';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule, RuleContext } from '../rule';
import { backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { interceptorOf, isInterceptor } from './interceptor';
import { selection } from './services';

export const bypass: Rule = {
  id: 'routing/bypass',
  severity: 'error',
  title: 'requests for an app that goes down to zero come by way of the interceptor',
  link: 'https://keda.sh/http-add-on/0.15/user-guide/configure-ingress/',
  accepted: 'nothing is wrong with the object by itself; requests go past the interceptor, and none wakes an app that is down at zero',
  kinds: [INGRESS, HTTP_ROUTE],
  check(object: Manifest, { manifests, cluster, report }: RuleContext): void {
    const { service, namespace, port } = interceptorOf(cluster);
    for (const backend of backendsOf(object, manifests)) {
      if (isInterceptor(backend, manifests, cluster)) continue;
      const asleep = sleeping(manifests, backend.namespace, backend.service);
      if (!asleep) continue;
      report({
        path: backend.at,
        message: `name (${show(backend.service)}) leads past the interceptor to an app that goes down to zero: ${asleep === 'together' ? 'while its other triggers are quiet, ' : ''}the request wakes nothing and gets 503`,
        fix:
          object.kind === 'Ingress'
            ? `write ${service}, port ${port}, into an Ingress of namespace ${namespace}`
            : `write name: ${service}, namespace: ${namespace} and port: ${port}, and a ReferenceGrant in ${namespace}`,
        ...(asleep === 'together' && { severity: 'warning' as const }),
      });
    }
  },
};

type Sleeping = ReadonlyMap<string, 'alone' | 'together'>;

const CACHE = new WeakMap<Manifests, Sleeping>();

/** How the app behind a Service goes down to zero, if it does. */
function sleeping(manifests: Manifests, namespace: string, name: string): 'alone' | 'together' | undefined {
  const services = CACHE.get(manifests) ?? build(manifests);
  CACHE.set(manifests, services);
  const service = manifests.find('Service', namespace, name);
  return services.get(`${namespace}/${name}`) ?? (service && services.get(selection(service) ?? ''));
}

/** By the Service that a route names, and by what it selects: a second Service of the same pods is no better. */
function build(manifests: Manifests): Sleeping {
  const services = new Map<string, 'alone' | 'together'>();
  for (const kind of [INTERCEPTOR_ROUTE, HTTP_SCALED_OBJECT]) {
    for (const route of manifests.ofKind(kind)) {
      const [[, , name]] = serviceReferences(route);
      const asleep = text(name) && scalesToZero(manifests, kind, route);
      if (!asleep) continue;
      services.set(`${namespaceOf(route)}/${name}`, asleep);
      const service = manifests.find('Service', namespaceOf(route), name);
      const selected = service && selection(service);
      if (selected) services.set(selected, asleep);
    }
  }
  return services;
}
