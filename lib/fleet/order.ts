import type { Dependency } from './dependencies';
import { Graph } from './graph';
import type { Tree } from './tree';

/** Paths that JavaScript takes for an index: cdk8s keeps constructs in an object by path, which lists those first. */
const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;
const LAST_INDEX = 2 ** 32 - 2;

/**
 * The order in which cdk8s writes the constructs in and below one: each after what it depends on.
 *
 * @param dependencies all of the tree, by their source
 * @param implied whether objects depend on each other as the constructs do that they lie in
 * @throws for a cycle
 */
export function orderOf(tree: Tree, root: number, dependencies: readonly Dependency[], implied: boolean): readonly number[] {
  const constructs = indexesFirst(tree, root);
  const inside: Dependency[] = [];
  for (let at = firstFrom(dependencies, root); at < dependencies.length && dependencies[at].source < tree.ends[root]; at++) {
    if (tree.contains(root, dependencies[at].target)) inside.push(dependencies[at]);
  }
  return inside.length === 0 ? constructs : new Graph(tree, root, inside, implied).search(constructs);
}

function indexesFirst(tree: Tree, root: number): readonly number[] {
  const indexes: number[] = [];
  const others: number[] = [];
  if (root > 0) {
    // only what lies in the app itself has a path of one step
    for (let position = root; position < tree.ends[root]; position++) others.push(position);
    return others;
  }
  for (let position = root; position < tree.ends[root]; position++) {
    (tree.parents[position] === 0 && isIndex(tree.constructAt(position).node.path) ? indexes : others).push(position);
  }
  if (indexes.length === 0) return others;
  indexes.sort((one, other) => Number(tree.constructAt(one).node.path) - Number(tree.constructAt(other).node.path));
  return [...indexes, ...others];
}

function isIndex(path: string): boolean {
  return path.length <= 10 && INDEX.test(path) && Number(path) <= LAST_INDEX;
}

/** Position of the first dependency whose source is that construct, or comes after it. */
function firstFrom(dependencies: readonly Dependency[], source: number): number {
  let low = 0;
  let high = dependencies.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (dependencies[middle].source < source) low = middle + 1;
    else high = middle;
  }
  return low;
}
