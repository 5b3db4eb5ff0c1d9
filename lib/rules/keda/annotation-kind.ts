import { or } from '../../core/words';
import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { entries, mapOf } from '../values';
import { TYPES } from './upstream';

/** The kinds on which KEDA and its HTTP add-on read annotations, by prefix. */
const READ_ON: { readonly [prefix: string]: readonly string[] } = {
  'autoscaling.keda.sh/': ['ScaledObject', 'ScaledJob'],
  'scaledobject.keda.sh/': ['ScaledObject'],
  'scaledjob.keda.sh/': ['ScaledJob'],
  'validations.keda.sh/': ['HorizontalPodAutoscaler'],
  'httpscaledobject.keda.sh/': ['HTTPScaledObject'],
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
  title: 'Annotations of KEDA stand on the kind that KEDA reads them on, such as a ScaledObject',
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
        // a rule of the add-on looks at its own kinds
        const kinds = object.apiVersion.startsWith('http.keda.sh/') && key.startsWith('httpscaledobject.') ? undefined : kindsOf(key);
        if (kinds === undefined || WRITTEN.includes(key) || kinds.includes(object.kind)) continue;
        report({
          path,
          message: `${key} is read on ${article(kinds[0])} ${or(kinds)}, and not on a ${kindName(kindOf(object))}`,
          fix: isScaler && kinds.some((kind) => kind.startsWith('Scaled')) ? 'leave it out' : `write it on the ${kinds[0]}`,
        });
      }
    }
  },
};

function article(kind: string): string {
  return kind.startsWith('HTTP') ? 'an' : 'a';
}

function kindsOf(key: string): readonly string[] | undefined {
  const slash = key.indexOf('/');
  const prefix = key.slice(0, slash + 1);
  return slash > 0 && Object.hasOwn(READ_ON, prefix) ? READ_ON[prefix] : undefined;
}

function kindName(kind: string): string {
  return kind === 'serving.knative.dev/Service' ? 'Knative Service' : kind.slice(kind.indexOf('/') + 1);
}
