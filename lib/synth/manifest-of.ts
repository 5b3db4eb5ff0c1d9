import type { GroupVersionKind } from 'cdk8s';
import type { DraftManifest } from './draft';
import { isList, isOdd } from './fleet/plain';

/** An amount or a port as the generated types have it: Quantity, IntOrString. */
interface NumberOrText {
  readonly value: number | string;
}

/**
 * Generated types as Kubernetes takes them: amounts and ports as they are written, and values of enums as text. Fields that the generated types name
 * otherwise than Kubernetes are left to the generated code, `toJson_Volume()` for a volume of the user.
 */
export type Wire<Type> = IsAny<Type> extends true ? Type : Type extends unknown ? WireOfOne<Type> : never;

type WireOfOne<Type> = [Type, NumberOrText] extends [NumberOrText, Type]
  ? number | string
  : Type extends string
    ? string
    : Type extends (infer Element)[]
      ? Wire<Element>[]
      : Type extends object
        ? { [Field in keyof Type]: Wire<Type[Field]> }
        : Type;

type IsAny<Type> = 0 extends Type & 1 ? true : false;

/** The fields that are put before the others. */
const ROOT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** Manifests in which something resolves itself at synthesis, as a Lazy does, or is of a class. */
const resolving = new WeakSet<object>();

/**
 * The manifest of an object: a copy of its parts without what is undefined or null, so that no later change of the
 * user's lists and maps reaches it. What is frozen is shared: the labels of an app by all its objects, the parts that never differ by all apps.
 */
export function manifestOf<Props extends object>({ apiVersion, kind }: GroupVersionKind, props: Wire<Props>): DraftManifest {
  const copy = new Copy();
  const fields = props as { readonly [field: string]: unknown };
  const manifest: { [field: string]: unknown } = {};
  manifest.apiVersion = apiVersion;
  manifest.kind = kind;
  manifest.metadata = copy.of(fields.metadata);
  for (const field in fields) if (!ROOT.has(field) && isThere(fields[field])) manifest[field] = copy.of(fields[field]);
  if (!copy.isPlain) resolving.add(manifest);
  return manifest as unknown as DraftManifest;
}

/** Whether only cdk8s knows what a manifest will be written as. */
export function resolvesItself(manifest: DraftManifest): boolean {
  return resolving.has(manifest);
}

class Copy {
  /** Whether all was plain data so far. */
  public isPlain = true;

  public of(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) {
      if (typeof value === 'function' || typeof value === 'symbol') this.isPlain = false;
      return value;
    }
    const isFrozen = Object.isFrozen(value);
    if (isFrozen && isWritten(value)) return value;
    if (isFrozen && Array.isArray(value) && !isList(value)) {
      this.isPlain = false;
      return value;
    }
    if (Array.isArray(value)) {
      // of the length that it has: one that grows is kept with room for more
      const list = new Array<unknown>(value.length);
      for (let index = 0; index < value.length; index++) list[index] = this.of(value[index]);
      return list;
    }
    if (!isMap(value)) {
      this.isPlain = false;
      return value;
    }
    const map: { [key: string]: unknown } = {};
    for (const key in value) {
      if (isOdd(key)) this.isPlain = false;
      if (isThere(value[key])) map[key] = this.of(value[key]);
    }
    return map;
  }
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Whether a part is written as it is, with nothing to leave out. */
function isWritten(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return isThere(part) && typeof part !== 'function' && typeof part !== 'symbol';
  if (Array.isArray(part)) {
    for (const element of part) if (!isWritten(element)) return false;
    return isList(part);
  }
  if (!isMap(part)) return false;
  for (const key in part) if (isOdd(key) || !isWritten(part[key])) return false;
  return true;
}

/** Whether an object is of no class; one of another realm, or without a prototype, is of none. */
function isMap(value: object): value is { readonly [key: string]: unknown } {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
