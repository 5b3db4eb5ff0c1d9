import { derived } from '../../core/derived';
import { scalesToZero } from '../http-add-on/scalers';
import { serviceReferencesOf } from '../http-add-on/service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { kindOf, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { show, textOf } from '../values';
import { backendsOf, WAYS_IN } from './backends';
import { interceptorOf, isInterceptor } from './interceptor';
import { ROUTERS, wayTo } from './routers';
import { selection } from './services';

export const bypass: Rule = {
  id: 'routing/bypass',
  severity: 'error',
  title: 'Requests for an app that goes down to zero come by way of the interceptor',
  rationale: 'Only the interceptor holds a request while the app starts and reports it to the scaler.',
  link: 'https://keda.sh/http-add-on/0.15/user-guide/configure-ingress/',
  accepted: 'nothing is wrong with the object by itself; requests go past the interceptor, and none wakes an app that is down at zero',
  kinds: WAYS_IN,
  check(object, { manifests, cluster, report }) {
    const { service, namespace, port } = interceptorOf(cluster);
    const kind = kindOf(object);
    const isOther = Object.hasOwn(ROUTERS, kind);
    for (const backend of backendsOf(object)) {
      if (isInterceptor(backend, manifests, cluster)) continue;
      const asleep = sleeping(manifests, backend.namespace, backend.service);
      if (!asleep) continue;
      report({
        path: backend.at,
        message: `name (${show(backend.service)}) bypasses the interceptor of an app that scales to zero: ${asleep === 'together' ? 'while its other triggers are quiet, ' : ''}the request wakes nothing and gets 503`,
        fix: isOther
          ? wayTo(kind, { service, namespace, port })
          : object.kind === 'Ingress'
            ? `write ${service}, port ${port}, into an Ingress of namespace ${namespace}`
            : `write name: ${service}, namespace: ${namespace} and port: ${port}, and a ReferenceGrant in ${namespace}`,
        // other routers may hold or repeat a request by means that are not read here
        ...((asleep === 'together' || isOther) && { severity: 'warning' as const }),
      });
    }
  },
};

/** How the app behind a Service goes down to zero, if it does. */
function sleeping(manifests: Manifests, namespace: string, name: string): 'alone' | 'together' | undefined {
  const services = sleepingOf(manifests);
  if (services.size === 0) return undefined;
  const service = manifests.find('Service', namespace, name);
  return services.get(`${namespace}/${name}`) ?? (service && services.get(selection(service) ?? ''));
}

/** By the Service that a route names, and by its selector: a second Service of the same pods is no better. */
const sleepingOf = derived((manifests: Manifests): ReadonlyMap<string, 'alone' | 'together'> => {
  const services = new Map<string, 'alone' | 'together'>();
  for (const kind of [INTERCEPTOR_ROUTE, HTTP_SCALED_OBJECT]) {
    for (const route of manifests.ofKind(kind)) {
      const [{ name }] = serviceReferencesOf(route);
      const asleep = textOf(name) && scalesToZero(manifests, kind, route);
      if (!asleep) continue;
      services.set(`${namespaceOf(route)}/${name}`, asleep);
      const service = manifests.find('Service', namespaceOf(route), name);
      const selected = service && selection(service);
      if (selected) services.set(selected, asleep);
    }
  }
  return services;
});
