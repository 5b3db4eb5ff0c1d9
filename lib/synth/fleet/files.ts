import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** How much is held before it is written, in bytes. */
const HELD = 1 << 20;

/** The most bytes that UTF-8 takes for a unit of a JavaScript string. */
const WIDEST = 3;

/** What was held for the last file, to be used for the next. */
let spare: Buffer | undefined;

/**
 * Writes a file piece by piece, so that no more than a piece of it is held. A larger one is written beside its place and put there when it is whole: where
 * it cannot be finished, what stood there before still does.
 */
export function writeTexts(path: string, texts: Iterable<string>): void {
  const held = spare ?? Buffer.allocUnsafe(HELD);
  spare = undefined;
  const part = `${path}.part`;
  let length = 0;
  let file: number | undefined;
  let finished = false;
  try {
    for (const text of texts) {
      const most = text.length * WIDEST;
      if (length + most > HELD) {
        file ??= openSync(part, 'w');
        writeFileSync(file, held.subarray(0, length));
        length = 0;
      }
      // each text at once: to read one that is put together of thousands takes longer than to make it
      if (most <= HELD) length += held.write(text, length);
      else writeFileSync(file!, text);
    }
    writeFileSync(file ?? path, held.subarray(0, length));
    finished = true;
  } finally {
    if (file !== undefined) {
      closeSync(file);
      if (finished) renameSync(part, path);
      else rmSync(part, { force: true });
    }
    spare = held;
  }
}
