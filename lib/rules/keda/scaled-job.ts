import { measuresPods } from '../../keda/scalers/trigger-types';
import type { Rule } from '../rule';
import { isMap, mapOf, show, trimmedOf } from '../values';
import { scaledOf } from './scaled';
import { KEDA_SOURCE, SCALED_JOB } from './upstream';

export const jobRestartPolicy: Rule = {
  id: 'keda/job-restart-policy',
  severity: 'error',
  title: 'The pods of a ScaledJob have restartPolicy OnFailure or Never, or leave it out',
  rationale:
    'The API server takes only OnFailure and Never in the pod template of a Job; KEDA writes OnFailure where the field is left out.',
  link: `${KEDA_SOURCE}/pkg/scaling/executor/scale_jobs.go#L195`,
  accepted: "the CRD does not hold the template to what a Job takes; the API server refuses every Job that KEDA's operator makes",
  kinds: [SCALED_JOB],
  check({ spec }, { report }) {
    const pod = mapOf(mapOf(mapOf(spec).jobTargetRef).template).spec;
    if (!isMap(pod) || pod.restartPolicy !== 'Always') return;
    report({
      path: 'spec.jobTargetRef.template.spec.restartPolicy',
      message: `restartPolicy (${show(pod.restartPolicy)}) is refused on every Job that KEDA makes`,
      fix: 'write OnFailure or Never, or leave it out for OnFailure',
    });
  },
};

export const jobResourceTrigger: Rule = {
  id: 'keda/job-resource-trigger',
  severity: 'error',
  title: 'A ScaledJob has triggers other than cpu and memory',
  rationale: 'KEDA starts a Job for each piece of waiting work, which cpu and memory do not count.',
  link: `${KEDA_SOURCE}/pkg/scaling/scale_handler.go#L1256`,
  accepted:
    "KEDA's webhook looks at a ScaledJob's triggers only for their names; its operator passes over cpu and memory, and makes no Job",
  kinds: [SCALED_JOB],
  check(object, { report }) {
    const { triggers } = scaledOf(object);
    const resources = triggers.filter(({ type }) => type && measuresPods(type));
    for (const { type, path } of resources) {
      report({
        path: `${path}.type`,
        message: `type (${show(type)}) is passed over by a ScaledJob${resources.length === triggers.length ? ', which so never makes a Job' : ''}`,
        fix: 'write a trigger that counts what there is to do, such as the length of a queue',
        severity: resources.length === triggers.length ? undefined : 'warning',
      });
    }
  },
};

export const jobStrategy: Rule = {
  id: 'keda/job-strategy',
  severity: 'warning',
  title: 'The scaling strategy custom comes with a running job percentage, and its fields with the strategy',
  rationale: 'KEDA falls back to its default strategy when the parameters of the custom one cannot be read.',
  link: `${KEDA_SOURCE}/pkg/scaling/executor/scale_jobs.go#L448`,
  kinds: [SCALED_JOB],
  check({ spec }, { report }) {
    const { scalingStrategy } = mapOf(spec);
    if (!isMap(scalingStrategy)) return;
    const { strategy, customScalingRunningJobPercentage: percentage } = scalingStrategy;
    const number = trimmedOf(percentage);
    if (strategy === 'custom') {
      if (number !== undefined && Number.isFinite(Number(number))) return;
      if (percentage !== undefined && typeof percentage !== 'string') return;
      report({
        path: 'spec.scalingStrategy.customScalingRunningJobPercentage',
        message: `customScalingRunningJobPercentage ${percentage === undefined ? 'is not written' : `(${show(percentage)}) is not a number`}, and KEDA takes the strategy default in place of custom`,
        fix: 'write a number such as "0.5"',
      });
      return;
    }
    for (const field of ['customScalingQueueLengthDeduction', 'customScalingRunningJobPercentage']) {
      if (scalingStrategy[field] === undefined || scalingStrategy[field] === null) continue;
      report({
        path: `spec.scalingStrategy.${field}`,
        message: `${field} does nothing with the strategy ${strategy === undefined ? 'default' : show(strategy)}`,
        fix: 'write strategy: custom, or leave it out',
      });
    }
  },
};
