import type { Construct } from 'constructs';
import { InterceptorRoute, type InterceptorRouteProps } from '../../imports/http.keda.sh';
import type { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { goDuration } from '../core/durations';
import type { Draft } from '../synth/draft';
import { manifestOf } from '../synth/manifest-of';
import { createObject } from '../synth/objects';
import { HttpMetric } from './http-metric';
import { ANY_HOST, type ColdStartPlaceholder, type HttpRoutingProps } from './http-routing';
import type { HttpScalingProps, HttpTarget } from './http-target';

/**
 * Makes the InterceptorRoute of an app: its hosts, paths and headers, what is measured, and what happens during a cold start.
 *
 * A rule is written even for any host, since a route without rules is accepted and never matches (pkg/routing/tablememory.go).
 */
export function createInterceptorRoute(scope: Construct, target: HttpTarget, props: HttpScalingProps, platform: Platform): Draft {
  platform._require(scope, 'httpAddOn', SINCE.httpAddOn.placeholder, 'coldStartPlaceholder', props.coldStartPlaceholder);
  const { hosts, pathPrefixes, headers, coldStartFallback: fallback, coldStartPlaceholder: placeholder } = props;
  const manifest = manifestOf<InterceptorRouteProps>(InterceptorRoute.GVK, {
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
      coldStart: (fallback || placeholder) && {
        fallback: fallback && { service: { name: fallback.service, port: fallback.port } },
        placeholder: placeholder && { response: renderPlaceholder(placeholder) },
      },
    },
  });
  const route = createObject(scope, 'InterceptorRoute', manifest);
  // a SpinApp's Service comes when its operator makes it, for which nothing that is applied can wait
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

function renderPlaceholder({ statusCode, body, bodyConfigMap, bodyConfigMapKey, headers }: ColdStartPlaceholder) {
  const bodyFromConfigMap = bodyConfigMap === undefined ? undefined : { name: bodyConfigMap, key: bodyConfigMapKey };
  return { statusCode, body, bodyFromConfigMap, headers };
}
