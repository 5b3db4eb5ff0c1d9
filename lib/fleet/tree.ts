import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Stands for no construct. */
export const NONE = -1;

/** Most constructs depend on what was made right before them. */
const CLOSE = 16;

/** A construct and all below it in the order of the tree, parents first. */
export function constructsOf(root: IConstruct): IConstruct[] {
  const constructs: IConstruct[] = [];
  // a stack of our own: a program's is soon used up by deep trees
  const left = [root];
  for (let construct = left.pop(); construct; construct = left.pop()) {
    constructs.push(construct);
    const { children } = construct.node;
    for (let index = children.length - 1; index >= 0; index--) left.push(children[index]);
  }
  return constructs;
}

/**
 * The constructs of an app in the order of the tree, parents first: what is below a construct follows it without a gap. Each is known by its position.
 */
export class Tree {
  public readonly constructs: readonly IConstruct[];
  public readonly size: number;
  /** Position of the parent. */
  public readonly parents: Int32Array;
  /** Position after the last construct below. */
  public readonly ends: Int32Array;
  /** Position of the chart that a construct is in; of a chart its own; NONE above every chart. */
  public readonly charts: Int32Array;
  /** 1 for an ApiObject. */
  public readonly isObject: Uint8Array;
  private positions?: Map<IConstruct, number>;

  constructor(root: IConstruct) {
    this.constructs = constructsOf(root);
    this.size = this.constructs.length;
    this.parents = new Int32Array(this.size);
    this.ends = new Int32Array(this.size);
    this.charts = new Int32Array(this.size);
    this.isObject = new Uint8Array(this.size);
    // the constructs around the one that is looked at
    const around: number[] = [];
    for (let position = 0; position < this.size; position++) {
      const construct = this.constructs[position];
      while (around.length > 0 && this.constructs[around[around.length - 1]] !== construct.node.scope) this.ends[around.pop()!] = position;
      const parent = around.length > 0 ? around[around.length - 1] : NONE;
      const isObject = ApiObject.isApiObject(construct);
      this.parents[position] = parent;
      this.isObject[position] = isObject ? 1 : 0;
      this.charts[position] = !isObject && Chart.isChart(construct) ? position : parent === NONE ? NONE : this.charts[parent];
      around.push(position);
    }
    for (const position of around) this.ends[position] = this.size;
  }

  /**
   * Position of a construct; undefined for one of another app.
   *
   * @param near position that it is likely to be close to
   */
  public positionOf(construct: IConstruct, near: number): number | undefined {
    for (let position = near; position >= 0 && position > near - CLOSE; position--)
      if (this.constructs[position] === construct) return position;
    if (!this.positions) {
      this.positions = new Map();
      for (let position = 0; position < this.size; position++) this.positions.set(this.constructs[position], position);
    }
    return this.positions.get(construct);
  }

  /** Whether the second is the first, or lies below it. */
  public contains(outer: number, inner: number): boolean {
    return outer <= inner && inner < this.ends[outer];
  }

  /** The objects in and below a construct that belong to the same chart. */
  public objectsOf(position: number): number[] {
    const objects: number[] = [];
    const chart = this.charts[position];
    for (let at = position; at < this.ends[position]; at++) if (this.isObject[at] && this.charts[at] === chart) objects.push(at);
    return objects;
  }
}
