import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { type AnyObject, Draft, membersOf } from '../draft';

/** Stands for no construct. */
export const NONE = -1;

/** Most constructs depend on what was made right before them. */
const CLOSE = 16;

/** A construct, or an object that is to be one. */
export type Member = IConstruct | Draft;

/** A construct and all below it in the order of the tree, parents first. */
export function withAllBelow(root: IConstruct): Member[] {
  const members: Member[] = [];
  // a stack of our own: a program's is soon used up by deep trees
  const left: Member[] = [root];
  for (let member = left.pop(); member; member = left.pop()) {
    members.push(member);
    if (member instanceof Draft) continue;
    const inside = membersOf(member);
    for (let index = inside.length - 1; index >= 0; index--) left.push(inside[index]);
  }
  return members;
}

/** Whether something in the tree is an object. */
export function isObject(member: Member): member is AnyObject {
  return member instanceof Draft || ApiObject.isApiObject(member);
}

/**
 * All of an app in the order of the tree, parents first: what is below a construct follows it without a gap. Each is known by its position.
 */
export class Tree {
  public readonly size: number;
  /** Position of the parent. */
  public readonly parents: Int32Array;
  /** Position after the last construct below. */
  public readonly ends: Int32Array;
  /** Position of the chart that a construct is in; of a chart its own; NONE above every chart. */
  public readonly charts: Int32Array;
  /** 1 for an ApiObject. */
  public readonly isObject: Uint8Array;
  /** Positions of the charts. */
  public readonly chartPositions: readonly number[];
  private positions?: Map<Member, number>;

  /** @param members a construct and all below it, parents first */
  constructor(public readonly members: readonly Member[]) {
    this.size = this.members.length;
    this.parents = new Int32Array(this.size);
    this.ends = new Int32Array(this.size);
    this.charts = new Int32Array(this.size);
    this.isObject = new Uint8Array(this.size);
    const chartPositions: number[] = [];
    // the constructs around the one that is looked at
    const around: number[] = [];
    for (let position = 0; position < this.size; position++) {
      const member = this.members[position];
      const scope = member instanceof Draft ? member.scope : member.node.scope;
      while (around.length > 0 && this.members[around[around.length - 1]] !== scope) this.ends[around.pop()!] = position;
      const parent = around.length > 0 ? around[around.length - 1] : NONE;
      this.parents[position] = parent;
      this.charts[position] = parent === NONE ? NONE : this.charts[parent];
      if (isObject(member)) this.isObject[position] = 1;
      else if (Chart.isChart(member)) {
        this.charts[position] = position;
        chartPositions.push(position);
      }
      around.push(position);
    }
    for (const position of around) this.ends[position] = this.size;
    this.chartPositions = chartPositions;
  }

  /**
   * Position of a member; undefined for one of another app.
   *
   * @param near position that it is likely to be close to
   */
  public positionOf(member: Member, near: number): number | undefined {
    for (let position = near; position >= 0 && position > near - CLOSE; position--) if (this.members[position] === member) return position;
    if (!this.positions) {
      this.positions = new Map();
      for (let position = 0; position < this.size; position++) this.positions.set(this.members[position], position);
    }
    return this.positions.get(member);
  }

  /** The construct at a position. */
  public constructAt(position: number): IConstruct {
    const member = this.members[position];
    return member instanceof Draft ? member.object : member;
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
