import { problemsOf } from '../rules/check';
import type { Value } from '../rules/manifest';
import type { Problem, Rule } from '../rules/rule';
import { silenced } from '../rules/silence';
import { stepsOf } from '../rules/yaml/locate';
import type { Item } from './item';
import type { Workspace } from './workspace';

/** One thing that upstream changed, and how manifests follow. A step that finds nothing to do changes nothing. */
export interface Step {
  /** What it does, as the documentation lists it. */
  readonly title: string;
  run(workspace: Workspace): void;
}

/** What a rule found, with its place in the object. */
export interface Found extends Problem {
  readonly rule: Rule;
  readonly steps: readonly (string | number)[];
  /** The value there. */
  readonly value: Value;
}

/** Follows a rule: does what is right wherever it speaks, on objects that do not silence it. */
export function follow(workspace: Workspace, rules: readonly Rule[], repair: (item: Item, found: Found) => void): void {
  const { context } = workspace;
  for (const item of workspace.items) {
    for (const rule of rules) {
      if (!rule.kinds.includes(item.kind) && !rule.kinds.includes('*')) continue;
      if (silenced(item.manifest, rule.id)) continue;
      for (const problem of problemsOf(rule, item.manifest, context)) {
        const steps = stepsOf(problem.path);
        repair(item, { ...problem, rule, steps, value: item.value(steps) });
      }
    }
  }
}
