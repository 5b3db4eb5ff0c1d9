import { closeSync, type Dirent, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Position, readManifests, type Source, UnusableInput } from '../files/read';
import { MAX_BYTES, TOO_LARGE } from '../files/yaml/text';

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
        const content = contentOf(file);
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
  for (const file of below(path, unusable)) {
    empty = false;
    yield { file, found: true };
  }
  if (empty) unusable.push(new UnusableInput('contains no .yaml, .yml or .json file', { file: path }));
}

/** Yields the files below a directory, sorted by name, without hidden files, packages and links to directories. Adds what cannot be read to `unusable`. */
function* below(directory: string, unusable: UnusableInput[]): Generator<string> {
  for (const entry of entriesOf(directory, unusable)) {
    const path = join(directory, entry.name);
    if (entry.name.startsWith('.') || SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory()) yield* below(path, unusable);
    else if (NAME.test(entry.name) && isFile(entry, path, unusable)) yield path;
  }
}

function entriesOf(directory: string, unusable: UnusableInput[]): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    unusable.push(asUnusable(error, directory));
    return [];
  }
}

function isFile(entry: Dirent, path: string, unusable: UnusableInput[]): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  try {
    return statSync(path).isFile();
  } catch (error) {
    unusable.push(asUnusable(error, path));
    return false;
  }
}

const PIECE = 2 ** 20;

/** Reads a file, or standard input; not more of it than the reader takes, since a pipe may have no end. */
function contentOf(file: string): Buffer {
  const descriptor = file === '-' ? 0 : openSync(file, 'r');
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const piece = Buffer.allocUnsafe(PIECE);
      const count = readSync(descriptor, piece, 0, PIECE, null);
      if (count === 0) return Buffer.concat(pieces);
      pieces.push(piece.subarray(0, count));
      size += count;
      if (size > MAX_BYTES) throw new UnusableInput(TOO_LARGE, { file: file === '-' ? 'stdin' : file });
    }
  } finally {
    if (descriptor !== 0) closeSync(descriptor);
  }
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
    ELOOP: 'is a symbolic link that leads to itself',
  };
  return new UnusableInput(reasons[code ?? ''] ?? message.split('\n')[0], { file });
}
