import { kindOf } from '../manifest';
import type { Rule } from '../rule';
import { mapOf } from '../values';
import { SCALED_JOB, SCALED_OBJECT, TYPES } from './upstream';

const OF_JOBS = ['failedJobsHistoryLimit', 'jobTargetRef', 'rollout', 'rolloutStrategy', 'scalingStrategy', 'successfulJobsHistoryLimit'];
const OF_OBJECTS = ['advanced', 'cooldownPeriod', 'fallback', 'idleReplicaCount', 'initialCooldownPeriod', 'scaleTargetRef'];

export const fieldOfOtherKind: Rule = {
  id: 'keda/field-of-other-kind',
  severity: 'error',
  title: 'A ScaledObject scales the target that scaleTargetRef names, and a ScaledJob makes Jobs of its jobTargetRef',
  rationale: 'The two kinds have different fields, and the API server drops or refuses those of the other.',
  link: TYPES,
  kinds: [SCALED_OBJECT, SCALED_JOB, 'keda.k8s.io/ScaledObject'],
  check(object, { report }) {
    const spec = mapOf(object.spec);
    const isJob = kindOf(object) === SCALED_JOB;
    const [own, other] = isJob ? ['jobTargetRef', 'ScaledObject'] : ['scaleTargetRef', 'ScaledJob'];
    const foreign = (isJob ? OF_OBJECTS : OF_JOBS).filter((field) => spec[field] !== undefined);
    const isOther = spec[own] === undefined && foreign.includes(isJob ? 'scaleTargetRef' : 'jobTargetRef');
    for (const field of foreign) {
      report({
        path: `spec.${field}`,
        message: `${field} is a field of a ${other}, and not of a ${object.kind}`,
        fix: isOther ? `write kind: ${other}` : 'leave it out',
      });
    }
    if (isOther && object.apiVersion.startsWith('keda.sh/')) {
      report({ path: `spec.${own}`, message: `${own} is missing, and ${foreign.join(', ')} is there`, fix: `write kind: ${other}` });
    }
    if (!isJob && spec.envSourceContainerName !== undefined) {
      report({
        path: 'spec.envSourceContainerName',
        message: 'envSourceContainerName is a field of spec in a ScaledJob, and of scaleTargetRef in a ScaledObject',
        fix: isOther ? `write kind: ${other}` : 'write it as spec.scaleTargetRef.envSourceContainerName',
      });
    }
  },
};
