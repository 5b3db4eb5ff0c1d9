/** Plain data as a manifest has it. */
export type Plain = { readonly [key: string]: unknown };

/** An object that cdk8s takes apart key by key; one of a class or of another realm, or that resolves itself, it does not. */
export function isMap(value: unknown): value is Plain {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    value.constructor === Object &&
    typeof (value as { resolve?: unknown }).resolve !== 'function'
  );
}

/** Whether cdk8s takes an object with such a key for another one. */
export function isOdd(key: string): boolean {
  return key === 'constructor' || key === 'resolve' || key === '__proto__';
}

/** A list that cdk8s takes apart element by element, since it resolves to nothing else. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && !('resolve' in value) && !('value' in value);
}
