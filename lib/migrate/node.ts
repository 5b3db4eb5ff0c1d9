/** Helpers for nodes of the yaml library: look-ups, creation, comments. */
import { Document, isMap, isNode, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { keyText } from '../files/yaml/plain';
import type { Value } from '../rules/manifest';

/** The dialect of lib/files/yaml/compose.ts, which quotes strings such as `on`. */
export const DIALECT = { version: '1.1' } as const;

const factory = new Document(null, DIALECT);

/** Returns the pair of a map with that key. */
export function pairOf(map: unknown, key: string): Pair<Scalar, unknown> | undefined {
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && (keyText(pair.key) === key || pair.key.source === key)) as Pair<Scalar, unknown>;
}

/** Returns the node at a path of keys and indices. */
export function nodeAt(root: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (node, step) => (typeof step === 'number' && isSeq(node) ? node.items[step] : pairOf(node, String(step))?.value),
    root,
  );
}

/** An entry of a new map: a value or a node to copy, and a pair whose comments it takes. */
export type Entry = readonly [key: string, value: Value, from?: Pair];

/** Returns a map in block style, without the entries that have no value. Nodes are copied. */
export function makeMap(entries: readonly Entry[]): YAMLMap {
  const map = new YAMLMap(factory.schema);
  for (const [key, value, from] of entries) {
    if (value === undefined || value === null) continue;
    const name = new Scalar(key);
    if (isNode(from?.key)) Object.assign(name, { commentBefore: from.key.commentBefore, spaceBefore: from.key.spaceBefore });
    map.items.push(new Pair(name, makeNode(value)));
  }
  return map;
}

/** Copies a node; the library's clone() takes several times as long. */
function copyOf<T>(node: T): T {
  if (isScalar(node)) return Object.assign(new Scalar(node.value), node) as T;
  if (isMap(node)) {
    const items = node.items.map(({ key, value }) => new Pair(copyOf(key), copyOf(value)));
    return Object.assign(new YAMLMap(node.schema), node, { items }) as T;
  }
  if (isSeq(node)) return Object.assign(new YAMLSeq(node.schema), node, { items: node.items.map(copyOf) }) as T;
  return isNode(node) ? (node.clone() as T) : node;
}

/** Returns a list in block style. */
export function makeSeq(values: readonly Value[]): YAMLSeq {
  const seq = new YAMLSeq(factory.schema);
  seq.items = values.map(makeNode);
  return seq;
}

/** A string that kubectl may read as a number, though the yaml library does not: 0o7, 5E_9. */
const LIKE_NUMBER = /^[-+.\d][-+.\w:]*$/;
/** A duration, which has letters that no number has. */
const DURATION = /^\d+(ms|s|m|h)$/;

export function makeNode(value: Value): unknown {
  if (isNode(value)) return copyOf(value);
  const node = factory.createNode(value);
  if (isScalar(node) && typeof value === 'string' && LIKE_NUMBER.test(value) && !DURATION.test(value)) node.type = 'QUOTE_DOUBLE';
  return node;
}

/** Moves the comment above a map or a list to its first entry, so that it stays with that entry. */
export function settleComments(node: unknown): void {
  if (isMap(node)) settle(node, node.items[0]?.key);
  else if (isSeq(node)) settle(node, node.items[0]);
  settleWithin(node);
}

function settleWithin(node: unknown): void {
  if (isMap(node)) for (const { value } of node.items) settleComments(value);
  // the comment above an element of a list stays above its dash
  else if (isSeq(node)) for (const item of node.items) settleWithin(item);
}

function settle(collection: YAMLMap | YAMLSeq, first: unknown): void {
  if (!collection.commentBefore || collection.flow || !isNode(first) || first.commentBefore) return;
  first.commentBefore = collection.commentBefore;
  collection.commentBefore = undefined;
}
