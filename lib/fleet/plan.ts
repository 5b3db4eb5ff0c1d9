import { type App, Chart } from 'cdk8s';
import { type AnyObject, Draft } from '../draft';
import { connectCharts, dependenciesOf } from './dependencies';
import { orderOf } from './order';
import { allOf, Tree } from './tree';

/** A chart with its own objects in the order in which they are written. */
export interface PlannedChart {
  readonly chart: Chart;
  readonly objects: readonly AnyObject[];
}

/** What an app writes, in order. */
export interface Plan {
  readonly charts: readonly PlannedChart[];
  /** Whether charts depend on each other; their files are numbered then. */
  readonly connected: boolean;
}

/** Fails with what the validations of all constructs say; asks each once. */
export function validate(app: App): void {
  const errors: string[] = [];
  for (const member of allOf(app)) {
    // a draft has none; a validation may have made an object of it
    const node = member instanceof Draft ? member.made?.node : member.node;
    if (node) for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
  }
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
}

/** Brings charts and objects into order. */
export function planOf(app: App): Plan {
  const tree = new Tree(app);
  const given = dependenciesOf(tree);
  const connected = connectCharts(tree, given);
  const dependencies = connected ? dependenciesOf(tree) : given;
  // of charts that do not depend on each other the order is that of the tree
  const constructs = orderOf(tree, 0, connected ? dependencies : [], true);
  const charts = constructs
    .filter((position) => tree.charts[position] === position)
    .map((chart) => ({
      chart: tree.members[chart] as Chart,
      objects: orderOf(tree, chart, dependencies, true)
        .filter((position) => tree.isObject[position] && tree.charts[position] === chart)
        .map((position) => tree.members[position] as AnyObject),
    }));
  return { charts, connected };
}

/** The charts in order, without what their constructs say of it. */
export function chartsOf(app: App, implied: boolean): Chart[] {
  const tree = new Tree(app);
  return orderOf(tree, 0, dependenciesOf(tree), implied)
    .map((position) => tree.members[position])
    .filter((member): member is Chart => Chart.isChart(member));
}
