import type { Rule } from '../rule';
import { CLUSTER_SCOPED } from '../schema/schema-of';
import { show } from '../values';

/** Kinds that belong to no namespace. */
export const CLUSTER_SCOPED_KINDS: readonly string[] = [
  'Namespace',
  'Node',
  'PersistentVolume',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'gateway.networking.k8s.io/GatewayClass',
  'networking.k8s.io/IngressClass',
  'node.k8s.io/RuntimeClass',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/StorageClass',
  ...CLUSTER_SCOPED,
];

export const clusterScoped: Rule = {
  id: 'kubernetes/cluster-scoped',
  severity: 'warning',
  title: 'Objects of the whole cluster name no namespace',
  rationale: 'The API server stores these kinds outside of namespaces.',
  link: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace',
  kinds: CLUSTER_SCOPED_KINDS,
  check({ kind, metadata }, { report }) {
    if (metadata.namespace === undefined) return;
    report({
      path: 'metadata.namespace',
      message: `a ${kind} belongs to no namespace, and this one names ${show(metadata.namespace)}`,
      fix: 'leave the namespace out',
    });
  },
};
