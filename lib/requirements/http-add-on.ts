import { SINCE } from '../cluster/releases';
import { addressOf, isExternalScaler } from '../rules/http-add-on/address';
import { responsesOf } from '../rules/http-add-on/responses';
import { serviceReferencesOf } from '../rules/http-add-on/service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, makesScaledObject } from '../rules/http-add-on/upstream';
import { targetOf } from '../rules/keda/target-reference';
import { SCALED_OBJECT } from '../rules/keda/upstream';
import { kindOf, type Manifest, namespaceOf } from '../rules/manifest';
import { isMade } from '../rules/routing/services';
import type { Context } from '../rules/rule';
import { findApp } from '../rules/spinkube/apps';
import { elements, listOf, mapOf, textOf } from '../rules/values';
import { fieldBounds } from './fields';
import { type Bound, component, type Need, nameOf, type Upstream } from './need';
import { inNamespaceOf } from './objects';

/** Reports the releases of the add-on that serve a route, and the Service and workload behind it. */
export const routes: Upstream = {
  kinds: [INTERCEPTOR_ROUTE, HTTP_SCALED_OBJECT],
  *needs(object: Manifest, context: Context): Iterable<Need> {
    const isRoute = kindOf(object) === INTERCEPTOR_ROUTE;
    if (isRoute) yield addOn({ version: SINCE.httpAddOn.routes, because: nameOf(object) });
    for (const bounds of fieldBounds(object)) yield component('httpAddOn', bounds);
    for (const host of hostsOf(object)) {
      if (host === '*') yield addOn({ version: SINCE.httpAddOn.anyHost, because: `host * in ${nameOf(object)}` });
      else if (host.startsWith('*.')) yield addOn({ version: SINCE.httpAddOn.wildcards, because: `host ${host} in ${nameOf(object)}` });
    }
    // the add-on creates a ScaledObject, or serves its trigger
    yield isRoute ? kedaOfRoutes(nameOf(object)) : component('keda');
    for (const { name: service } of serviceReferencesOf(object)) {
      if (textOf(service) && !isMade(context.manifests, namespaceOf(object), service))
        yield* inNamespaceOf(object, 'Service', service, context);
    }
    for (const [{ bodyFromConfigMap }] of responsesOf(object)) {
      const { name, key } = mapOf(bodyFromConfigMap);
      const details = ['label http.keda.sh/response-body: "true"', ...(textOf(key) ? [`key ${key}`] : [])];
      yield* inNamespaceOf(object, 'ConfigMap', name, context, { details });
    }
    if (isRoute || !makesScaledObject(object)) return;
    const target = targetOf(object);
    if (!target || findApp(context.manifests, namespaceOf(object), target.name)) return;
    yield* inNamespaceOf(object, target.groupKind, target.name, context, { note: 'scale target' });
  },
};

/** Reports the releases of the add-on whose scaler serves a trigger. */
export const triggers: Upstream = {
  kinds: [SCALED_OBJECT],
  *needs(object: Manifest, { cluster }: Context): Iterable<Need> {
    for (const [trigger] of elements(mapOf(object.spec).triggers, 'spec.triggers')) {
      const { scalerAddress, interceptorRoute } = mapOf(mapOf(trigger).metadata);
      if (!isExternalScaler(addressOf(textOf(scalerAddress), cluster), cluster)) continue;
      if (textOf(interceptorRoute)) {
        const because = `interceptorRoute in ${nameOf(object)}`;
        yield addOn({ version: SINCE.httpAddOn.routes, because });
        yield kedaOfRoutes(because);
      } else yield component('httpAddOn');
    }
  },
};

function kedaOfRoutes(because: string): Need {
  return component('keda', { atLeast: { version: SINCE.keda.interceptorRoutes, because } });
}

function addOn(atLeast: Bound): Need {
  return component('httpAddOn', { atLeast });
}

function hostsOf({ spec }: Manifest): string[] {
  const lists = [mapOf(spec).hosts, ...listOf(mapOf(spec).rules).map((rule) => mapOf(rule).hosts)];
  return lists.flatMap(listOf).flatMap((host) => textOf(host) ?? []);
}
