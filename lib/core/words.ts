/** Lists words: `a, b and c`. */
export function and(words: readonly string[]): string {
  return list(words, 'and');
}

/** Lists alternatives: `a, b or c`. */
export function or(words: readonly string[]): string {
  return list(words, 'or');
}

const FEW = 8;

/** Lists words, and of more than eight only the first: `a, b, c, ...`. */
export function few(words: readonly string[]): string {
  return words.length > FEW ? `${words.slice(0, FEW).join(', ')}, ...` : and(words);
}

function list(words: readonly string[], conjunction: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words[words.length - 1]}`;
}
