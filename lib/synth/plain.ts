/** A map of plain data, as in a manifest. */
export type Plain = { readonly [key: string]: unknown };

/** Maximum depth of plain data: deeper than any manifest, and safe for recursive functions. */
export const MAX_DEPTH = 100;

/** Keys that cdk8s reads as members of a JavaScript object instead of fields of a manifest. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['constructor', 'resolve', '__proto__']);

/** Returns whether cdk8s does not treat an object with such a key as a map. */
export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}

/** Returns whether cdk8s renders a value as a map, unlike instances of classes and values that resolve themselves. */
export function isMap(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    value.constructor === Object &&
    typeof (value as { resolve?: unknown }).resolve !== 'function'
  );
}

/** Returns whether cdk8s renders a value as a list. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !('resolve' in value) && !('value' in value);
}
