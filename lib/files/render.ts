import { entryOf } from '../core/derived';
import { groupOf, kindOf, type Manifest, type Value } from '../rules/manifest';
import { mapOf, textOf, valueAt } from '../rules/values';
import { type Generated, isRemote, KUSTOMIZATION_NAMES, type Kustomization, type PatchEntry, readKustomization } from './kustomization';
import { merged, operated } from './patch';
import { directoryOf, isBelow, joined } from './paths';
import { type Position, type Reading, readManifests, type Source } from './read';
import { isRenamed, type Renames, transformed, withReferences } from './transform';
import { parseAllDocuments } from './values';

/** The files of a tree, and those outside of it that its kustomizations name. */
export interface Tree {
  /** The files that were found or named, in order. */
  readonly paths: readonly string[];
  /** The text of a file; undefined for one that cannot be read. */
  text(path: string): string | undefined;
  /** What a file holds; undefined for one that cannot be read as manifests. */
  read(path: string): Reading | undefined;
}

/** Objects as kustomize would write them, as far as that is known. */
export interface Rendered {
  readonly sources: readonly Source[];
  /** Whether everything that the kustomization names was understood. */
  readonly isComplete: boolean;
}

/** Objects that one set holds at most: kustomizations that include each other again and again grow without bounds. */
const MAX_OBJECTS = 100_000;

const EMPTY: Rendered = { sources: [], isComplete: true };

/** Renders the kustomizations of a tree. */
export class Renderer {
  /** Files that a kustomization names: resources, patches, files of generators, and kustomizations themselves. */
  public readonly used = new Set<string>();
  /** Directories that another kustomization includes. */
  public readonly included = new Set<string>();
  /** Directories that were rendered. */
  public readonly reached = new Set<string>();
  private readonly kustomizations = new Map<string, Kustomization | null | undefined>();
  private readonly rendered = new Map<string, Rendered>();
  private readonly open = new Set<string>();
  private sorted: readonly string[] | undefined;

  constructor(private readonly tree: Tree) {}

  /** The kustomization of a directory: `null` for one that cannot be read, undefined where there is none. */
  public kustomizationOf(directory: string): Kustomization | null | undefined {
    if (this.kustomizations.has(directory)) return this.kustomizations.get(directory);
    let found: Kustomization | null | undefined;
    for (const name of KUSTOMIZATION_NAMES) {
      const file = joined(directory, name);
      const text = this.tree.text(file);
      if (text === undefined) continue;
      this.used.add(file);
      found = readKustomization(text, file, directory) ?? null;
      break;
    }
    this.kustomizations.set(directory, found);
    return found;
  }

  /** Notes what a kustomization uses, whether it is rendered or not. */
  public survey(kustomization: Kustomization): void {
    const { directory, resources, components, patches, generated } = kustomization;
    for (const path of [...resources, ...components]) {
      if (isRemote(path)) continue;
      const target = joined(directory, path);
      if (target === directory) continue;
      if (this.kustomizationOf(target) !== undefined) this.included.add(target);
      else this.used.add(target);
    }
    for (const { path } of patches) if (path !== undefined) this.used.add(joined(directory, path));
    for (const { files } of generated) for (const path of files) this.used.add(joined(directory, path));
  }

  /** The objects of a directory: of its kustomization, or of all manifests in it, as Flux takes them. */
  public directory(directory: string, isRecursive = true): Rendered {
    const key = `${directory} ${isRecursive}`;
    const known = this.rendered.get(key);
    if (known) return known;
    if (this.open.has(directory)) return { sources: [], isComplete: false };
    this.open.add(directory);
    this.reached.add(directory);
    const kustomization = this.kustomizationOf(directory);
    const rendered = kustomization === undefined ? this.plain(directory, isRecursive) : this.kustomized(kustomization);
    this.open.delete(directory);
    this.rendered.set(key, rendered);
    return rendered;
  }

  /** The objects of a kustomization, after those that are given. */
  public kustomized(kustomization: Kustomization | null, before: Rendered = EMPTY): Rendered {
    return kustomization === null ? { sources: [], isComplete: false } : this.applied(kustomization, before);
  }

  private plain(directory: string, isRecursive: boolean): Rendered {
    const sources: Source[] = [];
    let isComplete = true;
    const inner: string[] = [];
    for (const path of this.pathsBelow(directory)) {
      const own = directoryOf(path);
      if (isRecursive ? !isBelow(own, directory) : own !== directory) continue;
      if (inner.some((each) => isBelow(own, each))) continue;
      const kustomized = own === directory ? undefined : this.kustomizedAbove(own, directory);
      if (kustomized !== undefined) {
        inner.push(kustomized);
        this.included.add(kustomized);
        const rendered = this.directory(kustomized);
        for (const source of rendered.sources) sources.push(source);
        isComplete &&= rendered.isComplete;
        continue;
      }
      this.used.add(path);
      for (const source of this.tree.read(path)?.sources ?? []) sources.push(source);
    }
    return { sources, isComplete };
  }

  /** The files below a directory, in the order of their names. */
  private pathsBelow(directory: string): readonly string[] {
    this.sorted ??= [...this.tree.paths].sort();
    if (directory === '.') return this.sorted;
    return this.sorted.slice(firstFrom(this.sorted, `${directory}/`), firstFrom(this.sorted, `${directory}0`));
  }

  /** The uppermost directory with a kustomization from a directory up to another one. */
  private kustomizedAbove(from: string, to: string): string | undefined {
    let found: string | undefined;
    for (let at = from; at !== to && at !== '.' && at !== '/'; at = directoryOf(at)) if (this.kustomizationOf(at) !== undefined) found = at;
    return found;
  }

  private applied(kustomization: Kustomization, before: Rendered): Rendered {
    this.survey(kustomization);
    const { directory } = kustomization;
    let isComplete = before.isComplete && !kustomization.isIncomplete;
    let objects: Source[] = [...before.sources];
    const seen = new Seen();
    for (const resource of kustomization.resources) {
      if (isRemote(resource)) continue;
      const found = this.resource(joined(directory, resource));
      isComplete &&= found.isComplete;
      if (objects.length + found.sources.length > MAX_OBJECTS) {
        isComplete = false;
        break;
      }
      for (const source of found.sources) {
        // kustomize refuses an object that comes in twice, and two ways to each base would double it again and again
        if (seen.add(source)) objects.push(source);
        else isComplete = false;
      }
    }
    for (const component of kustomization.components) {
      const at = joined(directory, component);
      const found = isRemote(component) ? null : this.kustomizationOf(at);
      if (!found || this.open.has(at)) {
        isComplete = false;
        continue;
      }
      this.reached.add(at);
      this.open.add(at);
      const result = this.applied(found, { sources: objects, isComplete });
      this.open.delete(at);
      objects = [...result.sources];
      isComplete = result.isComplete;
    }
    for (const generated of kustomization.generated) objects = withGenerated(objects, generated, kustomization);
    if (kustomization.patches.length > 0) {
      const patching = new Patching(objects);
      for (const entry of kustomization.patches) isComplete = this.patch(patching, entry, kustomization) && isComplete;
      objects = patching.result();
    }
    objects = objects.map((source) => changed(source, transformed(source.manifest, kustomization)));
    return { sources: renamed(objects, kustomization), isComplete };
  }

  private resource(path: string): Rendered {
    if (this.kustomizationOf(path) !== undefined) return this.directory(path);
    this.used.add(path);
    const reading = this.tree.read(path);
    return { sources: reading?.sources ?? [], isComplete: reading !== undefined };
  }

  /** Applies a patch, and returns whether it was understood and fits an object. */
  private patch(patching: Patching, { path, inline, target, isRenaming }: PatchEntry, kustomization: Kustomization): boolean {
    const file = path === undefined ? kustomization.file : joined(kustomization.directory, path);
    const text = path === undefined ? inline : this.tree.text(file);
    const matches = target && selectorOf(target);
    const documents = text === undefined || (target && !matches) ? undefined : parseAllDocuments(text);
    if (text === undefined || documents === undefined) return false;
    let isUnderstood = documents.length > 0;
    for (const patch of documents) {
      const at = path === undefined ? once(() => positionIn(kustomization, inlineStart(inline))) : inFile(text, file, patch);
      const selected = matches ? patching.all(matches, target ?? {}) : Array.isArray(patch) ? [] : patching.named(patch);
      if (selected.length === 0) isUnderstood = false;
      for (const index of selected) if (!patching.apply(index, patch, at, isRenaming)) isUnderstood = false;
    }
    return isUnderstood;
  }
}

/** The position of the first string that is not before another one; `0` is the character after `/`. */
function firstFrom(sorted: readonly string[], start: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Objects while patches change them. */
class Patching {
  private readonly objects: (Source | undefined)[];
  private byName: Map<string, number[]> | undefined;
  private byBareName: Map<string, number[]> | undefined;

  constructor(objects: readonly Source[]) {
    this.objects = [...objects];
  }

  /** The objects that are left. */
  public result(): Source[] {
    return this.objects.filter((source) => source !== undefined);
  }

  /** The positions of the objects that a target selects. */
  public all(matches: Selector, target: { readonly [field: string]: Value }): number[] {
    const name = plainName(target.name);
    this.byBareName ??= name === undefined ? undefined : this.indexedByName();
    const candidates = name === undefined ? [...this.objects.keys()] : (this.byBareName?.get(name) ?? []);
    return candidates.filter((index) => this.objects[index] !== undefined && matches(this.objects[index]));
  }

  /** The positions of the objects of the kind and name that a patch has; of the name that they had before a base renamed them, too. */
  public named(patch: Value): number[] {
    if (!isObject(patch)) return [];
    this.byName ??= this.indexed();
    const { name, namespace } = patch.metadata;
    if (typeof name !== 'string') return [];
    return (this.byName.get(`${kindOf(patch)} ${name}`) ?? []).filter((index) => {
      const source = this.objects[index];
      if (source === undefined) return false;
      const own = [source, originOf(source)].filter(({ manifest }) => manifest.metadata.name === name);
      return namespace === undefined || own.some(({ manifest: { metadata } }) => (metadata.namespace ?? 'default') === namespace);
    });
  }

  /** Applies a patch to one object, and returns whether it fits. */
  public apply(index: number, patch: Value, at: (path: string) => Position, isRenaming = false): boolean {
    const source = this.objects[index]!;
    const isOperations = Array.isArray(patch);
    const next = isOperations
      ? operated(source.manifest, patch)
      : merged(source.manifest, withoutIdentity(patch, source.manifest, isRenaming), isBuiltIn(source.manifest));
    if (next === undefined && !isOperations) this.objects[index] = undefined;
    else if (isObject(next)) this.objects[index] = new PatchedSource(next, source, patch, at);
    else return false;
    if (mapOf(mapOf(next).metadata).name !== source.manifest.metadata.name) this.byBareName = undefined;
    return true;
  }

  private indexedByName(): Map<string, number[]> {
    const byName = new Map<string, number[]>();
    for (const [index, source] of this.objects.entries()) {
      if (source === undefined) continue;
      const names = [source.manifest.metadata.name, originOf(source).manifest.metadata.name].map(String);
      for (const name of new Set(names)) entryOf(byName, name, () => []).push(index);
    }
    return byName;
  }

  private indexed(): Map<string, number[]> {
    const byName = new Map<string, number[]>();
    for (const [index, source] of this.objects.entries()) {
      if (source === undefined) continue;
      const kind = kindOf(source.manifest);
      for (const name of new Set([source.manifest.metadata.name, originOf(source).manifest.metadata.name])) {
        entryOf(byName, `${kind} ${name}`, () => []).push(index);
      }
    }
    return byName;
  }
}

/** Objects by what they are written as, and by name: a base may come in under several names. */
class Seen {
  private readonly names = new Map<Source, Set<string>>();

  /** Adds an object, and returns whether it is new. */
  public add(source: Source): boolean {
    const { namespace, name } = source.manifest.metadata;
    const names = entryOf(this.names, originOf(source), () => new Set<string>());
    const before = names.size;
    return names.add(`${namespace ?? ''} ${name}`).size > before;
  }
}

/** An object that a kustomization changed; a field that a patch wrote is in the patch. */
class PatchedSource implements Source {
  public readonly file: string;
  /** The object as it is written. */
  public readonly root: Source;

  constructor(
    public readonly manifest: Manifest,
    private readonly origin: Source,
    private readonly patch?: Value,
    private readonly patchPosition?: (path: string) => Position,
  ) {
    this.file = origin.file;
    this.root = origin instanceof PatchedSource ? origin.root : origin;
  }

  public position(path: string): Position {
    let at: Source = this;
    while (at instanceof PatchedSource) {
      const patched = at.patchedAt(path);
      if (patched) return patched;
      at = at.origin;
    }
    return at.position(path);
  }

  /** The place in the patch that wrote a field; undefined where it did not. */
  private patchedAt(path: string): Position | undefined {
    if (this.patchPosition === undefined) return undefined;
    if (!Array.isArray(this.patch) && valueAt(this.patch, path) === undefined) return undefined;
    return isSame(valueAt(this.manifest, path), valueAt(this.origin.manifest, path)) ? undefined : this.patchPosition(path);
  }
}

/** The object as it is written, before kustomizations changed it. */
export function originOf(source: Source): Source {
  return source instanceof PatchedSource ? source.root : source;
}

/** The source of an object that was changed as a whole, such as by its namespace. */
export function changed(source: Source, manifest: Manifest): Source {
  return manifest === source.manifest ? source : new PatchedSource(manifest, source);
}

function isSame(one: Value, other: Value): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function isObject(value: Value): value is Manifest {
  const { apiVersion, kind, metadata } = mapOf(value);
  return typeof apiVersion === 'string' && typeof kind === 'string' && metadata !== null && typeof metadata === 'object';
}

/** A strategic merge patch with a target may carry any name: kustomize keeps that of the object, unless it allows another. */
function withoutIdentity(patch: Value, object: Manifest, isRenaming: boolean): Value {
  const { metadata, ...rest } = mapOf(patch);
  const { name, namespace: _, ...labelled } = mapOf(metadata);
  const others = isRenaming && name !== undefined ? { name, ...labelled } : labelled;
  return { ...rest, apiVersion: object.apiVersion, kind: object.kind, ...(Object.keys(others).length > 0 && { metadata: others }) };
}

/** Lists of kinds of Kubernetes are merged by their keys, those of custom resources are replaced. */
function isBuiltIn({ apiVersion }: Manifest): boolean {
  const group = groupOf(apiVersion);
  return !group.includes('.') || ['networking.k8s.io', 'rbac.authorization.k8s.io', 'storage.k8s.io'].includes(group);
}

type Selector = (source: Source) => boolean;

/** The objects that a target selects; undefined for a target that is not understood. */
function selectorOf(target: { readonly [field: string]: Value }): Selector | undefined {
  const patterns = ['group', 'version', 'kind', 'name', 'namespace'].map((field) => patternOf(target[field]));
  const labels = pairsOf(target.labelSelector);
  const annotations = pairsOf(target.annotationSelector);
  if (patterns.some((pattern) => pattern === undefined) || !labels || !annotations) return undefined;
  const [group, version, kind, name, namespace] = patterns as ((value: string) => boolean)[];
  return (source) => {
    const { apiVersion, kind: ownKind, metadata } = source.manifest;
    const names = [metadata.name, originOf(source).manifest.metadata.name];
    return (
      group(groupOf(apiVersion)) &&
      version(apiVersion.slice(apiVersion.indexOf('/') + 1)) &&
      kind(ownKind) &&
      names.some((each) => typeof each === 'string' && name(each)) &&
      namespace(metadata.namespace ?? 'default') &&
      labels.every(([key, value]) => mapOf(metadata.labels)[key] === value) &&
      annotations.every(([key, value]) => mapOf(metadata.annotations)[key] === value)
    );
  };
}

/** The name of a target that is no expression, by which its objects are found without a search. */
function plainName(value: Value): string | undefined {
  const name = typeof value === 'string' ? value.replace(/^\^|\$$/g, '') : '';
  return /^[\w.-]+$/.test(name) ? name : undefined;
}

/** Matches a field of a target: plain, alternatives, and `.*`; other expressions are not run over foreign text. */
function patternOf(value: Value): ((value: string) => boolean) | undefined {
  if (value === undefined || value === null || value === '') return () => true;
  if (typeof value !== 'string') return undefined;
  const alternatives = value.replace(/^\^?\(?|\)?\$?$/g, '').split('|');
  if (alternatives.some((each) => /[[\]{}()^$+?\\]/.test(each) || each.replaceAll('.*', '').includes('*'))) return undefined;
  return (text) => alternatives.some((each) => isLike(text, each.split('.*')));
}

function isLike(text: string, [start, ...parts]: readonly string[]): boolean {
  if (parts.length === 0) return text === start;
  const end = parts.pop()!;
  if (!text.startsWith(start) || text.length < start.length + end.length || !text.endsWith(end)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - end.length;
}

/** The pairs of a selector `a=b,c=d`; undefined for one with other operators. */
function pairsOf(selector: Value): (readonly [string, string])[] | undefined {
  if (selector === undefined || selector === null || selector === '') return [];
  if (typeof selector !== 'string') return undefined;
  const pairs = selector.split(',').map((pair) => /^([^\s!=]+)\s*==?\s*([^\s!=]*)$/.exec(pair.trim()));
  return pairs.every((pair) => pair !== null) ? pairs.map(([, key, value]) => [key, value] as const) : undefined;
}

function withGenerated(objects: Source[], generated: Generated, kustomization: Kustomization): Source[] {
  const { kind, name, namespace, behavior, data, isPartial, labels, annotations } = generated;
  const existing = objects.findIndex(({ manifest }) => kindOf(manifest) === kind && manifest.metadata.name === name);
  const base = behavior === 'merge' && existing >= 0 ? mapOf(objects[existing].manifest.data) : undefined;
  // without data, no rule takes a key for missing
  const isUnknown = isPartial || (base !== undefined && Object.keys(base).length === 0);
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    data: isUnknown ? {} : { ...base, ...data },
  };
  const at = once(() => positionIn(kustomization, `name: ${name}`));
  const source: Source = { manifest, file: kustomization.file, position: at };
  if (existing < 0) return [...objects, source];
  return objects.map((each, index) => (index === existing ? source : each));
}

function renamed(objects: readonly Source[], { namePrefix, nameSuffix }: Kustomization): readonly Source[] {
  if (namePrefix === '' && nameSuffix === '') return objects;
  const renames = new Map<string, string>();
  const named = objects.map((source) => {
    const { manifest } = source;
    const { name } = manifest.metadata;
    if (!isRenamed(manifest) || !textOf(name)) return source;
    const next = `${namePrefix}${name}${nameSuffix}`;
    renames.set(`${kindOf(manifest)} ${name}`, next);
    return changed(source, { ...manifest, metadata: { ...manifest.metadata, name: next } });
  });
  return named.map((source) => changed(source, withReferences(source.manifest, renames as Renames)));
}

/** One position for all fields, which is searched when it is asked for. */
function once(find: () => Position): (path: string) => Position {
  let position: Position | undefined;
  return () => {
    position ??= find();
    return position;
  };
}

/** The line of a kustomization that holds a text. */
function positionIn({ text, file }: Kustomization, part: string): Position {
  const offset = part === '' ? -1 : text.indexOf(part);
  return { file, line: offset < 0 ? 1 : text.slice(0, offset).split('\n').length, column: 1 };
}

/** The first line of an inline patch, which stands indented in its kustomization. */
function inlineStart(inline: string | undefined): string {
  return (inline ?? '').trimStart().split('\n')[0];
}

/** The places of a patch in a file of its own. */
function inFile(text: string, file: string, patch: Value): (path: string) => Position {
  return (path) => {
    const start = { file, line: 1, column: 1 };
    if (Array.isArray(patch)) return start;
    try {
      const same = readManifests(text, file).sources.find(({ manifest }) => isSame(manifest, patch));
      return same?.position(path) ?? start;
    } catch {
      return start;
    }
  };
}
