import type { Dependencies } from './dependencies';
import { Graph } from './graph';
import type { Tree } from './tree';

/** Paths that are array indexes in JavaScript: cdk8s keys an object by path, whose index keys come first. */
const INDEX = /^(?:0|[1-9][0-9]{0,9})$/;
const LAST_INDEX = 2 ** 32 - 2;

/** The order in which cdk8s writes constructs, each after its dependencies. */
export class Order {
  /** The last argument of within() and its result; 0, the app, before the first call. */
  private last = 0;
  private lastOrder: readonly number[] = [];

  constructor(
    private readonly tree: Tree,
    private readonly dependencies: Dependencies,
  ) {}

  /**
   * Returns all constructs in order.
   *
   * @param implied whether dependencies of constructs apply to the objects below them
   * @throws for a cycle
   */
  public ofAll(implied: boolean): readonly number[] {
    const constructs = this.indexesFirst(this.upTo(this.tree.size));
    const inside = this.dependencies.inside(0);
    return inside.length === 0 ? constructs : new Graph(this.tree, 0, inside, implied).search(constructs);
  }

  /** Returns the charts of an app in which none depends on another. */
  public ofCharts(): readonly number[] {
    return this.indexesFirst(this.tree.chartPositions);
  }

  /**
   * Returns the constructs in and below one other than the app, in order, as offsets from its position. The result is reused for a
   * construct of the same shape as the last one, since a fleet has many charts of few shapes.
   *
   * @throws for a cycle
   */
  public within(root: number): readonly number[] {
    if (this.last === 0 || !this.hasShapeOfLast(root)) {
      this.lastOrder = this.search(root);
      this.last = root;
    }
    return this.lastOrder;
  }

  private search(root: number): readonly number[] {
    const inside = this.dependencies.inside(root);
    const constructs = this.upTo(this.tree.ends[root] - root);
    if (inside.length === 0) return constructs;
    return new Graph(this.tree, root, inside, true).search(constructs.map((offset) => root + offset)).map((position) => position - root);
  }

  /** Returns whether a construct has the same shape as the last one: the same tree and dependencies below it. */
  private hasShapeOfLast(root: number): boolean {
    const { last, tree } = this;
    const { all, firsts } = this.dependencies;
    const size = tree.ends[root] - root;
    const count = firsts[root + size] - firsts[root];
    if (tree.ends[last] - last !== size || firsts[last + size] - firsts[last] !== count) return false;
    for (let offset = 0; offset < size; offset++) {
      const one = root + offset;
      const other = last + offset;
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
    // only children of the app have a path without a slash
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
