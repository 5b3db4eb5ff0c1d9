import type { IConstruct } from 'constructs';
import { fail, show } from '../errors';
import { nearest } from './suggest';

/** What expr-lang 1.17 itself gives a name, which KEDA compiles formulas with: https://expr-lang.org/docs/language-definition */
const FUNCTIONS = new Set(
  (
    'trim trimPrefix trimSuffix upper lower split splitAfter replace repeat indexOf lastIndexOf hasPrefix hasSuffix now duration date timezone ' +
    'max min abs ceil floor round all any one none map filter find findIndex findLast findLastIndex groupBy count concat flatten uniq join ' +
    'reduce sum mean median first last take reverse sort sortBy keys values type int float string toJSON fromJSON toBase64 fromBase64 toPairs ' +
    'fromPairs len get bitand bitor bitxor bitnand bitnot bitshl bitshr bitushr'
  ).split(' '),
);
const WORDS = new Set('true false nil not in or and matches contains startsWith endsWith let if else'.split(' '));

/** Strings, comments, numbers, member access and pointers are read over; what is left of letters is a name. */
const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$env\b|\d[\w.]*(?:(?<=[eE])[+-]\d+)?|\??\.\s*[A-Za-z_]\w*|#\w*|[A-Za-z_]\w*|[^\s]/g;
const NAME = /^[A-Za-z_]\w*$/;

/**
 * Fails for a name in the formula of the scaling modifiers that is neither a trigger nor of the language, as KEDA's webhook does when
 * it compiles the formula.
 *
 * @param triggerNames names of the triggers that a formula can refer to: of all but cpu and memory
 */
export function checkFormula(scope: IConstruct, formula: string, triggerNames: string[]): void {
  const tokens = [...formula.matchAll(TOKEN)].map(([token]) => token);
  const own = new Set<string>();
  tokens.forEach((token, index) => {
    if (!NAME.test(token) || WORDS.has(token)) return;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (before === 'let') own.add(token);
    if (own.has(token) || triggerNames.includes(token)) return;
    if (after === '(' && FUNCTIONS.has(token)) return;
    // the key of a map: {a: 1}
    if (after === ':' && (before === '{' || before === ',')) return;
    fail(scope, `scalingModifiers.formula (${show(formula)}) refers to ${token}, which is no trigger: ${remedy(token, triggerNames)}`);
  });
}

function remedy(name: string, triggerNames: string[]): string {
  if (triggerNames.length === 0) return 'no trigger that a formula can use has a name, pass { name } to the triggers it uses';
  const unwritable = triggerNames.find((known) => !NAME.test(known) && known.startsWith(name));
  if (unwritable) return `the name ${unwritable} cannot be written in a formula, call that trigger ${unwritable.replace(/\W/g, '_')}`;
  const meant = nearest(name, triggerNames);
  return meant ? `did you mean ${meant}?` : `the names are ${triggerNames.join(', ')}`;
}

/** Fails for a name that two triggers have, which KEDA's webhook refuses. */
export function checkTriggerNames(scope: IConstruct, triggers: readonly { readonly name?: string }[]): void {
  const first = new Map<string, number>();
  triggers.forEach(({ name }, index) => {
    if (name === undefined || name === '') return;
    const other = first.get(name);
    if (other !== undefined)
      fail(scope, `triggers[${index}].name (${show(name)}) is the name of triggers[${other}] too: give each trigger a name of its own`);
    first.set(name, index);
  });
}
