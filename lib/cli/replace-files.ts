import { accessSync, constants, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UnusableInput } from '../files/read';
import { overwrite, syncDirectory, writeNew } from './file-system';
import { asUnwritten } from './inputs';

/** A new text for a file. */
export interface Replacement {
  readonly path: string;
  /** The content that the new text was made from. */
  readonly before: Uint8Array;
  readonly text: string;
  /** Whether an object is removed from the file; such files are written last. */
  readonly loses: boolean;
}

/** The result of a replacement. */
export interface Written {
  readonly paths: readonly string[];
  readonly failures: readonly UnusableInput[];
}

/** A replacement whose new text lies complete beside the file. */
interface Prepared {
  readonly path: string;
  readonly target: string;
  readonly fresh: string;
  readonly text: Uint8Array;
  /** Whether a rename would part hard links, or lose the owner. */
  readonly inPlace: boolean;
}

/**
 * Replaces files, all of them or none: the new texts are written beside the files first. An interruption at any point leaves each file with
 * its old or its new text. Mode, owner, group, symbolic and hard links stay. A file that has hard links, or an owner whom this user may not
 * give files to, is overwritten in place, while its new text lies complete beside it.
 */
export function replaceFiles(replacements: readonly Replacement[]): Written {
  const prepared: Prepared[] = [];
  const failures: UnusableInput[] = [];
  for (const replacement of replacements) {
    try {
      prepared.push(prepare(replacement));
    } catch (error) {
      failures.push(asUnwritten(error, replacement.path));
    }
  }
  if (failures.length > 0) {
    for (const { fresh } of prepared) rmSync(fresh, { force: true });
    return { paths: [], failures };
  }
  const loses = new Set(replacements.filter((replacement) => replacement.loses).map(({ path }) => path));
  const order = [...prepared.filter(({ path }) => !loses.has(path)), ...prepared.filter(({ path }) => loses.has(path))];
  const paths: string[] = [];
  for (const [index, each] of order.entries()) {
    try {
      commit(each);
      paths.push(each.path);
    } catch (error) {
      failures.push(asUnwritten(error, each.path));
      // what comes later may depend on this file
      for (const { path, fresh } of order.slice(index + 1)) {
        rmSync(fresh, { force: true });
        failures.push(new UnusableInput(`is not written, since ${each.path} could not be written`, { file: path }));
      }
      break;
    }
  }
  for (const directory of new Set(order.map(({ target }) => dirname(target)))) syncDirectory(directory);
  return { paths, failures };
}

/** Writes the new text beside the file. */
function prepare({ path, before, text }: Replacement): Prepared {
  const target = realpathSync(path);
  const stats = statSync(target);
  if (!stats.isFile()) throw new UnusableInput('cannot be written: it is not a regular file', { file: path });
  if (!readFileSync(target).equals(before)) {
    throw new UnusableInput('is not written: it was changed by another program since it was read', { file: path });
  }
  // a rename would replace a file that its owner protects
  accessSync(target, constants.W_OK);
  const bytes = new TextEncoder().encode(text);
  const fresh = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  const prepared = { path, target, fresh, text: bytes };
  try {
    writeBeside(fresh, bytes, stats);
    return { ...prepared, inPlace: stats.nlink > 1 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'fchown') throw error;
    writeBeside(fresh, bytes, { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0, mode: stats.mode });
    return { ...prepared, inPlace: true };
  }
}

/** Writes a new file, and leaves nothing of it when that fails. */
function writeBeside(path: string, text: Uint8Array, stats: { uid: number; gid: number; mode: number }): void {
  try {
    writeNew(path, text, stats);
  } catch (error) {
    // a file of that name that was there before is somebody else's
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true });
    throw error;
  }
}

/** Puts the new text in the place of the old one. */
function commit({ path, target, fresh, text, inPlace }: Prepared): void {
  if (!inPlace) {
    try {
      renameSync(fresh, target);
    } catch (error) {
      rmSync(fresh, { force: true });
      throw error;
    }
    return;
  }
  // until the file is whole again, the complete text is beside it, also after a power cut
  syncDirectory(dirname(target));
  try {
    overwrite(target, text);
  } catch (error) {
    const { reason } = asUnwritten(error, path);
    throw new UnusableInput(`${reason}; its complete new text is in ${fresh}`, { file: path });
  }
  rmSync(fresh);
}
