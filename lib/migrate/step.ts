import { stepsOf } from '../files/yaml/locate';
import { problemsOf } from '../rules/check';
import type { Value } from '../rules/manifest';
import type { Problem, Rule } from '../rules/rule';
import { silenced } from '../rules/silence';
import type { Item } from './item';
import type { Workspace } from './workspace';

/** Adapts manifests to one upstream change. A step is idempotent. */
export interface Step {
  /** Title in the documentation. */
  readonly title: string;
  run(workspace: Workspace): void;
}

/** A problem of a rule, with its position in the object. */
export interface Found extends Problem {
  readonly rule: Rule;
  readonly steps: readonly (string | number)[];
  /** The value at that position. */
  readonly value: Value;
}

/** Repairs each problem that the rules report, on objects that do not silence them. */
export function follow(workspace: Workspace, rules: readonly Rule[], repair: (item: Item, found: Found) => void): void {
  const contextOf = workspace.contexts();
  for (const item of workspace.editable) {
    for (const rule of rules) {
      if (!rule.kinds.includes(item.kind) && !rule.kinds.includes('*')) continue;
      if (silenced(item.manifest, rule.id)) continue;
      for (const problem of problemsOf(rule, item.manifest, contextOf(item))) {
        const steps = stepsOf(problem.path);
        repair(item, { ...problem, rule, steps, value: item.value(steps) });
      }
    }
  }
}
