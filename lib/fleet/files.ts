import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';

/** How much is held before it is written, in bytes. */
const HELD = 1 << 20;

/** The most bytes that UTF-8 takes for a unit of a JavaScript string. */
const WIDEST = 3;

/** What was held for the last file, to be used for the next. */
let spare: Buffer | undefined;

/** Writes a file piece by piece, so that no more than a piece of it is held. A file that cannot be finished is removed, once a piece of it is written. */
export function writeTexts(path: string, texts: Iterable<string>): void {
  const held = spare ?? Buffer.allocUnsafe(HELD);
  spare = undefined;
  let length = 0;
  let file: number | undefined;
  try {
    for (const text of texts) {
      const most = text.length * WIDEST;
      if (length + most > HELD) {
        file ??= openSync(path, 'w');
        writeFileSync(file, held.subarray(0, length));
        length = 0;
      }
      // each text at once: to read one that is put together of thousands takes longer than to make it
      if (most <= HELD) length += held.write(text, length);
      else writeFileSync(file!, text);
    }
    writeFileSync(file ?? path, held.subarray(0, length));
  } catch (error) {
    if (file !== undefined) rmSync(path);
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
    spare = held;
  }
}
