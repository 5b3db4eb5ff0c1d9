import type { Cluster } from './cluster';
import { groupOf, type Manifest, type Value } from './manifest';
import { schemaOf } from './schema/schema-of';
import type { Structural } from './schema/structural';
import { noteProblems, textProblems } from './text-problems';
import { keepWritten } from './written';

/** Maps of strings in Kubernetes' own kinds, whose nulls are read as empty strings. */
const STRING_MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'selector',
  'nodeSelector',
  'data',
  'stringData',
  'binaryData',
]);

/**
 * Returns the object as the API server keeps it, without nulls. It drops the nulls that the schema of a custom resource does not allow, and in
 * its own kinds null is as good as absent. Returns the same object if it has none.
 *
 * https://github.com/kubernetes/apiextensions-apiserver/blob/v0.36.3/pkg/apiserver/schema/defaulting/prunenulls.go
 */
export function asStored(object: Manifest, cluster: Cluster): Manifest {
  if (!hasNull(object)) return object;
  const schema = schemaOf(object, cluster)?.schema;
  const { metadata, ...fields } = object;
  const rest = schema ? pruned(fields, schema) : isBuiltIn(object) ? withoutNulls(fields) : fields;
  const stored = { ...rest, metadata: withoutNulls(metadata) } as Manifest;
  noteProblems(stored, textProblems(object));
  return stored;
}

function hasNull(value: Value): boolean {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return value.some(hasNull);
  for (const key in value) if (hasNull(value[key])) return true;
  return false;
}

/** Returns whether the API server itself has the kind; without a schema here, a kind of another group may allow null. */
function isBuiltIn({ apiVersion }: Manifest): boolean {
  const group = groupOf(apiVersion);
  return !group.includes('.') || group.endsWith('.k8s.io');
}

function pruned(value: Value, schema: Structural | undefined): Value {
  if (!schema || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((element) => pruned(element, schema.items));
  const { properties = {}, additionalProperties } = schema;
  const fieldOf = (key: string) => (Object.hasOwn(properties, key) ? properties[key] : additionalProperties);
  const kept = Object.entries<Value>(value).filter(([key, inner]) => inner !== null || !fieldOf(key) || fieldOf(key)?.nullable);
  return copied(value, Object.fromEntries(kept.map(([key, inner]) => [key, pruned(inner, fieldOf(key))])));
}

function withoutNulls(value: Value, isStringMap = false): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((element) => withoutNulls(element));
  const kept = Object.entries<Value>(value).filter(([, inner]) => inner !== null || isStringMap);
  return copied(
    value,
    Object.fromEntries(kept.map(([key, inner]) => [key, inner === null ? '' : withoutNulls(inner, STRING_MAPS.has(key))])),
  );
}

/** Returns the copy, with what is known of how the values of the map are written. */
function copied(value: Value, copy: Value): Value {
  keepWritten(value, copy);
  return copy;
}
