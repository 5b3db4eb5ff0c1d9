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
export function dependenciesOf(tree: Tree): Dependency[] {
  const dependencies: Dependency[] = [];
  for (let source = 0; source < tree.size; source++) {
    const member = tree.members[source];
    for (const other of beforeOf(member)) {
      const target = tree.positionOf(other, source);
      if (target === undefined || target === source) throw new OddDependency();
      dependencies.push({ source, target });
    }
  }
  return dependencies;
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
 * @param dependencies of the constructs
 * @returns whether any chart depends on another
 */
export function connectCharts(tree: Tree, dependencies: readonly Dependency[]): boolean {
  let connected = false;
  const connect = (source: IConstruct, target: IConstruct) => {
    source.node.addDependency(target);
    connected = true;
  };
  for (let position = 0; position < tree.size; position++) {
    const parent = tree.parents[position];
    if (tree.charts[position] === position && parent !== NONE && tree.charts[parent] === parent) {
      connect(tree.constructAt(parent), tree.constructAt(position));
    }
  }
  for (const { source, target } of dependencies) {
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
