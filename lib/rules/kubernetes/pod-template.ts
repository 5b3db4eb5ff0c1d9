import { derived } from '../../core/derived';
import { kindOf, type Manifest, type Value } from '../manifest';
import { mapOf } from '../values';

/** The path to the pod template of each kind that has one. */
const TEMPLATES: { readonly [kind: string]: readonly string[] } = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
  ReplicationController: ['spec', 'template'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef', 'template'],
  'serving.knative.dev/Service': ['spec', 'template'],
  'serving.knative.dev/Configuration': ['spec', 'template'],
};

/** The kinds that have a pod template. */
export const TEMPLATE_KINDS: readonly string[] = Object.keys(TEMPLATES);

/** The kinds whose pods the kubelet runs as they are written, by a controller of Kubernetes or KEDA. */
export const WORKLOADS: readonly string[] = TEMPLATE_KINDS.filter((kind) => !/^(serving\.knative\.dev|argoproj\.io)\//.test(kind));

/** Kinds whose pods a Service or a NetworkPolicy may select. */
export const SELECTED: readonly string[] = TEMPLATE_KINDS.filter((kind) => !/^(serving\.knative\.dev|keda\.sh)\//.test(kind));

/** The kinds whose RuntimeClass the rules look at. */
export const POD_KINDS: readonly string[] = TEMPLATE_KINDS.filter((kind) => kind !== 'argoproj.io/Rollout');

/** The pods that an object describes. */
export interface PodTemplate {
  readonly labels: { readonly [key: string]: Value };
  /** Of any shape, as it is written. */
  readonly metadata?: Value;
  readonly spec: Value;
  /** Where the spec stands: `spec.template.spec`. */
  readonly path: string;
}

/** The pod template of an object of a kind that has one; empty for another. */
export const podTemplateOf = derived((object: Manifest): PodTemplate => {
  const steps = TEMPLATES[kindOf(object)];
  let template: Value = steps && object;
  for (const step of steps ?? []) template = template?.[step];
  return {
    labels: mapOf(template?.metadata?.labels),
    metadata: template?.metadata,
    spec: template?.spec,
    path: [...(steps ?? []), 'spec'].join('.'),
  };
});
