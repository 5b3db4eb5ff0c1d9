/** Attempts to make an input smaller. */
const MAX_ATTEMPTS = 2_000;

/**
 * Returns the smallest input found that still fails in the same way: ever smaller parts are left out, of lines first and then of bytes.
 *
 * @param fails whether an input fails in the way that is looked for
 */
export function reduced(input: Uint8Array, fails: (input: Uint8Array) => boolean): Uint8Array {
  let attempts = 0;
  const tried = (parts: readonly Buffer[]) => attempts++ < MAX_ATTEMPTS && fails(Buffer.concat(parts));
  const lines = reduceParts(splitLines(Buffer.from(input)), tried);
  attempts = 0;
  const whole = Buffer.concat(lines);
  return Buffer.concat(reduceParts(piecesOf(whole), tried));
}

function reduceParts(parts: readonly Buffer[], fails: (parts: readonly Buffer[]) => boolean): readonly Buffer[] {
  let kept = parts;
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      const rest = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (fails(rest)) kept = rest;
      else at += size;
    }
  }
  return kept;
}

function splitLines(input: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < input.length; ) {
    const end = input.indexOf('\n', start);
    const next = end < 0 ? input.length : end + 1;
    lines.push(input.subarray(start, next));
    start = next;
  }
  return lines;
}

/** The bytes of a short input, and the pieces of a long one. */
function piecesOf(input: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(input.length / 4_000));
  return Array.from({ length: Math.ceil(input.length / size) }, (_, index) => input.subarray(index * size, (index + 1) * size));
}
