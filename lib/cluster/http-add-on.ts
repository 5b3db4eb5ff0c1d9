export const HTTP_SCALED_OBJECT = { apiVersion: 'http.keda.sh/v1alpha1', kind: 'HTTPScaledObject' };
export const INTERCEPTOR_ROUTE = { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute' };
