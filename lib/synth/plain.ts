/** Plain data, as a manifest holds it. */
export type Plain = { readonly [key: string]: unknown };

/** Deeper than any manifest, and less than a program can nest. */
export const MAX_DEPTH = 100;

/** Keys that cdk8s reads as members of a JavaScript object rather than as fields of a manifest. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['constructor', 'resolve', '__proto__']);

/** Returns whether cdk8s takes an object with such a key for something else than a map. */
export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}

/** Returns whether cdk8s renders a value key by key. It does not for instances of classes, and for values that resolve. */
export function isMap(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    value.constructor === Object &&
    typeof (value as { resolve?: unknown }).resolve !== 'function'
  );
}

/** Returns whether cdk8s renders a value element by element. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !('resolve' in value) && !('value' in value);
}
