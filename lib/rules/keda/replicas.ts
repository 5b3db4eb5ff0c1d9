import { isIdleBound, KEDA_MAX_REPLICAS, replicaBreach } from '../../cluster/replica-bounds';
import { measuresPods } from '../../keda/scalers/trigger-types';
import type { Rule } from '../rule';
import { numberOf, show } from '../values';
import { scaledOf } from './scaled';
import { SCALED_JOB, SCALED_OBJECT, TYPES, WEBHOOK } from './upstream';

export const replicaBounds: Rule = {
  id: 'keda/replica-bounds',
  severity: 'error',
  title: 'minReplicaCount is at most maxReplicaCount',
  rationale: 'KEDA copies both numbers to the HPA that it makes, and an HPA takes no minimum above its maximum.',
  link: TYPES,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { report }) {
    const { min, max: written, isJob } = scaledOf(object);
    const max = written ?? KEDA_MAX_REPLICAS;
    if (typeof max !== 'number') return;
    // a ScaledJob has no HPA, which takes no maximum of 0
    const breach = replicaBreach(numberOf(min), max, isJob ? -Infinity : 1);
    if (breach === 'max') {
      report({
        path: 'spec.maxReplicaCount',
        message: `maxReplicaCount (${show(max)}) is less than 1`,
        fix: 'write at least 1; the annotation autoscaling.keda.sh/paused-replicas: "0" keeps a workload at zero',
      });
    }
    if (breach !== 'min') return;
    report({
      path: 'spec.minReplicaCount',
      message: `minReplicaCount (${show(min)}) is above maxReplicaCount (${show(max)}${written === undefined ? ", KEDA's default" : ''})`,
      fix: 'raise maxReplicaCount or lower minReplicaCount',
      // a ScaledJob quietly runs the maximum
      severity: isJob ? 'warning' : undefined,
    });
  },
};

export const idleReplicas: Rule = {
  id: 'keda/idle-replicas',
  severity: 'error',
  title: 'idleReplicaCount is 0, and less than minReplicaCount',
  rationale: 'KEDA goes to idleReplicaCount while no trigger is active, and the HPA supports no count below its own minimum but 0.',
  link: 'https://github.com/kedacore/keda/issues/2314',
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { idle, min } = scaledOf(object);
    if (typeof idle !== 'number' || !(min === undefined || typeof min === 'number')) return;
    if (isIdleBound(idle, min)) {
      report({
        path: 'spec.idleReplicaCount',
        message: `idleReplicaCount (${show(idle)}) is not less than minReplicaCount (${min === undefined ? '0, where it is not written' : show(min)})`,
        fix:
          idle === 0
            ? 'leave it out: the workload scales to zero without it'
            : 'write 0, or leave it out and raise minReplicaCount to what always runs',
      });
    } else if (idle > 0) {
      report({
        path: 'spec.idleReplicaCount',
        message: `idleReplicaCount (${show(idle)}) is not 0, and the HPA raises any other number to minReplicaCount (${show(min)})`,
        fix: 'write 0, or leave it out',
        severity: 'warning',
      });
    }
  },
};

const SEEN_BY_WEBHOOK = ['apps/Deployment', 'apps/StatefulSet'];

export const scaleToZero: Rule = {
  id: 'keda/scale-to-zero',
  severity: 'error',
  title: 'A ScaledObject with only cpu and memory triggers has a minReplicaCount of at least 1',
  rationale: 'cpu and memory are measured on running pods, so that nothing wakes a workload without replicas.',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { min, triggers, target } = scaledOf(object);
    if (triggers.length === 0 || !triggers.every(({ type }) => type && measuresPods(type))) return;
    if (!(min === undefined || min === null || min === 0)) return;
    const types = [...new Set(triggers.map(({ type }) => type))].join(' and ');
    report({
      path: 'spec.minReplicaCount',
      message: `minReplicaCount (${min === 0 ? '0' : '0, where it is not written'}) cannot be reached with nothing but ${types} triggers, which see no pods at zero`,
      fix: 'write minReplicaCount: 1, or add a trigger of another type',
      severity: SEEN_BY_WEBHOOK.includes(target?.groupKind ?? '') ? undefined : 'warning',
    });
  },
};
