/** Converts the schemas of the rules to JSON Schema, for editors and for kubeconform. */
import type { Structural } from '../../lib/rules/schema/structural';

/** A JSON Schema of draft-07. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** Returns the schema of a kind, with apiVersion, kind and metadata. Unknown fields are errors, as kubectl reports them. */
export function kindSchema(group: string, version: string, kind: string, structural: Structural): JsonSchema {
  const { properties, required } = convert(structural) as { properties?: JsonSchema; required?: readonly string[] };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${kind} of ${group}/${version}`,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', ...(required ?? [])],
    properties: {
      apiVersion: { const: `${group}/${version}` },
      kind: { const: kind },
      metadata: {
        type: 'object',
        properties: { name: { type: 'string' }, namespace: { type: 'string' }, labels: STRINGS, annotations: STRINGS },
      },
      ...properties,
      status: {},
    },
    additionalProperties: false,
  };
}

const STRINGS = { type: ['object', 'null'], additionalProperties: { type: 'string' } };

/** Keywords that mean the same in both. */
const SAME = ['required', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'default'] as const;

function convert(structural: Structural): JsonSchema {
  const { type, intOrString, nullable, enum: members, properties, additionalProperties, items, open, distinct } = structural;
  const result: JsonSchema = {};
  const types = intOrString ? ['integer', 'string'] : type ? [type] : [];
  // the API server drops a null where the schema does not allow one
  if (types.length > 0) result.type = nullable ? [...types, 'null'] : types.length > 1 ? types : types[0];
  if (members) result.enum = members;
  for (const keyword of SAME) if (structural[keyword] !== undefined) result[keyword] = structural[keyword];
  if (properties) result.properties = Object.fromEntries(Object.entries(properties).map(([name, each]) => [name, convert(each)]));
  if (additionalProperties) result.additionalProperties = convert(additionalProperties);
  else if (properties && !open) result.additionalProperties = false;
  if (items) result.items = convert(items);
  if (distinct === 'values') result.uniqueItems = true;
  return result;
}
