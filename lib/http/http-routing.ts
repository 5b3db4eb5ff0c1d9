import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { FALLBACK_WAIT } from '../cluster/http-add-on';
import type { Platform } from '../cluster/platform';
import { SINCE, scalesRoutes } from '../cluster/releases';
import {
  checkDistinct,
  checkHost,
  checkInteger,
  checkName,
  checkNotEmpty,
  checkObject,
  checkOneOf,
  checkPort,
  millisecondsOf,
} from '../core/checks';
import { seconds } from '../core/durations';
import { fail } from '../core/errors';
import type { HttpMetric } from './http-metric';
import { checkHeaders, checkPaths, type HttpHeaderMatch } from './request-match';
import { type ColdStartPlaceholder, checkResponse } from './static-response';
import { checkStaticRoutes, type StaticRoute } from './static-route';

/** API of the KEDA HTTP add-on that routes and scales an app. */
export enum HttpScalingApi {
  /** The API that the declared releases recommend: INTERCEPTOR_ROUTE from add-on 0.14 and KEDA 2.17, HTTP_SCALED_OBJECT before. */
  AUTO = 'auto',
  /** An InterceptorRoute and a ScaledObject; add-on 0.14 and KEDA 2.17, and newer. */
  INTERCEPTOR_ROUTE = 'InterceptorRoute',
  /** An HTTPScaledObject; deprecated since add-on 0.14, still served by 0.15. */
  HTTP_SCALED_OBJECT = 'HTTPScaledObject',
}

/** Behavior of the interceptor for requests beyond the limit of those that it holds during a cold start. */
export enum ColdStartOverflow {
  /** Answers 503. */
  REJECT = 'Reject',
  /** Answers with the placeholder. */
  PLACEHOLDER = 'Placeholder',
}

/** A Service that answers requests while the app is not ready. */
export interface ColdStartFallback {
  /** Name of the Service, in the namespace of the app. */
  readonly service: string;

  /** Port of that Service. */
  readonly port: number;
}

/**
 * Requests that the add-on's interceptor routes to an app, and its timeouts and responses.
 *
 * @see https://keda.sh/docs/latest/http-add-on/
 */
export interface HttpRoutingProps {
  /**
   * Path prefixes that the app serves. They are not stripped from the path that the app receives.
   *
   * @default - every path
   */
  readonly pathPrefixes?: string[];

  /**
   * Headers that a request must carry. Needs add-on 0.12 or newer.
   *
   * @default - none
   */
  readonly headers?: HttpHeaderMatch[];

  /**
   * Metrics on which the app is scaled. An InterceptorRoute takes one metric of each kind, an HTTPScaledObject only one.
   *
   * @default - for an HttpScaledWasm HttpMetric.concurrency(100), for a SpinAppScaled none
   */
  readonly metrics?: HttpMetric[];

  /**
   * Time that a request waits for a ready replica. Needs add-on 0.11 or newer.
   *
   * @default - requestTimeout; 30 seconds with a coldStartFallback; before add-on 0.14 the setting of the interceptor
   */
  readonly readinessTimeout?: Duration;

  /**
   * Timeout of a whole request, with its cold start. InterceptorRoute only. No other timeout of the request may be longer, and with a
   * coldStartFallback it must be longer than readinessTimeout. The timeout of the exposure follows it, where it is known how:
   * `timeouts` of an HTTPRoute, the annotations of an Ingress of class contour, nginx or haproxy.
   *
   * @default - no limit at the interceptor; the Ingress or Gateway has a limit of its own, 15 seconds for Contour
   */
  readonly requestTimeout?: Duration;

  /**
   * Timeout until the app sends its response headers. Needs add-on 0.11 or newer.
   *
   * @default - 300 seconds; before add-on 0.14 the setting of the interceptor
   */
  readonly responseHeaderTimeout?: Duration;

  /**
   * A Service that answers requests while the app is not ready, after readinessTimeout. Needs add-on 0.11 or newer.
   *
   * A coldStartPlaceholder answers first, except with ColdStartOverflow.PLACEHOLDER.
   *
   * @default - none, the request waits
   */
  readonly coldStartFallback?: ColdStartFallback;

  /**
   * A fixed response while the app is not ready. Needs add-on 0.15 or newer.
   *
   * @default - none, the request waits
   */
  readonly coldStartPlaceholder?: ColdStartPlaceholder;

  /**
   * Requests that each replica of the interceptor holds while the app is not ready, at least 1. Needs add-on 0.16 or newer.
   *
   * @default - the setting of the interceptor, KEDA_HTTP_COLD_START_MAX_PENDING_REQUESTS: no limit
   */
  readonly coldStartMaxPendingRequests?: number;

  /**
   * Behavior for requests beyond coldStartMaxPendingRequests. Needs add-on 0.16 or newer.
   *
   * With PLACEHOLDER, requests up to the limit wait for the app, and only those beyond it get the coldStartPlaceholder.
   *
   * @default ColdStartOverflow.REJECT
   */
  readonly coldStartOverflow?: ColdStartOverflow;

  /**
   * Requests that the interceptor answers itself, without waking the app; the first route that matches wins. Needs add-on 0.16 or newer.
   *
   * @default - none
   */
  readonly staticRoutes?: StaticRoute[];

  /**
   * API of the add-on that routes and scales the app.
   *
   * @default HttpScalingApi.AUTO
   */
  readonly api?: HttpScalingApi;
}

/** Returns the metric to write in place of a number; else an example. */
export function metricExpression(value: unknown): string {
  return `HttpMetric.concurrency(${Number.isInteger(value) && Number(value) > 0 ? value : 100})`;
}

/** The entry of `hosts` that matches any host. */
export const ANY_HOST = '*';

/** Fails for hosts, paths, headers, timeouts, a fallback or a placeholder that no version of the add-on accepts. */
export function checkRouting(scope: IConstruct, hosts: string[] | undefined, props: HttpRoutingProps): void {
  checkHosts(scope, hosts);
  checkNotEmpty(scope, 'metrics', props.metrics, 'leave it out, or pass at least one HttpMetric', metricExpression);
  checkPaths(scope, 'pathPrefixes', props.pathPrefixes);
  checkHeaders(scope, 'headers', props.headers);
  checkTimeout(scope, 'readinessTimeout', props.readinessTimeout);
  checkTimeout(scope, 'requestTimeout', props.requestTimeout);
  checkTimeout(scope, 'responseHeaderTimeout', props.responseHeaderTimeout);
  checkObject(scope, 'coldStartFallback', props.coldStartFallback);
  checkObject(scope, 'coldStartPlaceholder', props.coldStartPlaceholder);
  if (props.coldStartFallback) checkFallback(scope, props.coldStartFallback);
  if (props.coldStartPlaceholder) checkResponse(scope, 'coldStartPlaceholder', props.coldStartPlaceholder);
  checkWithinRequest(scope, props);
  checkOverflow(scope, props);
  checkStaticRoutes(scope, props.staticRoutes);
}

function checkTimeout(scope: IConstruct, prop: string, timeout: Duration | undefined): void {
  if (timeout === undefined || millisecondsOf(scope, prop, timeout) > 0) return;
  fail(scope, `${prop} (0s) must be longer than 0: leave it out for the default`);
}

/**
 * Fails for a timeout within a request that ends after the request, and so never takes effect.
 *
 * @see https://github.com/kedacore/http-add-on interceptor/middleware/endpoint_resolver.go
 */
function checkWithinRequest(scope: IConstruct, props: HttpRoutingProps): void {
  const whole = seconds(props.requestTimeout);
  if (whole === undefined) return;
  const wait = seconds(props.readinessTimeout) ?? FALLBACK_WAIT;
  if (props.coldStartFallback && wait >= whole) {
    fail(
      scope,
      `requestTimeout (${whole} s) must be longer than the ${wait} s that a request waits for the app before the coldStartFallback answers: ` +
        `raise it, or ${props.readinessTimeout ? 'lower' : 'pass a shorter'} readinessTimeout`,
    );
  }
  for (const prop of ['readinessTimeout', 'responseHeaderTimeout'] as const) {
    const within = seconds(props[prop]);
    if (within === undefined || within <= whole) continue;
    fail(scope, `${prop} (${within} s) must be at most requestTimeout (${whole} s): lower it or raise requestTimeout`);
  }
}

function checkFallback(scope: IConstruct, { service, port }: ColdStartFallback): void {
  checkName(scope, 'coldStartFallback.service', service);
  if (port === undefined) fail(scope, 'coldStartFallback.port is missing: pass the port of the Service');
  checkPort(scope, 'coldStartFallback.port', port);
}

/** Fails for hosts that the add-on never matches. */
export function checkHosts(scope: IConstruct, hosts: string[] | undefined): void {
  checkNotEmpty(scope, 'hosts', hosts, `pass the hosts of the app, or ['${ANY_HOST}'] for any host`);
  if (hosts?.length === 1 && hosts[0] === ANY_HOST) return;
  hosts?.forEach((host, index) => {
    if (host === ANY_HOST) fail(scope, `hosts[${index}] ("${ANY_HOST}") matches every other host: pass it alone`);
    checkHost(scope, `hosts[${index}]`, host);
  });
  checkDistinct(scope, 'hosts', hosts ?? []);
}

/** Fails for a limit or a behavior beyond it that the add-on does not accept. */
function checkOverflow(scope: IConstruct, props: HttpRoutingProps): void {
  const { coldStartMaxPendingRequests: limit, coldStartOverflow: overflow } = props;
  checkInteger(scope, 'coldStartMaxPendingRequests', limit, { min: 1 });
  if (overflow === undefined) return;
  checkOneOf(scope, 'coldStartOverflow', overflow, ColdStartOverflow, 'ColdStartOverflow.REJECT');
  if (limit === undefined)
    fail(scope, `coldStartOverflow (${overflow}) needs the limit that it is about: pass coldStartMaxPendingRequests`);
  if (overflow === ColdStartOverflow.PLACEHOLDER && !props.coldStartPlaceholder) {
    fail(scope, 'coldStartOverflow (Placeholder) needs a response: pass coldStartPlaceholder, such as WaitingPage.html()');
  }
}

/** Returns the API to use on the declared add-on and KEDA; fails if the add-on does not serve it, or KEDA does not scale with it. */
export function scalingApi(scope: IConstruct, api: HttpScalingApi = HttpScalingApi.AUTO, platform: Platform): HttpScalingApi {
  checkOneOf(scope, 'api', api, HttpScalingApi, 'HttpScalingApi.AUTO');
  if (api === HttpScalingApi.INTERCEPTOR_ROUTE) {
    platform._require(scope, 'httpAddOn', SINCE.httpAddOn.routes, 'api INTERCEPTOR_ROUTE', api);
    // the add-on reports only decimal targets for a route; to an older KEDA they are 0, with which the API server refuses the HPA
    platform._require(scope, 'keda', SINCE.keda.interceptorRoutes, 'api INTERCEPTOR_ROUTE', api);
  }
  if (api !== HttpScalingApi.AUTO) return api;
  return scalesRoutes(platform) ? HttpScalingApi.INTERCEPTOR_ROUTE : HttpScalingApi.HTTP_SCALED_OBJECT;
}
