/** What the API server, the CRDs' defaults and the webhooks add to objects that are applied, by kind: nothing that a user sent is among it. */

const EVERY = ['metadata.uid', 'metadata.creationTimestamp', 'metadata.managedFields', 'metadata.resourceVersion', 'metadata.generation'];
/** Where the manifest names none: kubectl's, here `default`. */
const NAMESPACE = 'metadata.namespace';

const PROBE = ['failureThreshold', 'periodSeconds', 'successThreshold', 'timeoutSeconds'];
const probes = (container: string, ...probes: string[]) =>
  probes.flatMap((probe) => PROBE.map((field) => `${container}.${probe}.${field}`));
const POD_PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'];

const container = (path: string) => [
  // an empty one, where the manifest has none
  `${path}.resources`,
  ...['imagePullPolicy', 'ports[].protocol', 'terminationMessagePath', 'terminationMessagePolicy'].map((field) => `${path}.${field}`),
  ...probes(path, ...POD_PROBES),
];

/** Fields that are added, without indexes, by apiVersion and kind. */
const DEFAULTED: { readonly [kind: string]: readonly string[] } = {
  'apps/v1 Deployment': [
    ...['progressDeadlineSeconds', 'replicas', 'revisionHistoryLimit', 'strategy'].map((field) => `spec.${field}`),
    // serviceAccount is the former name of serviceAccountName
    ...['dnsPolicy', 'restartPolicy', 'schedulerName', 'serviceAccount', 'terminationGracePeriodSeconds'].map(
      (field) => `spec.template.spec.${field}`,
    ),
    ...container('spec.template.spec.containers[]'),
    ...container('spec.template.spec.initContainers[]'),
    'status',
  ],
  'v1 Service': [
    ...['clusterIP', 'clusterIPs', 'internalTrafficPolicy', 'ipFamilies', 'ipFamilyPolicy', 'sessionAffinity', 'type'].map(
      (field) => `spec.${field}`,
    ),
    ...['spec.ports[].protocol', 'spec.ports[].targetPort', 'status'],
  ],
  // the label kubernetes.io/metadata.name
  'v1 Namespace': ['metadata.labels', 'spec', 'status'],
  'networking.k8s.io/v1 Ingress': ['status'],
  'gateway.networking.k8s.io/v1 HTTPRoute': [
    ...['group', 'kind'].map((field) => `spec.parentRefs[].${field}`),
    ...['group', 'kind', 'weight'].map((field) => `spec.rules[].backendRefs[].${field}`),
  ],
  'keda.sh/v1alpha1 ScaledObject': ['spec.fallback.behavior'],
  'core.spinkube.dev/v1alpha1 SpinApp': ['spec.checks', 'spec.enableAutoscaling', 'spec.runtimeConfig', 'metadata.finalizers', 'status'],
  'core.spinkube.dev/v1alpha1 SpinAppExecutor': ['metadata.finalizers'],
  // the annotations creator and lastModifier
  'serving.knative.dev/v1 Service': [
    ...['metadata.annotations', 'spec.traffic'],
    ...['containerConcurrency', 'enableServiceLinks', 'timeoutSeconds'].map((field) => `spec.template.spec.${field}`),
    ...['ports[].protocol', 'readinessProbe', 'readinessProbe.successThreshold'].map((field) => `spec.template.spec.containers[].${field}`),
  ],
  'serving.knative.dev/v1beta1 DomainMapping': ['metadata.annotations', 'spec.ref.namespace'],
};

/** Fields that were added and that nobody is known to add. */
export function unexpected(
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  added: Iterable<string>,
): string[] {
  const known = new Set([...EVERY, NAMESPACE, ...(DEFAULTED[`${apiVersion} ${kind}`] ?? [])]);
  return [...added].filter((path) => !known.has(path)).sort();
}
