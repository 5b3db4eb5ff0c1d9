import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { Value } from '../../rules/manifest';
import { noteWritten, writtenText } from '../../rules/written';
import { Refusal } from './refusal';
import { resolvePlain } from './resolve';

/** Values that aliases may add to a document. */
const MAX_REPEATED = 100_000;

/** The value of a document: plain data, in which nothing is shared and nothing can do harm. */
export function plain(document: Document.Parsed): Value {
  return document.contents ? new Reader(anchors(document)).value(document.contents) : undefined;
}

type Anchors = ReadonlyMap<string, readonly Node[]>;

class Reader {
  private readonly open = new Set<Node>();
  private repeated = 0;
  private aliases = 0;

  constructor(private readonly anchors: Anchors) {}

  public value(node: unknown): Value {
    if (isScalar(node)) return this.scalar(node);
    if (isAlias(node)) return this.alias(node.source, node as Node);
    if (isMap(node)) return this.within(node, () => this.map(node));
    if (isSeq(node)) return this.within(node, () => node.items.map((item) => this.value(item)));
    return null;
  }

  private scalar(scalar: Scalar): Value {
    const { source, range } = scalar;
    this.count(range?.[0]);
    const value = scalarValue(scalar);
    if (value instanceof Uint8Array || value instanceof Date || typeof value === 'symbol') return source ?? String(value);
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Refusal(`${source} is no value of JSON`, range?.[0]);
    return value;
  }

  private alias(name: string, node: Node): Value {
    const target = this.target(name, node);
    this.aliases++;
    const value = this.value(target);
    this.aliases--;
    return value;
  }

  private target(name: string, alias: Node): Node {
    const offset = alias.range?.[0] ?? 0;
    const target = lastBefore(this.anchors.get(name) ?? [], offset);
    if (!target) throw new Refusal(`the alias *${name} has no anchor`, offset);
    if (this.open.has(target)) throw new Refusal(`the alias *${name} contains itself`, offset);
    return target;
  }

  private map(node: YAMLMap): Value {
    const result: { [key: string]: Value } = {};
    const merged: { [key: string]: Value } = {};
    const written = new Map<string, string>();
    const mergedWritten = new Map<string, string>();
    for (const pair of node.items as Pair<Node, Node | null>[]) {
      const offset = pair.key?.range?.[0] ?? node.range?.[0] ?? 0;
      if (isMerge(pair.key)) {
        this.merge(pair.value, merged, mergedWritten, offset);
        continue;
      }
      const key = keyOf(pair.key, offset);
      const value = this.value(pair.value);
      result[key] = value;
      if (isUntexted(value)) written.set(key, this.writtenAs(pair.value) ?? String(value));
    }
    const whole = { ...merged, ...result };
    for (const [key, text] of mergedWritten) if (!Object.hasOwn(result, key)) written.set(key, text);
    for (const [key, text] of written) if (text !== String(whole[key])) noteWritten(whole, key, text);
    return whole;
  }

  /** The source text of a scalar, also behind an alias. */
  private writtenAs(node: Node | null): string | undefined {
    if (isAlias(node)) return this.writtenAs(lastBefore(this.anchors.get(node.source) ?? [], node.range?.[0] ?? 0) ?? null);
    return isScalar(node) ? node.source : undefined;
  }

  /** `<<: *defaults`, or a list of such: the first one wins. */
  private merge(value: Node | null, into: { [key: string]: Value }, written: Map<string, string>, offset: number): void {
    const read = this.value(value);
    for (const source of Array.isArray(read) ? read : [read]) {
      if (source === null || typeof source !== 'object' || Array.isArray(source))
        throw new Refusal('only a map can be merged with <<', offset);
      for (const [key, one] of Object.entries(source)) {
        if (Object.hasOwn(into, key)) continue;
        into[key] = one;
        if (isUntexted(one)) written.set(key, writtenText(source, key));
      }
    }
  }

  private within(node: Node, read: () => Value): Value {
    this.count(node.range?.[0]);
    this.open.add(node);
    const value = read();
    this.open.delete(node);
    return value;
  }

  private count(offset: number | undefined): void {
    if (this.aliases === 0) return;
    this.repeated++;
    if (this.repeated > MAX_REPEATED) throw new Refusal(`its aliases repeat more than ${MAX_REPEATED} values`, offset);
  }
}

/** The nodes with an anchor, by name, in the order of the text: an alias means the last one before it. */
function anchors({ contents }: Document.Parsed): Anchors {
  const found = new Map<string, Node[]>();
  const open: unknown[] = [contents];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isMap(node)) for (const { key, value } of node.items) open.push(value, key);
    else if (isSeq(node)) for (const item of node.items) open.push(item);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) continue;
    if (!node.anchor) continue;
    const named = found.get(node.anchor);
    if (named) named.push(node);
    else found.set(node.anchor, [node]);
  }
  for (const nodes of found.values()) nodes.sort((a, b) => startOf(a) - startOf(b));
  return found;
}

function isUntexted(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** The last node that begins before an offset. */
function lastBefore(nodes: readonly Node[], offset: number): Node | undefined {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(nodes[middle]) < offset) low = middle + 1;
    else high = middle;
  }
  return nodes[low - 1];
}

/** The text of a key as kubectl reads it: `on` without quotes is `true`. */
export function keyText(key: Scalar): string {
  return String(scalarValue(key));
}

/** The value of a scalar; of one without quotes and tag as kubectl resolves its text. */
function scalarValue({ value, source, type, tag }: Scalar): unknown {
  if (type !== 'PLAIN' || source === undefined || tag !== undefined) return value;
  const resolved = resolvePlain(source);
  return typeof resolved === 'bigint' ? Number(resolved) : resolved;
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && key.type === 'PLAIN';
}

function keyOf(key: unknown, offset: number): string {
  if (!isScalar(key)) throw new Refusal('a key is a text, and this is a map, a list or an alias', offset);
  const value = scalarValue(key);
  const text = String(value);
  if (value === null) throw new Refusal('a key is missing', offset);
  if (text === '__proto__') throw new Refusal('the key __proto__ is not safe', offset);
  return text;
}
