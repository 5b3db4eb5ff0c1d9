import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { entries, mapOf } from '../values';
import { TYPES } from './upstream';

/** The annotations that KEDA reads on its own kinds, by their prefix, with the kinds. */
const READ_ON: { readonly [prefix: string]: string } = {
  'autoscaling.keda.sh/': 'ScaledObject or ScaledJob',
  'scaledobject.keda.sh/': 'ScaledObject',
  'scaledjob.keda.sh/': 'ScaledJob',
};
/** What KEDA itself writes on what it makes. */
const WRITTEN = ['scaledobject.keda.sh/name', 'scaledjob.keda.sh/name', 'scaledjob.keda.sh/generation', 'scaledjob.keda.sh/finalizer'];

/** Kinds of which KEDA makes nothing of the annotations. */
const OTHERS = [
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'argoproj.io/Rollout',
  'batch/Job',
  'batch/CronJob',
  'Pod',
  'Service',
  'Namespace',
  'autoscaling/HorizontalPodAutoscaler',
  'networking.k8s.io/Ingress',
  'http.keda.sh/InterceptorRoute',
  'keda.sh/TriggerAuthentication',
  'keda.sh/ClusterTriggerAuthentication',
  'core.spinkube.dev/SpinApp',
  'core.spinoperator.dev/SpinApp',
  'serving.knative.dev/Service',
];

export const annotationKind: Rule = {
  id: 'keda/annotation-kind',
  severity: 'warning',
  title: 'Annotations of KEDA stand on a ScaledObject or ScaledJob',
  rationale: 'KEDA reads its annotations on the scaler, and not on what the scaler scales.',
  link: `${TYPES}#L54`,
  kinds: [...OTHERS, 'keda.sh/ScaledObject', 'keda.sh/ScaledJob'],
  check(object, { report }) {
    const isScaler = object.kind === 'ScaledObject' || object.kind === 'ScaledJob';
    const template = mapOf(mapOf(mapOf(mapOf(object.spec).template).metadata).annotations);
    for (const [map, where] of [
      [object.metadata.annotations, 'metadata.annotations'],
      [template, 'spec.template.metadata.annotations'],
    ] as const) {
      for (const [key, , path] of entries(map, where)) {
        const kinds = kindsOf(key);
        if (kinds === undefined || WRITTEN.includes(key) || (isScaler && kinds.includes(object.kind))) continue;
        report({
          path,
          message: `${key} is read on a ${kinds}, and not on a ${kindName(kindOf(object))}`,
          fix: isScaler ? 'leave it out' : `write it on the ${kinds.split(' ')[0]}`,
        });
      }
    }
  },
};

function kindsOf(key: string): string | undefined {
  const slash = key.indexOf('/');
  const prefix = key.slice(0, slash + 1);
  return slash > 0 && Object.hasOwn(READ_ON, prefix) ? READ_ON[prefix] : undefined;
}

function kindName(kind: string): string {
  return kind === 'serving.knative.dev/Service' ? 'Knative Service' : kind.slice(kind.indexOf('/') + 1);
}
