import { nearest } from '../../core/suggest';

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
 * The first name in a formula of scaling modifiers that is neither a trigger nor of the language, which KEDA's webhook refuses when it
 * compiles the formula.
 *
 * @param triggerNames names of the triggers that a formula can refer to: of all but cpu and memory
 */
export function unknownName(formula: string, triggerNames: readonly string[]): string | undefined {
  const tokens = [...formula.matchAll(TOKEN)].map(([token]) => token);
  const own = new Set<string>();
  return tokens.find((token, index) => {
    if (!NAME.test(token) || WORDS.has(token)) return false;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (before === 'let') own.add(token);
    if (own.has(token) || triggerNames.includes(token)) return false;
    if (after === '(' && FUNCTIONS.has(token)) return false;
    // the key of a map: {a: 1}
    return !(after === ':' && (before === '{' || before === ','));
  });
}

/**
 * What to do about a name that no trigger has.
 *
 * @param unnamed what to do where no trigger has any
 */
export function nameRemedy(name: string, triggerNames: readonly string[], unnamed: string): string {
  if (triggerNames.length === 0) return unnamed;
  const unwritable = triggerNames.find((known) => !NAME.test(known) && known.startsWith(name));
  if (unwritable) return `the name ${unwritable} cannot be written in a formula, call that trigger ${unwritable.replace(/\W/g, '_')}`;
  const meant = nearest(name, triggerNames);
  return meant ? `did you mean ${meant}?` : `the names are ${triggerNames.join(', ')}`;
}
