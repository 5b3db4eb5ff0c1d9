import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import {
  checkDistinct,
  checkHost,
  checkInteger,
  checkName,
  checkNotEmpty,
  checkObject,
  checkOneOf,
  checkPort,
  checkSubdomain,
  millisecondsOf,
} from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { HttpMetric } from './http-metric';

/** API of the KEDA HTTP add-on that routes and scales an app. */
export enum HttpScalingApi {
  /** The API that the declared add-on recommends: INTERCEPTOR_ROUTE from 0.14, HTTP_SCALED_OBJECT before. */
  AUTO = 'auto',
  /** An InterceptorRoute and a ScaledObject; add-on 0.14 and newer. */
  INTERCEPTOR_ROUTE = 'InterceptorRoute',
  /** An HTTPScaledObject; deprecated since add-on 0.14, still served by 0.15. */
  HTTP_SCALED_OBJECT = 'HTTPScaledObject',
}

/** A header that a request must carry. */
export interface HttpHeaderMatch {
  /** Name of the header; not `Host`, use `hosts` instead. */
  readonly name: string;

  /**
   * Exact value of the header.
   *
   * @default - any value
   */
  readonly value?: string;
}

/** A Service that answers requests while the app is not ready. */
export interface ColdStartFallback {
  /** Name of the Service, in the namespace of the app. */
  readonly service: string;

  /** Port of that Service. */
  readonly port: number;
}

/** A fixed response while the app is not ready. Pass `body` or `bodyConfigMap`, or neither for an empty body. */
export interface ColdStartPlaceholder {
  /**
   * Status code of the response, from 100 to 599.
   *
   * @default 503
   */
  readonly statusCode?: number;

  /**
   * Body of the response, at most 32768 characters.
   *
   * @default - empty
   */
  readonly body?: string;

  /**
   * ConfigMap in the namespace of the app that holds the body. It must have the label `http.keda.sh/response-body: "true"`.
   *
   * @default - none
   */
  readonly bodyConfigMap?: string;

  /**
   * Key in the ConfigMap.
   *
   * @default - the path of the request, index.html for "/"
   */
  readonly bodyConfigMapKey?: string;

  /**
   * Headers of the response, by name.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
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
   * Timeout of a whole request. InterceptorRoute only.
   *
   * @default - no limit
   */
  readonly requestTimeout?: Duration;

  /**
   * Timeout until the app sends its response headers. Needs add-on 0.11 or newer.
   *
   * @default - 300 seconds; before add-on 0.14 the setting of the interceptor
   */
  readonly responseHeaderTimeout?: Duration;

  /**
   * A Service that answers requests while the app is not ready. Needs add-on 0.11 or newer.
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
   * API of the add-on that routes and scales the app.
   *
   * @default HttpScalingApi.AUTO
   */
  readonly api?: HttpScalingApi;
}

/** The entry of `hosts` that matches any host. */
export const ANY_HOST = '*';

/** Maximum length of a placeholder's body. */
const MAX_BODY = 32_768;

/** Fails for hosts, paths, headers, timeouts, a fallback or a placeholder that no version of the add-on accepts. */
export function checkRouting(scope: IConstruct, hosts: string[] | undefined, props: HttpRoutingProps): void {
  checkHosts(scope, hosts);
  checkNotEmpty(scope, 'metrics', props.metrics, 'leave it out, or pass at least one HttpMetric');
  checkPaths(scope, props.pathPrefixes);
  checkHeaders(scope, props.headers);
  checkTimeout(scope, 'readinessTimeout', props.readinessTimeout);
  checkTimeout(scope, 'requestTimeout', props.requestTimeout);
  checkTimeout(scope, 'responseHeaderTimeout', props.responseHeaderTimeout);
  checkObject(scope, 'coldStartFallback', props.coldStartFallback);
  checkObject(scope, 'coldStartPlaceholder', props.coldStartPlaceholder);
  if (props.coldStartFallback) checkFallback(scope, props.coldStartFallback);
  if (props.coldStartPlaceholder) checkPlaceholder(scope, props.coldStartPlaceholder);
}

function checkTimeout(scope: IConstruct, prop: string, timeout: Duration | undefined): void {
  if (timeout === undefined || millisecondsOf(scope, prop, timeout) > 0) return;
  fail(scope, `${prop} (0s) must be longer than 0: leave it out for the default`);
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

/** Fails for path prefixes that no request matches, or that an Ingress rejects. */
function checkPaths(scope: IConstruct, paths: string[] | undefined): void {
  checkNotEmpty(scope, 'pathPrefixes', paths, 'leave it out for every path');
  paths?.forEach((path, index) => {
    if (typeof path !== 'string' || !path.startsWith('/')) fail(scope, `pathPrefixes[${index}] (${show(path)}) must start with "/"`);
    if (NO_PATH.test(path)) {
      fail(
        scope,
        `pathPrefixes[${index}] (${show(path)}) must be a plain path: no query, fragment, escape, wildcard or space, ` +
          'and no segment that is empty, "." or ".."',
      );
    }
  });
  checkDistinct(
    scope,
    'pathPrefixes',
    (paths ?? []).map((path) => path.replace(/(.)\/$/, '$1')),
  );
}

/** Matches what the decoded and normalized path of a request never contains. */
const NO_PATH = /[?#%*\s]|\/\/|\/\.{1,2}(\/|$)/;

function checkHeaders(scope: IConstruct, headers: HttpHeaderMatch[] | undefined): void {
  checkNotEmpty(scope, 'headers', headers, 'leave it out for any headers');
  const names = headers?.map((header, index) => {
    const { name, value } = header ?? {};
    if (typeof name !== 'string' || !HEADER.test(name)) {
      fail(scope, `headers[${index}].name (${show(name)}) must be the name of an HTTP header`);
    }
    if (name.toLowerCase() === 'host') fail(scope, `headers[${index}].name (${show(name)}) is never matched: pass hosts instead`);
    if (value !== undefined) checkString(scope, `headers[${index}].value`, value);
    return name.toLowerCase();
  });
  checkDistinct(scope, 'headers', names ?? []);
}

/** Matches the name of a header (RFC 9110, section 5.1). */
const HEADER = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Fails for what is not a text; an empty one passes. */
function checkString(scope: IConstruct, prop: string, value: string): void {
  if (typeof value !== 'string') fail(scope, `${prop} (${show(value)}) must be a string: write ${show(String(value))}`);
}

function checkPlaceholder(scope: IConstruct, placeholder: ColdStartPlaceholder): void {
  const { statusCode, body, bodyConfigMap, bodyConfigMapKey, headers = {} } = placeholder;
  checkInteger(scope, 'coldStartPlaceholder.statusCode', statusCode, { min: 100, max: 599 });
  if (body !== undefined && bodyConfigMap !== undefined) {
    fail(scope, 'coldStartPlaceholder takes only one of body and bodyConfigMap: leave one out');
  }
  if (bodyConfigMapKey !== undefined && bodyConfigMap === undefined) {
    fail(scope, `coldStartPlaceholder.bodyConfigMapKey (${show(bodyConfigMapKey)}) needs the ConfigMap of the key: pass bodyConfigMap`);
  }
  if (bodyConfigMap !== undefined) checkSubdomain(scope, 'coldStartPlaceholder.bodyConfigMap', bodyConfigMap);
  if (bodyConfigMapKey !== undefined) checkString(scope, 'coldStartPlaceholder.bodyConfigMapKey', bodyConfigMapKey);
  if (body !== undefined) checkBody(scope, body);
  for (const [name, value] of Object.entries(headers)) checkString(scope, `coldStartPlaceholder.headers[${show(name)}]`, value);
}

function checkBody(scope: IConstruct, body: string): void {
  checkString(scope, 'coldStartPlaceholder.body', body);
  const length = [...body].length;
  if (length > MAX_BODY) {
    fail(
      scope,
      `coldStartPlaceholder.body (${length} characters) must have at most ${MAX_BODY}: put it in a ConfigMap and pass bodyConfigMap`,
    );
  }
}

/** Returns the API to use on the declared add-on; fails if the add-on does not serve it. */
export function scalingApi(scope: IConstruct, api: HttpScalingApi = HttpScalingApi.AUTO, platform: Platform): HttpScalingApi {
  checkOneOf(scope, 'api', api, HttpScalingApi, 'HttpScalingApi.AUTO');
  const hasRoutes = platform._atLeast('httpAddOn', SINCE.httpAddOn.routes);
  if (api === HttpScalingApi.INTERCEPTOR_ROUTE) platform._require(scope, 'httpAddOn', SINCE.httpAddOn.routes, 'api INTERCEPTOR_ROUTE', api);
  if (api !== HttpScalingApi.AUTO) return api;
  return hasRoutes ? HttpScalingApi.INTERCEPTOR_ROUTE : HttpScalingApi.HTTP_SCALED_OBJECT;
}
