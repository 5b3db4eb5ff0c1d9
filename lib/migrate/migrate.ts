import { derived, entryOf } from '../core/derived';
import { checkSets } from '../files/check-sets';
import { type Reading, readManifests, UnusableInput } from '../files/read';
import type { ObjectSet } from '../files/sets';
import type { Cluster } from '../rules/cluster';
import { RULES } from '../rules/registry';
import type { Item } from './item';
import type { ManifestFile } from './manifest-file';
import { NO_OVERLAYS, type Overlays } from './overlays';
import { type Environments, identityOf, type Scope, scopesOf } from './scopes';
import { STEPS } from './steps';
import { type Remark, remark, Workspace } from './workspace';

/** The report of a migration. */
export interface Migration {
  /** The files with their new texts, in the order given. */
  readonly files: readonly ManifestFile[];
  /** The changes, with positions in the original files. */
  readonly changes: readonly Remark[];
  /** The manual steps. */
  readonly left: readonly Remark[];
  /** The errors that remain, with positions in the output. */
  readonly refused: readonly Remark[];
}

/**
 * Rewrites manifests to the APIs that the cluster serves. Files are migrated together, since objects refer to each other. An object that a
 * kustomization patches is not changed. Throws UnusableInput if a new text would not say what the objects say.
 *
 * @param setsOf divides the new objects, by file, into sets that are applied together
 */
export function migrate(
  files: readonly ManifestFile[],
  cluster: Cluster,
  commit: 1 | 2,
  overlays: Overlays = NO_OVERLAYS,
  setsOf?: (readings: ReadonlyMap<string, Reading>) => readonly ObjectSet[],
): Migration {
  const objects = files.filter(({ name }) => !overlays.isPatch(name));
  const { workspace, kept } = migrateObjects(objects, cluster, commit, overlays);
  const readings = new Map(workspace.files.map((file) => [file.name, verified(file)]));
  const migrated = new Map(workspace.files.map((file, index) => [objects[index], file]));
  return {
    files: files.map((file) => migrated.get(file) ?? file),
    changes: workspace.changes,
    left: [...workspace.left, ...kept],
    refused: stillRefused(setsOf?.(readings) ?? setsOfScopes(workspace, readings), cluster),
  };
}

/**
 * Runs the steps, and runs them again without the objects that must stay as they are, if they changed one: objects that a kustomization
 * patches, and those whose removal would make one environment of two.
 */
function migrateObjects(
  files: readonly ManifestFile[],
  cluster: Cluster,
  commit: 1 | 2,
  overlays: Overlays,
): { workspace: Workspace; kept: readonly Remark[] } {
  // by the place of the object, since the files are read again
  const environments = new Map<string, readonly string[]>();
  const environmentsOf = ({ name }: ManifestFile) => entryOf(environments, name, () => overlays.environments(name));
  const kept = new Map<string, { readonly what: string; readonly why: string }>();
  for (let current = files; ; current = current.map((file) => (file.changed ? file.original() : file))) {
    const objects = current.flatMap((file, index) => file.items.map((item, at) => ({ file, item, place: `${index} ${at}` })));
    const fixed = new Set(objects.flatMap(({ item, place }) => (kept.has(place) ? [item] : [])));
    const patchedBy = new Map(objects.map(({ file, item }) => [item, overlays.patches(file.name, item.manifest)]));
    const identities = new Map(objects.map(({ item }) => [item, identityOf(item)]));
    const workspace = new Workspace(current, cluster, commit, (item) => fixed.has(item), environmentsOf);
    for (const step of STEPS) step.run(workspace);
    const keptBefore = kept.size;
    const parting = partingOf(workspace, objects, identities, environmentsOf);
    for (const { file, item, place } of objects) {
      if (fixed.has(item) || !item.changed) continue;
      const patch = patchedBy.get(item);
      const names = file.items.length === 0 ? overlays.names(file.name) : undefined;
      const rival = parting.get(item);
      const why = patch
        ? `${patch} patches it or refers to its fields`
        : names
          ? `${names} names the file, which would be empty`
          : rival && `${rival} has another object of this name, and stays: without this one, both files would count as one environment`;
      if (!why) continue;
      kept.set(place, {
        what: `not changed: migrate it together with ${patch || names ? 'the kustomization' : 'the other one'} by hand`,
        why,
      });
    }
    if (kept.size > keptBefore) continue;
    const remarks = objects.flatMap(({ item, place }) => {
      const entry = kept.get(place);
      return entry ? [remark(item, [], entry.what, entry.why)] : [];
    });
    return { workspace, kept: remarks };
  }
}

interface Located {
  readonly file: ManifestFile;
  readonly item: Item;
}

/** Returns the removed objects without which a file sees another one that has such an object, with the name of that file. */
function partingOf(
  workspace: Workspace,
  objects: readonly Located[],
  identities: ReadonlyMap<Item, string>,
  environmentsOf: Environments,
): ReadonlyMap<Item, string> {
  const parting = new Map<Item, string>();
  // files of one scope cannot come closer
  if (new Set(workspace.scopes.values()).size === 1) return parting;
  const present = new Set(workspace.items);
  const removed = objects.filter(({ item }) => !present.has(item));
  if (removed.length === 0) return parting;
  const scopes = scopesOf(workspace.files, environmentsOf);
  const filesOf = derived((scope: Scope): ReadonlySet<ManifestFile> => new Set(scope.files));
  const holders = new Map<string, Set<ManifestFile>>();
  for (const { item, file } of objects) entryOf(holders, identities.get(item)!, () => new Set()).add(file);
  for (const { item, file } of removed) {
    const [before, after] = [filesOf(workspace.scopes.get(file)!), filesOf(scopes.get(file)!)];
    const others = holders.get(identities.get(item)!)!;
    const [few, many] = after.size < others.size ? [after, others] : [others, after];
    for (const other of few) {
      if (!many.has(other) || before.has(other)) continue;
      parting.set(item, other.name);
      break;
    }
  }
  return parting;
}

/** Reads a file again: a new text must say what the objects say. */
function verified(file: ManifestFile): Reading {
  const reading = readManifests(file.toString(), file.name);
  const { sources } = reading;
  const { items } = file;
  if (!file.changed) return reading;
  const differs = items.findIndex(({ manifest }, index) => JSON.stringify(manifest) !== JSON.stringify(sources[index]?.manifest));
  if (differs < 0 && sources.length === items.length) return reading;
  const item = items[Math.max(differs, 0)];
  const position = item?.position([]) ?? { file: file.name };
  throw new UnusableInput('cannot be rewritten without a loss: migrate this object by hand, and report it as a bug', position);
}

/** The objects that refer to each other, where nothing else says which are applied together. */
function setsOfScopes(workspace: Workspace, readings: ReadonlyMap<string, Reading>): readonly ObjectSet[] {
  return [...new Set(workspace.scopes.values())].map(({ files }) => ({
    sources: files.flatMap(({ name }) => readings.get(name)?.sources ?? []),
    isPartial: false,
  }));
}

function stillRefused(sets: readonly ObjectSet[], cluster: Cluster): Remark[] {
  return checkSets(sets, cluster, { rules: RULES })
    .filter(({ severity }) => severity === 'error')
    .map(({ position, object: { kind, namespace, name }, message, fix }) => ({
      position,
      object: `${kind} ${namespace ? `${namespace}/` : ''}${name ?? '(no name)'}`,
      what: fix,
      why: message,
    }));
}
