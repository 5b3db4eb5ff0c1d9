import { and, or } from '../../core/words';
import { type Condition, propOf, type Rule, type Scaler } from './definition';
import { type Given, POD_IDENTITY } from './given';

/** How a reader gives parameters: in the props of a construct, or in a manifest. */
export interface Writing {
  /** What a parameter is called there. */
  nameOf(scaler: Scaler, key: string): string;
  /** How it is asked for: `pass`. */
  readonly verb: string;
  /** An authentication, before what it has: `an auth with`. */
  readonly auth: string;
}

/** The props of a construct. */
export const PROPS: Writing = { nameOf: propOf, verb: 'pass', auth: 'an auth with' };

/** What is wrong with a trigger, and what to do. */
export interface Breach {
  readonly message: string;
  readonly remedy: string;
}

/** Everything that is required, excluded or needed together, and not so given. */
export function* breachesOf(scaler: Scaler, given: Given, writing: Writing): Generator<Breach> {
  for (const key in scaler.params) {
    const { required, removed } = scaler.params[key];
    if (!required || removed || given.mayHave(key)) continue;
    yield { message: `needs ${writing.nameOf(scaler, key)}`, remedy: `${writing.verb} ${ways(scaler, key, writing)}` };
  }
  for (const rule of scaler.rules) {
    if (!applies(rule, given)) continue;
    const breach = breachOf(scaler, rule, given, writing);
    if (breach) yield breach;
  }
}

function applies({ when }: Rule, given: Given): boolean {
  for (const key in when) if (!given.meets(key, when[key])) return false;
  return true;
}

/** What is wrong with a trigger according to a rule that applies to it. */
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
  // a rule that forbids one of its own conditions speaks of the combination
  if (forbidden.every((key) => rule.when?.[key] !== undefined))
    return { message: `cannot combine ${having().replace(/^ with /, '')}`, remedy: 'change one of them' };
  return {
    message: `takes no ${say(forbidden, or).replace(/^the /, '')}${having()}`,
    remedy: `leave ${forbidden.length === 1 ? 'it' : 'them'} out`,
  };
}

/** What a user calls a parameter, with the place that it comes from where that is not the metadata. */
export function labelOf(scaler: Scaler, key: string, writing = PROPS): string {
  if (key === POD_IDENTITY) return 'a pod identity';
  const { from } = scaler.params[key];
  const name = writing.nameOf(scaler, key);
  if (from.includes('metadata') || (from.includes('env') && from.includes('auth'))) return name;
  return from.includes('auth') ? `the authentication parameter ${key}` : `${name}FromEnv`;
}

/** What a user calls several parameters. */
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

/** The ways to give a parameter. */
export function ways(scaler: Scaler, key: string, writing: Writing): string {
  if (key === POD_IDENTITY) return `${writing.auth} a pod identity`;
  const name = writing.nameOf(scaler, key);
  const places = { metadata: name, env: `${name}FromEnv`, auth: `${writing.auth} the parameter ${key}` };
  return or(
    (['metadata', 'env', 'auth'] as const).filter((source) => scaler.params[key].from.includes(source)).map((source) => places[source]),
  );
}

/** When a rule applies, in words that follow a clause: ` with sasl plaintext and cert`. */
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
