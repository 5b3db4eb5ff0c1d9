import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Platform } from '../cluster/platform';
import { fail } from '../core/errors';
import { createScaledObject } from '../keda/scaled-object';
import type { ScalingProps } from '../keda/scaling';
import { Trigger } from '../keda/triggers';
import { HttpMetric } from './http-metric';
import { checkRouting, HttpScalingApi, scalingApi } from './http-routing';
import { createHttpScaledObject } from './http-scaled-object';
import type { HttpScalingProps, HttpTarget } from './http-target';
import { createInterceptorRoute } from './interceptor-route';

/** The objects that route and scale an app with the add-on. */
export interface HttpScalingObjects {
  readonly route?: ApiObject;
  readonly httpScaledObject?: ApiObject;
  readonly scaledObject?: ApiObject;
}

/**
 * Creates the objects that route requests to an app and scale it with the KEDA HTTP add-on: an InterceptorRoute and a ScaledObject on
 * the current API, an HTTPScaledObject on the old one. The add-on's operator creates the ScaledObject of the latter, unless the props
 * have settings that it does not pass on.
 */
export function createHttpScaling(scope: Construct, target: HttpTarget, props: HttpScalingProps): HttpScalingObjects {
  checkRouting(scope, props.hosts, props);
  if (props.scalingModifiers && (props.metrics?.length ?? 0) > 1) {
    fail(
      scope,
      `metrics has ${props.metrics?.length} entries, and a formula can refer to only one, as ${HTTP_TRIGGER}: ` +
        'leave one out, or leave scalingModifiers out',
    );
  }
  const platform = Platform.of(scope);
  if (scalingApi(scope, props.api, platform) === HttpScalingApi.INTERCEPTOR_ROUTE) {
    const route = createInterceptorRoute(scope, target, props, platform);
    return { route, scaledObject: createScaler(scope, target, props, route, { interceptorRoute: target.name }) };
  }
  const ownScaler = needsOwnScaler(props);
  const httpScaledObject = createHttpScaledObject(scope, target, props, platform, { ownScaler });
  if (!ownScaler) return { httpScaledObject };
  return { httpScaledObject, scaledObject: createScaler(scope, target, props, httpScaledObject, { httpScaledObject: target.name }) };
}

/**
 * Creates the ScaledObject that queries the add-on's external scaler. It is applied after the route: before KEDA 2.20 a scaler
 * that finds no route may leave an HPA that scales on CPU (kedacore/keda issue 7729).
 */
function createScaler(
  scope: Construct,
  target: HttpTarget,
  props: HttpScalingProps,
  route: ApiObject,
  reference: { [key: string]: string },
): ApiObject {
  const { scalerAddress } = Platform.of(scope).interceptor;
  // the add-on up to 0.15 does not tell KEDA of a new target, and KEDA asks for it when the ScaledObject changes: the scaler ignores the
  // key, and KEDA compares it (kedacore/http-add-on issue 1656)
  const scalingMetric = JSON.stringify(HttpMetric._bind(scope, props.metrics ?? []));
  const http = Trigger.of(
    'external-push',
    { scalerAddress: scalerAddress!, ...reference, scalingMetric },
    { name: props.scalingModifiers && HTTP_TRIGGER },
  );
  return createScaledObject(scope, { ...target, after: [...(target.after ?? []), route] }, props, [http]);
}

/** Name of the add-on's trigger in a formula of scaling modifiers. */
const HTTP_TRIGGER = 'http';

/** Settings of a ScaledObject that an HTTPScaledObject does not pass on. */
const SCALED_OBJECT_ONLY = [
  'triggers',
  'pollingInterval',
  'idleReplicas',
  'fallback',
  'scaleUp',
  'scaleDown',
  'scalingModifiers',
  'restoreToOriginalReplicaCount',
  'paused',
  'pausedReplicas',
  'hpaName',
] as const satisfies readonly (keyof ScalingProps)[];

function needsOwnScaler(props: ScalingProps): boolean {
  return SCALED_OBJECT_ONLY.some((prop) => props[prop] !== undefined);
}
