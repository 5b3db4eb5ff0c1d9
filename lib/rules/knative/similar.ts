import { nearest } from '../../core/suggest';

/** The candidate that is meant, where the casing, the separators or a few letters differ. */
export function similar(word: string, candidates: readonly string[]): string | undefined {
  // what is much longer than any name is no slip of the pen, and the letters need not be compared
  if (word.length > 80) return undefined;
  const plainWord = plain(word);
  const byPlain = new Map(candidates.map((candidate) => [plain(candidate), candidate]));
  const meant = byPlain.has(plainWord) ? plainWord : nearest(plainWord, [...byPlain.keys()]);
  return meant === undefined ? undefined : byPlain.get(meant);
}

/** A name without casing and separators: `minScale`, `min_scale` and `min-scale` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[-_. ]/g, '');
}
