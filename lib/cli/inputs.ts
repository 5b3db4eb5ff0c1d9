import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Position, readManifests, type Source, UnusableInput } from '../files/read';

/** The manifests of all paths. */
export interface Inputs {
  readonly sources: readonly Source[];
  /** Number of files with manifests. */
  readonly files: number;
  /** Inputs that could not be read. */
  readonly unusable: readonly UnusableInput[];
}

const NAME = /\.(ya?ml|json)$/i;
const SKIPPED = new Set(['node_modules']);

/** Reads the manifests of files, directories and standard input. */
export function readInputs(paths: readonly string[]): Inputs {
  const sources: Source[] = [];
  const unusable: UnusableInput[] = [];
  let files = 0;
  for (const { name, content, found } of contentsOf(paths, unusable)) {
    try {
      const reading = readManifests(content, name);
      if (reading.sources.length > 0) files++;
      for (const source of reading.sources) sources.push(source);
      unusable.push(...reading.unusable);
      // a directory may contain other YAML, such as the values of a chart
      if (!found || reading.sources.length > 0) for (const other of reading.others) unusable.push(noManifest(other));
    } catch (error) {
      unusable.push(asUnusable(error, name));
    }
  }
  return { sources, files, unusable };
}

/** A file that was read. */
export interface Content extends File {
  /** Name in messages. */
  readonly name: string;
  readonly content: Buffer;
}

/** Yields the contents of files, directories and standard input (`-`), without duplicates. Adds unreadable files to `unusable`. */
export function* contentsOf(paths: readonly string[], unusable: UnusableInput[]): Generator<Content> {
  const seen = new Set<string>();
  for (const path of paths) {
    for (const { file, found } of filesOf(path, unusable)) {
      if (seen.has(file)) continue;
      seen.add(file);
      try {
        const content = readFileSync(file === '-' ? 0 : file);
        if (found && !content.includes('apiVersion')) continue; // other YAML and JSON, such as package.json
        yield { file, found, name: file === '-' ? 'stdin' : file, content };
      } catch (error) {
        unusable.push(asUnusable(error, file));
      }
    }
  }
}

interface File {
  readonly file: string;
  /** Whether it was found in a directory, and not named on the command line. */
  readonly found: boolean;
}

function* filesOf(path: string, unusable: UnusableInput[]): Generator<File> {
  try {
    if (path === '-' || !statSync(path).isDirectory()) {
      yield { file: path, found: false };
      return;
    }
  } catch (error) {
    unusable.push(asUnusable(error, path));
    return;
  }
  let empty = true;
  for (const file of below(path)) {
    empty = false;
    yield { file, found: true };
  }
  if (empty) unusable.push(new UnusableInput('contains no .yaml, .yml or .json file', { file: path }));
}

/** Yields the files below a directory, sorted by name, without hidden files, packages and links to directories. */
function* below(directory: string): Generator<string> {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory()) yield* below(path);
    else if (NAME.test(entry.name) && isFile(entry, path)) yield path;
  }
}

function isFile(entry: Dirent, path: string): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false));
}

function noManifest(position: Position): UnusableInput {
  return new UnusableInput('is not a manifest: apiVersion or kind is missing', position);
}

/** Converts an error to a message of one line. */
export function asUnusable(error: unknown, file: string): UnusableInput {
  if (error instanceof UnusableInput) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  const reasons: { [code: string]: string } = {
    ENOENT: 'does not exist',
    EACCES: 'cannot be read: permission denied',
    EISDIR: 'is a directory',
    ERR_FS_FILE_TOO_LARGE: 'is too large',
  };
  return new UnusableInput(reasons[code ?? ''] ?? message.split('\n')[0], { file });
}
