/** Releases of the KEDA HTTP add-on that introduced features which constructs and rules depend on (CHANGELOG.md of v0.15.0). */

export const HTTP_SCALED_OBJECT = { apiVersion: 'http.keda.sh/v1alpha1', kind: 'HTTPScaledObject' };
export const INTERCEPTOR_ROUTE = { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute' };

/** InterceptorRoute, and the scaler's key `interceptorRoute`. */
export const ROUTES_SINCE = '0.14';

/** Wildcards in hosts. */
export const WILDCARDS_SINCE = '0.12';

/** A route for any host that does not match the probes of the interceptor. */
export const ANY_HOST_SINCE = '0.13';

/** `coldStart.placeholder` of an InterceptorRoute. */
export const PLACEHOLDER_SINCE = '0.15';

/** Fields of an HTTPScaledObject. */
export const HTTP_SCALED_OBJECT_SINCE = {
  portName: '0.9',
  initialCooldownPeriod: '0.10',
  timeouts: '0.11',
  coldStartTimeoutFailoverRef: '0.11',
  headers: '0.12',
} as const;
