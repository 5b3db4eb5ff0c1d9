/** Each try takes a reading of the document. */
const MOST_TRIES = 200;

/**
 * Gives a document that was rendered anew the lines that it had: where a line says the same, it keeps its own spacing before a comment and
 * inside of flow collections, and blank lines stay as many as they were; where lines differ and mean the same, such as a folded text, an alias or a
 * hexadecimal number, they stay as they were. The yaml library renders one way only.
 *
 * @param says what a text means: lines are kept only where that stays the same
 */
export function keepLines(original: string, rendered: string, says: (text: string) => string): string {
  const meaning = says(rendered);
  const hunks = compare(original.split('\n'), rendered.split('\n'));
  if (meaning === '' || says(join(hunks)) !== meaning) return rendered;
  let tries = 0;
  for (const hunk of hunks) {
    const { lost, fresh } = hunk;
    // the lines that were there may be followed by new ones
    for (let count = fresh.length; lost.length > 0 && count > 0 && tries < MOST_TRIES; count--) {
      hunk.fresh = [...lost, ...fresh.slice(count)];
      tries++;
      if (says(join(hunks)) === meaning) break;
      hunk.fresh = fresh;
    }
  }
  return join(hunks);
}

/** Lines that differ, and the line after them that both texts have. */
interface Hunk {
  readonly lost: readonly string[];
  fresh: readonly string[];
  /** As it was; none at the end. */
  readonly same?: string;
}

function join(hunks: readonly Hunk[]): string {
  return hunks.flatMap(({ fresh, same }) => (same === undefined ? fresh : [...fresh, same])).join('\n');
}

function compare(before: readonly string[], after: readonly string[]): Hunk[] {
  const pairs = commonLines(before.map(sense), after.map(sense));
  let from = 0;
  let to = 0;
  return [...pairs, [before.length, after.length] as const].flatMap(([a, b]) => {
    const lost = before.slice(from, a);
    const fresh = after.slice(to, b);
    [from, to] = [a + 1, b + 1];
    // blank lines between two lines that stay
    const kept = fresh.every(isBlank) && lost.every(isBlank) ? [{ lost, fresh: lost }] : byField(lost, fresh);
    return kept.map((hunk, index) => (index < kept.length - 1 ? hunk : { ...hunk, same: before[a] }));
  });
}

/** Cut before each field that both have, with another value. */
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

/** What a line says, apart from the spacing that means nothing. */
function sense(line: string): string {
  return line
    .trimEnd()
    .replace(/(\S)\s+#/, '$1 #')
    .replace(/(?<=[{,[])\s+|\s+(?=[},\]])/g, '')
    .replace(/(:\s)\s+/, '$1');
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** The longest common subsequence, as pairs of indices; blank lines are left out. Linear where the texts begin and end alike. */
function commonLines(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const before: (readonly [number, number])[] = [];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) before.push([start, start++]);
  const after: (readonly [number, number])[] = [];
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) after.unshift([--endA, --endB]);
  return [...before, ...middle(a.slice(start, endA), b.slice(start, endB)).map(([i, j]) => [i + start, j + start] as const), ...after];
}

/** More lines than this are not compared: what changed so much is taken as rendered. */
const MOST = 4_000_000;

function middle(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  if (a.length * b.length > MOST) return [];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const same = a[i] === b[j] && a[i] !== '';
      lengths[i * width + j] = same
        ? lengths[(i + 1) * width + j + 1] + 1
        : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j] && a[i] !== '') pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}
