import { type Document, isMap, isNode, isScalar, isSeq, Pair, Scalar, type YAMLMap } from 'yaml';
import type { Position } from '../files/read';
import { plain } from '../files/yaml/plain';
import { kindOf, type Manifest, namespaceOf, type Value } from '../rules/manifest';
import { makeMap, makeNode, nodeAt, pairOf } from './node';

type Step = string | number;

/** An object of a file that can be edited. Comments stay with their fields. */
export class Item {
  public changed = false;
  private known?: Manifest;

  constructor(
    public readonly node: YAMLMap,
    private readonly locate: (node: YAMLMap, steps: readonly Step[]) => Position,
  ) {}

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

  /** Sets a value, keeps the comment of the old one, and creates missing parents. A new field comes last, or after the given one. */
  public set(steps: readonly Step[], value: Value, after?: string): void {
    const found = this.pair(steps);
    const node = makeNode(value);
    if (found) {
      if (isNode(found.value) && isNode(node)) node.comment ??= found.value.comment;
      found.value = node;
    } else {
      const parent = this.mapAt(steps.slice(0, -1));
      const index = after === undefined ? -1 : parent.items.findIndex(({ key }) => isScalar(key) && key.value === after);
      parent.items.splice(index < 0 ? parent.items.length : index + 1, 0, new Pair(new Scalar(String(steps.at(-1))), node));
    }
    this.touch();
  }

  /** Replaces a number or a boolean by a string, as written. */
  public quote(steps: readonly Step[]): void {
    const node = this.at(steps);
    if (!isScalar(node)) return;
    // YAML 1.1 reads 010 as 8 and 1_000 as 1000
    node.value = /^-?(0|[1-9]\d*)(\.\d+)?$/.test(node.source ?? '') ? node.source : String(node.value);
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

  /** Removes a field, and annotations or labels that become empty. Returns the pair with its comments. */
  public remove(steps: readonly Step[]): Pair<Scalar, unknown> | undefined {
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
    if (parent.items.length === 0 && ['annotations', 'labels'].includes(String(steps.at(-2)))) this.remove(steps.slice(0, -1));
    return found;
  }

  /** Moves a field with its comments, unless the target exists. */
  public move(from: readonly Step[], to: readonly Step[]): boolean {
    if (this.pair(to)) return false;
    const found = this.remove(from);
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

  /** Must be called after a direct change of a node. */
  public touch(): void {
    this.changed = true;
    this.known = undefined;
  }

  private mapAt(steps: readonly Step[]): YAMLMap {
    let node: unknown = this.node;
    for (const step of steps) {
      let next = typeof step === 'number' && isSeq(node) ? node.items[step] : pairOf(node, String(step))?.value;
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
