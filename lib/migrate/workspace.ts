import type { YAMLMap } from 'yaml';
import { entryOf } from '../core/derived';
import type { Position } from '../files/read';
import type { Cluster } from '../rules/cluster';
import { Manifests } from '../rules/manifests';
import type { Context } from '../rules/rule';
import type { Item } from './item';
import type { ManifestFile } from './manifest-file';
import { type Environments, type Scope, scopesOf } from './scopes';
import { shapeProblem } from './shapes';

/** An entry of the report about an object. */
export interface Remark {
  readonly position: Position;
  /** `HTTPScaledObject default/hello`. */
  readonly object: string;
  /** The change, or the manual step. */
  readonly what: string;
  /** The reason: the release that requires it, or the failure otherwise. */
  readonly why: string;
}

/** The files that are migrated together, and the report. */
export class Workspace {
  public readonly changes: Remark[] = [];
  public readonly left: Remark[] = [];
  public readonly scopes: ReadonlyMap<ManifestFile, Scope>;
  private readonly visible = new Map<Scope, ReadonlySet<ManifestFile>>();
  private readonly homes = new Map<Item, ManifestFile>();
  private readonly fixed = new Set<Item>();
  private all?: readonly Item[];

  /**
   * @param isFixed whether an object must stay as it is, though others refer to it
   * @param environmentsOf the environments that a file is applied in
   */
  constructor(
    public readonly files: readonly ManifestFile[],
    public readonly cluster: Cluster,
    /** The commit of a migration from HTTPScaledObject to write. */
    public readonly commit: 1 | 2,
    isFixed: (item: Item, file: ManifestFile) => boolean = () => false,
    private readonly environmentsOf: Environments = () => [],
  ) {
    this.scopes = scopesOf(files, environmentsOf);
    for (const file of files) {
      for (const item of file.items) {
        this.homes.set(item, file);
        const problem = shapeProblem(item);
        if (problem) this.leave(item, problem.steps, problem.what, problem.why);
        if (problem || isFixed(item, file)) this.fixed.add(item);
      }
    }
  }

  /** All objects, in the order of the files. */
  public get items(): readonly Item[] {
    this.all ??= this.files.flatMap(({ items }) => items);
    return this.all;
  }

  /** The objects that may be changed. */
  public get editable(): readonly Item[] {
    return this.fixed.size === 0 ? this.items : this.items.filter((item) => !this.fixed.has(item));
  }

  /** The objects of some kinds that may be changed. */
  public ofKind(...kinds: string[]): readonly Item[] {
    return this.editable.filter(({ kind }) => kinds.includes(kind));
  }

  /** Whether an object must stay as it is. */
  public isFixed(item: Item): boolean {
    return this.fixed.has(item);
  }

  /** Returns the context of the rules for an object: the current objects of its scope. They are read once. */
  public contexts(): (item: Item) => Context {
    const contexts = new Map<Scope, Context>();
    return (item) => {
      const scope = this.scopes.get(this.fileOf(item))!;
      return entryOf(contexts, scope, () => ({ manifests: new Manifests(this.manifestsOf(scope)), cluster: this.cluster }));
    };
  }

  /** Whether an object refers to the objects of the file of another one. */
  public sees(item: Item, other: Item): boolean {
    const scope = this.scopes.get(this.fileOf(item))!;
    return entryOf(this.visible, scope, () => new Set(scope.files)).has(this.fileOf(other));
  }

  /** Whether two objects are applied together everywhere, so that one may be changed because of the other. */
  public isAlwaysWith(item: Item, other: Item): boolean {
    return this.sees(item, other) && this.sees(other, item);
  }

  /** Whether two objects are applied together somewhere: an object of a base, and one that an overlay adds. */
  public meets(item: Item, other: Item): boolean {
    if (this.sees(item, other)) return true;
    const environments = this.environmentsOf(this.fileOf(other));
    return this.environmentsOf(this.fileOf(item)).some((one) => environments.includes(one));
  }

  public fileOf(item: Item): ManifestFile {
    return this.homes.get(item)!;
  }

  public insert(node: YAMLMap, side: 'before' | 'after', item: Item): Item {
    this.all = undefined;
    const file = this.fileOf(item);
    const added = file.insert(node, side, item);
    this.homes.set(added, file);
    return added;
  }

  /** Removes an object, whose comments go to those that replace it. */
  public remove(item: Item, replacedBy: readonly Item[] = []): void {
    this.all = undefined;
    this.fileOf(item).remove(item, replacedBy);
  }

  /** Records a change; call it before the change, for the position of the field. */
  public change(item: Item, steps: readonly (string | number)[], what: string, why: string): void {
    this.changes.push(remark(item, steps, what, why));
  }

  /** Records a manual step. */
  public leave(item: Item, steps: readonly (string | number)[], what: string, why: string): void {
    this.left.push(remark(item, steps, what, why));
  }

  private manifestsOf({ files }: Scope) {
    return files.flatMap(({ items }) => items.map(({ manifest }) => manifest));
  }
}

/** Returns the entry of the report about a field. */
export function remark(item: Item, steps: readonly (string | number)[], what: string, why: string): Remark {
  const { kind, metadata } = item.manifest;
  const object = `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name || '(no name)'}`;
  return { position: item.position(steps), object, what, why };
}
