/** Conversion of CRDs to the files in imports/crds/: complete, without descriptions. */
import { stringify } from 'yaml';

/** Removes every `description` that is prose, and keeps a field of that name (its value is a schema, not a string). */
export function stripDescriptions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripDescriptions);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key, child]) => !(key === 'description' && typeof child === 'string'));
  return Object.fromEntries(entries.map(([key, child]) => [key, stripDescriptions(child)]));
}

/** Renders CRDs as one YAML stream, without anchors for repeated schemas and without line folding. */
export function toCrdYaml(crds: unknown[]): string {
  return crds.map((crd) => stringify(crd, { aliasDuplicateObjects: false, lineWidth: 0 })).join('---\n');
}
