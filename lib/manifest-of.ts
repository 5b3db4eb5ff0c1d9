import type { ApiObjectProps, GroupVersionKind } from 'cdk8s';

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

/**
 * The manifest of an object: a copy of its parts without what is undefined, so that no later change of the user's lists and maps reaches it. What is frozen
 * is shared: the labels of an app by all its objects, the parts that never differ by all apps.
 */
export function manifestOf<Props extends object>({ apiVersion, kind }: GroupVersionKind, props: Wire<Props>): ApiObjectProps {
  return { apiVersion, kind, ...(copyOf(props) as object) };
}

function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) {
    // of the length that it has: one that grows is kept with room for more
    const list = new Array<unknown>(value.length);
    for (let index = 0; index < value.length; index++) list[index] = copyOf(value[index]);
    return list;
  }
  if (!isMap(value)) return value;
  const map: { [key: string]: unknown } = {};
  for (const key in value) if (value[key] !== undefined) map[key] = copyOf(value[key]);
  return map;
}

/** Whether an object is of no class; one of another realm, or without a prototype, is of none. */
function isMap(value: object): value is { readonly [key: string]: unknown } {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
