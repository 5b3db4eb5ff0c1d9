import type { Value } from './manifest';

/** The elements of a list in a manifest with the path of each; nothing for what is no list. */
export function* elements(list: Value, path: string): Generator<readonly [element: Value, path: string]> {
  if (!Array.isArray(list)) return;
  for (const [index, element] of list.entries()) yield [element, `${path}[${index}]`];
}

/** The entries of a map in a manifest with the path of each; nothing for what is no map. */
export function* entries(map: Value, path: string): Generator<readonly [key: string, value: Value, path: string]> {
  if (map === null || typeof map !== 'object' || Array.isArray(map)) return;
  for (const [key, value] of Object.entries(map)) yield [key, value, at(path, key)];
}

/** The entries of a map in a manifest; none for what is no map. */
export function pairs(map: Value): readonly (readonly [key: string, value: Value])[] {
  return map === null || typeof map !== 'object' || Array.isArray(map) ? NONE : Object.entries(map);
}

const NONE: readonly (readonly [string, Value])[] = [];

/** The path of a key: with a dot, or in brackets where it holds what a path splits on. */
export function at(path: string, key: string): string {
  const step = /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  return path ? path + step : step.replace(/^\./, '');
}

/** What stands at the end of some steps, with its path; `[]` is every element of a list. Nothing for what is absent or null. */
export function* resolve(value: Value, path: string, [step, ...steps]: readonly string[]): Generator<readonly [Value, string]> {
  if (step === undefined) {
    if (value !== undefined && value !== null) yield [value, path];
  } else if (step === '[]') {
    for (const [element, where] of elements(value, path)) yield* resolve(element, where, steps);
  } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    yield* resolve(value[step], at(path, step), steps);
  }
}

/** Shows a value as it stands in the manifest. */
export function show(value: Value): string {
  return JSON.stringify(value) ?? 'nothing';
}
