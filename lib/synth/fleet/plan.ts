import { type App, Chart } from 'cdk8s';
import { Node } from 'constructs';
import { type AnyObject, Draft } from '../draft';
import { SynthCheck } from '../synth-check';
import { connectCharts, Dependencies } from './dependencies';
import { Order } from './order';
import { type Member, Tree, withAllBelow } from './tree';

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

/**
 * Fails with what the validations of all constructs say; asks each once.
 *
 * @returns all of the tree, where no validation can have changed it
 */
export function validate(app: App): readonly Member[] | undefined {
  const errors: string[] = [];
  const members = withAllBelow(app);
  let changed = false;
  for (const member of members) {
    // a draft has none; a validation may have made an object of it
    const node = member instanceof Draft ? member.made?.node : member.node;
    if (!node) continue;
    if (member instanceof Draft) changed = true;
    const validations = validationsOf(node);
    if (validations?.length === 0) continue;
    // the app's own, which is asked first
    if (validations?.length === 1 && validations[0] instanceof SynthCheck) validations[0].look(members);
    else {
      changed = true;
      for (const error of node.validate()) errors.push(`[${node.path}] ${error}`);
    }
  }
  if (errors.length > 0) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  return changed ? undefined : members;
}

/** What a node keeps to itself. */
interface Validated {
  readonly _validations?: readonly unknown[];
}

const NONE: readonly unknown[] = [];

/** Undefined where they are named otherwise, and the node must be asked. */
function validationsOf(node: Node): readonly unknown[] | undefined {
  if (node.validate !== Node.prototype.validate || !('_validations' in node)) return undefined;
  return (node as unknown as Validated)._validations ?? NONE;
}

/**
 * Brings charts and objects into order.
 *
 * @param members all of the tree, where it is known
 */
export function planOf(app: App, members: readonly Member[] = withAllBelow(app)): Plan {
  const tree = new Tree(members);
  const given = new Dependencies(tree);
  const connected = connectCharts(tree, given);
  const order = new Order(tree, connected ? new Dependencies(tree) : given);
  const positions = connected ? order.ofAll(true).filter((position) => tree.charts[position] === position) : order.ofCharts();
  return { charts: positions.map((position) => plannedChart(tree, order, position)), connected };
}

function plannedChart(tree: Tree, order: Order, position: number): PlannedChart {
  const objects: AnyObject[] = [];
  for (const behind of order.within(position)) {
    const at = position + behind;
    if (tree.isObject[at] && tree.charts[at] === position) objects.push(tree.members[at] as AnyObject);
  }
  return { chart: tree.members[position] as Chart, objects };
}

/** The charts in order, without what their constructs say of it. */
export function chartsOf(app: App, implied: boolean): Chart[] {
  const tree = new Tree(withAllBelow(app));
  return new Order(tree, new Dependencies(tree))
    .ofAll(implied)
    .map((position) => tree.members[position])
    .filter((member): member is Chart => Chart.isChart(member));
}
