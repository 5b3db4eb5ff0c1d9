import { stringify } from 'yaml';
import { stepsOf } from '../../lib/files/yaml/locate';

/** Maximum number of lines of a value that is shown in full. */
const WHOLE = 10;

type Step = string | number;

/**
 * Returns the part of an object that a finding is about as YAML: kind and name, and the field with its siblings, unless there are many. A
 * list shows only the element on the path.
 *
 * @param path path of the field, such as `spec.triggers[0].type`; empty for the object as a whole
 */
export function excerptOf(manifest: { readonly [field: string]: unknown }, path: string): string {
  const { kind, metadata } = manifest;
  const { name } = (metadata ?? {}) as { readonly name?: unknown };
  const steps = stepsOf(path).filter((step, index) => index > 0 || !['kind', 'apiVersion'].includes(String(step)));
  const versioned = path.startsWith('apiVersion') ? { apiVersion: manifest.apiVersion } : {};
  if (steps.length === 0) return stringify({ ...versioned, ...(short(manifest, undefined) as object) }).trimEnd();
  const part = partOf(manifest, steps) as { readonly [field: string]: unknown };
  const named = steps[0] === 'metadata' ? part : { metadata: { name }, ...part };
  return stringify({ ...versioned, kind, ...named }).trimEnd();
}

/** Returns the existing part of a path as nested objects. */
function partOf(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (Array.isArray(value)) {
    const element = value[Number(step)] ?? value[0];
    return element === undefined ? value : [rest.length > 0 ? partOf(element, rest) : short(element, undefined)];
  }
  if (!isMap(value)) return value;
  const key = String(step);
  if (rest.length === 0 || !Object.hasOwn(value, key)) return short(value, key);
  const inner = partOf(value[key], rest);
  // the field is shown with its siblings, its ancestors without
  return { [key]: inner };
}

/** Returns a short value in full; otherwise the field and its scalar siblings. */
function short(value: unknown, key: string | undefined): unknown {
  if (!isMap(value) || stringify(value).split('\n').length <= WHOLE) return value;
  const fields = Object.entries(value).filter(
    ([name, field]) => name === key || typeof field !== 'object' || (key === undefined && isSmall(field)),
  );
  return Object.fromEntries(fields.map(([name, field]) => [name, name === key ? shortList(field) : field]));
}

function shortList(value: unknown): unknown {
  return Array.isArray(value) && stringify(value).split('\n').length > WHOLE ? value.slice(0, 1) : value;
}

function isSmall(value: unknown): boolean {
  return stringify(value).split('\n').length <= WHOLE;
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
