import { readManifests, type Source, UnusableInput } from '../files/read';
import { check } from '../rules/check';
import type { Cluster } from '../rules/cluster';
import type { Item } from './item';
import type { ManifestFile } from './manifest-file';
import { NO_OVERLAYS, type Overlays } from './overlays';
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
 */
export function migrate(files: readonly ManifestFile[], cluster: Cluster, commit: 1 | 2, overlays: Overlays = NO_OVERLAYS): Migration {
  const objects = files.filter(({ name }) => !overlays.isPatch(name));
  const { workspace, kept } = migrateObjects(objects, cluster, commit, overlays);
  const sources = workspace.files.flatMap(verified);
  const migrated = new Map(workspace.files.map((file, index) => [objects[index], file]));
  return {
    files: files.map((file) => migrated.get(file) ?? file),
    changes: workspace.changes,
    left: [...workspace.left, ...kept],
    refused: stillRefused(sources, cluster),
  };
}

/** Runs the steps, and runs them once more without the objects that a kustomization needs as they are, if they changed one. */
function migrateObjects(
  files: readonly ManifestFile[],
  cluster: Cluster,
  commit: 1 | 2,
  overlays: Overlays,
): { workspace: Workspace; kept: readonly Remark[] } {
  const reasons = new Map<string, string>();
  for (let current = files; ; current = current.map((file) => (file.changed ? file.original() : file))) {
    const objects = current.map((file) => ({
      file,
      items: file.items.map((item) => ({ item, patchedBy: overlays.patches(file.name, item.manifest) })),
    }));
    const keyOf = (file: number, item: number) => `${file} ${item}`;
    const fixed = new Set<Item>();
    for (const [file, { items }] of objects.entries()) {
      for (const [index, { item }] of items.entries()) if (reasons.has(keyOf(file, index))) fixed.add(item);
    }
    const workspace = new Workspace(current, cluster, commit, (item) => fixed.has(item));
    for (const step of STEPS) step.run(workspace);
    let complete = true;
    for (const [file, { items, file: now }] of objects.entries()) {
      const names = items.length > 0 && now.items.length === 0 ? overlays.names(now.name) : undefined;
      for (const [index, { item, patchedBy }] of items.entries()) {
        if (fixed.has(item) || !item.changed || !(names || patchedBy)) continue;
        reasons.set(
          keyOf(file, index),
          patchedBy ? `${patchedBy} patches it or refers to its fields` : `${names} names the file, which would be empty`,
        );
        complete = false;
      }
    }
    if (!complete) continue;
    const kept = objects.flatMap(({ items }, file) =>
      items.flatMap(({ item }, index) => {
        const why = reasons.get(keyOf(file, index));
        return why ? [remark(item, [], 'not changed: migrate it together with the kustomization by hand', why)] : [];
      }),
    );
    return { workspace, kept };
  }
}

/** Reads a file again: a new text must say what the objects say. */
function verified(file: ManifestFile): readonly Source[] {
  const { sources } = readManifests(file.toString(), file.name);
  const { items } = file;
  if (!file.changed) return sources;
  const differs = items.findIndex(({ manifest }, index) => JSON.stringify(manifest) !== JSON.stringify(sources[index]?.manifest));
  if (differs < 0 && sources.length === items.length) return sources;
  const item = items[Math.max(differs, 0)];
  const position = item?.position([]) ?? { file: file.name };
  throw new UnusableInput('cannot be rewritten without a loss: migrate this object by hand, and report it as a bug', position);
}

function stillRefused(sources: readonly Source[], cluster: Cluster): Remark[] {
  const findings = check(
    sources.map(({ manifest }) => manifest),
    cluster,
  );
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ index, path, object: { kind, namespace, name }, message, fix }) => ({
      position: sources[index].position(path),
      object: `${kind} ${namespace ? `${namespace}/` : ''}${name ?? '(no name)'}`,
      what: fix,
      why: message,
    }));
}
