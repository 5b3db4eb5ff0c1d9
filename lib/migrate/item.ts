import { type Document, isMap, isNode, isScalar, isSeq, Pair, Scalar, type YAMLMap } from 'yaml';
import type { Position } from '../files/read';
import { plain } from '../files/yaml/plain';
import { kindOf, type Manifest, namespaceOf, type Value } from '../rules/manifest';
import { commentsIn } from './comments';
import { makeMap, makeNode, nodeAt, pairOf } from './node';

type Step = string | number;

/** An object of a file that can be edited. Comments stay with their fields. */
export class Item {
  /** Number of changes. */
  public revision = 0;
  /** Comments of fields that were removed. */
  public readonly removedComments: string[] = [];
  private known?: Manifest;

  constructor(
    public readonly node: YAMLMap,
    private readonly locate: (node: YAMLMap, steps: readonly Step[]) => Position,
  ) {}

  public get changed(): boolean {
    return this.revision > 0;
  }

  /** The object as plain data. */
  public get manifest(): Manifest {
    if (!this.known) {
      const read = plain({ contents: this.node } as unknown as Document.Parsed);
      this.known = (read.metadata ? read : { ...read, metadata: {} }) as Manifest;
    }
    return this.known;
  }

  public get kind(): string {
    return kindOf(this.manifest);
  }

  public get namespace(): string {
    return namespaceOf(this.manifest);
  }

  public get name(): string {
    return this.manifest.metadata.name;
  }

  /** Returns the position of a field in the original file; of its parent, if the field is new. */
  public position(steps: readonly Step[]): Position {
    return this.locate(this.node, steps);
  }

  /** The position of this object, for objects that are derived from it. */
  public get origin(): (node: YAMLMap, steps: readonly Step[]) => Position {
    return () => this.locate(this.node, []);
  }

  public pair(steps: readonly Step[]): Pair<Scalar, unknown> | undefined {
    return pairOf(nodeAt(this.node, steps.slice(0, -1)), String(steps.at(-1)));
  }

  public at(steps: readonly Step[]): unknown {
    return nodeAt(this.node, steps);
  }

  /** Returns a value as plain data. */
  public value(steps: readonly Step[]): Value {
    return steps.reduce<Value>((value, step) => value?.[step], this.manifest);
  }

  /** Returns whether a field can be written: what is above it are maps, or is not there yet. */
  public takes(steps: readonly Step[]): boolean {
    return this.canHold(steps.slice(0, -1));
  }

  /**
   * Sets a value, keeps the comment of the old one, and creates missing parents. A new field comes last, or after the given one. Nothing is
   * written into what is no map.
   */
  public set(steps: readonly Step[], value: Value, after?: string): void {
    const found = this.pair(steps);
    const node = makeNode(value);
    if (found) {
      if (isNode(found.value) && isNode(node)) node.comment ??= found.value.comment;
      found.value = node;
    } else {
      if (!this.takes(steps)) return;
      const parent = this.mapAt(steps.slice(0, -1));
      const index = after === undefined ? -1 : parent.items.findIndex(({ key }) => isScalar(key) && key.value === after);
      parent.items.splice(index < 0 ? parent.items.length : index + 1, 0, new Pair(new Scalar(String(steps.at(-1))), node));
    }
    this.touch();
  }

  /** Replaces a number or a boolean by a string; by default as it is written, such as `1.10`, `0123` or `no`. */
  public quote(steps: readonly Step[], text?: string): void {
    const node = this.at(steps);
    if (!isScalar(node)) return;
    node.value = text ?? node.source ?? String(node.value);
    node.type = 'QUOTE_DOUBLE';
    this.touch();
  }

  /** Renames a field in place. */
  public rename(steps: readonly Step[], name: string): void {
    const found = this.pair(steps);
    if (!found) return;
    found.key.value = name;
    found.key.source = name;
    this.touch();
  }

  /** Removes a field, and annotations or labels that become empty. */
  public remove(steps: readonly Step[]): void {
    const found = this.pair(steps) ?? this.at(steps);
    this.removedComments.push(...commentsIn(found));
    this.take(steps);
  }

  /** Takes a field out. Returns the pair with its comments. */
  public take(steps: readonly Step[]): Pair<Scalar, unknown> | undefined {
    const parent = nodeAt(this.node, steps.slice(0, -1));
    if (isSeq(parent)) {
      parent.items.splice(Number(steps.at(-1)), 1);
      this.touch();
      return undefined;
    }
    const found = this.pair(steps);
    if (!found || !isMap(parent)) return undefined;
    parent.items.splice(parent.items.indexOf(found), 1);
    this.touch();
    if (parent.items.length === 0 && ['annotations', 'labels'].includes(String(steps.at(-2)))) this.take(steps.slice(0, -1));
    return found;
  }

  /** Moves a field with its comments, unless the target exists. */
  public move(from: readonly Step[], to: readonly Step[]): boolean {
    if (this.pair(to) || !this.takes(to)) return false;
    const found = this.take(from);
    if (!found) return false;
    found.key.value = String(to.at(-1));
    found.key.source = String(to.at(-1));
    this.mapAt(to.slice(0, -1)).items.push(found);
    return true;
  }

  /** Moves a field to the start of its map. */
  public first(parent: readonly Step[], key: string): void {
    const map = this.at(parent);
    const found = pairOf(map, key);
    if (!isMap(map) || !found) return;
    map.items.splice(map.items.indexOf(found), 1);
    map.items.unshift(found);
  }

  /** Adds comments above the object. */
  public prependComments(comments: readonly string[]): void {
    const first = this.node.items[0]?.key;
    if (comments.length === 0 || !isNode(first)) return;
    const lines = comments.map((comment) => ` ${comment}`);
    first.commentBefore = [...lines, ...(first.commentBefore ? [first.commentBefore] : [])].join('\n');
    this.touch();
  }

  /** Must be called after a direct change of a node. */
  public touch(): void {
    this.revision++;
    this.known = undefined;
  }

  private canHold(steps: readonly Step[]): boolean {
    let node: unknown = this.node;
    for (const step of steps) {
      if (typeof step === 'number' ? !isSeq(node) || !isMap(node.items[step]) : !isMap(node)) return false;
      node = nodeAt(node, [step]);
      // an absent or null field becomes a map
      if (node === undefined || node === null || (isScalar(node) && node.value === null)) return typeof step === 'string';
    }
    return isMap(node);
  }

  /** Returns the map at a path of which canHold() is true. */
  private mapAt(steps: readonly Step[]): YAMLMap {
    let node: unknown = this.node;
    for (const step of steps) {
      let next = nodeAt(node, [step]);
      if (!isMap(next) && !isSeq(next)) {
        next = makeMap([]);
        const found = pairOf(node, String(step));
        if (found) found.value = next;
        else (node as YAMLMap).items.push(new Pair(new Scalar(String(step)), next));
      }
      node = next;
    }
    return node as YAMLMap;
  }
}
