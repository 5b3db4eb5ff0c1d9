import { addOnTriggers } from '../rules/http-add-on/scalers';
import { INTERCEPTOR_ROUTE } from '../rules/http-add-on/upstream';
import { targetOf } from '../rules/keda/target-reference';
import { SCALED_OBJECT } from '../rules/keda/upstream';
import type { Item } from './item';
import type { Workspace } from './workspace';

/** The routes and scalers, including those that a step adds, found by what refers to them. */
export class KnownObjects {
  private readonly routes = new Index();
  private readonly byTrigger = new Index();
  private readonly byName = new Index();
  private readonly byTarget = new Index();
  private count = 0;
  private readonly order = new Map<Item, number>();

  constructor(private readonly workspace: Workspace) {
    for (const item of workspace.items) if (item.kind === INTERCEPTOR_ROUTE || item.kind === SCALED_OBJECT) this.add(item);
  }

  public add(item: Item): void {
    const { kind, namespace, name, manifest } = item;
    this.order.set(item, this.count++);
    if (kind === INTERCEPTOR_ROUTE) {
      this.routes.add([namespace, name], item);
      return;
    }
    this.byName.add([namespace, name], item);
    const target = targetOf(manifest);
    if (target) this.byTarget.add([namespace, target.groupKind, target.name], item);
    for (const trigger of addOnTriggers(manifest)) {
      this.byTrigger.add([namespace, trigger.interceptorRoute ?? trigger.httpScaledObject ?? ''], item);
    }
  }

  /** Returns the route of a name that an object refers to. */
  public route(from: Item, name: string): Item | undefined {
    return this.routes.find([from.namespace, name], this.isSeenBy(from));
  }

  /** Returns the ScaledObject with a trigger for the route, or the one that scales the same workload. */
  public scaler(from: Item): Item | undefined {
    const { namespace, name, manifest } = from;
    const isSeen = this.isSeenBy(from);
    const triggered = this.byTrigger.find([namespace, name], isSeen);
    if (triggered) return triggered;
    const target = targetOf(manifest);
    const found = [
      this.byName.find([namespace, name], isSeen),
      target && this.byTarget.find([namespace, target.groupKind, target.name], isSeen),
    ].filter((item) => item !== undefined);
    return found.sort((a, b) => (this.order.get(a) ?? 0) - (this.order.get(b) ?? 0))[0];
  }

  /** Returns a route or scaler of an object that only some of the kustomizations apply which apply the object. */
  public elsewhere(from: Item): Item | undefined {
    const { workspace } = this;
    const { namespace, name, manifest } = from;
    const target = targetOf(manifest);
    const choose = (items: readonly Item[]) => items.find((item) => workspace.meets(from, item) && !workspace.sees(from, item));
    return (
      this.routes.find([namespace, name], choose) ??
      this.byTrigger.find([namespace, name], choose) ??
      this.byName.find([namespace, name], choose) ??
      (target && this.byTarget.find([namespace, target.groupKind, target.name], choose))
    );
  }

  /** Prefers an object of the same file; otherwise takes one of the same scope. */
  private isSeenBy(from: Item): (items: readonly Item[]) => Item | undefined {
    const { workspace } = this;
    const file = workspace.fileOf(from);
    return (items) => items.find((item) => workspace.fileOf(item) === file) ?? items.find((item) => workspace.sees(from, item));
  }
}

/** Whether a trigger names a route, or the HTTPScaledObject of that name. */
export function namesRoute(
  { interceptorRoute: route, httpScaledObject: object }: { interceptorRoute?: string; httpScaledObject?: string },
  name: string,
): boolean {
  return (route ?? object) === name;
}

class Index {
  private readonly items = new Map<string, Item[]>();

  public add(key: readonly string[], item: Item): void {
    const text = JSON.stringify(key);
    const known = this.items.get(text);
    if (known) known.push(item);
    else this.items.set(text, [item]);
  }

  public find(key: readonly string[], choose: (items: readonly Item[]) => Item | undefined): Item | undefined {
    return choose(this.items.get(JSON.stringify(key)) ?? []);
  }
}
