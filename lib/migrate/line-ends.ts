import { commonLines } from './common-lines';

/** Returns the line end of a text: that of its first line. */
export function lineEndOf(text: string): string {
  const end = text.indexOf('\n');
  return end > 0 && text[end - 1] === '\r' ? '\r\n' : '\n';
}

/** Gives each line of a new text the end that it has in the original; a new line has that of the line before. */
export function restoreLineEnds(original: string, fresh: string): string {
  if (!original.includes('\r\n')) return fresh;
  const before = original.split('\n');
  const ends = before.map((line) => (line.endsWith('\r') ? '\r\n' : '\n'));
  const after = fresh.split('\n');
  const same = new Map(
    commonLines(
      before.map((line) => line.replace(/\r$/, '')),
      after,
    ).map(([from, to]) => [to, from]),
  );
  let end = ends[0];
  return after
    .map((line, index) => {
      const from = same.get(index);
      // the last line has no end
      if (from !== undefined && from < before.length - 1) end = ends[from];
      return index < after.length - 1 ? line + end : line;
    })
    .join('');
}
