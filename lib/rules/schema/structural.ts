import type { Expression } from './expression';

/** A CRD's structural schema as scripts/generate-schemas.ts keeps it: what the API server checks, and since when. */
export interface Structural {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly properties?: { readonly [name: string]: Structural };
  /** Schema of the values of a map. */
  readonly additionalProperties?: Structural;
  readonly items?: Structural;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  /** Of integers: `int32` or `int64`. */
  readonly format?: string;
  readonly default?: unknown;
  readonly nullable?: boolean;
  /** A number or a string, such as a quantity (`x-kubernetes-int-or-string`). */
  readonly intOrString?: boolean;
  /** Fields that are not listed are kept (`x-kubernetes-preserve-unknown-fields`). */
  readonly open?: boolean;
  /** A list whose elements differ: as a whole, or in these keys (`x-kubernetes-list-type`). */
  readonly distinct?: 'values' | readonly string[];
  /** CEL (`x-kubernetes-validations`). */
  readonly rules?: readonly CelRule[];
  /** The version of the component that brought the field. */
  readonly since?: string;
  /** The version of the component from which on the bounds, values and CEL of the field are enforced. */
  readonly enforcedSince?: string;
  /** Values that came or went within the supported versions. */
  readonly values?: { readonly [value: string]: { readonly since?: string; readonly until?: string } };
}

export interface CelRule {
  readonly rule: string;
  /** The rule, parsed. */
  readonly holds: Expression;
  readonly message: string;
}
