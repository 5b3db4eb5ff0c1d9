import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { Platform } from '../cluster/platform';
import { fail } from '../core/errors';
import { createScaledObject } from '../keda/scaled-object';
import type { ScalingProps } from '../keda/scaling';
import { Trigger } from '../keda/triggers';
import { checkRouting, HttpScalingApi, scalingApi } from './http-routing';
import { createHttpScaledObject } from './http-scaled-object';
import type { HttpScalingProps, HttpTarget } from './http-target';
import { createInterceptorRoute } from './interceptor-route';

/** The objects by which the add-on routes and scales an app. */
export interface HttpScalingObjects {
  readonly route?: ApiObject;
  readonly httpScaledObject?: ApiObject;
  readonly scaledObject?: ApiObject;
}

/**
 * Makes what the KEDA HTTP add-on needs to route requests to an app and scale it: on the current API an InterceptorRoute and a
 * ScaledObject, on the old one an HTTPScaledObject, from which the add-on's operator makes the ScaledObject unless the user asks
 * for more than it can pass on.
 */
export function createHttpScaling(scope: Construct, target: HttpTarget, props: HttpScalingProps): HttpScalingObjects {
  checkRouting(scope, props.hosts, props);
  if (props.scalingModifiers && (props.metrics?.length ?? 0) > 1) {
    fail(
      scope,
      `metrics has ${props.metrics?.length} metrics, of which a formula sees one by the name ${HTTP_TRIGGER}: leave one out, or leave scalingModifiers out`,
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
 * The ScaledObject that asks the add-on's external scaler about the route. It comes after the route: before KEDA 2.20 a scaler
 * that finds no route leaves an HPA that scales on CPU (kedacore/keda issue 7729).
 */
function createScaler(
  scope: Construct,
  target: HttpTarget,
  props: ScalingProps,
  route: ApiObject,
  reference: { [key: string]: string },
): ApiObject {
  const { scalerAddress } = Platform.of(scope).interceptor;
  const http = Trigger.of(
    'external-push',
    { scalerAddress: scalerAddress!, ...reference },
    { name: props.scalingModifiers && HTTP_TRIGGER },
  );
  return createScaledObject(scope, { ...target, after: [...(target.after ?? []), route] }, props, [http]);
}

/** Name of the add-on's own trigger in a formula of scaling modifiers. */
const HTTP_TRIGGER = 'http';

/** The settings of a ScaledObject that an HTTPScaledObject cannot pass on. */
const SCALED_OBJECT_ONLY = [
  'triggers',
  'pollingInterval',
  'idleReplicas',
  'fallback',
  'scaleUp',
  'scaleDown',
  'scalingModifiers',
  'restoreToOriginalReplicaCount',
  'hpaName',
] as const satisfies readonly (keyof ScalingProps)[];

function needsOwnScaler(props: ScalingProps): boolean {
  return SCALED_OBJECT_ONLY.some((prop) => props[prop] !== undefined);
}
