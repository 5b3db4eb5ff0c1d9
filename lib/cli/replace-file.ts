import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Writes a file at once or not at all, with the mode that it had; a link stays one. */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  const fresh = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeFileSync(fresh, text, { mode: statSync(target).mode, flag: 'wx' });
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
