import type { Dependency } from './dependencies';
import type { Tree } from './tree';

/**
 * The dependency graph of a construct and those below it.
 *
 * For a dependency between two constructs cdk8s adds an edge for every pair of their objects, and its search visits vertices repeatedly:
 * 4^n steps for a chain of n charts (https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/dependency.ts). Here two additional vertices
 * replace the edges between the pairs: one for all objects of the target, and one for all targets of a source. The topological order is
 * the same.
 */
export class Graph {
  /** Edges by vertex: first the constructs in the order of the tree, then the additional vertices. */
  private readonly outbound: (number[] | undefined)[] = [];
  private readonly hasInbound: boolean[] = [];
  private readonly size: number;
  private vertices: number;
  /** The additional vertex for all objects of a construct. */
  private readonly objects = new Map<number, number>();

  constructor(
    private readonly tree: Tree,
    private readonly root: number,
    dependencies: readonly Dependency[],
    implied: boolean,
  ) {
    this.size = tree.ends[root] - root;
    this.vertices = this.size;
    for (const { source, target } of dependencies) this.connect(source - root, target - root);
    if (implied) for (const [source, targets] of this.bySource(dependencies)) this.imply(source, targets);
  }

  /**
   * Returns the constructs, each after its dependencies.
   *
   * @param constructs the constructs in the order of the search
   * @throws for a cycle
   */
  public search(constructs: readonly number[]): number[] {
    const order: number[] = [];
    const entered = new Uint8Array(this.vertices);
    const left = new Uint8Array(this.vertices);
    // an explicit stack, since recursion overflows for a chain of ten thousand
    const stack: { readonly vertex: number; readonly outbound: readonly number[]; next: number }[] = [];
    const leave = (vertex: number) => {
      left[vertex] = 1;
      if (vertex < this.size) order.push(vertex + this.root);
    };
    const enter = (vertex: number) => {
      entered[vertex] = 1;
      const outbound = this.outbound[vertex];
      if (outbound) stack.push({ vertex, outbound, next: 0 });
      else leave(vertex);
    };
    const searchFrom = (start: number) => {
      if (entered[start]) return;
      enter(start);
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        if (top.next === top.outbound.length) {
          leave(top.vertex);
          stack.pop();
          continue;
        }
        const vertex = top.outbound[top.next++];
        if (!entered[vertex]) enter(vertex);
        else if (!left[vertex]) this.failFor(stack.map((step) => step.vertex).slice(stack.findIndex((step) => step.vertex === vertex)));
      }
    };
    for (const construct of constructs) if (!this.hasInbound[construct - this.root]) searchFrom(construct - this.root);
    // the remaining constructs are on a cycle, or reachable only from one
    for (const construct of constructs) searchFrom(construct - this.root);
    return order;
  }

  private connect(source: number, target: number): void {
    const outbound = this.outbound[source];
    if (outbound) outbound.push(target);
    else this.outbound[source] = [target];
    this.hasInbound[target] = true;
  }

  /** Groups the targets by source, without dependencies of a single object on another, which imply no others. */
  private bySource(dependencies: readonly Dependency[]): Map<number, number[]> {
    const bySource = new Map<number, number[]>();
    for (const { source, target } of dependencies) {
      if (this.isSingle(source) && this.isSingle(target)) continue;
      const targets = bySource.get(source);
      if (targets) targets.push(target);
      else bySource.set(source, [target]);
    }
    return bySource;
  }

  private isSingle(position: number): boolean {
    return this.tree.isObject[position] === 1 && this.tree.ends[position] === position + 1;
  }

  /** Adds the dependencies of a construct's objects on those of its targets. */
  private imply(source: number, targets: readonly number[]): void {
    const sources = this.tree.objectsOf(source);
    if (sources.length === 0) return;
    if (targets.some((target) => this.overlap(source, target))) {
      for (const object of sources) for (const target of targets) this.implyOne(object, source, target);
      return;
    }
    const all = this.vertices++;
    for (const target of targets) this.connect(all, this.objectsVertex(target));
    for (const object of sources) this.connect(object - this.root, all);
  }

  /** Adds the dependencies of one object, except on itself if the source contains the target or the reverse. */
  private implyOne(object: number, source: number, target: number): void {
    if (!this.overlap(source, target)) {
      this.connect(object - this.root, this.objectsVertex(target));
      return;
    }
    for (const other of this.tree.objectsOf(target)) if (other !== object) this.connect(object - this.root, other - this.root);
  }

  private overlap(source: number, target: number): boolean {
    const { tree } = this;
    return tree.charts[source] === tree.charts[target] && (tree.contains(source, target) || tree.contains(target, source));
  }

  private objectsVertex(target: number): number {
    let vertex = this.objects.get(target);
    if (vertex === undefined) {
      vertex = this.vertices++;
      this.objects.set(target, vertex);
      for (const object of this.tree.objectsOf(target)) this.connect(vertex, object - this.root);
    }
    return vertex;
  }

  private failFor(cycle: readonly number[]): never {
    const paths = cycle.filter((vertex) => vertex < this.size).map((vertex) => this.tree.constructs[vertex + this.root].node.path);
    throw new Error(`Dependency cycle detected: ${[...paths, paths[0]].join(' => ')}`);
  }
}
