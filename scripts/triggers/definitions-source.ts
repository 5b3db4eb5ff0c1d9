import { HEADER } from './header';
import type { DocumentedParameter, DocumentedScaler } from './model';

const RUNTIME = [
  ...[
    'kind',
    'from',
    'required',
    'separator',
    'assign',
    'prefix',
    'unit',
    'form',
    'enum',
    'exclusive',
    'min',
    'max',
    'exclusiveMin',
    'exclusiveMax',
    'target',
    'textual',
    'since',
    'fromSince',
    'enumSince',
    'deprecated',
    'removed',
  ],
] as const;

/** Renders the definitions against which triggers are checked, as plain data. */
export function definitionsSource(scalers: DocumentedScaler[]): string {
  const entries = scalers.map((scaler) => {
    const params = scaler.params.map((param) => `      ${key(param.key)}: ${literal(runtime(param))},\n`).join('');
    const rules = scaler.rules.map((rule) => `      ${literal(rule)},\n`).join('');
    return (
      `  ${key(scaler.type)}: {\n` +
      (scaler.since ? `    since: ${literal(scaler.since)},\n` : '') +
      (scaler.deprecated ? `    deprecated: ${literal(scaler.deprecated)},\n` : '') +
      (scaler.jsonNumbers ? `    jsonNumbers: ${literal(scaler.jsonNumbers)},\n` : '') +
      `    params: {\n${params}    },\n` +
      (rules === '' ? '    rules: [],\n' : `    rules: [\n${rules}    ],\n`) +
      `    metricTypes: ${literal(scaler.metricTypes)},\n` +
      (scaler.metricTypeRequired ? '    metricTypeRequired: true,\n' : '') +
      `    podIdentities: ${literal(scaler.podIdentities)},\n` +
      '  },\n'
    );
  });
  return `${HEADER}import type { Scaler } from './definition';\n\nexport const SCALERS: { readonly [type: string]: Scaler } = {\n${entries.join('')}};\n`;
}

function runtime(param: DocumentedParameter): object {
  const named = param.propName === param.key ? {} : { prop: param.propName };
  return {
    ...named,
    ...Object.fromEntries(
      RUNTIME.filter((field) => param[field] !== undefined && param[field] !== false).map((field) => [field, param[field]]),
    ),
  };
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, child]) => `${key(name)}: ${literal(child)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value.replace(/[\\']/g, '\\$&')}'` : String(value);
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
}
