import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { entryOf, grouped } from '../core/derived';
import { appliedBy } from '../files/gitops';
import {
  type Kustomization as FileKustomization,
  isRemote,
  KUSTOMIZATION_NAMES,
  kustomizationOf,
  type PatchEntry,
  patchOf,
} from '../files/kustomization';
import { parseAllDocuments } from '../files/values';
import { NO_OVERLAYS, type Overlays } from '../migrate/overlays';
import type { Manifest, Value } from '../rules/manifest';
import { isMap, listOf, mapOf, textOf } from '../rules/values';

/** Directories to look into below one, so that a migration in a large tree ends. */
const MAX_DIRECTORIES = 10_000;
/** No kustomization is larger. */
const MAX_BYTES = 4 * 2 ** 20;

/** An object that a kustomization selects: kind and name, or any where one is missing. */
interface Selector {
  readonly kind?: string;
  readonly name?: string;
}

/** A kustomization, with the files and kustomizations below it. */
interface Kustomization {
  readonly path: string;
  readonly directory: string;
  /** Files and directories that it takes objects from. */
  readonly resources: readonly string[];
  /** The components among them. */
  readonly components: readonly string[];
  /** Files that are patches. */
  readonly patches: readonly string[];
  readonly selectors: readonly Selector[];
  readonly affixes: readonly string[];
  /** Whether everything below the directory belongs to it: a Kustomization of Flux without a kustomization.yaml. */
  readonly wholeDirectory?: boolean;
}

/** A file whose objects are migrated. */
export interface MigratedFile {
  readonly path: string;
  readonly manifests: readonly Manifest[];
}

/**
 * Reads the kustomizations around files: those beside and below them and below the directories that are named, and in the repository or the
 * parent directory of a base.
 */
export function overlaysOf(files: readonly MigratedFile[], named: readonly string[]): Overlays {
  const found = kustomizationsAround(files, named);
  if (found.length === 0) return NO_OVERLAYS;
  // what a controller adds to a directory is not what others find there
  const byDirectory = new Map(found.filter(({ wholeDirectory }) => !wholeDirectory).map((one) => [one.directory, one]));
  const patchFiles = new Set(found.flatMap(({ patches }) => patches));
  const namedBy = new Map<string, Kustomization>();
  for (const one of found) for (const file of one.resources) if (!namedBy.has(file)) namedBy.set(file, one);
  const selecting = new Map<string, { path: string; selectors: readonly Selector[]; affixes: readonly string[] }[]>();
  for (const one of found) {
    const selectors = selectorsOf(one, byDirectory);
    if (selectors.length === 0) continue;
    const reached = reach(one, byDirectory);
    for (const file of reached.files) {
      const known = selecting.get(file);
      const entry = { path: one.path, selectors, affixes: reached.affixes };
      if (known) known.push(entry);
      else selecting.set(file, [entry]);
    }
  }
  const environments = environmentsOf(found, byDirectory);
  const keys = new Map<string, string>();
  const places = new Map<string, readonly string[]>();
  const keyOfFile = (file: string) => entryOf(keys, file, () => keyOf(file));
  const placesOf = (file: string) => entryOf(places, file, () => [keyOfFile(file), ...ancestors(realPath(file))]);
  return {
    isPatch: (file) => patchFiles.has(keyOfFile(file)),
    names: (file) => namedBy.get(keyOfFile(file))?.path,
    patches: (file, object) =>
      placesOf(file)
        .flatMap((place) => selecting.get(place) ?? [])
        .find(({ selectors, affixes }) => selectors.some((selector) => selects(selector, object, affixes)))?.path,
    environments: (file) => [...new Set(placesOf(file).flatMap((place) => environments.get(place) ?? []))].sort(),
  };
}

/** Returns the kustomizations that no other one includes, by the files and directories that they apply. */
function environmentsOf(
  found: readonly Kustomization[],
  byDirectory: ReadonlyMap<string, Kustomization>,
): ReadonlyMap<string, readonly string[]> {
  const included = new Set<Kustomization>();
  for (const one of found) {
    for (const place of one.wholeDirectory ? [one.directory, ...one.resources] : one.resources) {
      const below = byDirectory.get(place);
      if (below) included.add(below);
    }
  }
  const environments = new Map<string, string[]>();
  for (const one of found) {
    if (included.has(one)) continue;
    for (const file of reach(one, byDirectory).files) entryOf(environments, file, () => []).push(one.path);
  }
  return environments;
}

/** A file, and the directories above it: a Kustomization of Flux may take all of one. */
function ancestors(file: string): string[] {
  const places = [file];
  for (let place = dirname(file); place !== places.at(-1); place = dirname(place)) places.push(place);
  return places;
}

/** Returns what a kustomization selects, itself and by its components, which patch the objects of the kustomization that has them. */
function selectorsOf(start: Kustomization, byDirectory: ReadonlyMap<string, Kustomization>): readonly Selector[] {
  const seen = new Set<Kustomization>([start]);
  for (const { components } of seen) {
    for (const component of components) {
      const below = byDirectory.get(component);
      if (below) seen.add(below);
    }
  }
  return [...seen].flatMap(({ selectors }) => selectors);
}

/** Returns the files that a kustomization takes, also by others, and their prefixes and suffixes of names. */
function reach(
  start: Kustomization,
  byDirectory: ReadonlyMap<string, Kustomization>,
): { files: readonly string[]; affixes: readonly string[] } {
  const files: string[] = [];
  const affixes: string[] = [];
  const seen = new Set<Kustomization>([start]);
  for (const one of seen) {
    affixes.push(...one.affixes);
    if (one.wholeDirectory) {
      const inside = byDirectory.get(one.directory);
      if (inside) seen.add(inside);
      else files.push(one.directory);
    }
    for (const resource of one.resources) {
      const below = byDirectory.get(resource);
      if (below) seen.add(below);
      else files.push(resource);
    }
  }
  return { files, affixes };
}

/** Whether a selector means an object, under its name or under the one that prefixes and suffixes give it. Expressions may mean any. */
function selects({ kind, name }: Selector, { kind: own, metadata }: Manifest, affixes: readonly string[]): boolean {
  if (!isOneOf(kind, own)) return false;
  if (isOneOf(name, String(metadata.name))) return true;
  return affixes.some((affix) => name?.includes(affix)) && name?.includes(String(metadata.name)) === true;
}

/** Whether a text is one of the alternatives of an anchored expression; an expression with other operators may be anything. */
function isOneOf(expression: string | undefined, text: string): boolean {
  if (expression === undefined || /[*+?[\]\\{}()]/.test(expression)) return true;
  return expression
    .replace(/^\^|\$$/g, '')
    .split('|')
    .includes(text);
}

function kustomizationsAround(files: readonly MigratedFile[], named: readonly string[]): Kustomization[] {
  const found: Kustomization[] = [];
  const seen = new Set<string>();
  for (const root of rootsOf(files, named)) {
    for (const path of kustomizationFilesBelow(root, seen)) {
      for (const document of documentsOf(path).filter(isMap)) {
        found.push(placed(kustomizationOf(document, { text: '', file: path, directory: dirname(path) }), shown(path)));
      }
    }
  }
  return [...found, ...appliedIn(files)];
}

/**
 * Returns the directories to look into: those of the files and those that are named first, then the repository, or the parent of one that
 * has a kustomization.
 */
function rootsOf(files: readonly MigratedFile[], named: readonly string[]): ReadonlySet<string> {
  const directories = new Set([...files.map(({ path }) => dirname(realPath(path))), ...named.filter(isDirectory).map(realPath)]);
  const around = new Set<string>();
  const repositories = new Map<string, string | undefined>();
  for (const directory of directories) {
    const repository = repositoryOf(directory, repositories);
    if (repository) around.add(repository);
    else if (KUSTOMIZATION_NAMES.some((name) => existsSync(join(directory, name)))) around.add(dirname(directory));
  }
  return new Set([...directories, ...around]);
}

function repositoryOf(directory: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(directory)) return known.get(directory);
  const above = dirname(directory);
  const found = existsSync(join(directory, '.git')) ? directory : above === directory ? undefined : repositoryOf(above, known);
  known.set(directory, found);
  return found;
}

function* kustomizationFilesBelow(root: string, seen: Set<string>): Generator<string> {
  const open = [root];
  // breadth first: what is near counts most
  for (const directory of open) {
    if (seen.has(directory)) continue;
    seen.add(directory);
    let entries: Dirent[];
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch {
      continue; // a directory that this user may not list
    }
    for (const entry of entries) {
      const isOpen = entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git';
      if (isOpen && open.length < MAX_DIRECTORIES) open.push(join(directory, entry.name));
      else if (KUSTOMIZATION_NAMES.includes(entry.name)) yield join(directory, entry.name);
    }
  }
}

/** Reads what a kustomization takes and selects, by the real paths of its files. */
function placed(read: FileKustomization, path: string, wholeDirectory = false): Kustomization {
  const { directory } = read;
  const own = (file: string) => keyOf(resolve(directory, file));
  const documents = (file: string) => documentsOf(resolve(directory, file));
  const selectors: Selector[] = [];
  const patches: string[] = [];
  const addPatch = ({ path: file, inline, target }: PatchEntry) => {
    if (file !== undefined) patches.push(own(file));
    if (target !== undefined) selectors.push(selectorOf(target));
    else for (const document of file === undefined ? parse(inline ?? '') : documents(file)) selectors.push(...objectSelectors(document));
  };
  const addReplacement = (entry: Value) => {
    const { source, targets, path: file } = mapOf(entry);
    if (textOf(file))
      for (const document of documents(file)) for (const one of Array.isArray(document) ? document : [document]) addReplacement(one);
    if (source) selectors.push(selectorOf(source));
    for (const target of listOf(targets)) selectors.push(selectorOf(mapOf(target).select));
  };
  read.patches.forEach(addPatch);
  read.replacements.forEach(addReplacement);
  for (const entry of read.vars) selectors.push(selectorOf(mapOf(entry).objref));
  for (const file of read.configurations) {
    for (const entry of documents(file).flatMap((document) => Object.values(mapOf(document)).flatMap(listOf))) {
      for (const field of [entry, ...listOf(mapOf(entry).fieldSpecs)])
        if (textOf(mapOf(field).kind)) selectors.push({ kind: mapOf(field).kind });
    }
  }
  for (const plugin of read.plugins) {
    for (const document of plugin.includes('\n') ? parse(plugin) : documents(plugin)) {
      addPatch(patchOf(mapOf(document)));
      for (const entry of listOf(mapOf(document).replacements)) addReplacement(entry);
    }
  }
  return {
    path,
    directory,
    resources: [...read.resources, ...read.components, ...read.crds].filter((resource) => !isRemote(resource)).map(own),
    components: read.components.map(own),
    patches,
    selectors,
    affixes: [read.namePrefix, read.nameSuffix].filter((affix) => affix !== ''),
    wholeDirectory,
  };
}

/** Returns what Flux and Argo CD make of the directories that the objects of files have them apply. */
function appliedIn(files: readonly MigratedFile[]): Kustomization[] {
  const applications = files.flatMap(({ path, manifests }) => manifests.flatMap(appliedBy).map((applied) => ({ ...applied, file: path })));
  if (applications.length === 0) return [];
  const directories = new Set(files.flatMap(({ path }) => ancestors(dirname(realPath(path)))));
  const byName = grouped(directories, (directory) => basename(directory));
  const repositories = new Map<string, string | undefined>();
  return applications.flatMap(({ path, fields, file }) => {
    const steps = path.split('/').filter((step) => step !== '' && step !== '.');
    const here = dirname(realPath(file));
    // where the root of the repository is, is not known: any directory of that path may be the one
    const places =
      steps.length === 0
        ? [repositoryOf(here, repositories) ?? here]
        : (byName.get(steps[steps.length - 1]) ?? []).filter((directory) => directory.endsWith(sep + steps.join(sep)));
    return places.map((directory) => placed(kustomizationOf(fields, { text: '', file, directory }), shown(file), true));
  });
}

function selectorOf(target: Value): Selector {
  const { kind, name } = mapOf(target);
  return { kind: textOf(kind), name: textOf(name) };
}

/** Returns the selectors of the objects that a strategic merge patch names. */
function objectSelectors(document: Value): Selector[] {
  const { kind, metadata, items } = mapOf(document);
  if (Array.isArray(items)) return items.flatMap(objectSelectors);
  return textOf(kind) ? [{ kind, name: textOf(mapOf(metadata).name) }] : [];
}

function documentsOf(path: string): Value[] {
  try {
    if (statSync(path).size > MAX_BYTES) return [];
    return parse(readFileSync(path, 'utf8'));
  } catch {
    return []; // check tells of a file that cannot be read
  }
}

function parse(text: string): Value[] {
  return parseAllDocuments(text) ?? [];
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** What all names of a file share: its real path, or its device and inode if it has hard links. */
function keyOf(path: string): string {
  try {
    const stats = statSync(path, { bigint: true });
    return stats.isFile() && stats.nlink > 1n ? `${stats.dev}:${stats.ino}` : realpathSync(path);
  } catch {
    return resolve(path);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** Returns a path as a user would write it. */
function shown(path: string): string {
  const here = process.cwd() + sep;
  return path.startsWith(here) ? path.slice(here.length) : path;
}
