import type { Severity } from '../finding';

/** An API version that is no longer served. */
export interface Removed {
  readonly apiVersion: string;
  /** Kinds of it; every kind where none is named. */
  readonly kinds?: readonly string[];
  /** Who served it, and the release that does no more: `Kubernetes 1.22`. */
  readonly since: string;
  /** The apiVersion, or the kind, to write instead. */
  readonly instead: string;
  /** `warning` where releases that serve it are still in use. */
  readonly severity?: Severity;
}

/** https://kubernetes.io/docs/reference/using-api/deprecation-guide/: all of them older than what any supported component runs on. */
const KUBERNETES: readonly Removed[] = [
  { apiVersion: 'extensions/v1beta1', kinds: ['Ingress'], since: 'Kubernetes 1.22', instead: 'networking.k8s.io/v1' },
  { apiVersion: 'extensions/v1beta1', kinds: ['NetworkPolicy'], since: 'Kubernetes 1.16', instead: 'networking.k8s.io/v1' },
  {
    apiVersion: 'extensions/v1beta1',
    kinds: ['Deployment', 'DaemonSet', 'ReplicaSet'],
    since: 'Kubernetes 1.16',
    instead: 'apps/v1',
  },
  { apiVersion: 'apps/v1beta1', since: 'Kubernetes 1.16', instead: 'apps/v1' },
  { apiVersion: 'apps/v1beta2', since: 'Kubernetes 1.16', instead: 'apps/v1' },
  {
    apiVersion: 'networking.k8s.io/v1beta1',
    kinds: ['Ingress', 'IngressClass'],
    since: 'Kubernetes 1.22',
    instead: 'networking.k8s.io/v1',
  },
  { apiVersion: 'apiextensions.k8s.io/v1beta1', since: 'Kubernetes 1.22', instead: 'apiextensions.k8s.io/v1' },
  {
    apiVersion: 'admissionregistration.k8s.io/v1beta1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    since: 'Kubernetes 1.22',
    instead: 'admissionregistration.k8s.io/v1',
  },
  { apiVersion: 'rbac.authorization.k8s.io/v1beta1', since: 'Kubernetes 1.22', instead: 'rbac.authorization.k8s.io/v1' },
  { apiVersion: 'rbac.authorization.k8s.io/v1alpha1', since: 'Kubernetes 1.22', instead: 'rbac.authorization.k8s.io/v1' },
  { apiVersion: 'scheduling.k8s.io/v1beta1', since: 'Kubernetes 1.22', instead: 'scheduling.k8s.io/v1' },
  {
    apiVersion: 'storage.k8s.io/v1beta1',
    kinds: ['StorageClass', 'CSIDriver', 'CSINode', 'VolumeAttachment'],
    since: 'Kubernetes 1.22',
    instead: 'storage.k8s.io/v1',
  },
  { apiVersion: 'node.k8s.io/v1beta1', kinds: ['RuntimeClass'], since: 'Kubernetes 1.25', instead: 'node.k8s.io/v1' },
  { apiVersion: 'node.k8s.io/v1alpha1', kinds: ['RuntimeClass'], since: 'Kubernetes 1.24', instead: 'node.k8s.io/v1' },
  { apiVersion: 'batch/v1beta1', kinds: ['CronJob'], since: 'Kubernetes 1.25', instead: 'batch/v1' },
  { apiVersion: 'discovery.k8s.io/v1beta1', kinds: ['EndpointSlice'], since: 'Kubernetes 1.25', instead: 'discovery.k8s.io/v1' },
  { apiVersion: 'policy/v1beta1', kinds: ['PodDisruptionBudget'], since: 'Kubernetes 1.25', instead: 'policy/v1' },
  {
    apiVersion: 'policy/v1beta1',
    kinds: ['PodSecurityPolicy'],
    since: 'Kubernetes 1.25',
    instead: 'the label pod-security.kubernetes.io/enforce on the Namespace',
  },
  { apiVersion: 'autoscaling/v2beta1', kinds: ['HorizontalPodAutoscaler'], since: 'Kubernetes 1.25', instead: 'autoscaling/v2' },
  { apiVersion: 'autoscaling/v2beta2', kinds: ['HorizontalPodAutoscaler'], since: 'Kubernetes 1.26', instead: 'autoscaling/v2' },
];

/** What the projects around Wasm apps served once. */
const PROJECTS: readonly Removed[] = [
  { apiVersion: 'keda.k8s.io/v1alpha1', since: 'KEDA 2.0', instead: 'keda.sh/v1alpha1' },
  {
    apiVersion: 'serving.knative.dev/v1alpha1',
    kinds: ['DomainMapping'],
    since: 'Knative Serving 1.12',
    instead: 'serving.knative.dev/v1beta1',
  },
  { apiVersion: 'serving.knative.dev/v1alpha1', since: 'Knative Serving 0.19', instead: 'serving.knative.dev/v1' },
  {
    apiVersion: 'serving.knative.dev/v1beta1',
    kinds: ['Service', 'Configuration', 'Route', 'Revision'],
    since: 'Knative Serving 0.19',
    instead: 'serving.knative.dev/v1',
  },
  { apiVersion: 'runtime.kwasm.sh/v1alpha1', since: 'runtime-class-manager 0.1', instead: 'runtime.spinkube.dev/v1alpha1' },
  {
    apiVersion: 'gateway.networking.k8s.io/v1alpha2',
    kinds: ['GatewayClass', 'Gateway', 'HTTPRoute'],
    since: 'Gateway API 0.8',
    instead: 'gateway.networking.k8s.io/v1',
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1alpha2',
    kinds: ['GRPCRoute'],
    since: 'Gateway API 1.2',
    instead: 'gateway.networking.k8s.io/v1',
    severity: 'warning',
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1alpha2',
    kinds: ['ReferenceGrant'],
    since: 'Gateway API 1.2',
    instead: 'gateway.networking.k8s.io/v1beta1',
    severity: 'warning',
  },
];

const byVersion = new Map<string, Removed[]>();
for (const removed of [...KUBERNETES, ...PROJECTS])
  byVersion.set(removed.apiVersion, [...(byVersion.get(removed.apiVersion) ?? []), removed]);

/** The entry of an API version and kind that is no longer served. */
export function removedApi(apiVersion: string, kind: string): Removed | undefined {
  return byVersion.get(apiVersion)?.find(({ kinds }) => !kinds || kinds.includes(kind));
}
