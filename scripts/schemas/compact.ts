/** Converts a CRD's OpenAPI schema to the form that the rules read, and adds the versions that introduced its fields. */
import type { Structural } from '../../lib/rules/schema/structural';
import { expressionOf } from './expression';
import type { History } from './history';

// biome-ignore lint/suspicious/noExplicitAny: a schema as parsed from YAML
type OpenApi = any;

const KEPT = [
  'type',
  'required',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'default',
  'nullable',
];

/** Keywords that do not affect validity, or that are converted below. Any other keyword is an error, so that no new check is missed. */
const KNOWN = new Set([
  ...KEPT,
  'properties',
  'additionalProperties',
  'items',
  'format',
  'anyOf',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

/** Returns the schema of an object, without apiVersion, kind, metadata and status. */
export function compact(schema: OpenApi, history: History = {}): Structural {
  const { apiVersion, kind, metadata, status, ...properties } = schema.properties;
  const required = (schema.required ?? []).filter((name: string) => name in properties);
  const root = convert({ ...schema, properties, required }, '', history);
  const paths = [history.fields, history.enforced, history.values].flatMap((table) => Object.keys(table ?? {}));
  for (const path of paths) if (!find(root, path)) throw new Error(`the history names ${path}, which the CRD does not have`);
  for (const [path, later] of Object.entries(history.later ?? {})) add(root, path, later);
  return root;
}

function convert(schema: OpenApi, path: string, history: History): Structural {
  for (const key of Object.keys(schema)) if (!KNOWN.has(key)) throw new Error(`${path}: no check for ${key}`);
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  if (schema.anyOf && !intOrString) throw new Error(`${path}: no check for anyOf`);
  const result: { [key: string]: unknown } = {};
  for (const key of KEPT) if (schema[key] !== undefined) result[key] = schema[key];
  if (intOrString) result.intOrString = true;
  if (schema.required?.length === 0) delete result.required;
  if (schema.type === 'integer' && schema.format) result.format = schema.format;
  if (schema['x-kubernetes-preserve-unknown-fields']) result.open = true;
  if (schema['x-kubernetes-list-type'] === 'set') result.distinct = 'values';
  if (schema['x-kubernetes-list-type'] === 'map') result.distinct = schema['x-kubernetes-list-map-keys'];
  if (schema.properties) {
    const properties = Object.entries(schema.properties).map(([name, property]) => [
      name,
      convert(property, path ? `${path}.${name}` : name, history),
    ]);
    result.properties = Object.fromEntries(properties);
  }
  if (typeof schema.additionalProperties === 'object')
    result.additionalProperties = convert(schema.additionalProperties, `${path}{}`, history);
  if (schema.items) result.items = convert(schema.items, `${path}[]`, history);
  if (schema['x-kubernetes-validations']) {
    result.rules = schema['x-kubernetes-validations'].map(({ rule, message }: OpenApi) => ({
      rule,
      message,
      holds: expressionOf(rule, result),
    }));
  }
  if (history.fields?.[path]) result.since = history.fields[path];
  if (history.enforced?.[path]) result.enforcedSince = history.enforced[path];
  if (history.values?.[path]) result.values = history.values[path];
  return result;
}

function find(root: Structural, path: string): Structural | undefined {
  let at: Structural | undefined = root;
  for (const step of path.replaceAll('[]', '.[]').split('.')) at = step === '[]' ? at?.items : at?.properties?.[step];
  return at;
}

function add(root: Structural, path: string, schema: Structural): void {
  const dot = path.lastIndexOf('.');
  const parent = find(root, path.slice(0, dot));
  if (!parent?.properties) throw new Error(`the history names ${path}, whose parent the CRD does not have`);
  (parent.properties as { [name: string]: Structural })[path.slice(dot + 1)] = schema;
}
