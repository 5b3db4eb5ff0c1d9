import type { Value } from './manifest';

/** The elements of a list in a manifest with the path of each; nothing for what is no list. */
export function elements(list: Value, path: string): readonly (readonly [element: Value, path: string])[] {
  const found: (readonly [element: Value, path: string])[] = [];
  if (!Array.isArray(list)) return found;
  for (const [index, element] of list.entries()) found.push([element, `${path}[${index}]`]);
  return found;
}

/** The entries of a map in a manifest with the path of each; nothing for what is no map. */
export function entries(map: Value, path: string): readonly (readonly [key: string, value: Value, path: string])[] {
  const found: (readonly [key: string, value: Value, path: string])[] = [];
  if (map === null || typeof map !== 'object' || Array.isArray(map)) return found;
  for (const [key, value] of Object.entries(map)) found.push([key, value, at(path, key)]);
  return found;
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
export function resolve(value: Value, path: string, [step, ...steps]: readonly string[]): readonly (readonly [Value, string])[] {
  const found: (readonly [Value, string])[] = [];
  if (step === undefined) {
    if (value !== undefined && value !== null) found.push([value, path]);
  } else if (step === '[]') {
    for (const [element, where] of elements(value, path)) found.push(...resolve(element, where, steps));
  } else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    found.push(...resolve(value[step], at(path, step), steps));
  }
  return found;
}

/** Shows a value as it stands in the manifest. */
export function show(value: Value): string {
  return JSON.stringify(value) ?? 'nothing';
}
