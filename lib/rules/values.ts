import type { Value } from './manifest';

/** Readers of plain values of any shape: a wrong type reads as absent, and is left to the rules of the schema. */

const NO_MAP: { readonly [key: string]: Value } = {};
const NO_LIST: readonly never[] = [];

/** Whether a value is a map. */
export function isMap(value: Value): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The value as a map; empty for another type. */
export function mapOf(value: Value): { readonly [key: string]: Value } {
  return isMap(value) ? value : NO_MAP;
}

/** The value as a list; empty for another type. */
export function listOf(value: Value): readonly Value[] {
  return Array.isArray(value) ? value : NO_LIST;
}

/** The value as a string that is not empty. */
export function textOf(value: Value): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The string without surrounding white space, which KEDA trims: a blank one reads as absent. */
export function trimmedOf(value: Value): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

/** The value as a number. */
export function numberOf(value: Value): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The elements of a list with the path of each. */
export function elements(list: Value, path: string): readonly (readonly [element: Value, path: string])[] {
  return Array.isArray(list) ? list.map((element, index) => [element, `${path}[${index}]`] as const) : NO_LIST;
}

/** The entries of a map with the path of each. */
export function entries(map: Value, path: string): readonly (readonly [key: string, value: Value, path: string])[] {
  return isMap(map) ? Object.entries(map).map(([key, value]) => [key, value, at(path, key)] as const) : NO_LIST;
}

/** The path of a key: with a dot, or in brackets where it holds what a path splits on. */
export function at(path: string, key: string): string {
  const step = /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  return path ? path + step : step.replace(/^\./, '');
}

/** The values at the end of some steps, each with its path; `[]` is every element of a list. An absent or null value is left out. */
export function resolve(value: Value, path: string, [step, ...steps]: readonly string[]): readonly (readonly [Value, string])[] {
  if (value === undefined || value === null) return NO_LIST;
  if (step === undefined) return [[value, path]];
  if (step === '[]') return elements(value, path).flatMap(([element, where]) => resolve(element, where, steps));
  return isMap(value) ? resolve(value[step], at(path, step), steps) : NO_LIST;
}

/** The value at a path such as `spec.triggers[0].type` or `metadata.annotations["a/b"]`; undefined where nothing is. */
export function valueAt(object: Value, path: string): Value {
  let value = object;
  for (const [, name, index, quoted] of path.matchAll(/([^.[\]]+)|\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]/g)) {
    if (value === null || typeof value !== 'object') return undefined;
    const step = name ?? index ?? JSON.parse(`"${quoted}"`);
    value = Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}

/** Shows a value as it stands in the manifest. */
export function show(value: Value): string {
  return JSON.stringify(value) ?? 'nothing';
}
