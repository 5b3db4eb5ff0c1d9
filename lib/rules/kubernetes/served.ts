import { groupOf, type Manifest, type Value } from '../manifest';
import { GROUPS } from '../schema/schema-of';
import { isMap, listOf, mapOf } from '../values';

/** Groups of Kubernetes itself without a dot; those of today end in `k8s.io`. */
const BUILT_IN = ['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy'];

/** Groups of API servers that many clusters have, beside those with schemas. */
const COMMON = ['argoproj.io', 'cert-manager.io', 'monitoring.coreos.com', 'external-secrets.io', 'traefik.io', 'projectcontour.io'];

/** Whether an API server is known to serve objects of a group, so that what holds for every object holds for them. */
export function isServed(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return BUILT_IN.includes(group) || GROUPS.includes(group) || COMMON.includes(group) || isOfKubernetes(group);
}

/** Whether the fields of a kind are plain values: other groups have templates of their own, such as those of an ApplicationSet. */
export function isPlain(apiVersion: string): boolean {
  const group = groupOf(apiVersion);
  return BUILT_IN.includes(group) || GROUPS.includes(group) || group === 'networking.k8s.io';
}

function isOfKubernetes(group: string): boolean {
  return group.endsWith('.k8s.io') && !isFileGroup(group);
}

/** Groups of files that tools read, and that no API server serves. */
const FILE_GROUPS = new Set([
  'audit.k8s.io',
  'backstage.io',
  'cli.kyverno.io',
  'client.authentication.k8s.io',
  'ctlptl.dev',
  'eksctl.io',
  'garden.io',
  'k0sctl.k0sproject.io',
  'k3d.io',
  'kind.x-k8s.io',
  'kind.sigs.k8s.io',
  'kops.k8s.io',
  'kubeadm.k8s.io',
  'kuttl.dev',
  'kudo.dev',
  'kpt.dev',
  'kubeone.k8c.io',
  'meta.pkg.crossplane.io',
  'minikube.sigs.k8s.io',
  'skaffold',
  'score.dev',
  'scorecard.operatorframework.io',
  'viaduct.ai',
]);

/** Endings of such groups: configuration files of the components of Kubernetes, entities of Backstage, tests of chainsaw. */
const FILE_GROUP = /(^|\.)(config\.k8s\.io|backstage\.io|chainsaw\.kyverno\.io|kustomize\.config\.k8s\.io|config\.kubernetes\.io)$/;

/** Kinds of files in groups that API servers serve. */
const FILE_KINDS: { readonly [group: string]: readonly string[] } = {
  '': ['Config', 'Kubeconfig', 'Values', 'Test'],
  'gateway.networking.k8s.io': ['ConformanceReport'],
  'config.gateway.envoyproxy.io': ['EnvoyProxy'],
  'gateway.envoyproxy.io': ['EnvoyGateway'],
};

function isFileGroup(group: string): boolean {
  return FILE_GROUPS.has(group) || FILE_GROUP.test(group);
}

/** Whether a document only looks like an object: a configuration file of eksctl, skaffold, kind, kustomize, Backstage or a test tool. */
export function isToolFile({ apiVersion, kind }: Pick<Manifest, 'apiVersion' | 'kind'>): boolean {
  const group = groupOf(apiVersion);
  if (apiVersion === 'builtin' || isFileGroup(group)) return true;
  return Object.hasOwn(FILE_KINDS, group) && FILE_KINDS[group].includes(kind);
}

/** The field without which a kind cannot be applied. */
const NEEDED: { readonly [kind: string]: string } = {
  Deployment: 'template',
  StatefulSet: 'template',
  DaemonSet: 'template',
  ReplicaSet: 'template',
  Job: 'template',
  CronJob: 'jobTemplate',
  Pod: 'containers',
  Service: 'ports',
  Ingress: 'rules',
  HorizontalPodAutoscaler: 'scaleTargetRef',
  ScaledObject: 'scaleTargetRef',
  ScaledJob: 'jobTargetRef',
  SpinApp: 'image',
  InterceptorRoute: 'target',
  HTTPScaledObject: 'scaleTargetRef',
  HTTPRoute: 'rules',
};

/**
 * Whether an object is only a part of one: without a name or with a status, and without what its kind needs. Tests of chainsaw and kuttl
 * compare such parts with objects of the cluster, and nobody applies them.
 * A workload without a selector and without an image is a patch of another, that may be applied on the server's side.
 */
export function isFragment({ kind, metadata, spec, status }: Manifest): boolean {
  const isNamed = metadata.name !== undefined || metadata.generateName !== undefined;
  if (isNamed && status === undefined) return isWorkloadPatch(kind, spec);
  const needed = Object.hasOwn(NEEDED, kind) ? NEEDED[kind] : undefined;
  const isWhole = needed === undefined || (isMap(spec) && spec[needed] !== undefined);
  if (status !== undefined) return !isNamed || !isWhole;
  return !isWhole && isMap(spec) && Object.keys(spec).length > 0;
}

const SELECTING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

function isWorkloadPatch(kind: string, spec: Value): boolean {
  if (!SELECTING.has(kind) || !isMap(spec) || spec.selector !== undefined || Object.keys(spec).length === 0) return false;
  const pod = mapOf(mapOf(spec.template).spec);
  return ![...listOf(pod.containers), ...listOf(pod.initContainers)].some((container) => mapOf(container).image !== undefined);
}
