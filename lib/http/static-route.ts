import type { IConstruct } from 'constructs';
import { checkNotEmpty, checkObject, checkOneOf } from '../core/checks';
import { fail } from '../core/errors';
import { checkHeaders, checkPaths, type HttpHeaderMatch } from './request-match';
import { type ColdStartPlaceholder, checkResponse, renderResponse } from './static-response';

/** When the interceptor gives the response of a static route. */
export enum StaticResponseMode {
  /** While the app has no ready replica; otherwise the app receives the request, which does not count for scaling. */
  WHEN_UNAVAILABLE = 'WhenUnavailable',
  /** Always; the app never receives the request. */
  ALWAYS = 'Always',
}

/**
 * Requests that the interceptor answers itself, without waking the app: health checks of a load balancer, a maintenance page, a redirect.
 *
 * @see https://keda.sh/http-add-on/0.16/user-guide/configure-static-routes/
 */
export interface StaticRoute {
  /**
   * Path prefixes of the requests.
   *
   * @default - every path
   */
  readonly pathPrefixes?: string[];

  /**
   * Headers that a request must carry.
   *
   * @default - any headers
   */
  readonly headers?: HttpHeaderMatch[];

  /**
   * The response.
   *
   * @default - status 200 with an empty body
   */
  readonly response?: ColdStartPlaceholder;

  /**
   * When the response is given.
   *
   * @default StaticResponseMode.WHEN_UNAVAILABLE
   */
  readonly responseMode?: StaticResponseMode;
}

/** Fails for a static route that the interceptor does not accept, or that takes every request without a word. */
export function checkStaticRoutes(scope: IConstruct, routes: StaticRoute[] | undefined): void {
  checkNotEmpty(scope, 'staticRoutes', routes, 'leave it out, or pass at least one route');
  routes?.forEach((route, index) => {
    const at = `staticRoutes[${index}]`;
    checkObject(scope, at, route);
    const { pathPrefixes, headers, response, responseMode } = route;
    if (!pathPrefixes && !headers) fail(scope, `${at} names no requests: pass pathPrefixes or headers, or pathPrefixes: ['/'] for all`);
    checkPaths(scope, `${at}.pathPrefixes`, pathPrefixes);
    checkHeaders(scope, `${at}.headers`, headers);
    checkObject(scope, `${at}.response`, response);
    if (response) checkResponse(scope, `${at}.response`, response);
    if (responseMode !== undefined) {
      checkOneOf(scope, `${at}.responseMode`, responseMode, StaticResponseMode, 'StaticResponseMode.WHEN_UNAVAILABLE');
    }
  });
}

/** Renders a static route. Its status is always written: releases differ in their default. */
export function renderStaticRoute({ pathPrefixes, headers, response, responseMode }: StaticRoute) {
  return {
    rules: [{ paths: pathPrefixes?.map((value) => ({ value })), headers: headers?.map(({ name, value }) => ({ name, value })) }],
    response: { ...renderResponse(response ?? {}), statusCode: response?.statusCode ?? 200 },
    responseMode,
  };
}
