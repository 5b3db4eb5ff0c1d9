import type { Dependencies } from './dependencies';
import { Graph } from './graph';
import type { Tree } from './tree';

/** Paths that JavaScript takes for an index: cdk8s keeps constructs in an object by path, which lists those first. */
const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;
const LAST_INDEX = 2 ** 32 - 2;

/** The order in which cdk8s writes constructs: each after what it depends on. */
export class Order {
  /** The construct that within() was asked about last, and its order; the app, which it is not asked about, where there was none. */
  private last = 0;
  private lastOrder: readonly number[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly dependencies: Dependencies,
  ) {}

  /**
   * All constructs.
   *
   * @param implied whether objects depend on each other as the constructs do that they lie in
   * @throws for a cycle
   */
  public ofAll(implied: boolean): readonly number[] {
    const constructs = this.indexesFirst(this.upTo(this.tree.size));
    const inside = this.dependencies.inside(0);
    return inside.length === 0 ? constructs : new Graph(this.tree, 0, inside, implied).search(constructs);
  }

  /** The charts, where none depends on another: as they stand in the tree. */
  public ofCharts(): readonly number[] {
    return this.indexesFirst(this.tree.chartPositions);
  }

  /**
   * The constructs in and below one, which is not the app, by how far they are behind it in the tree. A fleet has many charts of few shapes: of one that is
   * built as the one before it is that of the one before.
   *
   * @throws for a cycle
   */
  public within(root: number): readonly number[] {
    if (this.last === 0 || !this.isBuiltAsLast(root)) {
      this.lastOrder = this.search(root);
      this.last = root;
    }
    return this.lastOrder;
  }

  private search(root: number): readonly number[] {
    const inside = this.dependencies.inside(root);
    const constructs = this.upTo(this.tree.ends[root] - root);
    if (inside.length === 0) return constructs;
    return new Graph(this.tree, root, inside, true).search(constructs.map((behind) => root + behind)).map((position) => position - root);
  }

  /** Whether the constructs in and below one, and what they depend on among themselves, are as those of the last one. */
  private isBuiltAsLast(root: number): boolean {
    const { last, tree } = this;
    const { all, firsts } = this.dependencies;
    const size = tree.ends[root] - root;
    const count = firsts[root + size] - firsts[root];
    if (tree.ends[last] - last !== size || firsts[last + size] - firsts[last] !== count) return false;
    for (let behind = 0; behind < size; behind++) {
      const one = root + behind;
      const other = last + behind;
      if (tree.ends[one] - root !== tree.ends[other] - last || tree.isObject[one] !== tree.isObject[other]) return false;
      if (tree.charts[one] - root !== tree.charts[other] - last) return false;
    }
    for (let at = 0; at < count; at++) {
      const one = all[firsts[root] + at];
      const other = all[firsts[last] + at];
      if (one.source - root !== other.source - last) return false;
      const isOutside = !tree.contains(root, one.target) && !tree.contains(last, other.target);
      if (!isOutside && one.target - root !== other.target - last) return false;
    }
    return true;
  }

  private upTo(size: number): readonly number[] {
    return Array.from({ length: size }, (_, position) => position);
  }

  private indexesFirst(positions: readonly number[]): readonly number[] {
    const { tree } = this;
    // only what lies in the app itself has a path of one step
    const indexes = positions.filter((position) => tree.parents[position] === 0 && isIndex(tree.constructs[position].node.path));
    if (indexes.length === 0) return positions;
    const first = new Set(indexes);
    indexes.sort((one, other) => Number(tree.constructs[one].node.path) - Number(tree.constructs[other].node.path));
    return [...indexes, ...positions.filter((position) => !first.has(position))];
  }
}

function isIndex(path: string): boolean {
  return path.length <= 10 && INDEX.test(path) && Number(path) <= LAST_INDEX;
}
