import type { Value } from '../manifest';
import type { Structural } from './structural';

/** Words of CEL that a field's name must not be, https://kubernetes.io/docs/reference/using-api/cel/#escaping */
const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(' '),
);

const NONE: Structural = {};

/** A value as CEL sees it: integers as such, defaults filled in as the API server does before it validates, names of fields escaped. */
export function toCel(value: Value, schema: Structural): unknown {
  if (typeof value === 'number') return schema.type !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((element) => toCel(element, schema.items ?? NONE));
  if (value === null || typeof value !== 'object') return value;
  const result: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(value)) {
    const property = own(schema.properties, name);
    if (field === null && property && !property.nullable) continue; // the API server prunes it
    if (name === '__proto__') continue;
    result[property ? escaped(name) : name] = toCel(field, property ?? schema.additionalProperties ?? NONE);
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.default !== undefined && !Object.hasOwn(result, escaped(name))) result[escaped(name)] = toCel(property.default, property);
  }
  return result;
}

/** A property of the schema, and nothing that every object of JavaScript has. */
export function own(properties: Structural['properties'], name: string): Structural | undefined {
  return properties && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function escaped(name: string): string {
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replaceAll('__', '__underscores__').replaceAll('.', '__dot__').replaceAll('-', '__dash__').replaceAll('/', '__slash__');
}
