import { Chart } from 'cdk8s';
import { Dependable, type IConstruct } from 'constructs';
import { Draft } from '../draft';
import { type Member, NONE, type Tree } from './tree';

/** That everything below one construct comes after everything below another. */
export interface Dependency {
  readonly source: number;
  readonly target: number;
}

/** A dependency on a construct of another app, or on itself: cdk8s has an answer of its own to it. */
export class OddDependency extends Error {}

/** The dependencies that all of a tree have, in the order of the tree. */
export class Dependencies {
  public readonly all: readonly Dependency[];
  /** By position: the first dependency whose source it is, or what comes after it. */
  public readonly firsts: Int32Array;

  constructor(private readonly tree: Tree) {
    const { members, size } = tree;
    const all: Dependency[] = [];
    this.firsts = new Int32Array(size + 1);
    for (let source = 0; source < size; source++) {
      this.firsts[source] = all.length;
      for (const other of beforeOf(members[source])) {
        const target = tree.positionOf(other, source);
        if (target === undefined || target === source) throw new OddDependency();
        all.push({ source, target });
      }
    }
    this.firsts[size] = all.length;
    this.all = all;
  }

  /** Those of the constructs in and below one on each other. */
  public inside(root: number): readonly Dependency[] {
    const inside: Dependency[] = [];
    for (let at = this.firsts[root]; at < this.firsts[this.tree.ends[root]]; at++) {
      if (this.tree.contains(root, this.all[at].target)) inside.push(this.all[at]);
    }
    return inside;
  }
}

function beforeOf(member: Member): readonly Member[] {
  if (!(member instanceof Draft)) return member.node.dependencies;
  const { dependencies } = member;
  return dependencies.every(isDraft) ? dependencies : dependencies.flatMap(rootsOf);
}

/** Of a draft itself; others say what stands for them, as the dependencies of a node do. */
function rootsOf(other: Member): readonly Member[] {
  if (isDraft(other)) return [other];
  return Dependable.of(other instanceof Draft ? other.object : other).dependencyRoots;
}

function isDraft(member: Member): boolean {
  return member instanceof Draft && !member.made;
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
    if (parent !== NONE && tree.charts[parent] === parent) connect(tree.constructAt(parent), tree.constructAt(position));
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
  return chart === NONE ? Chart.of(tree.constructAt(position)) : tree.constructAt(chart);
}
