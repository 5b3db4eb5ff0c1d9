/** Maps of the yaml library: found, made and moved with their comments. */
import { Document, isMap, isNode, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Value } from '../rules/manifest';

/** The dialect of lib/rules/yaml/compose.ts, in which texts such as `on` get quotes. */
export const DIALECT = { version: '1.1' } as const;

const maker = new Document(null, DIALECT);

/** A pair of a map by its key, and where it stands. */
export function pairOf(map: unknown, key: string): Pair<Scalar, unknown> | undefined {
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && (pair.key.value === key || pair.key.source === key)) as Pair<Scalar, unknown>;
}

/** The node at the end of keys and indices. */
export function nodeAt(root: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (node, step) => (typeof step === 'number' && isSeq(node) ? node.items[step] : pairOf(node, String(step))?.value),
    root,
  );
}

/** An entry of a map that is made: a value, a node to copy, or the pair that it takes value and comments from. */
export type Entry = readonly [key: string, value: Value, from?: Pair];

/** A map in block style of what is given: plain data, nodes, which are copied, and pairs, whose comments come along. */
export function makeMap(entries: readonly Entry[]): YAMLMap {
  const map = new YAMLMap(maker.schema);
  for (const [key, value, from] of entries) {
    if (value === undefined || value === null) continue;
    const name = new Scalar(key);
    if (isNode(from?.key)) Object.assign(name, { commentBefore: from.key.commentBefore, spaceBefore: from.key.spaceBefore });
    map.items.push(new Pair(name, makeNode(value)));
  }
  return map;
}

/** A list in block style. */
export function makeSeq(values: readonly Value[]): YAMLSeq {
  const seq = new YAMLSeq(maker.schema);
  seq.items = values.map(makeNode);
  return seq;
}

export function makeNode(value: Value): unknown {
  return isNode(value) ? (value.clone() as unknown) : maker.createNode(value);
}

/** Gives the comment above a map or list to its first entry, with which it goes where that goes. */
export function settleComments(node: unknown): void {
  if (isMap(node)) settle(node, node.items[0]?.key);
  else if (isSeq(node)) settle(node, node.items[0]);
  settleWithin(node);
}

function settleWithin(node: unknown): void {
  if (isMap(node)) for (const { value } of node.items) settleComments(value);
  // the comment above an entry of a list stays above its dash
  else if (isSeq(node)) for (const item of node.items) settleWithin(item);
}

function settle(collection: YAMLMap | YAMLSeq, first: unknown): void {
  if (!collection.commentBefore || collection.flow || !isNode(first) || first.commentBefore) return;
  first.commentBefore = collection.commentBefore;
  collection.commentBefore = undefined;
}
