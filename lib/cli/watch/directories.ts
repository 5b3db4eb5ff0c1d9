import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { KUSTOMIZATION_NAMES } from '../../files/kustomization';
import { directoryOfGlob } from '../glob';
import { isDirectory, isManifestName, isSkipped } from '../inputs';

/** What to watch of a file system. */
export interface Wanted {
  /** Files, directories and globs, which need not exist. */
  readonly paths: readonly string[];
  /** Files that are watched besides, such as a configuration file. */
  readonly files: readonly string[];
  isExcluded(path: string): boolean;
}

/** Returns whether a change of a name in a directory may change the result. */
export type IsRelevant = (name: string) => boolean;

/**
 * Returns the directories to watch by their absolute path, each without those below it: a recursive watcher of Node also watches what the
 * command does not read, such as node_modules, and there may be more of it than a system can watch. A path that does not exist is awaited
 * in the nearest directory above it.
 */
export function watchedDirectories({ paths, files, isExcluded }: Wanted): ReadonlyMap<string, IsRelevant> {
  const names = new Map<string, Set<string>>();
  const whole = new Map<string, string>();
  for (const path of paths) {
    const root = isThere(path) ? path : (directoryOfGlob(path) ?? path);
    awaitPath(root, names);
    if (isDirectory(root)) for (const directory of treeOf(root, isExcluded)) whole.set(resolve(directory), directory);
  }
  for (const file of files) awaitPath(file, names);
  const isRelevant = (directory: string): IsRelevant => {
    const path = whole.get(directory);
    return (name) => {
      if (names.get(directory)?.has(name)) return true;
      if (path === undefined || isSkipped(name) || isExcluded(join(path, name))) return false;
      if (isManifestName(name) || KUSTOMIZATION_NAMES.includes(name)) return true;
      // a directory that vanished, or that appeared
      return whole.has(join(directory, name)) || isDirectory(join(directory, name));
    };
  };
  return new Map([...new Set([...whole.keys(), ...names.keys()])].map((directory) => [directory, isRelevant(directory)]));
}

/** Adds the name of a path to those of its directory; that of the first directory that is missing, where it is missing. */
function awaitPath(path: string, names: Map<string, Set<string>>): void {
  let missing = resolve(path);
  // the current directory is not expected to vanish
  if (!relative(missing, process.cwd()).startsWith('..')) return;
  while (!isDirectory(dirname(missing))) missing = dirname(missing);
  const directory = dirname(missing);
  names.set(directory, (names.get(directory) ?? new Set()).add(basename(missing)));
}

/** Yields a directory and those below it that the command reads. */
function* treeOf(directory: string, isExcluded: Wanted['isExcluded']): Generator<string> {
  if (isExcluded(directory)) return;
  yield directory;
  for (const name of subdirectories(directory)) if (!isSkipped(name)) yield* treeOf(join(directory, name), isExcluded);
}

function subdirectories(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    // it vanished, or is unreadable, which the command reports
    return [];
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
