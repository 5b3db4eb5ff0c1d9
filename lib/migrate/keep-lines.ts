import { commonLines } from './common-lines';

/** Characters to parse in all attempts to restore lines, each of which parses the document. */
const MAX_PARSED = 4_000_000;

/**
 * Restores the original lines of a rendered document, since the yaml library does not preserve formatting. A line with the same content
 * keeps its spacing before comments and inside flow collections, and blank lines keep their number; lines that differ and mean the same,
 * such as a folded string, an alias or a hexadecimal number, are restored.
 *
 * @param meaningOf returns the meaning of a text; lines are restored only if it stays the same
 */
export function keepLines(original: string, rendered: string, meaningOf: (text: string) => string): string {
  const hunks = compare(original.split('\n'), rendered.split('\n'));
  // to parse a document takes most of the time
  const isSame = join(hunks) === rendered;
  if (isSame && !hunks.some(({ lost, fresh }) => lost.length > 0 && meanTheSame(lost, fresh))) return rendered;
  const meaning = meaningOf(rendered);
  if (meaning === '' || (!isSame && meaningOf(join(hunks)) !== meaning)) return rendered;
  let attempts = Math.min(200, Math.floor(MAX_PARSED / (rendered.length + 1)));
  for (const hunk of hunks) {
    const { lost, fresh } = hunk;
    if (!meanTheSame(lost, fresh)) continue;
    // new lines may follow the original ones
    for (let count = fresh.length; lost.length > 0 && count > 0 && attempts > 0; count--) {
      hunk.fresh = [...lost, ...fresh.slice(count)];
      attempts--;
      if (meaningOf(join(hunks)) === meaning) break;
      hunk.fresh = fresh;
    }
  }
  return join(hunks);
}

/** Notations that the library renders in another way: aliases, escapes, booleans, numbers. */
const NOTATION = /[*&!\\~'"|>]|<<|\b(yes|no|on|off|y|n|null|true|false)\b|(^|[\s,:[{])[-+.]?(0\d|0[xob]|\d[\d_]*[_.eE])/im;

/** Whether lines could mean the same as the first of others: they have the same words, or a notation that need not have them. */
function meanTheSame(lost: readonly string[], fresh: readonly string[]): boolean {
  const before = lost.join('\n');
  if (NOTATION.test(before)) return true;
  const words = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
  return words(fresh.join('\n')).startsWith(words(before));
}

/** Lines that differ, and the common line after them. */
interface Hunk {
  readonly lost: readonly string[];
  fresh: readonly string[];
  /** The original common line; absent at the end. */
  readonly same?: string;
}

function join(hunks: readonly Hunk[]): string {
  return hunks.flatMap(({ fresh, same }) => (same === undefined ? fresh : [...fresh, same])).join('\n');
}

function compare(before: readonly string[], after: readonly string[]): Hunk[] {
  const pairs = commonLines(before.map(normalize), after.map(normalize));
  let from = 0;
  let to = 0;
  return [...pairs, [before.length, after.length] as const].flatMap(([a, b]) => {
    const lost = before.slice(from, a);
    const fresh = after.slice(to, b);
    [from, to] = [a + 1, b + 1];
    // blank lines between two common lines
    const kept = fresh.every(isBlank) && lost.every(isBlank) ? [{ lost, fresh: lost }] : byField(lost, fresh);
    return kept.map((hunk, index) => (index < kept.length - 1 ? hunk : { ...hunk, same: before[a] }));
  });
}

/** Splits a hunk before each field that both sides have. */
function byField(before: readonly string[], after: readonly string[]): Hunk[] {
  const pairs = commonLines(before.map(fieldOf), after.map(fieldOf)).filter(([a, b]) => a + b > 0);
  let from = 0;
  let to = 0;
  return [...pairs, [before.length, after.length] as const].map(([a, b]) => {
    const hunk = { lost: before.slice(from, a), fresh: after.slice(to, b) };
    [from, to] = [a, b];
    return hunk;
  });
}

function fieldOf(line: string): string {
  return /^[\s-]*[^\s#-][^\s]*:(?=\s|$)/.exec(line)?.[0] ?? '';
}

/** Returns a line without insignificant spacing. */
function normalize(line: string): string {
  return line
    .trimEnd()
    .replace(/(\S)\s+#/, '$1 #')
    .replace(/\s+/g, (blanks, at: number, whole: string) =>
      /[{,[]/.test(whole[at - 1] ?? '') || /[},\]]/.test(whole[at + blanks.length] ?? '') ? '' : blanks,
    )
    .replace(/(:\s)\s+/, '$1');
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
