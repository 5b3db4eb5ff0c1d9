import { and } from '../../core/words';
import { NEVER_CACHED } from '../../keda/scalers/trigger-types';
import type { Rule } from '../rule';
import { isMap, show, trimmedOf } from '../values';
import { scaledOf } from './scaled';
import { SCALED_JOB, SCALED_OBJECT, TRIGGERS } from './upstream';

export const noTriggers: Rule = {
  id: 'keda/no-triggers',
  severity: 'error',
  title: 'A scaler has at least one trigger',
  rationale: 'KEDA has nothing to measure without a trigger, and refuses the scaler.',
  link: TRIGGERS,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check({ spec }, { report }) {
    if (!isMap(spec)) return;
    const { triggers } = spec;
    if (!(triggers === undefined || triggers === null || (Array.isArray(triggers) && triggers.length === 0))) return;
    report({
      path: 'spec.triggers',
      message: triggers === undefined || triggers === null ? 'triggers is not written' : 'triggers is empty',
      fix: 'write at least one trigger',
    });
  },
};

export const triggerNames: Rule = {
  id: 'keda/trigger-names',
  severity: 'error',
  title: 'The names of triggers are distinct',
  rationale: 'Formulas and metrics refer to triggers by name.',
  link: TRIGGERS,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { report }) {
    const first = new Map<string, string>();
    for (const { trigger, path } of scaledOf(object).triggers) {
      const name = trimmedOf(trigger.name);
      if (name === undefined) continue;
      const other = first.get(name);
      if (other === undefined) first.set(name, path);
      else {
        report({
          path: `${path}.name`,
          message: `name (${show(name)}) is that of ${other} too`,
          fix: 'give each trigger a name of its own',
        });
      }
    }
  },
};

export const cachedMetrics: Rule = {
  id: 'keda/cached-metrics',
  severity: 'error',
  title: `No ${and(NEVER_CACHED)} trigger has useCachedMetrics`,
  rationale: 'KEDA does not cache the metrics of these types, and its webhook refuses the field on them.',
  link: TRIGGERS,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object, { report }) {
    for (const { trigger, path, type } of scaledOf(object).triggers) {
      if (trigger.useCachedMetrics !== true || !type || !NEVER_CACHED.includes(type)) continue;
      report({
        path: `${path}.useCachedMetrics`,
        message: `useCachedMetrics (true) stands on a ${type} trigger, whose metrics KEDA does not cache`,
        fix: 'leave it out',
      });
    }
  },
};
