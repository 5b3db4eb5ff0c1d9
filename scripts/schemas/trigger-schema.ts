import type { Source } from '../../lib/keda/scalers/definition';
import { FROM_ENV } from '../../lib/rules/keda-triggers/reading';
import { CASELESS } from '../../lib/rules/keda-triggers/values';
import type { DocumentedParameter, DocumentedScaler } from '../triggers/model';
import type { JsonSchema } from './json-schema';

/** Types that pass every key on to a scaler of the user's own. */
const OPEN = ['external', 'external-push'];

/** Values that Go reads as a boolean. */
const BOOLEAN = '^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$';

/** Adds the types of triggers, and the keys of the metadata of each, to the schema of a ScaledObject or ScaledJob. */
export function addTriggers(schema: JsonSchema, scalers: readonly DocumentedScaler[]): void {
  // biome-ignore lint/suspicious/noExplicitAny: a schema of a known form
  const { items } = (schema as any).properties.spec.properties.triggers;
  items.properties.type = { type: 'string', enum: scalers.map(({ type }) => type) };
  // definitions: a validator compiles each by itself, which takes a tenth of the time
  schema.definitions = Object.fromEntries(scalers.map((scaler) => [scaler.type, metadataSchema(scaler)]));
  items.allOf = scalers.map(({ type }) => ({
    if: { required: ['type'], properties: { type: { const: type } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { metadata: { $ref: `#/definitions/${type}` } } },
  }));
  // each type lists its own keys
  delete items.properties.metadata.additionalProperties;
}

function metadataSchema(scaler: DocumentedScaler): JsonSchema {
  const properties: { [key: string]: JsonSchema } = {};
  const patterns: { [pattern: string]: JsonSchema } = {};
  for (const parameter of scaler.params) {
    const { key } = parameter;
    if (parameter.removed?.effect === 'error') continue;
    if (parameter.prefix !== undefined) patterns[`^${parameter.prefix.replace(/[^\w-]/g, '\\$&')}`] = TEXT;
    if (reads(parameter, 'metadata')) properties[key] = valueSchema(parameter);
    if (reads(parameter, 'env')) properties[key + FROM_ENV] = TEXT;
  }
  return {
    type: 'object',
    properties,
    ...(Object.keys(patterns).length > 0 && { patternProperties: patterns }),
    additionalProperties: OPEN.includes(scaler.type) ? TEXT : false,
  };
}

const TEXT = { type: 'string' };

function reads({ from, removed }: DocumentedParameter, source: Source): boolean {
  return from.includes(source) || (removed !== undefined && source === 'metadata');
}

function valueSchema({ key, kind, enum: members, doc, deprecated, removed }: DocumentedParameter): JsonSchema {
  const change = removed ?? deprecated;
  const description = change
    ? `${removed ? 'Does nothing' : 'Deprecated'} since KEDA ${change.since}${change.use ? `: use ${change.use}` : ''}`
    : firstSentence(doc);
  const schema: JsonSchema = { type: 'string', description };
  // an editor offers the members of an enum, and a pattern has none
  if (kind === 'enum' && members && !CASELESS.includes(key)) schema.enum = members;
  if (kind === 'boolean') schema.pattern = BOOLEAN;
  return schema;
}

function firstSentence(text: string | undefined): string | undefined {
  return text?.split(/\.(?: |$)|; /)[0].replaceAll('`', '');
}
