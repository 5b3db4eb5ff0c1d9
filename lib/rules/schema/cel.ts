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
  const fields = fieldsOf(schema);
  if (!fields || value === null || typeof value !== 'object' || Array.isArray(value)) {
    yield* evaluated(value, schema);
    return;
  }
  const part: { [field: string]: unknown } = {};
  for (const field of fields) if (Object.hasOwn(value, field)) part[field] = (value as { [field: string]: unknown })[field];
  const key = textOf(part);
  const known = verdicts.get(schema)?.get(key ?? '');
  if (known) {
    yield* known;
    return;
  }
  const rules = [...evaluated(part, schema)];
  if (key !== undefined) remember(schema, key, rules);
  yield* rules;
}

function* evaluated(value: unknown, schema: Structural): Generator<CelRule> {
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

const mentioned = new WeakMap<Structural, readonly string[] | null>();

/** The fields that the rules of a schema read, where they read `self` by its fields alone. */
function fieldsOf(schema: Structural): readonly string[] | null {
  let fields = mentioned.get(schema);
  if (fields === undefined) {
    const rules = (schema.rules ?? []).map(({ rule }) => rule);
    const found = rules.flatMap((rule) => [...rule.matchAll(FIELD)].map(([, field]) => field));
    // the name of a field may be written in another form, https://kubernetes.io/docs/reference/using-api/cel/#escaping
    const simple = found.every((field) => !field.startsWith('__')) && rules.every((rule) => !/\bself\b/.test(rule.replaceAll(FIELD, '')));
    fields = simple ? [...new Set(found)] : null;
    mentioned.set(schema, fields);
  }
  return fields;
}

/** A field of `self`, and no function that is called on it. */
const FIELD = /\bself\.(\w+)\b(?!\()/g;

/** What was said of the fields that the rules read: a fleet has few different ones. */
const verdicts = new WeakMap<Structural, Map<string, readonly CelRule[]>>();
const MOST_VERDICTS = 1_000;
const LONGEST_KEY = 500;

function remember(schema: Structural, key: string, rules: readonly CelRule[]): void {
  let known = verdicts.get(schema);
  if (!known) {
    known = new Map();
    verdicts.set(schema, known);
  }
  if (known.size < MOST_VERDICTS) known.set(key, rules);
}

/** A text that is another one for other values; none for what is long. */
function textOf(value: object): string | undefined {
  const text = JSON.stringify(value, (_, inner) =>
    typeof inner === 'bigint' || (typeof inner === 'number' && !Number.isFinite(inner)) ? [typeof inner, String(inner), UNLIKE] : inner,
  );
  return text.length <= LONGEST_KEY ? text : undefined;
}

/** Stands in no manifest. */
const UNLIKE = '\0cdk8s-wasm';

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
