import { nearest } from '../../core/suggest';

/** Built-in functions of expr-lang 1.17, with which KEDA compiles formulas: https://expr-lang.org/docs/language-definition */
const FUNCTIONS = new Set(
  (
    'trim trimPrefix trimSuffix upper lower split splitAfter replace repeat indexOf lastIndexOf hasPrefix hasSuffix now duration ' +
    'date timezone max min abs ceil floor round all any one none map filter find findIndex findLast findLastIndex groupBy count ' +
    'concat flatten uniq join reduce sum mean median first last take reverse sort sortBy keys values type int float string toJSON ' +
    'fromJSON toBase64 fromBase64 toPairs fromPairs len get bitand bitor bitxor bitnand bitnot bitshl bitshr bitushr'
  ).split(' '),
);
const KEYWORDS = new Set('true false nil not in or and matches contains startsWith endsWith let if else'.split(' '));

/**
 * Matches the tokens of a formula: strings, comments, numbers, member access and pointers as a whole, so that the remaining words
 * are names.
 */
const TOKEN =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\$env\b|\d[\w.]*(?:(?<=[eE])[+-]\d+)?|\??\.\s*[A-Za-z_]\w*|#\w*|[A-Za-z_]\w*|[^\s]/g;
const NAME = /^[A-Za-z_]\w*$/;

/**
 * Returns the first name in a formula of scaling modifiers that is neither a trigger nor part of the language; KEDA's webhook
 * rejects it when it compiles the formula.
 *
 * @param triggerNames names of the triggers that a formula can refer to: of all but cpu and memory
 */
export function unknownName(formula: string, triggerNames: readonly string[]): string | undefined {
  const tokens = [...formula.matchAll(TOKEN)].map(([token]) => token);
  const variables = new Set<string>();
  return tokens.find((token, index) => {
    if (!NAME.test(token) || KEYWORDS.has(token)) return false;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (before === 'let') variables.add(token);
    if (variables.has(token) || triggerNames.includes(token)) return false;
    if (after === '(' && FUNCTIONS.has(token)) return false;
    // the key of a map: {a: 1}
    return !(after === ':' && (before === '{' || before === ','));
  });
}

/**
 * Returns the remedy for a name that no trigger has.
 *
 * @param unnamed the remedy if no trigger has a name
 */
export function nameRemedy(name: string, triggerNames: readonly string[], unnamed: string): string {
  if (triggerNames.length === 0) return unnamed;
  const unwritable = triggerNames.find((known) => !NAME.test(known) && known.startsWith(name));
  if (unwritable) return `the name ${unwritable} cannot be written in a formula, call that trigger ${unwritable.replace(/\W/g, '_')}`;
  const meant = nearest(name, triggerNames);
  return meant ? `did you mean ${meant}?` : `the names are ${triggerNames.join(', ')}`;
}

/** Whether a formula names a trigger, however: as a variable, a member or a key. */
export function namesTrigger(formula: string, name: string): boolean {
  const isWord = (character: string | undefined) => character !== undefined && /\w/.test(character);
  for (let at = formula.indexOf(name); at >= 0; at = formula.indexOf(name, at + 1))
    if (!isWord(formula[at - 1]) && !isWord(formula[at + name.length])) return true;
  return false;
}
