import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, join, normalize, sep } from 'node:path';
import { KUSTOMIZATION_NAMES } from '../files/kustomization';
import { baseOf, isBelow } from '../files/paths';
import { type Position, type Reading, readManifests, type Source, UnusableInput } from '../files/read';
import { type FileTree, type ObjectSet, setsOf } from '../files/sets';
import { MAX_BYTES, TOO_LARGE } from '../files/yaml/text';
import { UsageError } from './command';
import { directoryOfGlob, globbed, namedBy } from './glob';

/** The manifests of all paths. */
export interface Inputs {
  /** Objects that are applied together. */
  readonly sets: readonly ObjectSet[];
  /** Every object that was read, as it is written. */
  readonly sources: readonly Source[];
  /** Number of files with manifests. */
  readonly files: number;
  /** Inputs that could not be read. */
  readonly unusable: readonly UnusableInput[];
}

/** What to leave out of the inputs. */
export interface InputOptions {
  /** Globs of paths that are not read. */
  readonly exclude?: readonly string[];
  /** Returns whether a path is not read. */
  readonly isExcluded?: (path: string) => boolean;
}

/** Returns the test of paths that are not read. */
export function exclusionOf({ exclude = [], isExcluded = () => false }: InputOptions): (path: string) => boolean {
  const excluded = exclude.map(globbed);
  return (path) => isExcluded(path) || excluded.some((matches) => matches(path));
}

/** Returns whether a file of that name in a directory is read. */
export function isManifestName(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name);
}

/** Returns whether a file or a directory of that name in a directory is left out. */
export function isSkipped(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** Reads the manifests of files, directories and standard input. */
export function readInputs(paths: readonly string[], options: InputOptions = {}): Inputs {
  const unusable: UnusableInput[] = [];
  const tree = new DiskTree();
  const doubts: { readonly path: string; readonly input: UnusableInput }[] = [];
  const isExcluded = exclusionOf(options);
  const sources: Source[] = [];
  let files = 0;
  for (const given of paths) {
    const before = sources.length + unusable.length + doubts.length;
    for (const { name, file, content, found } of contentsOf([given], unusable, { isExcluded, kustomizations: true })) {
      const path = tree.pathOf(file);
      if (tree.has(path)) continue;
      const isKustomization = KUSTOMIZATION_NAMES.includes(baseOf(path));
      try {
        const reading = readManifests(content, name);
        tree.add(path, reading, found);
        if (reading.sources.length > 0) files++;
        for (const source of reading.sources) sources.push(source);
        unusable.push(...reading.unusable);
        // a directory may contain other YAML, such as the values of a chart; a kustomization needs no kind
        if (isKustomization || (found && reading.sources.length === 0)) continue;
        for (const other of reading.others) doubts.push({ path, input: noManifest(other) });
        if (reading.sources.length + reading.others.length + reading.unusable.length === 0)
          doubts.push({ path, input: new UnusableInput(EMPTY, { file: name }) });
      } catch (error) {
        unusable.push(asUnusable(error, name));
      }
    }
    const isNew = sources.length + unusable.length + doubts.length > before;
    if (!isNew && !isExcluded(given) && isDirectory(given) && !tree.hasBelow(given)) {
      unusable.push(new UnusableInput(EMPTY, { file: given }));
    }
  }
  const { sets, used } = setsOf(tree);
  // patches and the files of generators are no manifests
  for (const { path, input } of doubts) if (!used.has(path)) unusable.push(input);
  return { sets, sources, files, unusable };
}

const EMPTY = 'contains no manifest';

/** Bytes of a file that a kustomization names. */
const MAX_NAMED = 16 * 2 ** 20;

export function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** The files that were read, and others that their kustomizations name. */
export class DiskTree implements FileTree {
  public readonly paths: string[] = [];
  private readonly readings = new Map<string, Reading | undefined>();
  private readonly found = new Set<string>();

  public pathOf(file: string): string {
    return file === '-' ? file : normalize(file).split(sep).join('/');
  }

  public add(path: string, reading: Reading, found: boolean): void {
    this.paths.push(path);
    this.readings.set(path, reading);
    if (found) this.found.add(path);
  }

  public has(path: string): boolean {
    return this.readings.has(path);
  }

  public hasBelow(directory: string): boolean {
    const own = this.pathOf(directory);
    return this.paths.some((path) => isBelow(path, own.replace(/\/$/, '')) && (this.readings.get(path)?.sources.length ?? 0) > 0);
  }

  public isFound(path: string): boolean {
    return this.found.has(path);
  }

  public text(path: string): string | undefined {
    try {
      const stat = statSync(path);
      if (!stat.isFile() || stat.size > MAX_NAMED) return undefined;
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }

  public read(path: string): Reading | undefined {
    if (!this.readings.has(path)) {
      const text = this.text(path);
      let reading: Reading | undefined;
      try {
        reading = text === undefined ? undefined : readManifests(text, path);
      } catch {
        // unusable inputs are those that the command line names
      }
      this.readings.set(path, reading);
    }
    return this.readings.get(path);
  }
}

/** A file that was read. */
export interface Content extends File {
  /** Name in messages. */
  readonly name: string;
  readonly content: Buffer;
}

/** Which files to yield. */
interface Wanted {
  isExcluded?(path: string): boolean;
  /** Whether to yield kustomizations, with or without an apiVersion and an ending. */
  readonly kustomizations?: boolean;
}

/**
 * Yields the contents of files, directories and standard input (`-`). A file with several names, such as `app.yaml` and `./app.yaml`, a
 * symbolic link or a hard link, is read once, under the first name. Adds unreadable files to `unusable`.
 */
export function* contentsOf(paths: readonly string[], unusable: UnusableInput[], wanted: Wanted = {}): Generator<Content> {
  const seen = new Set<string>();
  let total = 0;
  for (const path of paths) {
    for (const { file, found } of filesOf(path, unusable, wanted)) {
      try {
        const identity = identityOf(file);
        if (seen.has(identity)) continue;
        seen.add(identity);
        const content = contentOf(file);
        const isKustomization = wanted.kustomizations && KUSTOMIZATION_NAMES.includes(basename(file));
        if (found && !isKustomization && !content.includes('apiVersion')) continue; // other YAML and JSON, such as package.json
        total += content.length;
        if (total > MAX_TOTAL) throw new UsageError(`${TOO_LARGE_TOGETHER}, with ${file}: run the command on parts of them`);
        yield { file, found, name: file === '-' ? 'stdin' : file, content };
      } catch (error) {
        if (error instanceof UsageError) throw error;
        unusable.push(asUnusable(error, file));
      }
    }
  }
}

/** Bytes of all inputs together: more would not fit into memory. */
const MAX_TOTAL = 256 * 2 ** 20;
const TOO_LARGE_TOGETHER = `the inputs are larger than ${MAX_TOTAL / 2 ** 20} MiB together`;

/** Returns the device and inode of a file, which all its names share. */
function identityOf(file: string): string {
  if (file === '-') return file;
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev}:${ino}`;
}

interface File {
  readonly file: string;
  /** Whether it was found in a directory, and not named on the command line. */
  readonly found: boolean;
}

function* filesOf(path: string, unusable: UnusableInput[], wanted: Wanted): Generator<File> {
  if (path !== '-' && wanted.isExcluded?.(path)) return;
  try {
    if (path === '-' || !statSync(path).isDirectory()) {
      yield { file: path, found: false };
      return;
    }
  } catch (error) {
    const directory = directoryOfGlob(path);
    if (directory === undefined || !isDirectory(directory)) unusable.push(asUnusable(error, path));
    else yield* found(below(directory, unusable, wanted), namedBy(path), 'matches no .yaml, .yml or .json file', path, unusable);
    return;
  }
  yield* found(below(path, unusable, wanted), () => true, 'contains no .yaml, .yml or .json file', path, unusable);
}

/** Yields the files that are wanted, and adds the reason to `unusable` if there are none. */
function* found(
  files: Iterable<string>,
  isWanted: (file: string) => boolean,
  reason: string,
  path: string,
  unusable: UnusableInput[],
): Generator<File> {
  let isEmpty = true;
  for (const file of files) {
    if (!isWanted(file)) continue;
    isEmpty = false;
    yield { file, found: true };
  }
  if (isEmpty) unusable.push(new UnusableInput(reason, { file: path }));
}

/** Yields the files below a directory, sorted by name, without hidden files, packages and links to directories. Adds what cannot be read to `unusable`. */
function* below(directory: string, unusable: UnusableInput[], wanted: Wanted): Generator<string> {
  for (const entry of entriesOf(directory, unusable)) {
    const path = join(directory, entry.name);
    if (isSkipped(entry.name) || wanted.isExcluded?.(path)) continue;
    if (entry.isDirectory()) yield* below(path, unusable, wanted);
    else if ((isManifestName(entry.name) || (wanted.kustomizations && entry.name === 'Kustomization')) && isFile(entry, path, unusable))
      yield path;
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

/** Converts an error of reading to a message of one line. */
export function asUnusable(error: unknown, file: string): UnusableInput {
  return asInput(error, file, {
    ENOENT: 'does not exist',
    EACCES: 'cannot be read: permission denied',
    EISDIR: 'is a directory',
    ELOOP: 'is a symbolic link that leads to itself',
  });
}

/** Converts an error of writing to a message of one line. */
export function asUnwritten(error: unknown, file: string): UnusableInput {
  return asInput(error, file, {
    ENOENT: 'cannot be written: it is no longer there',
    EACCES: 'cannot be written: permission denied for the file or its directory',
    EPERM: 'cannot be written: permission denied for the file or its directory',
    EROFS: 'cannot be written: the file system is read-only',
    ENOSPC: 'cannot be written: no space left on the device',
    EDQUOT: 'cannot be written: the disk quota is exceeded',
    EEXIST: 'cannot be written: a file for its new text is already beside it, of another run that still goes on or was interrupted',
  });
}

function asInput(error: unknown, file: string, reasons: { readonly [code: string]: string }): UnusableInput {
  if (error instanceof UnusableInput) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new UnusableInput(reasons[code ?? ''] ?? message.split('\n')[0], { file });
}
