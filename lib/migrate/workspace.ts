import type { YAMLMap } from 'yaml';
import type { Position } from '../files/read';
import type { Cluster } from '../rules/cluster';
import { Manifests } from '../rules/manifests';
import type { Context } from '../rules/rule';
import type { Item } from './item';
import type { ManifestFile } from './manifest-file';

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
  private all?: readonly Item[];

  constructor(
    public readonly files: readonly ManifestFile[],
    public readonly cluster: Cluster,
    /** The commit of a migration from HTTPScaledObject to write. */
    public readonly commit: 1 | 2,
  ) {}

  /** All objects, in the order of the files. */
  public get items(): readonly Item[] {
    this.all ??= this.files.flatMap(({ items }) => items);
    return this.all;
  }

  public ofKind(...kinds: string[]): readonly Item[] {
    return this.items.filter(({ kind }) => kinds.includes(kind));
  }

  /** The context of the rules, with the current objects. */
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

  /** Records a change; call it before the change, for the position of the field. */
  public change(item: Item, steps: readonly (string | number)[], what: string, why: string): void {
    this.changes.push(remark(item, steps, what, why));
  }

  /** Records a manual step. */
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
