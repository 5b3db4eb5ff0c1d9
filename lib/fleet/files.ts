import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';

/** How much text is held before it is written. */
const CHUNK = 1 << 20;

/** Writes a file piece by piece, so that no more than a piece of it is held. A file that cannot be finished is removed. */
export function writeTexts(path: string, texts: Iterable<string>): void {
  let held = '';
  let file: number | undefined;
  try {
    for (const text of texts) {
      held += text;
      if (held.length < CHUNK) continue;
      file ??= openSync(path, 'w');
      writeFileSync(file, held);
      held = '';
    }
    if (file === undefined) writeFileSync(path, held);
    else writeFileSync(file, held);
  } catch (error) {
    if (file !== undefined) rmSync(path);
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
