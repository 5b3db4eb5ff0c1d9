import { AUTOSCALING, HPA, KPA, KPA_ONLY } from '../../cluster/knative';
import { parseInteger } from '../../core/go';
import type { Manifest } from '../manifest';
import type { Context, Rule } from '../rule';
import { at, show } from '../values';
import { setting } from './settings';
import { ANNOTATIONS, autoscaling, SERVING, SERVING_SOURCE, short, TEMPLATED } from './template';

const LINK = `${SERVING}/autoscaling/annotation_validation.go`;
const HPA_LINK = `${SERVING_SOURCE}/pkg/reconciler/autoscaling/hpa/resources/hpa.go`;
const KPA_METRICS = ['concurrency', 'rps'];

/** The class that scales the template: its own, or the cluster's. */
function classOf(manifest: Manifest, context: Context): string {
  return autoscaling(manifest, 'class')?.value ?? setting(context, 'config-autoscaler', 'pod-autoscaler-class') ?? KPA;
}

export const autoscalingClass: Rule = {
  id: 'knative/autoscaling-class',
  severity: 'error',
  title: 'The autoscaling class is one that an autoscaler answers to',
  rationale: 'Each autoscaler scales the revisions of its own class alone, and others stay without replicas.',
  link: LINK,
  accepted: 'the webhook takes any class outside of knative.dev; no autoscaler answers to this one, and the revision has no scaler',
  kinds: TEMPLATED,
  check(manifest, { report }) {
    const annotation = autoscaling(manifest, 'class');
    if (!annotation || annotation.value === KPA || annotation.value === HPA) return;
    const { key, value } = annotation;
    const path = at(ANNOTATIONS, key);
    const fix = `write ${KPA} or ${HPA}, or leave it out`;
    if (value === '') report({ path, message: 'class ("") names no autoscaler', fix });
    else if (value.endsWith('.knative.dev')) report({ path, message: `class (${show(value)}) is not an autoscaler of Knative`, fix });
    else if (['kpa', 'hpa'].includes(value.split('.')[0].toLowerCase())) {
      const whole = value.toLowerCase().startsWith('kpa') ? KPA : HPA;
      report({
        path,
        message: `class (${show(value)}) is not the name of Knative's autoscaler`,
        fix: `write ${whole}`,
        severity: 'warning',
      });
    }
  },
};

export const autoscalingMetric: Rule = {
  id: 'knative/autoscaling-metric',
  severity: 'error',
  title: 'The autoscaling metric is one of its class',
  rationale: "Knative's autoscaler measures concurrency and requests, and the HPA everything else.",
  link: LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    const annotation = autoscaling(manifest, 'metric');
    if (!annotation) return;
    const { value } = annotation;
    const path = at(ANNOTATIONS, annotation.key);
    const scaledBy = classOf(manifest, context);
    if (scaledBy === KPA && !KPA_METRICS.includes(value)) {
      const given = autoscaling(manifest, 'class') ? `class ${KPA}` : `class ${KPA}, the default`;
      const toHpa = `add ${AUTOSCALING}class: ${HPA}, or `;
      context.report({
        path,
        message: `metric (${show(value)}) is not one of ${given}`,
        fix: `${value ? toHpa : 'leave it out, or '}write concurrency or rps`,
      });
    } else if (scaledBy === HPA && value === '') {
      context.report({
        path,
        message: `metric ("") is not one of class ${HPA}`,
        fix: 'write cpu, memory or the name of a custom metric, or leave it out',
      });
    } else if (scaledBy === HPA && KPA_METRICS.includes(value)) {
      context.report({
        path,
        message: `metric (${show(value)}) with class ${HPA} is looked for among the custom pod metrics`,
        fix: `write class ${KPA}, which measures ${value} itself`,
        severity: 'warning',
      });
    }
  },
};

export const hpaScaleToZero: Rule = {
  id: 'knative/hpa-scale-to-zero',
  severity: 'warning',
  title: 'The Horizontal Pod Autoscaler does not scale to zero',
  rationale: 'An HPA keeps at least one replica.',
  link: HPA_LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    const min = autoscaling(manifest, 'min-scale');
    if (!min || parseInteger(min.value) !== 0 || classOf(manifest, context) !== HPA) return;
    context.report({
      path: at(ANNOTATIONS, min.key),
      message: `${short(min.key)} (${show(min.value)}) is read as 1 with class ${HPA}`,
      fix: `write "1", or class ${KPA} with metric concurrency or rps`,
    });
  },
};

export const hpaTarget: Rule = {
  id: 'knative/hpa-target',
  severity: 'warning',
  title: 'A metric of the Horizontal Pod Autoscaler has a target',
  rationale: 'Knative gives the HPA a metric only together with its target.',
  link: HPA_LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    const metric = autoscaling(manifest, 'metric');
    if (!metric?.value || autoscaling(manifest, 'target') || classOf(manifest, context) !== HPA) return;
    context.report({
      path: at(ANNOTATIONS, metric.key),
      message: `metric (${show(metric.value)}) has no target, and Kubernetes scales on 80% cpu instead`,
      fix: `add ${AUTOSCALING}target`,
    });
  },
};

export const kpaOnly: Rule = {
  id: 'knative/kpa-only-annotation',
  severity: 'warning',
  title: "Settings of Knative's own autoscaler stand beside its class",
  rationale: "The settings belong to Knative's own autoscaler, which an HPA replaces.",
  link: HPA_LINK,
  kinds: TEMPLATED,
  check(manifest, context) {
    if (classOf(manifest, context) !== HPA) return;
    for (const name of KPA_ONLY) {
      const annotation = autoscaling(manifest, name);
      if (!annotation) continue;
      context.report({
        path: at(ANNOTATIONS, annotation.key),
        message: `${short(annotation.key)} (${show(annotation.value)}) does nothing with class ${HPA}`,
        fix: `leave it out, or write class ${KPA}`,
      });
    }
  },
};
