import type { IConstruct } from 'constructs';
import { fail } from '../errors';
import { type Condition, propOf, type Rule, type Scaler } from './definition';
import { type Given, POD_IDENTITY } from './given';
import { and, or } from './words';

/** Fails for what is required, excluded or needed together, and not so given. */
export function checkRules(scope: IConstruct, at: string, scaler: Scaler, given: Given): void {
  for (const [key, { required, removed }] of Object.entries(scaler.params)) {
    if (required && !removed && !given.mayHave(key)) fail(scope, `${at} needs ${propOf(scaler, key)}: pass ${ways(scaler, key)}`);
  }
  for (const rule of scaler.rules) {
    const broken = Object.entries(rule.when ?? {}).every(([key, condition]) => given.meets(key, condition)) && breach(scaler, rule, given);
    if (broken) fail(scope, `${at} ${broken}`);
  }
}

/** What is wrong with a trigger according to a rule that applies to it, and the remedy. */
function breach(scaler: Scaler, rule: Rule, given: Given): string | undefined {
  const label = (key: string) => labelOf(scaler, key);
  const having = circumstances(scaler, rule, (key) => given.valueOf(key));
  const missing = (keys: readonly string[]) => keys.filter((key) => !given.mayHave(key));
  const present = (keys: readonly string[]) => keys.filter((key) => given.has(key));

  const needed = missing(rule.allOf ?? []);
  if (needed.length > 0) return `needs ${labels(scaler, needed)}${having}: pass ${waysOfAll(scaler, needed)}`;

  const choice = rule.atLeastOne ?? rule.exactlyOne;
  if (choice && missing(choice).length === choice.length) {
    return choice.length === 1
      ? `needs ${label(choice[0])}${having}: pass ${ways(scaler, choice[0])}`
      : `needs ${labels(scaler, choice, or)}${having}: pass one of them`;
  }

  const exclusive = present(rule.atMostOne ?? rule.exactlyOne ?? []);
  if (exclusive.length > 1)
    return `takes only one of ${labels(scaler, exclusive)}${having}: leave ${exclusive.length === 2 ? 'one' : 'all but one'} out`;

  const together = rule.allOrNone ?? [];
  const there = present(together);
  const lacking = missing(together);
  if (there.length > 0 && lacking.length > 0) {
    const withdrawn = labels(scaler, there);
    return `needs ${labels(scaler, lacking)} beside ${withdrawn}${having}: pass ${waysOfAll(scaler, lacking)}, or leave ${withdrawn} out`;
  }

  const forbidden = present(rule.noneOf ?? []);
  if (forbidden.length === 0) return undefined;
  // a rule that forbids one of its own conditions speaks of the combination
  if (forbidden.every((key) => rule.when?.[key] !== undefined))
    return `cannot combine ${having.replace(/^ with /, '')}: change one of them`;
  return `takes no ${labels(scaler, forbidden, or).replace(/^the /, '')}${having}: leave ${forbidden.length === 1 ? 'it' : 'them'} out`;
}

/** What a user calls a parameter, with the place that it comes from where that is not the props. */
export function labelOf(scaler: Scaler, key: string): string {
  if (key === POD_IDENTITY) return 'a pod identity';
  const { from } = scaler.params[key];
  if (from.includes('metadata') || (from.includes('env') && from.includes('auth'))) return propOf(scaler, key);
  return from.includes('auth') ? `the authentication parameter ${key}` : `${propOf(scaler, key)}FromEnv`;
}

/** What a user calls several parameters. */
export function labels(scaler: Scaler, keys: readonly string[], list = and): string {
  if (keys.length < 2 || !keys.every((key) => isAuthOnly(scaler, key))) return list(keys.map((key) => labelOf(scaler, key)));
  return `the authentication parameters ${list(keys)}`;
}

function isAuthOnly(scaler: Scaler, key: string): boolean {
  return key !== POD_IDENTITY && scaler.params[key].from.every((source) => source === 'auth');
}

function waysOfAll(scaler: Scaler, keys: readonly string[]): string {
  if (keys.length > 1 && keys.every((key) => isAuthOnly(scaler, key))) return `an auth with the parameters ${and(keys)}`;
  return and(keys.map((key) => ways(scaler, key)));
}

/** The ways to give a parameter. */
export function ways(scaler: Scaler, key: string): string {
  if (key === POD_IDENTITY) return 'an auth with a pod identity';
  const prop = propOf(scaler, key);
  const places = { metadata: prop, env: `${prop}FromEnv`, auth: `an auth with the parameter ${key}` };
  return or(
    (['metadata', 'env', 'auth'] as const).filter((source) => scaler.params[key].from.includes(source)).map((source) => places[source]),
  );
}

/** When a rule applies, in words that follow a clause: ` with sasl plaintext and cert`. */
export function circumstances(scaler: Scaler, rule: Rule, known: (key: string) => string | undefined = () => undefined): string {
  const entries = Object.entries(rule.when ?? {});
  if (entries.length === 0) return '';
  const say = (key: string, condition: Condition) =>
    typeof condition === 'object' ? `${labelOf(scaler, key)} ${known(key) ?? or(condition)}` : labelOf(scaler, key);
  return ` with ${and(entries.map(([key, condition]) => say(key, condition)))}`;
}
