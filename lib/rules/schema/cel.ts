import { toCel } from './cel-value';
import type { CelRule, Structural } from './structural';

type Evaluate = (self: unknown) => unknown;

const compiled = new Map<string, Evaluate>();

/**
 * The rules that a value breaks, evaluated by the CEL library of Buf.
 *
 * It passes CEL's conformance suite and comes as CommonJS too; the smaller ones at hand refuse four of the Gateway API's rules (`has()` after an index)
 * or cannot be loaded by jest. Loading it takes 90 ms of CPU, therefore not before an object has a field with such rules. An evaluation takes about 20
 * microseconds.
 */
export function* broken(value: unknown, schema: Structural): Generator<CelRule> {
  const self = toCel(value, schema);
  for (const rule of schema.rules ?? []) {
    let evaluate = compiled.get(rule.rule);
    if (!evaluate) {
      evaluate = compile(rule.rule);
      compiled.set(rule.rule, evaluate);
    }
    // what is no boolean is an error of evaluation: nothing is claimed then
    if (evaluate(self) === false) yield rule;
  }
}

function compile(rule: string): Evaluate {
  const { celEnv, parse, plan } = require('@bufbuild/cel') as typeof import('@bufbuild/cel');
  const evaluate = plan(celEnv(), parse(rule));
  return (self) => evaluate({ self: self as never });
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
