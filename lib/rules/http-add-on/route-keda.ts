import { SINCE, scalesRoutes } from '../../cluster/releases';
import { atLeast } from '../cluster';
import { SCALED_OBJECT } from '../keda/upstream';
import type { Rule } from '../rule';
import { show } from '../values';
import { addOnTriggers } from './scalers';
import { SOURCE } from './upstream';

export const routeKeda: Rule = {
  id: 'http-add-on/route-keda',
  severity: 'error',
  title: `An InterceptorRoute is scaled by KEDA ${SINCE.keda.interceptorRoutes} or newer`,
  rationale: 'The scaler reports the target and the value of a route as decimals, which KEDA before 2.17 does not read.',
  link: `${SOURCE}/scaler/handlers.go#L123-L129`,
  accepted:
    "KEDA's webhook does not ask the scaler; the operator makes an HPA with a target of 0, which the API server refuses, and never scales",
  kinds: [SCALED_OBJECT],
  check(object, { cluster, report }) {
    // an add-on without routes is said by the rule on the reference
    if (scalesRoutes(cluster) || !atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.routes)) return;
    for (const { path, interceptorRoute } of addOnTriggers(object)) {
      if (!interceptorRoute) continue;
      report({
        path: `${path}.interceptorRoute`,
        message: `interceptorRoute (${show(interceptorRoute)}) has a target that KEDA ${cluster.keda} reads as 0: the HPA is refused, and the app never scales`,
        fix: `write an HTTPScaledObject, or run KEDA ${SINCE.keda.interceptorRoutes}`,
      });
    }
  },
};
