import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Most constructs depend on what was made right before them. */
const CLOSE = 16;

/** Stands for no construct. */
export const NONE = -1;

/** The constructs of an app in the order of the tree, parents first. */
export function constructsOf(root: IConstruct): IConstruct[] {
  const constructs: IConstruct[] = [];
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
  public readonly constructs: IConstruct[] = [];
  /** Position of the parent. */
  public readonly parents: number[] = [];
  /** Position after the last construct below. */
  public readonly ends: number[] = [];
  /** Position of the chart that a construct is in; of a chart its own; NONE above every chart. */
  public readonly charts: number[] = [];
  public readonly isObject: boolean[] = [];
  private positions?: Map<IConstruct, number>;

  constructor(root: IConstruct) {
    // a stack of our own: a program's is soon used up by deep trees
    const stack: { readonly children: readonly IConstruct[]; readonly position: number; next: number }[] = [];
    const enter = (construct: IConstruct, parent: number) => {
      const position = this.add(construct, parent);
      const { children } = construct.node;
      if (children.length > 0) stack.push({ children, position, next: 0 });
    };
    enter(root, NONE);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top.next < top.children.length) {
        enter(top.children[top.next++], top.position);
        continue;
      }
      this.ends[top.position] = this.constructs.length;
      stack.pop();
    }
  }

  public get size(): number {
    return this.constructs.length;
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

  private add(construct: IConstruct, parent: number): number {
    const position = this.constructs.length;
    this.constructs.push(construct);
    this.parents.push(parent);
    this.ends.push(position + 1);
    const isObject = ApiObject.isApiObject(construct);
    this.isObject.push(isObject);
    this.charts.push(!isObject && Chart.isChart(construct) ? position : parent === NONE ? NONE : this.charts[parent]);
    return position;
  }
}
