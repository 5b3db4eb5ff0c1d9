import { isMap, isNode, isPair, isSeq, Lexer } from 'yaml';

/** What the lexer puts before the text of a scalar. */
const SCALAR = '\u001f';

/** Returns the comments of a text, without `#` and surrounding blanks. */
export function commentsOf(text: string): string[] {
  if (!text.includes('#')) return [];
  const comments: string[] = [];
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && before !== SCALAR) comments.push(lexeme.slice(1).trim());
    before = lexeme;
  }
  return comments;
}

/** Returns the comments of a node and of everything in it, in their order. */
export function commentsIn(node: unknown): string[] {
  if (isPair(node)) return [...commentsIn(node.key), ...commentsIn(node.value)];
  if (!isNode(node)) return [];
  const inside = isMap(node) || isSeq(node) ? node.items.flatMap(commentsIn) : [];
  return [...linesOf(node.commentBefore), ...inside, ...linesOf(node.comment)];
}

/** Returns the first comments that are not among the second, each as often as it is missing. */
export function missing(comments: readonly string[], among: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const comment of among) left.set(comment, (left.get(comment) ?? 0) + 1);
  return comments.filter((comment) => {
    const count = left.get(comment) ?? 0;
    if (count > 0) left.set(comment, count - 1);
    return comment !== '' && count === 0;
  });
}

function linesOf(comment: string | null | undefined): string[] {
  return comment ? comment.split('\n').map((line) => line.trim().replace(/^#\s*/, '')) : [];
}
