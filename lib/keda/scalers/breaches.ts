import { and, or } from '../../core/words';
import { type Condition, isInForce, propOf, type Rule, type Scaler } from './definition';
import { type Given, POD_IDENTITY } from './given';

/** Vocabulary in which messages name parameters: that of the props of a construct, or of a manifest. */
export interface Writing {
  /** Returns the name of a parameter. */
  nameOf(scaler: Scaler, key: string): string;
  /** Verb of remedies: `pass`. */
  readonly verb: string;
  /** Phrase for an authentication, before its parameters: `an auth with`. */
  readonly auth: string;
}

/** The vocabulary of the props of a construct. */
export const PROPS: Writing = { nameOf: propOf, verb: 'pass', auth: 'an auth with' };

/** A violated requirement of a scaler, and its remedy. */
export interface Breach {
  readonly message: string;
  readonly remedy: string;
  /** Whether KEDA silently ignores the violation. */
  readonly silent?: boolean;
}

/**
 * Yields the requirements of a KEDA release that a trigger violates: missing parameters, and parameters that exclude or need each
 * other.
 *
 * @param hasFormula whether the ScaledObject of the trigger has scalingModifiers
 */
export function* breachesOf(scaler: Scaler, given: Given, writing: Writing, keda: string, hasFormula: boolean): Generator<Breach> {
  for (const key in scaler.params) {
    const { required, removed } = scaler.params[key];
    if (!required || removed || given.mayHave(key)) continue;
    yield { message: `needs ${writing.nameOf(scaler, key)}`, remedy: `${writing.verb} ${ways(scaler, key, writing)}` };
  }
  for (const rule of scaler.rules) {
    if (!isInForce(rule, keda) || (rule.withoutFormula && hasFormula) || !applies(rule, given)) continue;
    const breach = breachOf(scaler, rule, given, writing);
    if (breach) yield breach;
  }
}

function applies({ when }: Rule, given: Given): boolean {
  for (const key in when) if (!given.meets(key, when[key])) return false;
  return true;
}

/** Returns the violation of a rule that applies, if any. */
function breachOf(scaler: Scaler, rule: Rule, given: Given, writing: Writing): Breach | undefined {
  const { verb } = writing;
  const say = (keys: readonly string[], list = and) => labels(scaler, keys, list, writing);
  const having = () => circumstances(scaler, rule, (key) => given.valueOf(key), writing);
  const missing = (keys: readonly string[]) => keys.filter((key) => !given.mayHave(key));
  const present = (keys: readonly string[]) => keys.filter((key) => given.has(key));

  const needed = missing(rule.allOf ?? []);
  if (needed.length > 0) return { message: `needs ${say(needed)}${having()}`, remedy: `${verb} ${waysOfAll(scaler, needed, writing)}` };

  const choice = rule.atLeastOne ?? rule.exactlyOne;
  if (choice && missing(choice).length === choice.length) {
    return choice.length === 1
      ? { message: `needs ${say(choice)}${having()}`, remedy: `${verb} ${ways(scaler, choice[0], writing)}` }
      : { message: `needs ${say(choice, or)}${having()}`, remedy: `${verb} one of them` };
  }

  const exclusive = present(rule.atMostOne ?? rule.exactlyOne ?? []);
  if (exclusive.length > 1)
    return {
      message: `takes only one of ${say(exclusive)}${having()}`,
      remedy: `leave ${exclusive.length === 2 ? 'one' : 'all but one'} out`,
    };

  const together = rule.allOrNone ?? [];
  const there = present(together);
  const lacking = missing(together);
  if (there.length > 0 && lacking.length > 0) {
    const withdrawn = say(there);
    return {
      message: `needs ${say(lacking)} beside ${withdrawn}${having()}`,
      remedy: `${verb} ${waysOfAll(scaler, lacking, writing)}, or leave ${withdrawn} out`,
    };
  }

  const forbidden = present(rule.noneOf ?? []);
  if (forbidden.length === 0) return undefined;
  // a rule that forbids one of its own conditions forbids the combination, or the one value
  if (forbidden.every((key) => rule.when?.[key] !== undefined))
    return Object.keys(rule.when ?? {}).length === 1
      ? { message: `does not support ${having().replace(/^ with /, '')}`, remedy: 'change it' }
      : { message: `cannot combine ${having().replace(/^ with /, '')}`, remedy: 'change one of them' };
  return {
    message: `takes no ${say(forbidden, or).replace(/^the /, '')}${having()}`,
    remedy: `leave ${forbidden.length === 1 ? 'it' : 'them'} out`,
  };
}

/** Returns the name of a parameter, with its source if that is not the metadata. */
export function labelOf(scaler: Scaler, key: string, writing = PROPS): string {
  if (key === POD_IDENTITY) return 'a pod identity';
  const { from } = scaler.params[key];
  const name = writing.nameOf(scaler, key);
  if (from.includes('metadata') || (from.includes('env') && from.includes('auth'))) return name;
  return from.includes('auth') ? `the authentication parameter ${key}` : `${name}FromEnv`;
}

/** Returns the names of several parameters. */
export function labels(scaler: Scaler, keys: readonly string[], list = and, writing = PROPS): string {
  if (keys.length < 2 || !keys.every((key) => isAuthOnly(scaler, key))) return list(keys.map((key) => labelOf(scaler, key, writing)));
  return `the authentication parameters ${list(keys)}`;
}

function isAuthOnly(scaler: Scaler, key: string): boolean {
  return key !== POD_IDENTITY && scaler.params[key].from.every((source) => source === 'auth');
}

function waysOfAll(scaler: Scaler, keys: readonly string[], writing: Writing): string {
  if (keys.length > 1 && keys.every((key) => isAuthOnly(scaler, key))) return `${writing.auth} the parameters ${and(keys)}`;
  return and(keys.map((key) => ways(scaler, key, writing)));
}

/** Returns the ways to pass a parameter. */
export function ways(scaler: Scaler, key: string, writing: Writing): string {
  if (key === POD_IDENTITY) return `${writing.auth} a pod identity`;
  const name = writing.nameOf(scaler, key);
  const places = { metadata: name, env: `${name}FromEnv`, auth: `${writing.auth} the parameter ${key}` };
  return or(
    (['metadata', 'env', 'auth'] as const).filter((source) => scaler.params[key].from.includes(source)).map((source) => places[source]),
  );
}

/** Describes the conditions of a rule as a phrase: ` with sasl plaintext and cert`. */
export function circumstances(
  scaler: Scaler,
  rule: Rule,
  known: (key: string) => string | undefined = () => undefined,
  writing = PROPS,
): string {
  const entries = Object.entries(rule.when ?? {});
  if (entries.length === 0) return '';
  const say = (key: string, condition: Condition) =>
    typeof condition === 'object' ? `${labelOf(scaler, key, writing)} ${known(key) ?? or(condition)}` : labelOf(scaler, key, writing);
  return ` with ${and(entries.map(([key, condition]) => say(key, condition)))}`;
}
