import { type Dirent, existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { KUSTOMIZATION_NAMES } from '../files/kustomization';
import { parseAllDocuments } from '../files/values';
import { NO_OVERLAYS, type Overlays } from '../migrate/overlays';
import type { Manifest, Value } from '../rules/manifest';
import { listOf, mapOf, textOf } from '../rules/values';

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

/** Reads the kustomizations around files: those beside and below them, and in the repository or the parent directory of a base. */
export function overlaysOf(files: readonly string[]): Overlays {
  const found = kustomizationsAround(files);
  if (found.length === 0) return NO_OVERLAYS;
  const byDirectory = new Map(found.map((one) => [one.directory, one]));
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
  const real = new Map<string, string>();
  const realOf = (file: string) => {
    const known = real.get(file) ?? realPath(file);
    real.set(file, known);
    return known;
  };
  return {
    isPatch: (file) => patchFiles.has(realOf(file)),
    names: (file) => namedBy.get(realOf(file))?.path,
    patches: (file, object) =>
      ancestors(realOf(file))
        .flatMap((place) => selecting.get(place) ?? [])
        .find(({ selectors, affixes }) => selectors.some((selector) => selects(selector, object, affixes)))?.path,
  };
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
    if (one.wholeDirectory) files.push(one.directory);
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

function kustomizationsAround(files: readonly string[]): Kustomization[] {
  const found: Kustomization[] = [];
  const seen = new Set<string>();
  for (const root of rootsOf(files)) {
    for (const path of kustomizationFilesBelow(root, seen)) {
      for (const document of documentsOf(path)) {
        if (KUSTOMIZATION_NAMES.some((name) => path.endsWith(sep + name))) found.push(kustomizationOf(path, mapOf(document)));
      }
    }
  }
  for (const file of files) found.push(...fluxKustomizationsOf(file, files));
  return found;
}

/** Returns the directories to look into: those of the files first, then the repository, or the parent of one that has a kustomization. */
function rootsOf(files: readonly string[]): ReadonlySet<string> {
  const directories = new Set(files.map((file) => dirname(realPath(file))));
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

function kustomizationOf(path: string, content: { readonly [key: string]: Value }): Kustomization {
  const directory = dirname(path);
  const own = (file: string) => realPath(resolve(directory, file));
  const texts = (field: string) => listOf(content[field]).flatMap((entry) => textOf(entry) ?? []);
  const patches: string[] = [];
  const selectors: Selector[] = [];
  const addPatch = (entry: Value) => {
    const { target, path: file, patch } = mapOf(entry);
    if (textOf(file)) patches.push(own(file));
    if (target !== undefined) selectors.push(selectorOf(target));
    else
      for (const document of textOf(file) ? documentsOf(own(file)) : parse(textOf(patch) ?? ''))
        selectors.push(...objectSelectors(document));
  };
  for (const entry of [...listOf(content.patches), ...listOf(content.patchesJson6902)]) addPatch(entry);
  for (const entry of texts('patchesStrategicMerge')) {
    const isFile = !entry.includes('\n') && existsSync(resolve(directory, entry));
    if (isFile) patches.push(own(entry));
    for (const document of isFile ? documentsOf(own(entry)) : parse(entry)) selectors.push(...objectSelectors(document));
  }
  const addReplacement = (entry: Value) => {
    const { source, targets, path: file } = mapOf(entry);
    if (textOf(file))
      for (const document of documentsOf(own(file))) for (const one of Array.isArray(document) ? document : [document]) addReplacement(one);
    if (source) selectors.push(selectorOf(source));
    for (const target of listOf(targets)) selectors.push(selectorOf(mapOf(target).select));
  };
  for (const entry of listOf(content.replacements)) addReplacement(entry);
  for (const entry of listOf(content.vars)) selectors.push(selectorOf(mapOf(entry).objref));
  for (const file of texts('configurations')) {
    for (const document of documentsOf(own(file))) {
      for (const entry of Object.values(mapOf(document)).flatMap(listOf)) {
        for (const field of [entry, ...listOf(mapOf(entry).fieldSpecs)])
          if (textOf(mapOf(field).kind)) selectors.push({ kind: mapOf(field).kind });
      }
    }
  }
  for (const file of [...texts('transformers'), ...texts('validators')]) {
    for (const document of file.includes('\n') ? parse(file) : documentsOf(own(file))) {
      addPatch(document);
      for (const entry of listOf(mapOf(document).replacements)) addReplacement(entry);
    }
  }
  return {
    path: shown(path),
    directory,
    resources: ['resources', 'bases', 'components', 'crds'].flatMap(texts).map(own),
    components: texts('components').map(own),
    patches,
    selectors,
    affixes: [content.namePrefix, content.nameSuffix].flatMap((affix) => textOf(affix) ?? []),
  };
}

/** Returns the patches of Flux's Kustomizations in a file, for the files below their path. */
function fluxKustomizationsOf(file: string, files: readonly string[]): Kustomization[] {
  return documentsOf(file, 'kustomize.toolkit.fluxcd.io').flatMap((document) => {
    const { apiVersion, spec } = mapOf(document);
    const { path, patches, patchesJson6902, patchesStrategicMerge } = mapOf(spec);
    if (!String(apiVersion).startsWith('kustomize.toolkit.fluxcd.io/') || typeof path !== 'string') return [];
    const selectors = [
      ...listOf(patches),
      ...listOf(patchesJson6902),
      ...listOf(patchesStrategicMerge).map((patch) => ({ patch })),
    ].flatMap((entry) => {
      const { target, patch } = mapOf(entry);
      if (target !== undefined) return [selectorOf(target)];
      return typeof patch === 'string' ? parse(patch).flatMap(objectSelectors) : objectSelectors(patch);
    });
    const inner = path.replace(/^\.?\/+|(?<!\/)\/+$/g, '');
    const directories = new Set(files.flatMap((each) => ancestors(realPath(each)).filter((place) => place.endsWith(sep + inner))));
    return [...directories].map((directory) => ({
      path: shown(file),
      directory,
      resources: [],
      components: [],
      patches: [],
      selectors,
      affixes: [],
      wholeDirectory: true,
    }));
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

function documentsOf(path: string, containing = ''): Value[] {
  try {
    if (statSync(path).size > MAX_BYTES) return [];
    const text = readFileSync(path, 'utf8');
    return text.includes(containing) ? parse(text) : [];
  } catch {
    return []; // check tells of a file that cannot be read
  }
}

function parse(text: string): Value[] {
  return parseAllDocuments(text) ?? [];
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
