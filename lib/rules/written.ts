import type { Value } from './manifest';

type Fields = { readonly [key: string]: Value };

/** The texts of numbers and booleans that are written in another way than they print, by the map that holds them. */
const texts = new WeakMap<object, Map<string, string>>();

/** Notes how the number or boolean of a field is written, if it is not as it prints: `1.10`, `0123`, `no`. */
export function noteWritten(map: Value, key: string, text: string): void {
  const known = texts.get(map);
  if (known) known.set(key, text);
  // most are as they print, and an entry takes more memory than the value
  else if (text !== String(map[key])) texts.set(map, new Map([[key, text]]));
}

/** Returns a number or a boolean as it is written in the manifest, where that is known; as it prints otherwise. */
export function writtenText(map: Value, key: string): string {
  return texts.get(map)?.get(key) ?? String(map[key]);
}

/** A map with the fields of another one over its own, and with how the values of both are written. */
export function withFields(map: Fields, changes: Fields): { [key: string]: Value } {
  const result = { ...map, ...changes };
  keepWritten(map, result, changes);
  keepWritten(changes, result);
  return result;
}

/** Notes for a copy of a map how the values are written that it has from the map, and not from the changes. */
export function keepWritten(map: Value, copy: Value, changes: Fields = {}): void {
  for (const [key, text] of texts.get(map) ?? []) {
    if (!Object.hasOwn(changes, key) && copy[key] === map[key]) noteWritten(copy, key, text);
  }
}

/** A copy of all levels of a value, with how its numbers and booleans are written. */
export function cloned(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(cloned);
  const copy = Object.fromEntries(Object.entries<Value>(value).map(([key, inner]) => [key, cloned(inner)]));
  keepWritten(value, copy);
  return copy;
}
