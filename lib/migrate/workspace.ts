import type { YAMLMap } from 'yaml';
import type { Cluster } from '../rules/cluster';
import { Manifests } from '../rules/manifests';
import type { Position } from '../rules/read';
import type { Context } from '../rules/rule';
import type { Item } from './item';
import type { ManifestFile } from './manifest-file';

/** Something that is said of an object. */
export interface Remark {
  readonly position: Position;
  /** `HTTPScaledObject default/hello`. */
  readonly object: string;
  /** What was done, or what is to be done. */
  readonly what: string;
  /** Why: which release of what changed it, or what goes wrong otherwise. */
  readonly why: string;
}

/** The files that are migrated together, and what is said of them. */
export class Workspace {
  public readonly changes: Remark[] = [];
  public readonly left: Remark[] = [];
  private all?: readonly Item[];

  constructor(
    public readonly files: readonly ManifestFile[],
    public readonly cluster: Cluster,
    /** Which of the two commits of a migration from HTTPScaledObject is written. */
    public readonly commit: 1 | 2,
  ) {}

  /** Every object, in the order of the files. */
  public get items(): readonly Item[] {
    this.all ??= this.files.flatMap(({ items }) => items);
    return this.all;
  }

  public ofKind(...kinds: string[]): readonly Item[] {
    return this.items.filter(({ kind }) => kinds.includes(kind));
  }

  /** The objects as the rules see them now. */
  public get context(): Context {
    return { manifests: new Manifests(this.items.map(({ manifest }) => manifest)), cluster: this.cluster };
  }

  public insert(node: YAMLMap, side: 'before' | 'after', item: Item): Item {
    this.all = undefined;
    return this.fileOf(item).insert(node, side, item);
  }

  public remove(item: Item): void {
    this.all = undefined;
    this.fileOf(item).remove(item);
  }

  /** Notes what is about to be done: the place is that of the field before it. */
  public change(item: Item, steps: readonly (string | number)[], what: string, why: string): void {
    this.changes.push(remark(item, steps, what, why));
  }

  /** Notes what only a human can do. */
  public leave(item: Item, steps: readonly (string | number)[], what: string, why: string): void {
    this.left.push(remark(item, steps, what, why));
  }

  private fileOf(item: Item): ManifestFile {
    return this.files.find(({ items }) => items.includes(item))!;
  }
}

function remark(item: Item, steps: readonly (string | number)[], what: string, why: string): Remark {
  const { kind, metadata } = item.manifest;
  const object = `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name ?? '(no name)'}`;
  return { position: item.position(steps), object, what, why };
}
