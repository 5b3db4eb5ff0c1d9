import type { ApiObjectProps, GroupVersionKind } from 'cdk8s';

/** A Quantity or an IntOrString of the generated types. */
interface NumberOrString {
  readonly value: number | string;
}

/**
 * A generated type as it appears in a manifest: quantities and ports as numbers or strings, and enum values as strings. A user's value
 * of a type whose fields have other names in Kubernetes is rendered by the generated code, such as `toJson_Volume()`.
 */
export type Wire<Type> = IsAny<Type> extends true ? Type : Type extends unknown ? WireOfOne<Type> : never;

type WireOfOne<Type> = [Type, NumberOrString] extends [NumberOrString, Type]
  ? number | string
  : Type extends string
    ? string
    : Type extends (infer Element)[]
      ? Wire<Element>[]
      : Type extends object
        ? { [Field in keyof Type]: Wire<Type[Field]> }
        : Type;

type IsAny<Type> = 0 extends Type & 1 ? true : false;

/** Returns a manifest, type-checked by the props that `cdk8s import` generated for its kind. */
export function manifestOf<Props extends object>({ apiVersion, kind }: GroupVersionKind, props: Wire<Props>): ApiObjectProps {
  return { apiVersion, kind, ...props };
}
