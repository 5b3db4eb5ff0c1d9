import { entryOf, grouped } from '../core/derived';
import type { Item } from './item';
import type { ManifestFile } from './manifest-file';

/** The files whose objects belong together: those of one environment, with what all environments share. */
export interface Scope {
  readonly files: readonly ManifestFile[];
}

/** Sizes above which environments share no files, so that the time stays close to linear. */
const MAX_SHARED = 2_000_000;

/** Returns the environments that a file is applied in, of which each is a kustomization. */
export type Environments = (file: ManifestFile) => readonly string[];

/**
 * Returns what each file refers to: the files that are applied wherever it is applied, and of those the ones of its scope. A file that no
 * kustomization applies refers to others of its like.
 */
export function scopesOf(files: readonly ManifestFile[], environmentsOf: Environments): ReadonlyMap<ManifestFile, Scope> {
  const scopes = new Map<ManifestFile, Scope>();
  const groups = grouped(files, (file) => environmentsOf(file).join('\n'));
  if (groups.size <= 1) return divided(files);
  const byEnvironment = new Map<string, ManifestFile[]>();
  for (const file of files) for (const one of environmentsOf(file)) entryOf(byEnvironment, one, () => []).push(file);
  for (const members of groups.values()) {
    const [first, ...others] = environmentsOf(members[0]);
    const seen =
      first === undefined
        ? members
        : byEnvironment.get(first)!.filter((file) => others.length === 0 || others.every((one) => environmentsOf(file).includes(one)));
    const own = divided(seen);
    for (const file of members) scopes.set(file, own.get(file)!);
  }
  return scopes;
}

/**
 * Divides files into scopes. Usually there is one. Where the same object (kind, namespace, name) stands in several files, such as dev/app.yaml
 * and prod/app.yaml, it is several objects: each directory, or file, that has one is a scope of its own, and sees the files beside it that
 * have no such object.
 */
function divided(files: readonly ManifestFile[]): ReadonlyMap<ManifestFile, Scope> {
  const scopes = new Map<ManifestFile, Scope>();
  divide(
    files.map((file) => ({ file, identities: file.items.map(identityOf) })),
    0,
    [],
    scopes,
  );
  return scopes;
}

/** A file with the identities of its objects. */
interface Member {
  readonly file: ManifestFile;
  readonly identities: readonly string[];
}

function divide(files: readonly Member[], depth: number, shared: readonly Member[], scopes: Map<ManifestFile, Scope>): void {
  const groups = new Map<string, Member[]>();
  const rivals = rivalsOf(files, ({ file }) => file.name);
  if (rivals.size === 0) {
    const scope = { files: [...files, ...shared].map(({ file }) => file) };
    for (const { file } of files) scopes.set(file, scope);
    return;
  }
  for (const file of files) {
    const group = groupOf(file, depth);
    const known = groups.get(group);
    if (known) known.push(file);
    else groups.set(group, [file]);
  }
  if (groups.size === 1) {
    divide(files, depth + 1, shared, scopes);
    return;
  }
  const apart = rivalsOf(files, (file) => groupOf(file, depth));
  const common = [...groups].filter(([group]) => !apart.has(group)).flatMap(([, members]) => members);
  const isSmall = groups.size * (common.length + shared.length) <= MAX_SHARED;
  for (const [group, members] of groups) {
    if (apart.has(group)) divide(members, depth + 1, isSmall ? [...shared, ...common] : [], scopes);
  }
  // what is common belongs to all
  const rest = files.filter((file) => apart.has(groupOf(file, depth)));
  if (common.length > 0) divide(common, depth + 1, [...shared, ...rest], scopes);
}

/** The directory of a file below a depth; the file itself, if it is directly there. */
function groupOf({ file: { name } }: Member, depth: number): string {
  return name.split(/[/\\]/, depth + 1).join('/');
}

/** Returns the groups that have an object which another group has, too. */
function rivalsOf(files: readonly Member[], group: (file: Member) => string): ReadonlySet<string> {
  const owners = new Map<string, string>();
  const rivals = new Set<string>();
  for (const file of files) {
    const own = group(file);
    for (const identity of file.identities) {
      const owner = owners.get(identity);
      if (owner === undefined) owners.set(identity, own);
      else if (owner !== own) rivals.add(owner).add(own);
    }
  }
  return rivals;
}

/** Kind, namespace and name of an object. */
export function identityOf(item: Item): string {
  return JSON.stringify([item.kind, item.namespace, item.name]);
}
