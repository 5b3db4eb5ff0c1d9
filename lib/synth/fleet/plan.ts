import { type ApiObject, type App, Chart } from 'cdk8s';
import { connectCharts, Dependencies } from './dependencies';
import { Order } from './order';
import { Tree, withAllBelow } from './tree';

/** A chart with its objects in order. */
export interface PlannedChart {
  readonly chart: Chart;
  readonly objects: readonly ApiObject[];
}

/** The charts of an app in order. */
export interface Plan {
  readonly charts: readonly PlannedChart[];
  /** Whether charts depend on each other, so that their files are numbered. */
  readonly connected: boolean;
}

/** Orders the charts of an app and their objects. */
export function planOf(app: App): Plan {
  const tree = new Tree(withAllBelow(app));
  const given = new Dependencies(tree);
  const connected = connectCharts(tree, given);
  const order = new Order(tree, connected ? new Dependencies(tree) : given);
  const positions = connected ? order.ofAll(true).filter((position) => tree.charts[position] === position) : order.ofCharts();
  return { charts: positions.map((position) => plannedChart(tree, order, position)), connected };
}

function plannedChart(tree: Tree, order: Order, position: number): PlannedChart {
  const objects: ApiObject[] = [];
  for (const offset of order.within(position)) {
    const at = position + offset;
    if (tree.isObject[at] && tree.charts[at] === position) objects.push(tree.constructs[at] as ApiObject);
  }
  return { chart: tree.constructs[position] as Chart, objects };
}

/** Returns the charts of an app in order. */
export function chartsOf(app: App, implied: boolean): Chart[] {
  const tree = new Tree(withAllBelow(app));
  return new Order(tree, new Dependencies(tree))
    .ofAll(implied)
    .map((position) => tree.constructs[position])
    .filter((construct): construct is Chart => Chart.isChart(construct));
}
