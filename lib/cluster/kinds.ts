/** apiVersion and kind of the objects that constructs create. */

export const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
export const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace' };
export const PERSISTENT_VOLUME_CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
export const SERVICE = { apiVersion: 'v1', kind: 'Service' };
export const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' };
export const INGRESS = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' };
export const NETWORK_POLICY = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };
export const RUNTIME_CLASS = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass' };

export const SCALED_OBJECT = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' };
export const TRIGGER_AUTHENTICATION = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication' };
export const CLUSTER_TRIGGER_AUTHENTICATION = { apiVersion: 'keda.sh/v1alpha1', kind: 'ClusterTriggerAuthentication' };

export const HTTP_SCALED_OBJECT = { apiVersion: 'http.keda.sh/v1alpha1', kind: 'HTTPScaledObject' };
export const INTERCEPTOR_ROUTE = { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute' };

export const KNATIVE_SERVICE = { apiVersion: 'serving.knative.dev/v1', kind: 'Service' };
export const DOMAIN_MAPPING = { apiVersion: 'serving.knative.dev/v1beta1', kind: 'DomainMapping' };

export const HTTP_ROUTE = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
/** v1beta1 is served by every release of the Gateway API since 0.6. */
export const REFERENCE_GRANT = { apiVersion: 'gateway.networking.k8s.io/v1beta1', kind: 'ReferenceGrant' };

export const SHIM = { apiVersion: 'runtime.spinkube.dev/v1alpha1', kind: 'Shim' };

/** Returns apiVersion and kind of a SpinApp in an API group. */
export function spinAppKind(group: string) {
  return { apiVersion: `${group}/v1alpha1`, kind: 'SpinApp' };
}

/** Returns apiVersion and kind of a SpinAppExecutor in an API group. */
export function spinAppExecutorKind(group: string) {
  return { apiVersion: `${group}/v1alpha1`, kind: 'SpinAppExecutor' };
}
