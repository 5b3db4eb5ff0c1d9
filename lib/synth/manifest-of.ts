import type { ApiObjectProps, GroupVersionKind } from 'cdk8s';

/** An amount or a port in the generated types: Quantity, IntOrString. */
interface NumberOrString {
  readonly value: number | string;
}

/**
 * A generated type as Kubernetes reads it: amounts and ports as they are written, and values of enums as strings. A user's value of a type whose fields
 * have other names in Kubernetes is rendered by the generated code: `toJson_Volume()` for a volume.
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

/** Types a manifest by the properties that `cdk8s import` generated for its kind. */
export function manifestOf<Props extends object>({ apiVersion, kind }: GroupVersionKind, props: Wire<Props>): ApiObjectProps {
  return { apiVersion, kind, ...props };
}
