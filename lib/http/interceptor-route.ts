import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { InterceptorRouteProps } from '../../imports/http.keda.sh';
import { INTERCEPTOR_ROUTE } from '../cluster/kinds';
import type { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { goDuration } from '../core/durations';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import { HttpMetric } from './http-metric';
import { ANY_HOST, type HttpRoutingProps } from './http-routing';
import type { HttpScalingProps, HttpTarget } from './http-target';
import { renderResponse } from './static-response';
import { renderStaticRoute } from './static-route';

/** Props that came with add-on 0.16. */
const SINCE_0_16 = [
  ['coldStartMaxPendingRequests', SINCE.httpAddOn.maxPendingRequests],
  ['coldStartOverflow', SINCE.httpAddOn.overflow],
  ['staticRoutes', SINCE.httpAddOn.staticRoutes],
] as const;

/**
 * Creates the InterceptorRoute of an app: its hosts, paths and headers, its metrics, and its behavior during a cold start.
 *
 * A route for any host has a rule, too: a route without rules is accepted but never matches (pkg/routing/tablememory.go).
 */
export function createInterceptorRoute(scope: Construct, target: HttpTarget, props: HttpScalingProps, platform: Platform): ApiObject {
  platform._require(scope, 'httpAddOn', SINCE.httpAddOn.placeholder, 'coldStartPlaceholder', props.coldStartPlaceholder);
  for (const [prop, since] of SINCE_0_16) platform._require(scope, 'httpAddOn', since, prop, props[prop]);
  const { hosts, pathPrefixes, headers } = props;
  const manifest = manifestOf<InterceptorRouteProps>(INTERCEPTOR_ROUTE, {
    metadata: { name: target.name, labels: target.labels },
    spec: {
      target: { service: target.service, port: target.servicePort },
      rules: [
        {
          hosts: hosts?.[0] === ANY_HOST ? undefined : hosts,
          paths: pathPrefixes?.map((value) => ({ value })),
          headers: headers?.map(({ name, value }) => ({ name, value })),
        },
      ],
      scalingMetric: HttpMetric._bind(scope, props.metrics ?? []),
      timeouts: renderTimeouts(props),
      coldStart: renderColdStart(props),
      staticRoutes: props.staticRoutes?.map(renderStaticRoute),
    },
  });
  const route = createObject(scope, 'InterceptorRoute', manifest);
  // the operator creates the Service of a SpinApp later, so the order of the manifest cannot ensure that it exists
  if (target.serviceObject.kind === 'Service') route.addDependency(target.serviceObject);
  return route;
}

function renderTimeouts({ readinessTimeout, requestTimeout, responseHeaderTimeout }: HttpRoutingProps) {
  if (!readinessTimeout && !requestTimeout && !responseHeaderTimeout) return undefined;
  return {
    readiness: readinessTimeout && goDuration(readinessTimeout),
    request: requestTimeout && goDuration(requestTimeout),
    responseHeader: responseHeaderTimeout && goDuration(responseHeaderTimeout),
  };
}

function renderColdStart(props: HttpRoutingProps) {
  const { coldStartFallback: fallback, coldStartPlaceholder: placeholder, coldStartMaxPendingRequests: maxPendingRequests } = props;
  if (!fallback && !placeholder && maxPendingRequests === undefined) return undefined;
  return {
    fallback: fallback && { service: { name: fallback.service, port: fallback.port } },
    placeholder: placeholder && { response: renderResponse(placeholder) },
    maxPendingRequests,
    overflow: props.coldStartOverflow,
  };
}
