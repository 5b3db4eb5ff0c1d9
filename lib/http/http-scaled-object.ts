import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { HttpScaledObjectProps } from '../../imports/http.keda.sh';
import { DEPLOYMENT, HTTP_SCALED_OBJECT } from '../cluster/kinds';
import type { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { checkSeconds } from '../core/checks';
import { goDuration, seconds } from '../core/durations';
import { fail } from '../core/errors';
import { checkScaling } from '../keda/scaling';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import { HttpMetric } from './http-metric';
import { ANY_HOST, type HttpRoutingProps } from './http-routing';
import type { HttpScalingProps, HttpTarget } from './http-target';

/** Keeps the add-on's operator from creating a ScaledObject. Only the exact value "true" has an effect. */
const SKIP_SCALED_OBJECT = { 'httpscaledobject.keda.sh/skip-scaledobject-creation': 'true' };

/** Settings that only an InterceptorRoute has, with the first add-on that has them. */
const ROUTE_ONLY = [
  ['requestTimeout', SINCE.httpAddOn.routes],
  ['coldStartPlaceholder', SINCE.httpAddOn.placeholder],
  ['coldStartMaxPendingRequests', SINCE.httpAddOn.maxPendingRequests],
  ['coldStartOverflow', SINCE.httpAddOn.overflow],
  ['staticRoutes', SINCE.httpAddOn.staticRoutes],
] as const;

/** Options of createHttpScaledObject(). */
export interface HttpScaledObjectOptions {
  /** Whether this library creates the ScaledObject of the app, in place of the add-on's operator. */
  readonly ownScaler: boolean;
}

/**
 * Creates the HTTPScaledObject of an app, in the form that the declared add-on serves.
 *
 * @see https://github.com/kedacore/http-add-on operator/apis/http/v1alpha1/httpscaledobject_types.go
 */
export function createHttpScaledObject(
  scope: Construct,
  target: HttpTarget,
  props: HttpScalingProps,
  platform: Platform,
  { ownScaler }: HttpScaledObjectOptions,
): ApiObject {
  checkVersion(scope, props, platform, ownScaler);
  checkScaling(scope, target.name, props, platform);
  const scalingMetric = HttpMetric._bind(scope, props.metrics ?? []);
  if (scalingMetric.concurrency && scalingMetric.requestRate) {
    fail(
      scope,
      'metrics has two entries, and an HTTPScaledObject takes one: ' +
        `leave one out, or use the InterceptorRoute of ${releasesWith(SINCE.httpAddOn.routes, platform)}`,
    );
  }
  const { hosts, pathPrefixes, headers, coldStartFallback, minReplicas = 0, maxReplicas, cooldown, initialCooldown } = props;
  const manifest = manifestOf<HttpScaledObjectProps>(HTTP_SCALED_OBJECT, {
    metadata: { name: target.name, labels: target.labels, annotations: ownScaler ? SKIP_SCALED_OBJECT : undefined },
    spec: {
      hosts,
      pathPrefixes,
      headers: headers?.map(({ name, value }) => ({ name, value })),
      scaleTargetRef: { ...DEPLOYMENT, name: target.name, service: target.service, port: target.servicePort },
      scalingMetric,
      ...(!ownScaler && {
        replicas: { min: minReplicas, max: maxReplicas },
        scaledownPeriod: seconds(cooldown),
        initialCooldownPeriod: seconds(initialCooldown),
      }),
      timeouts: renderTimeouts(props),
      coldStartTimeoutFailoverRef: coldStartFallback && {
        service: coldStartFallback.service,
        port: coldStartFallback.port,
        timeoutSeconds: seconds(props.readinessTimeout),
      },
    },
  });
  const httpScaledObject = createObject(scope, 'HTTPScaledObject', manifest);
  httpScaledObject.addDependency(target.workload, target.serviceObject);
  return httpScaledObject;
}

/** Fails for settings that an HTTPScaledObject of the declared add-on does not have. */
function checkVersion(scope: Construct, props: HttpScalingProps, platform: Platform, ownScaler: boolean): void {
  const require = (since: string, prop: keyof HttpScalingProps) => platform._require(scope, 'httpAddOn', since, prop, props[prop]);
  if (!ownScaler) require(SINCE.httpAddOn.initialCooldownPeriod, 'initialCooldown');
  require(SINCE.httpAddOn.timeouts, 'readinessTimeout');
  require(SINCE.httpAddOn.timeouts, 'responseHeaderTimeout');
  require(SINCE.httpAddOn.coldStartTimeoutFailoverRef, 'coldStartFallback');
  require(SINCE.httpAddOn.headers, 'headers');
  if (props.hosts?.some((host) => host.startsWith('*.')))
    platform._require(scope, 'httpAddOn', SINCE.httpAddOn.wildcards, 'a wildcard in hosts', true);
  if (props.hosts?.[0] === ANY_HOST) platform._require(scope, 'httpAddOn', SINCE.httpAddOn.anyHost, `hosts ["${ANY_HOST}"]`, true);
  for (const [prop, since] of ROUTE_ONLY) {
    if (props[prop] !== undefined) {
      fail(
        scope,
        `${prop} needs an InterceptorRoute, and this app is routed by an HTTPScaledObject: ` +
          `leave ${prop} out, or use the InterceptorRoute of ${releasesWith(since, platform)}`,
      );
    }
  }
  if (props.coldStartFallback) checkSeconds(scope, 'readinessTimeout', props.readinessTimeout, { min: 1 });
}

/** Names the releases to declare for an InterceptorRoute with a setting. */
function releasesWith(since: string, platform: Platform): string {
  const keda = SINCE.keda.interceptorRoutes;
  return `add-on ${since}${platform._atLeast('keda', keda) ? '' : ` with KEDA ${keda}`}`;
}

/** Renders the timeouts; with a fallback readinessTimeout is a setting of the fallback, which takes precedence over conditionWait. */
function renderTimeouts({ readinessTimeout, responseHeaderTimeout, coldStartFallback }: HttpRoutingProps) {
  const conditionWait = coldStartFallback ? undefined : readinessTimeout;
  if (!conditionWait && !responseHeaderTimeout) return undefined;
  return {
    conditionWait: conditionWait && goDuration(conditionWait),
    responseHeader: responseHeaderTimeout && goDuration(responseHeaderTimeout),
  };
}
