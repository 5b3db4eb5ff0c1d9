import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { NONE, type Tree } from './tree';

/** A dependency of one construct on another, by position in the tree. */
export interface Dependency {
  readonly source: number;
  readonly target: number;
}

/** Thrown for a dependency on a construct of another app or on itself, which is left to cdk8s. */
export class UnknownDependency extends Error {}

/** The dependencies among the constructs of a tree, in the order of the tree. */
export class Dependencies {
  public readonly all: readonly Dependency[];
  /** Index of the first dependency whose source has that position or a later one. */
  public readonly firsts: Int32Array;

  constructor(private readonly tree: Tree) {
    const { constructs, size } = tree;
    const all: Dependency[] = [];
    this.firsts = new Int32Array(size + 1);
    for (let source = 0; source < size; source++) {
      this.firsts[source] = all.length;
      for (const other of constructs[source].node.dependencies) {
        const target = tree.positionOf(other, source);
        if (target === undefined || target === source) throw new UnknownDependency();
        all.push({ source, target });
      }
    }
    this.firsts[size] = all.length;
    this.all = all;
  }

  /** Returns the dependencies among a construct and those below it. */
  public inside(root: number): readonly Dependency[] {
    const inside: Dependency[] = [];
    for (let at = this.firsts[root]; at < this.firsts[this.tree.ends[root]]; at++) {
      if (this.tree.contains(root, this.all[at].target)) inside.push(this.all[at]);
    }
    return inside;
  }
}

/**
 * Adds dependencies between charts whose constructs depend on each other, and on nested charts, as cdk8s does before it orders charts.
 *
 * @returns whether any chart depends on another
 */
export function connectCharts(tree: Tree, { all }: Dependencies): boolean {
  let connected = false;
  const connect = (source: IConstruct, target: IConstruct) => {
    source.node.addDependency(target);
    connected = true;
  };
  for (const position of tree.chartPositions) {
    const parent = tree.parents[position];
    if (parent !== NONE && tree.charts[parent] === parent) connect(tree.constructs[parent], tree.constructs[position]);
  }
  for (const { source, target } of all) {
    if (tree.charts[source] !== NONE && tree.charts[source] === tree.charts[target]) continue;
    const from = chartOf(tree, source);
    const to = chartOf(tree, target);
    if (from !== to) connect(from, to);
  }
  return connected;
}

function chartOf(tree: Tree, position: number): IConstruct {
  const chart = tree.charts[position];
  return chart === NONE ? Chart.of(tree.constructs[position]) : tree.constructs[chart];
}
