import { ApiObject, ApiObjectMetadataDefinition, App, ImplicitTokenResolver, LazyResolver, NumberStringUnionResolver } from 'cdk8s';

/** Plain data as a manifest has it. */
export type Plain = { readonly [key: string]: unknown };

/** What only cdk8s itself renders right. */
const OTHER = Symbol('other');

const DEEP = 100;

/** The resolvers that every App has; they leave plain data as it is. */
const RESOLVERS: readonly unknown[] = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

/** What an ApiObject keeps to itself. */
interface Parts {
  readonly props?: Plain;
  readonly patches?: readonly unknown[];
  readonly metadata?: Plain & { readonly _additionalAttributes?: Plain };
}

/**
 * What `toJson()` of an ApiObject returns, but for the order of the keys, with the parts of its props that need no change as they are. Undefined for what
 * only `toJson()` can tell: JSON patches, classes of their own, Lazy and other values that resolve, resolvers of the user.
 *
 * `toJson()` visits every value four times with a context each: https://github.com/cdk8s-team/cdk8s-core/blob/2.x/src/api-object.ts
 */
export function plainManifest(object: ApiObject): Plain | undefined {
  if (object.toJson !== ApiObject.prototype.toJson || !resolvesNothing(App.of(object))) return undefined;
  const { props, patches, metadata } = object as unknown as Parts;
  if (!isMap(props) || patches?.length !== 0 || !metadata || metadata.toJson !== ApiObjectMetadataDefinition.prototype.toJson)
    return undefined;
  const { name, namespace, annotations, finalizers, ownerReferences, labels, _additionalAttributes: additional } = metadata;
  if (!isMap(additional)) return undefined;
  try {
    const written = withoutEmpty({ ...additional, name, namespace, annotations, finalizers, ownerReferences, labels }, 1);
    return withoutNothing({ ...props, metadata: written }, 0) as Plain;
  } catch (reason) {
    if (reason !== OTHER) throw reason;
    return undefined;
  }
}

const resolving = new WeakMap<App, boolean>();

function resolvesNothing(app: App): boolean {
  let nothing = resolving.get(app);
  if (nothing === undefined) {
    const { resolvers } = app;
    nothing = resolvers?.length === RESOLVERS.length && resolvers.every((resolver, index) => resolver.constructor === RESOLVERS[index]);
    resolving.set(app, nothing);
  }
  return nothing;
}

/** Leaves out what is null or undefined; in a list it stays, as nothing. */
function withoutNothing(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return leaf(value);
  if (depth > DEEP) throw OTHER;
  if (Array.isArray(value)) return elements(value, (element) => withoutNothing(element, depth + 1));
  if (!isMap(value)) throw OTHER;
  let copy: { [key: string]: unknown } | undefined;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) throw OTHER;
    const before = value[key];
    const after = withoutNothing(before, depth + 1);
    if (after === before && after !== undefined) continue;
    copy ??= { ...value };
    if (after === undefined) delete copy[key];
    else copy[key] = after;
  }
  return copy ?? value;
}

/** The same of metadata, of which cdk8s leaves out empty objects and lists, too. */
function withoutEmpty(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return leaf(value);
  if (depth > DEEP) throw OTHER;
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : elements(value, (element) => withoutEmpty(element, depth + 1));
  }
  if (!isMap(value)) throw OTHER;
  const copy: { [key: string]: unknown } = {};
  let empty = true;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) throw OTHER;
    const after = withoutEmpty(value[key], depth + 1);
    if (after === undefined) continue;
    copy[key] = after;
    empty = false;
  }
  return empty ? undefined : copy;
}

function leaf(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value === 'function' || typeof value === 'symbol') throw OTHER;
  return value;
}

function elements(list: readonly unknown[], plain: (element: unknown) => unknown): readonly unknown[] {
  if ((list as { resolve?: unknown }).resolve !== undefined || (list as { value?: unknown }).value !== undefined) throw OTHER;
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const after = plain(list[index]);
    if (after === list[index]) continue;
    copy ??= [...list];
    copy[index] = after;
  }
  return copy ?? list;
}

/** An object that cdk8s takes apart key by key, as it does those of one realm that do not resolve themselves. */
function isMap(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !Object.hasOwn(value, 'constructor') &&
    !Object.hasOwn(value, '__proto__') &&
    typeof (value as { resolve?: unknown }).resolve !== 'function'
  );
}
