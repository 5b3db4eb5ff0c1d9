import type { Manifest, Value } from '../manifest';

/** Kinds that hold a pod, with the path to its spec. */
const PODS: { readonly [kind: string]: readonly string[] } = {
  Pod: ['spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  'apps/Deployment': ['spec', 'template', 'spec'],
  'apps/ReplicaSet': ['spec', 'template', 'spec'],
  'apps/StatefulSet': ['spec', 'template', 'spec'],
  'apps/DaemonSet': ['spec', 'template', 'spec'],
  'batch/Job': ['spec', 'template', 'spec'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template', 'spec'],
  'serving.knative.dev/Service': ['spec', 'template', 'spec'],
  'serving.knative.dev/Configuration': ['spec', 'template', 'spec'],
};

/** The kinds that hold a pod. */
export const POD_KINDS: readonly string[] = Object.keys(PODS);

/** Those that Kubernetes runs as they are. */
export const WORKLOADS: readonly string[] = POD_KINDS.filter((kind) => !kind.startsWith('serving.knative.dev/'));

/** The pod of an object with its path. */
export function podOf(kind: string, manifest: Manifest): readonly [pod: Value, path: string] {
  const steps = PODS[kind] ?? [];
  let pod: Value = manifest;
  for (const step of steps) pod = pod?.[step];
  return [pod, steps.join('.')];
}
