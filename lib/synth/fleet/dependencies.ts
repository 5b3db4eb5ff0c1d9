import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { NONE, type Tree } from './tree';

/** Everything below one construct comes after everything below another. */
export interface Dependency {
  readonly source: number;
  readonly target: number;
}

/** A dependency on a construct of another app, or on itself: cdk8s answers to it in its own way. */
export class UnknownDependency extends Error {}

/** The dependencies among the constructs of a tree, in the order of the tree. */
export class Dependencies {
  public readonly all: readonly Dependency[];
  /** By position: the first dependency whose source it is, or that comes after it. */
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

  /** Returns the dependencies among the constructs in and below one. */
  public inside(root: number): readonly Dependency[] {
    const inside: Dependency[] = [];
    for (let at = this.firsts[root]; at < this.firsts[this.tree.ends[root]]; at++) {
      if (this.tree.contains(root, this.all[at].target)) inside.push(this.all[at]);
    }
    return inside;
  }
}

/**
 * Makes charts depend on each other as their constructs do, and on the charts within, as cdk8s does before it asks for the order of the charts.
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
