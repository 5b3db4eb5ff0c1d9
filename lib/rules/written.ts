import type { Value } from './manifest';

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
