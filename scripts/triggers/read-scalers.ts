import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Rule } from '../../lib/keda/scalers/definition';
import { FORMS } from '../../lib/keda/scalers/forms';
import type { DocumentedParameter, DocumentedScaler } from './model';
import { camel, enumName, pascal, propName } from './names';

interface SchemaParameter {
  readonly name: string;
  readonly rangeSeparator?: string;
}

interface Schema {
  readonly scalers: { readonly type: string; readonly parameters: SchemaParameter[] }[];
}

type Yaml = { readonly [key: string]: unknown };

const KINDS = ['string', 'int', 'number', 'boolean', 'duration', 'list', 'intList', 'map', 'enum'];
const SOURCES = ['metadata', 'env', 'auth'];
const UNITS = ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'go'];
const CLAUSES = ['allOf', 'atLeastOne', 'exactlyOne', 'atMostOne', 'allOrNone', 'noneOf'];
const PARAMETER = [
  ...[
    'doc',
    'kind',
    'from',
    'required',
    'default',
    'separator',
    'assign',
    'prefix',
    'prop',
    'unit',
    'form',
    'enum',
    'enumName',
    'exclusive',
    'min',
    'max',
  ],
  ...['exclusiveMin', 'exclusiveMax', 'target', 'textual', 'ranges', 'since', 'fromSince', 'enumSince', 'deprecated', 'removed', 'drop'],
];
const SCALER = [
  'source',
  'page',
  'summary',
  'deprecated',
  'jsonNumbers',
  'params',
  'rules',
  'metricTypes',
  'metricTypeRequired',
  'podIdentities',
  'extraMetadata',
  'notes',
  'store',
];

/** Reads the schema with its parameter files; fails for a scaler or a parameter without one, and for an invalid one. */
export function readScalers(root: string): DocumentedScaler[] {
  const schema = JSON.parse(readFileSync(join(root, 'imports/keda/scalers-schema.json'), 'utf8')) as Schema;
  const folder = join(root, 'lib/keda/scalers/parameters');
  const described = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
  for (const type of described)
    if (!schema.scalers.some((scaler) => scaler.type === type)) throw new Error(`parameters/${type}.yaml has no scaler in the schema`);
  if (!process.env.PARTIAL)
    for (const { type } of schema.scalers)
      if (!described.includes(type)) throw new Error(`${type} of the schema has no parameters/${type}.yaml`);
  const scalers = described.map((type) => {
    const yaml = parse(readFileSync(join(folder, `${type}.yaml`), 'utf8')) as Yaml;
    return readScaler(type, yaml, schema.scalers.find((scaler) => scaler.type === type)!.parameters);
  });
  checkEnums(scalers);
  return scalers;
}

function readScaler(type: string, yaml: Yaml, schema: SchemaParameter[]): DocumentedScaler {
  const bad = (what: string): never => {
    throw new Error(`parameters/${type}.yaml: ${what}`);
  };
  for (const key of Object.keys(yaml)) if (!SCALER.includes(key)) bad(`unknown key ${key}`);
  for (const key of ['source', 'summary', 'params']) if (yaml[key] === undefined) bad(`${key} is missing`);
  const all = yaml.params as { [key: string]: Yaml };
  for (const { name } of schema) if (!Object.hasOwn(all, name)) bad(`the schema's parameter ${name} is missing`);
  const params = Object.entries(all)
    .filter(([, param]) => !param.drop)
    .map(([key, param]) =>
      readParameter(
        type,
        key,
        param,
        schema.find(({ name }) => name === key),
        bad,
      ),
    );
  checkProps(params, bad);
  const rules = ((yaml.rules ?? []) as Yaml[]).map((rule) => readRule(rule, params, bad));
  const sinces = params.filter((param) => !param.removed).map((param) => param.since);
  const since = sinces.includes(undefined)
    ? undefined
    : (sinces as string[]).sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))[0];
  return {
    type,
    className: pascal(type),
    factory: camel(type),
    page: (yaml.page ?? type) as string,
    summary: yaml.summary as string,
    notes: ((yaml.notes ?? '') as string).split('\n').filter((line) => line.trim() !== ''),
    since,
    store: yaml.store === true,
    jsonNumbers: yaml.jsonNumbers as string | undefined,
    deprecated: yaml.deprecated as DocumentedScaler['deprecated'],
    params: params.map((param) => (param.since === since ? { ...param, since: undefined } : param)),
    rules,
    metricTypes: (yaml.metricTypes ?? ['AverageValue', 'Value']) as string[],
    metricTypeRequired: (yaml.metricTypeRequired ?? false) as boolean,
    podIdentities: (yaml.podIdentities ?? []) as string[],
  };
}

function readParameter(
  type: string,
  key: string,
  yaml: Yaml,
  schema: SchemaParameter | undefined,
  bad: (what: string) => never,
): DocumentedParameter {
  for (const name of Object.keys(yaml)) if (!PARAMETER.includes(name)) bad(`${key} has the unknown key ${name}`);
  const param = { key, propName: (yaml.prop as string | undefined) ?? propName(key), ...yaml } as unknown as DocumentedParameter;
  if (param.removed) return { ...param, kind: param.kind ?? 'string', from: param.from ?? ['metadata'] };
  if (typeof param.doc !== 'string') bad(`${key} has no doc`);
  if (!KINDS.includes(param.kind)) bad(`${key} has the unknown kind ${param.kind}`);
  if (!Array.isArray(param.from) || param.from.length === 0 || param.from.some((source) => !SOURCES.includes(source)))
    bad(`${key} has no valid from`);
  if (param.kind === 'duration' && !UNITS.includes(param.unit ?? '')) bad(`${key} is a duration without a valid unit`);
  if (param.kind === 'enum' && !param.enum?.every((value) => typeof value === 'string')) bad(`${key} is an enum without strings`);
  if (param.form !== undefined && !Object.hasOwn(FORMS, param.form)) bad(`${key} has the unknown form ${param.form}`);
  if (param.default !== undefined && typeof param.default !== 'string') bad(`the default of ${key} is not a string`);
  const name = param.enum ? (param.enumName ?? enumName(type, param.propName)) : undefined;
  return { ...param, enumName: name, ranges: param.ranges || schema?.rangeSeparator !== undefined };
}

function checkProps(params: DocumentedParameter[], bad: (what: string) => never): void {
  const seen = new Map<string, string>();
  for (const { key, propName: prop, from, removed } of params) {
    if (removed || !from.includes('metadata')) continue;
    if (seen.has(prop)) bad(`${key} and ${seen.get(prop)} would both be the prop ${prop}`);
    seen.set(prop, key);
  }
}

function readRule(yaml: Yaml, params: DocumentedParameter[], bad: (what: string) => never): Rule {
  const { source: _, ...rule } = yaml;
  const clauses = Object.keys(rule).filter((key) => !['when', 'since', 'until', 'withoutFormula'].includes(key));
  if (clauses.length !== 1 || !CLAUSES.includes(clauses[0])) bad(`the rule ${JSON.stringify(rule)} must have one of ${CLAUSES.join(', ')}`);
  for (const key of [...Object.keys(rule.when ?? {}), ...(rule[clauses[0]] as string[])]) {
    if (key !== 'podIdentity' && !params.some((param) => param.key === key))
      bad(`the rule ${JSON.stringify(rule)} names ${key}, which is not a parameter`);
  }
  for (const [key, condition] of Object.entries(rule.when ?? {})) {
    if (condition !== '*' && condition !== true && !Array.isArray(condition))
      bad(`the rule ${JSON.stringify(rule)} has an invalid condition of ${key}`);
  }
  return rule as Rule;
}

/** Fails unless an enum that scalers share has the same members in each. */
function checkEnums(scalers: DocumentedScaler[]): void {
  const members = new Map<string, string>();
  for (const { type, params } of scalers) {
    for (const { enumName, enum: values } of params) {
      if (!enumName || !values) continue;
      const known = members.get(enumName);
      if (known !== undefined && known !== values.join())
        throw new Error(`parameters/${type}.yaml: the enum ${enumName} has other members elsewhere`);
      members.set(enumName, values.join());
    }
  }
}
