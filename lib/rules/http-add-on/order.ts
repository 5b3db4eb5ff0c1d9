import { SINCE } from '../../cluster/releases';
import { derived } from '../../core/derived';
import { atLeast } from '../cluster';
import { SCALED_OBJECT } from '../keda/upstream';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { show } from '../values';
import { addOnTriggers } from './scalers';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from './upstream';

export const order: Rule = {
  id: 'http-add-on/order',
  severity: 'warning',
  title: 'Before KEDA 2.20 a route stands before the ScaledObject that reads it',
  rationale:
    'KEDA before 2.20 makes an HPA on CPU while the scaler does not know the route yet, and replaces it only after a poll that failed in between.',
  link: 'https://github.com/kedacore/keda/issues/7729',
  kinds: [SCALED_OBJECT],
  check(object, { manifests, cluster, report }) {
    if (atLeast(cluster, 'keda', SINCE.keda.lateRoute)) return;
    for (const { path, interceptorRoute, httpScaledObject } of addOnTriggers(object)) {
      const kind = interceptorRoute ? INTERCEPTOR_ROUTE : HTTP_SCALED_OBJECT;
      const name = interceptorRoute ?? httpScaledObject!;
      const route = manifests.find(kind, namespaceOf(object), name);
      if (!route || position(manifests, route) < position(manifests, object)) continue;
      report({
        path: `${path}.${interceptorRoute ? 'interceptorRoute' : 'httpScaledObject'}`,
        message: `${interceptorRoute ? 'interceptorRoute' : 'httpScaledObject'} (${show(name)}) comes after this ScaledObject: KEDA ${cluster.keda} then makes an autoscaler on CPU, and may keep it`,
        fix: `move the ${route.kind} before the ScaledObject, or declare keda 2.20`,
      });
    }
  },
};

const positions = derived((manifests: Manifests) => new Map(manifests.all.map((each, index) => [each, index])));

/** The position of an object among those that are checked together. */
function position(manifests: Manifests, object: Manifest): number {
  return positions(manifests).get(object) ?? -1;
}
