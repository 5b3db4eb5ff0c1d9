import { CURRENT_GROUP, FORMER_GROUP } from '../cluster/spinkube';

/** A kind that the doctor reads. */
export interface ReadKind {
  readonly group: string;
  readonly kind: string;
  /** Versions that it can read, the preferred one first. */
  readonly versions: readonly string[];
  /** Read in every namespace, also where the doctor looks at some only: controllers may be anywhere. */
  readonly isEverywhere?: boolean;
  /** Only the metadata is read. */
  readonly isMetadata?: boolean;
}

const kinds = (group: string, versions: readonly string[], names: readonly string[], more: Partial<ReadKind> = {}): ReadKind[] =>
  names.map((kind) => ({ group, kind, versions, ...more }));

/** The kinds that the doctor reads: none has the contents of a Secret. */
export const READ_KINDS: readonly ReadKind[] = [
  ...kinds('', ['v1'], ['Namespace', 'Node']),
  ...kinds('', ['v1'], ['Pod', 'Event', 'ResourceQuota', 'LimitRange']),
  ...kinds('', ['v1'], ['Service'], { isEverywhere: true }),
  ...kinds('apps', ['v1'], ['Deployment'], { isEverywhere: true }),
  ...kinds('apps', ['v1'], ['StatefulSet', 'ReplicaSet', 'DaemonSet']),
  ...kinds('autoscaling', ['v2'], ['HorizontalPodAutoscaler']),
  ...kinds('discovery.k8s.io', ['v1'], ['EndpointSlice'], { isEverywhere: true }),
  ...kinds('networking.k8s.io', ['v1'], ['NetworkPolicy', 'Ingress', 'IngressClass']),
  ...kinds('node.k8s.io', ['v1'], ['RuntimeClass']),
  ...kinds('storage.k8s.io', ['v1'], ['StorageClass', 'CSIDriver']),
  ...kinds('apiextensions.k8s.io', ['v1'], ['CustomResourceDefinition'], { isMetadata: true }),
  ...kinds('apiregistration.k8s.io', ['v1'], ['APIService']),
  ...kinds('admissionregistration.k8s.io', ['v1'], ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration']),
  ...kinds('keda.sh', ['v1alpha1'], ['ScaledObject', 'ScaledJob', 'TriggerAuthentication', 'ClusterTriggerAuthentication']),
  ...kinds('http.keda.sh', ['v1alpha1'], ['HTTPScaledObject']),
  ...kinds('http.keda.sh', ['v1beta1'], ['InterceptorRoute']),
  ...[CURRENT_GROUP, FORMER_GROUP].flatMap((group) => kinds(group, ['v1alpha1'], ['SpinApp', 'SpinAppExecutor'])),
  ...kinds('serving.knative.dev', ['v1'], ['Service', 'Revision']),
  ...kinds('runtime.spinkube.dev', ['v1alpha1'], ['Shim']),
  ...kinds('gateway.networking.k8s.io', ['v1'], ['GatewayClass', 'HTTPRoute']),
  ...kinds('gateway.networking.k8s.io', ['v1'], ['Gateway'], { isEverywhere: true }),
  ...kinds('gateway.networking.k8s.io', ['v1', 'v1beta1'], ['ReferenceGrant']),
];
