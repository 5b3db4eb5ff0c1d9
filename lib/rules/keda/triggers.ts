import { and } from '../../core/words';
import { NEVER_CACHED } from '../../keda/scalers/trigger-types';
import { show } from '../fields';
import type { Manifest } from '../manifest';
import type { Rule, RuleContext } from '../rule';
import { isMap, SCALED_JOB, SCALED_OBJECT, TRIGGERS, textOf, triggersOf } from './parts';

/** Nothing to scale on. */
export const noTriggers: Rule = {
  id: 'keda/no-triggers',
  severity: 'error',
  title: 'A scaler has at least one trigger',
  link: TRIGGERS,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check({ spec }: Manifest, { report }: RuleContext): void {
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

/** Two triggers of one name. */
export const triggerNames: Rule = {
  id: 'keda/trigger-names',
  severity: 'error',
  title: 'The names of triggers are distinct',
  link: TRIGGERS,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object: Manifest, { report }: RuleContext): void {
    const first = new Map<string, string>();
    for (const { trigger, path } of triggersOf(object)) {
      const name = textOf(trigger.name);
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

/** Metrics that cannot be cached. */
export const cachedMetrics: Rule = {
  id: 'keda/cached-metrics',
  severity: 'error',
  title: `No ${and(NEVER_CACHED)} trigger has useCachedMetrics`,
  link: TRIGGERS,
  kinds: [SCALED_OBJECT, SCALED_JOB],
  check(object: Manifest, { report }: RuleContext): void {
    for (const { trigger, path, type } of triggersOf(object)) {
      if (trigger.useCachedMetrics !== true || !type || !NEVER_CACHED.includes(type)) continue;
      report({
        path: `${path}.useCachedMetrics`,
        message: `useCachedMetrics (true) stands on a ${type} trigger, whose metrics KEDA does not cache`,
        fix: 'leave it out',
      });
    }
  },
};
