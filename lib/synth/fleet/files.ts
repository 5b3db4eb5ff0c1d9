import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Size of the buffer in bytes. */
const SIZE = 1 << 20;

/** Maximum number of UTF-8 bytes per UTF-16 code unit. */
const BYTES_PER_UNIT = 3;

/** The buffer of the last file, for the next one. */
let spare: Buffer | undefined;

/**
 * Writes a file through a buffer, so that memory does not grow with its size. A file larger than the buffer is written to a temporary
 * file that is renamed at the end: if writing fails, the previous file is kept.
 */
export function writeTexts(path: string, texts: Iterable<string>): void {
  const buffer = spare ?? Buffer.allocUnsafe(SIZE);
  spare = undefined;
  const part = `${path}.part`;
  let length = 0;
  let file: number | undefined;
  let finished = false;
  try {
    for (const text of texts) {
      const most = text.length * BYTES_PER_UNIT;
      if (length + most > SIZE) {
        file ??= openNew(part);
        writeFileSync(file, buffer.subarray(0, length));
        length = 0;
      }
      // each string is encoded on its own, since flattening a concatenation of thousands is slow
      if (most <= SIZE) length += buffer.write(text, length);
      else writeFileSync(file!, text);
    }
    writeFileSync(file ?? path, buffer.subarray(0, length));
    finished = true;
  } finally {
    if (file !== undefined) {
      closeSync(file);
      if (finished) renameSync(part, path);
      else rmSync(part, { force: true });
    }
    spare = buffer;
  }
}

/** Opens a new file, without following a symbolic link of that name; what an interrupted run left is removed. */
function openNew(path: string): number {
  rmSync(path, { force: true });
  return openSync(path, 'wx');
}
