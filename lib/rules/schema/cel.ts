import { compile, type Evaluate } from './compile';
import type { CelRule, Structural } from './structural';

const compiled = new WeakMap<CelRule, Evaluate>();

/** The CEL rules that a value breaks; like a rule that holds, one whose evaluation fails reports nothing. */
export function broken(self: unknown, { rules = [] }: Structural): readonly CelRule[] {
  return rules.filter((rule) => verdictOf(rule, self) === false);
}

/** The result of a rule for a value: neither true nor false when the evaluation fails. */
export function verdictOf(rule: CelRule, self: unknown): unknown {
  let evaluate = compiled.get(rule);
  if (!evaluate) {
    evaluate = compile(rule.holds);
    compiled.set(rule, evaluate);
  }
  return evaluate({ self });
}

/** The remedy that a rule states, where it is one of the common forms. */
export function remedy({ rule }: CelRule): string {
  const oneOf = /^has\(self\.(\w+)\) != has\(self\.(\w+)\)$/.exec(rule);
  if (oneOf) return `write either ${oneOf[1]} or ${oneOf[2]}`;
  const atLeastOne = /^has\(self\.(\w+)\) \|\| has\(self\.(\w+)\)$/.exec(rule);
  if (atLeastOne) return `write ${atLeastOne[1]}, ${atLeastOne[2]} or both`;
  const atMostOne = /^!\(has\(self\.(\w+)\) && has\(self\.(\w+)\)\)$/.exec(rule);
  if (atMostOne) return `leave out ${atMostOne[1]} or ${atMostOne[2]}`;
  return rule.length <= 120 ? `make this hold: ${rule}` : 'change it as the message says';
}

/** The field that a rule speaks of first, among those that are written: where the finding points. */
export function concerned({ rule }: CelRule, value: unknown): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  for (const [, field] of rule.matchAll(/\bself\.(\w+)/g)) if (Object.hasOwn(value, field)) return field;
  return undefined;
}
