import { kindOf, namespaceOf } from '../rules/manifest';
import { type Applied, appliedBy, kustomizationFor, placeOf } from './gitops';
import { KUSTOMIZATION_NAMES } from './kustomization';
import { baseOf, directoryOf, isBelow } from './paths';
import type { Source } from './read';
import { type Rendered, Renderer, type Tree } from './render';

/** Objects that are applied together. */
export interface ObjectSet {
  readonly sources: readonly Source[];
  /** Whether objects that these refer to may be elsewhere: in another set, on the cluster, or in what was not understood. */
  readonly isPartial: boolean;
  /** Whether the files were only found beside each other: nothing says that they are applied together. */
  readonly isLoose?: boolean;
  /** The directory of the kustomization that makes the set. */
  readonly directory?: string;
}

/** A tree of which it is known how each file came to be in it. */
export interface FileTree extends Tree {
  /** Whether a file was found in a directory, and not named. */
  isFound(path: string): boolean;
}

/**
 * Divides the objects of files into sets that are applied together: one for each kustomization that no other one includes, one for each
 * directory that Flux or Argo CD applies, and one of all other files, in which directories that hold the same objects are alternatives.
 */
export function setsOf(tree: FileTree): { readonly sets: readonly ObjectSet[]; readonly used: ReadonlySet<string> } {
  const renderer = new Renderer(tree);
  const roots = tree.paths.filter((path) => KUSTOMIZATION_NAMES.includes(baseOf(path))).map(directoryOf);
  for (const directory of roots) {
    const kustomization = renderer.kustomizationOf(directory);
    if (kustomization) renderer.survey(kustomization);
  }
  const sets: ObjectSet[] = [];
  const add = ({ sources, isComplete }: Rendered, isPartial: boolean, directory?: string) => {
    if (sources.length > 0) sets.push({ sources, isPartial: isPartial || !isComplete, directory });
  };
  for (const { applied, place, source } of appliedIn(tree)) {
    add(renderer.kustomized(kustomizationFor(applied, place, source), renderer.directory(place, applied.isRecursive)), true);
    renderer.included.add(place);
  }
  for (const directory of roots) {
    const kustomization = renderer.kustomizationOf(directory);
    if (renderer.included.has(directory) || kustomization === undefined || kustomization?.isComponent) continue;
    add(renderer.directory(directory), false, directory);
  }
  // components that nothing here includes, and kustomizations that include each other
  for (const directory of roots) if (!renderer.reached.has(directory)) add(renderer.directory(directory), true);
  const loose = tree.paths.filter((path) => !renderer.used.has(path) && !isPartOfTest(path) && !(tree.isFound(path) && isPatchFile(path)));
  return { sets: [...sets, ...looseSets(loose, tree, sets.length > 0)], used: renderer.used };
}

interface AppliedAt {
  readonly applied: Applied;
  readonly place: string;
  readonly source: Source;
}

function appliedIn(tree: FileTree): AppliedAt[] {
  const found: AppliedAt[] = [];
  let directories: Set<string> | undefined;
  for (const path of tree.paths) {
    for (const source of tree.read(path)?.sources ?? []) {
      for (const applied of appliedBy(source.manifest)) {
        directories ??= directoriesOf(tree.paths);
        const place = placeOf(applied.path, source.file, directories);
        // one that applies the directory that it stands in has nothing to add
        if (place !== undefined && !isBelow(directoryOf(path), place)) found.push({ applied, place, source });
      }
    }
  }
  return found;
}

function directoriesOf(paths: readonly string[]): Set<string> {
  const directories = new Set<string>();
  for (const path of paths) {
    for (let at = directoryOf(path); !directories.has(at); at = directoryOf(at)) directories.add(at);
  }
  return directories;
}

const ASSERTIONS = ['assert', 'assertion', 'assertions', 'errors'];

/** Files that chainsaw and kuttl compare with objects of a cluster: `01-assert.yaml`, `assert.yaml`, `02-errors.yaml`. */
function isPartOfTest(path: string): boolean {
  const words = baseOf(path).toLowerCase().split(/[-_.]/);
  return words.some((word) => ASSERTIONS.includes(word));
}

/** Files that by their names are patches of a kustomization that is not here. */
function isPatchFile(path: string): boolean {
  const name = baseOf(path).replace(/\.(ya?ml|json)$/i, '');
  return /(^|[-_.])patch(es)?([-_.]|$)/i.test(name) || /(^|\/)patches\/[^/]*$/i.test(path);
}

/** Directories in which each file is an example of its own. */
const EXAMPLES = /(^|\/)(examples?|samples?|docs?|documentation|tests?|testdata|e2e|fixtures|demos?|tutorials?)(\/|$)/i;

/** A file that belongs to no kustomization. */
interface Loose {
  readonly path: string;
  /** What is an alternative to others of its like: a directory, or an example. */
  readonly unit: string;
  readonly sources: readonly Source[];
}

function looseSets(paths: readonly string[], tree: FileTree, hasOthers: boolean): ObjectSet[] {
  const files: Loose[] = [];
  const named: Source[] = [];
  for (const path of paths) {
    const sources = tree.read(path)?.sources ?? [];
    if (sources.length === 0) continue;
    // files that are named on the command line are applied together
    if (!tree.isFound(path)) for (const source of sources) named.push(source);
    else files.push({ path, unit: EXAMPLES.test(directoryOf(path)) ? path : directoryOf(path), sources });
  }
  const groups = alternatives(files);
  const rest = groups.get('') ?? [];
  groups.delete('');
  const together = [...named, ...rest.flatMap(({ sources }) => sources)];
  const isPartial = hasOthers || groups.size > 0;
  const sets = [...groups.values()].map((members) => ({
    sources: members.flatMap(({ sources }) => sources),
    isPartial: true,
    isLoose: true,
  }));
  return together.length > 0 ? [{ sources: together, isPartial, isLoose: named.length === 0 }, ...sets] : sets;
}

/**
 * Groups files by the alternative that they belong to; those under the empty name belong together. Two directories with different objects
 * of one name are alternatives, with all that stands below the directory where their paths part.
 */
function alternatives(files: readonly Loose[]): Map<string, Loose[]> {
  const units = new Map<string, Set<string>>();
  for (const { unit, sources } of files) {
    for (const { manifest } of sources) {
      if (typeof manifest.metadata.name !== 'string') continue;
      const key = `${kindOf(manifest)} ${namespaceOf(manifest)} ${manifest.metadata.name}`;
      const holders = units.get(key);
      if (holders) holders.add(unit);
      else units.set(key, new Set([unit]));
    }
  }
  const parting = new Set<string>();
  for (const holders of units.values()) {
    // neighbours in order part at every directory at which some pair of them parts
    const sorted = [...holders].sort();
    for (let at = 1; at < sorted.length; at++) for (const branch of branches(sorted[at - 1], sorted[at])) parting.add(branch);
  }
  const groups = new Map<string, Loose[]>([['', []]]);
  for (const file of files) {
    const group = innermost(file.unit, parting);
    const members = groups.get(group);
    if (members) members.push(file);
    else groups.set(group, [file]);
  }
  return groups;
}

/** The children of the last common directory through which two paths lead; a path itself where it is that directory. */
function branches(one: string, other: string): string[] {
  const [a, b] = [one.split('/'), other.split('/')];
  let common = 0;
  while (common < a.length && common < b.length && a[common] === b[common]) common++;
  return [a, b].map((parts) => (parts.length === common ? `${parts.join('/')}/` : parts.slice(0, common + 1).join('/')));
}

/** The innermost branch that a unit stands in; empty for none. */
function innermost(unit: string, parting: ReadonlySet<string>): string {
  if (parting.has(`${unit}/`)) return `${unit}/`;
  for (let at = unit; ; at = directoryOf(at)) {
    if (parting.has(at)) return at;
    if (at === '.' || at === '/' || !at.includes('/')) return '';
  }
}
