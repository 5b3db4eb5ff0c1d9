import { SINCE, scalesRoutes } from '../../cluster/releases';
import { atLeast, type Cluster } from '../cluster';
import { SCALED_OBJECT } from '../keda/upstream';
import type { Manifest } from '../manifest';
import type { Report, Rule, RuleContext } from '../rule';
import { elements, mapOf, show, textOf } from '../values';
import { absentRoute } from './absent-route';
import { addressOf, isExternalScaler } from './address';
import { type AddOnTrigger, addOnTriggers } from './scalers';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, SOURCE } from './upstream';

/** What an internal trigger of the add-on itself names in place of a route. */
const INTERNAL = 'interceptorTargetPendingRequests';

export const scalerReference: Rule = {
  id: 'http-add-on/scaler-reference',
  severity: 'error',
  title: "A trigger of the add-on's scaler names a route of its own namespace",
  rationale: "The add-on's scaler counts the requests of the route that the trigger names, in the namespace of the ScaledObject.",
  link: `${SOURCE}/scaler/handlers.go#L111-L160`,
  accepted: "KEDA's webhook does not read the metadata of triggers; the add-on's scaler finds no route of that name and reports no metric",
  kinds: [SCALED_OBJECT],
  check(object, context) {
    nameless(object, context.cluster, context.report);
    for (const trigger of addOnTriggers(object)) reference(object, trigger, context);
  },
};

/** Triggers that ask the add-on's scaler, and do not say for which route. */
function nameless({ spec }: Manifest, cluster: Cluster, report: Report): void {
  for (const [trigger, path] of elements(mapOf(spec).triggers, 'spec.triggers')) {
    const { type, metadata } = mapOf(trigger);
    const { scalerAddress: address, interceptorRoute, httpScaledObject, [INTERNAL]: internal } = mapOf(metadata);
    if (type !== 'external-push' && type !== 'external') continue;
    if ([interceptorRoute, httpScaledObject, internal].some((value) => value !== undefined && value !== '')) continue;
    if (!isExternalScaler(addressOf(textOf(address), cluster), cluster)) continue;
    const key = scalesRoutes(cluster) ? 'interceptorRoute' : 'httpScaledObject';
    const near = Object.keys(mapOf(metadata)).find((name) => name !== 'scalerAddress' && /route|scaledobject|httpso/i.test(name));
    report({
      path: near ? `${path}.metadata.${near}` : `${path}.metadata`,
      message: near ? `${near} is not read by the scaler, and no route is named` : `${key} is missing, and the scaler reports no metric`,
      fix: `write ${key}: and the name of the ${key === 'interceptorRoute' ? 'InterceptorRoute' : 'HTTPScaledObject'}`,
    });
  }
}

function reference(object: Manifest, trigger: AddOnTrigger, context: RuleContext): void {
  const { interceptorRoute, httpScaledObject, path } = trigger;
  const { cluster } = context;
  if (interceptorRoute && !atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.routes)) {
    context.report({
      path: `${path}.interceptorRoute`,
      message: `interceptorRoute (${show(interceptorRoute)}) is read by the HTTP add-on from 0.14, and the cluster runs ${cluster.httpAddOn}`,
      fix: 'write httpScaledObject: and the name of the HTTPScaledObject, or declare httpAddOn 0.14',
    });
  } else if (interceptorRoute) {
    if (httpScaledObject) {
      context.report({
        path: `${path}.httpScaledObject`,
        message: `httpScaledObject (${show(httpScaledObject)}) is not read beside interceptorRoute (${show(interceptorRoute)})`,
        fix: 'leave one of the two out',
        severity: 'warning',
      });
    }
    absentRoute(object, `${path}.interceptorRoute`, interceptorRoute, INTERCEPTOR_ROUTE, context);
  } else if (httpScaledObject) {
    absentRoute(object, `${path}.httpScaledObject`, httpScaledObject, HTTP_SCALED_OBJECT, context);
    if (atLeast(cluster, 'httpAddOn', SINCE.httpAddOn.namedObject) || httpScaledObject === object.metadata.name) return;
    context.report({
      path: 'metadata.name',
      message: `name (${show(object.metadata.name)}) is what an HTTP add-on before 0.11 looks up, not httpScaledObject (${show(httpScaledObject)})`,
      fix: `write name: ${httpScaledObject}, or declare httpAddOn 0.11`,
    });
  }
}
