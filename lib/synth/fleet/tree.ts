import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The position of no construct. */
export const NONE = -1;

/** Number of preceding positions that are searched first, since most constructs depend on a recent one. */
const RECENT = 16;

/** Returns a construct and all constructs below it in the order of the tree, parents first. */
export function withAllBelow(root: IConstruct): IConstruct[] {
  const constructs: IConstruct[] = [];
  // an explicit stack, since recursion overflows for deep trees
  const left: IConstruct[] = [root];
  for (let construct = left.pop(); construct; construct = left.pop()) {
    constructs.push(construct);
    const { children } = construct.node;
    for (let index = children.length - 1; index >= 0; index--) left.push(children[index]);
  }
  return constructs;
}

/** The constructs of an app by position, parents first: the constructs below one follow it without a gap. */
export class Tree {
  public readonly size: number;
  /** Position of the parent. */
  public readonly parents: Int32Array;
  /** Position after the last construct below. */
  public readonly ends: Int32Array;
  /** Position of the chart of a construct; for a chart its own; NONE outside of charts. */
  public readonly charts: Int32Array;
  /** 1 for an ApiObject. */
  public readonly isObject: Uint8Array;
  /** Positions of the charts. */
  public readonly chartPositions: readonly number[];
  private positions?: Map<IConstruct, number>;

  /** @param constructs a construct and all below it, parents first */
  constructor(public readonly constructs: readonly IConstruct[]) {
    this.size = constructs.length;
    this.parents = new Int32Array(this.size);
    this.ends = new Int32Array(this.size);
    this.charts = new Int32Array(this.size);
    this.isObject = new Uint8Array(this.size);
    const chartPositions: number[] = [];
    // positions of the ancestors of the current construct
    const around: number[] = [];
    for (let position = 0; position < this.size; position++) {
      const construct = constructs[position];
      const { scope } = construct.node;
      while (around.length > 0 && constructs[around[around.length - 1]] !== scope) this.ends[around.pop()!] = position;
      const parent = around.length > 0 ? around[around.length - 1] : NONE;
      this.parents[position] = parent;
      this.charts[position] = parent === NONE ? NONE : this.charts[parent];
      if (ApiObject.isApiObject(construct)) this.isObject[position] = 1;
      else if (Chart.isChart(construct)) {
        this.charts[position] = position;
        chartPositions.push(position);
      }
      around.push(position);
    }
    for (const position of around) this.ends[position] = this.size;
    this.chartPositions = chartPositions;
  }

  /**
   * Returns the position of a construct; undefined for one of another app.
   *
   * @param near position from which the search starts
   */
  public positionOf(construct: IConstruct, near: number): number | undefined {
    for (let position = near; position >= 0 && position > near - RECENT; position--)
      if (this.constructs[position] === construct) return position;
    this.positions ??= new Map(this.constructs.map((one, position) => [one, position]));
    return this.positions.get(construct);
  }

  /** Returns whether a construct is another one or below it. */
  public contains(outer: number, inner: number): boolean {
    return outer <= inner && inner < this.ends[outer];
  }

  /** Returns the objects in and below a construct that belong to the same chart. */
  public objectsOf(position: number): number[] {
    const objects: number[] = [];
    const chart = this.charts[position];
    for (let at = position; at < this.ends[position]; at++) if (this.isObject[at] && this.charts[at] === chart) objects.push(at);
    return objects;
  }
}
