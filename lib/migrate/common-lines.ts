/** Indices of a line in two texts. */
type Match = readonly [before: number, after: number];

/** Maximum size of the table of lengths. */
const MAX_CELLS = 1_000_000;

/**
 * Returns common lines of two texts in their order, without blank ones: the longest sequence of short parts. Long texts are split first at
 * the lines that each has once, so that the time is close to linear.
 */
export function commonLines(a: readonly string[], b: readonly string[]): Match[] {
  const matches: Match[] = [];
  const open: { from: Match; to: Match }[] = [{ from: [0, 0], to: [a.length, b.length] }];
  for (let part = open.pop(); part; part = open.pop()) {
    let [startA, startB] = part.from;
    let [endA, endB] = part.to;
    while (startA < endA && startB < endB && a[startA] === b[startB]) matches.push([startA++, startB++]);
    while (endA > startA && endB > startB && a[endA - 1] === b[endB - 1]) matches.push([--endA, --endB]);
    if (startA === endA || startB === endB) continue;
    if ((endA - startA) * (endB - startB) <= MAX_CELLS) {
      for (const [i, j] of longest(a.slice(startA, endA), b.slice(startB, endB))) matches.push([i + startA, j + startB]);
      continue;
    }
    let last: Match = [startA, startB];
    const anchors = uniqueLines(a, b, [startA, startB], [endA, endB]);
    if (anchors.length === 0) continue;
    for (const anchor of anchors) {
      matches.push(anchor);
      open.push({ from: last, to: anchor });
      last = [anchor[0] + 1, anchor[1] + 1];
    }
    open.push({ from: last, to: [endA, endB] });
  }
  return matches.sort(([i], [j]) => i - j);
}

/** Returns the lines that both parts have exactly once, in an order that holds in both. */
function uniqueLines(a: readonly string[], b: readonly string[], [fromA, fromB]: Match, [toA, toB]: Match): Match[] {
  const places = (lines: readonly string[], from: number, to: number) => {
    const found = new Map<string, number>();
    for (let index = from; index < to; index++) found.set(lines[index], found.has(lines[index]) ? -1 : index);
    return found;
  };
  const inA = places(a, fromA, toA);
  const pairs: Match[] = [];
  for (const [line, j] of places(b, fromB, toB)) {
    const i = inA.get(line) ?? -1;
    if (line !== '' && i >= 0 && j >= 0) pairs.push([i, j]);
  }
  pairs.sort(([i], [j]) => i - j);
  return increasing(pairs);
}

/** Returns the longest part of the pairs whose second indices increase. */
function increasing(pairs: readonly Match[]): Match[] {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, [, j]] of pairs.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[ends[middle]][1] < j) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? ends[low - 1] : -1);
    ends[low] = index;
  }
  const result: Match[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]) result.push(pairs[index]);
  return result.reverse();
}

/** Returns the longest common subsequence. */
function longest(a: readonly string[], b: readonly string[]): Match[] {
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
  const pairs: Match[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j] && a[i] !== '') pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) i++;
    else j++;
  }
  return pairs;
}
