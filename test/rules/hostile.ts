/** Manifests as nobody should write them: every field of a good one in turn is of another type. */
import type { Manifest, Value } from '../../lib/rules/manifest';

const STRANGERS: readonly Value[] = [null, '', 'text', 0, -1.5, true, [], [null], ['text'], {}, { name: null }, { a: { b: [] } }];

/** A value that cannot be converted to a string. */
const UNPRINTABLE: Value = { toString: 1 };

/** The manifest with each field below metadata.name, apiVersion and kind replaced by values of other types. */
export function* distorted(manifest: Manifest): Generator<Manifest> {
  for (const path of fieldsOf(manifest)) for (const stranger of STRANGERS) yield replace(manifest, path, stranger);
}

/** The same with values that cannot be converted to a string. */
export function* unprintable(manifest: Manifest): Generator<Manifest> {
  // a namespace that is not a string is refused before any rule
  for (const path of fieldsOf(manifest)) if (path.join('.') !== 'metadata.namespace') yield replace(manifest, path, UNPRINTABLE);
}

function* fieldsOf(manifest: Manifest): Generator<readonly (string | number)[]> {
  for (const path of paths(manifest, [])) {
    if (!['apiVersion', 'kind', 'metadata', 'metadata.name'].includes(path.join('.'))) yield path;
  }
}

function* paths(value: Value, path: readonly (string | number)[]): Generator<readonly (string | number)[]> {
  if (path.length > 0) yield path;
  if (Array.isArray(value)) for (const [index, element] of value.entries()) yield* paths(element, [...path, index]);
  else if (value !== null && typeof value === 'object') for (const key of Object.keys(value)) yield* paths(value[key], [...path, key]);
}

function replace(value: Value, [step, ...rest]: readonly (string | number)[], stranger: Value): Value {
  if (step === undefined) return stranger;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[step] = replace(value[step], rest, stranger);
  return copy;
}
