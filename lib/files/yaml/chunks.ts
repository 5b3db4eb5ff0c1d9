/** A part of a stream that is read on its own. */
export interface Chunk {
  readonly text: string;
  /** Where it begins in the stream. */
  readonly offset: number;
}

/**
 * Cuts a stream at its document markers, so that one document at a time is in memory. A line that begins with `---` is a marker wherever it stands, also
 * in a quoted or a block scalar. A stream with directives stays whole, since they belong to the document after the marker.
 */
export function* chunksOf(text: string): Generator<Chunk> {
  if (/^%/m.test(text)) {
    yield { text, offset: 0 };
    return;
  }
  let start = 0;
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    if (index > start) yield* chunk(text, start, index);
    start = index;
  }
  yield* chunk(text, start, text.length);
}

/** Leaves out what holds nothing but comments. */
function* chunk(stream: string, start: number, end: number): Generator<Chunk> {
  const text = stream.slice(start, end);
  if (/^[^\S\n]*[^\s#]/m.test(text.replace(/^---/, ''))) yield { text, offset: start };
}
