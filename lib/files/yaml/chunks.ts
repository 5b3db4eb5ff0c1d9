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
  if (text.startsWith('%') || text.includes('\n%')) {
    yield { text, offset: 0 };
    return;
  }
  let start = 0;
  for (let marker = text.indexOf('\n---'); marker >= 0; marker = text.indexOf('\n---', marker + 1)) {
    if (!/^(?:\s|$)/.test(text.slice(marker + 4, marker + 5))) continue;
    yield* chunk(text, start, marker + 1);
    start = marker + 1;
  }
  yield* chunk(text, start, text.length);
}

/** Leaves out what holds nothing but comments. */
function* chunk(stream: string, start: number, end: number): Generator<Chunk> {
  const text = stream.slice(start, end);
  // not ^ with the flag m, which also matches behind a CR
  if (/(?:^|\n)[^\S\n]*[^\s#]/.test(text.replace(/^---/, ''))) yield { text, offset: start };
}
