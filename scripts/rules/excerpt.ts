import { stringify } from 'yaml';
import { stepsOf } from '../../lib/rules/yaml/locate';

/** Most lines of a part that is shown whole. */
const WHOLE = 10;

type Step = string | number;

/**
 * The part of an object that a finding is about, as YAML: its kind and name, and the field with the fields beside it, which are left out where there are many. A list
 * shows the one element that the path leads through.
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

/** The chain of fields that the steps lead through, as far as they exist. */
function partOf(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (Array.isArray(value)) {
    const element = value[Number(step)] ?? value[0];
    return element === undefined ? value : [rest.length > 0 ? partOf(element, rest) : short(element, undefined)];
  }
  if (!isMap(value)) return value;
  const key = String(step);
  if (rest.length === 0 || !Object.hasOwn(value, key)) return short(value, key);
  const inner = partOf(value[key], rest);
  // the field itself needs the fields beside it, and its ancestors do not
  return { [key]: inner };
}

/** A value whole where it is short; else the field and the scalars beside it. */
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
