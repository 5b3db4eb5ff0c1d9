import { type Source, sinceOf } from '../../lib/keda/scalers/definition';
import { docstring, HEADER } from './header';
import type { DocumentedParameter, DocumentedScaler } from './model';
import { constant } from './names';

/** Renders the props of every scaler, and their enums. */
export function scalersSource(scalers: DocumentedScaler[]): string {
  const enums = new Map<string, string>();
  const interfaces = scalers.map((scaler) => {
    const own: string[] = [];
    for (const param of scaler.params) {
      if (!param.enumName || param.removed || !param.from.includes('metadata') || enums.has(param.enumName)) continue;
      enums.set(param.enumName, scaler.type);
      own.push(enumSource(param, scaler));
    }
    return [...own, interfaceSource(scaler)].join('\n');
  });
  return `${HEADER}import type { Duration } from 'cdk8s';
import type { RedisAddress } from '../../stores/redis-address';

/** Props of every scaler. */
export interface ScalerProps {
  /**
   * Metadata without a prop, such as a key of a newer KEDA.
   *
   * @default - none
   */
  readonly extraMetadata?: { [key: string]: string };
}

${interfaces.join('\n')}`;
}

function enumSource({ enumName, enum: values, enumSince, propName: prop }: DocumentedParameter, scaler: DocumentedScaler): string {
  const shared = !enumName!.startsWith(scaler.className);
  const members = values!
    .map((value) => {
      const note = enumSince?.[value] ? `  /** Needs KEDA ${enumSince[value]} or newer. */\n` : '';
      return `${note}  ${constant(value)} = '${value}',\n`;
    })
    .join('');
  return `${docstring([shared ? `Values of \`${prop}\`.` : `Values of \`${prop}\` of ${scaler.factory}.`], '')}export enum ${enumName} {\n${members}}\n`;
}

const STORE = `${docstring(
  [
    'Address of a Redis, in place of `address`, `username`, `enableTls` and `databaseIndex`. KEDA reads its password from an auth.',
    '@default - none',
  ],
  '  ',
)}  readonly store?: RedisAddress;\n`;

function interfaceSource(scaler: DocumentedScaler): string {
  const props = scaler.params.filter((param) => !param.removed).flatMap((param) => propSources(scaler, param));
  if (scaler.store) props.push(STORE);
  const paragraphs = [
    `Parameters of Trigger.${scaler.factory}(). ${scaler.summary}`,
    ...(scaler.notes.length > 0 ? [scaler.notes.join(' ')] : []),
  ];
  return `${docstring(paragraphs, '')}export interface ${scaler.className}TriggerProps extends ScalerProps {\n${props.join('\n')}}\n`;
}

function propSources(scaler: DocumentedScaler, param: DocumentedParameter): string[] {
  const { propName: prop, from } = param;
  const sources: string[] = [];
  const tail = (source: Source) => {
    const since = sinceOf(param, source);
    return since ? [`Needs KEDA ${since} or newer.`] : [];
  };
  const alternatives = alternativesOf(param);
  const needed = param.required && alternatives.length > 1 ? [`One of ${alternatives.join(', ')} is required.`] : [];
  const deprecated = param.deprecated
    ? [
        `@deprecated since KEDA ${param.deprecated.since}${param.deprecated.use ? `: use ${replacement(scaler, param.deprecated.use)}` : ', without a replacement'}`,
      ]
    : [];
  if (from.includes('metadata')) {
    const required = param.required && alternatives.length === 1;
    const elsewhere = !needed.length && from.includes('auth') ? [`Can also come from an auth, as the parameter \`${param.key}\`.`] : [];
    const text = [param.doc!, ...bounds(param), ...needed, ...elsewhere, ...tail('metadata')].join(' ');
    const standard = required ? [] : [`@default ${param.default === undefined ? '- none' : literalDefault(param)}`];
    sources.push(`${docstring([text, ...standard, ...deprecated], '  ')}  readonly ${prop}${required ? '' : '?'}: ${tsType(param)};\n`);
  }
  if (from.includes('env')) {
    const text = [
      `Environment variable of the target's container that holds ${from.includes('metadata') ? `\`${prop}\`` : `\`${param.key}\`: ${param.doc}`}.`.replace(
        /\.\.$/,
        '.',
      ),
      ...needed,
      ...tail('env'),
    ];
    sources.push(`${docstring([text.join(' '), '@default - none', ...deprecated], '  ')}  readonly ${prop}FromEnv?: string;\n`);
  }
  return sources;
}

/** Returns the sources that can provide a parameter, as named in docstrings. */
function alternativesOf({ key, propName: prop, from }: DocumentedParameter): string[] {
  return [
    ...(from.includes('metadata') ? [`\`${prop}\``] : []),
    ...(from.includes('env') ? [`\`${prop}FromEnv\``] : []),
    ...(from.includes('auth') ? [`the authentication parameter \`${key}\``] : []),
  ];
}

/** Renders the bounds of a number or a duration as a sentence. */
export function bounds({ kind, unit, min, max, exclusiveMin, exclusiveMax }: DocumentedParameter): string[] {
  const suffix = kind === 'duration' && unit !== 'go' ? ` ${unit}` : kind === 'duration' ? ' seconds' : '';
  const words = [
    ...(min !== undefined ? [`at least ${min}${suffix}`] : []),
    ...(exclusiveMin !== undefined ? [`more than ${exclusiveMin}${suffix}`] : []),
    ...(max !== undefined ? [`at most ${max}${suffix}`] : []),
    ...(exclusiveMax !== undefined ? [`less than ${exclusiveMax}${suffix}`] : []),
  ];
  if (words.length === 0) return [];
  const text = words.join(' and ');
  return [`${text[0].toUpperCase()}${text.slice(1)}.`];
}

function literalDefault(param: DocumentedParameter): string {
  return defaultText(param);
}

/** Renders KEDA's default as the value of the prop. */
export function defaultText({ kind, unit, default: value, enumName, enum: values, from }: DocumentedParameter): string {
  if (value === undefined) return '';
  if (kind === 'enum' && values?.includes(value) && from.includes('metadata')) return `${enumName}.${constant(value)}`;
  if (kind !== 'duration') return value;
  const match = /^(\d+)(ms|s|m|h)?$/.exec(value);
  if (!match) return `- ${value}`;
  const factory = match[2] ? { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours' }[match[2]] : unit === 'milliseconds' ? 'millis' : unit;
  return `Duration.${factory}(${match[1]})`;
}

/** Returns the type of a prop. */
export function tsType({ kind, enumName, ranges }: DocumentedParameter): string {
  switch (kind) {
    case 'int':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'duration':
      return 'Duration';
    case 'list':
      return `${enumName ?? 'string'}[]`;
    case 'intList':
      return ranges ? 'string[]' : 'number[]';
    case 'map':
      return '{ [key: string]: string }';
    case 'enum':
      return enumName!;
    default:
      return 'string';
  }
}

/** Returns the replacement of a parameter: a prop, an option, or a pod identity. */
export function replacement(scaler: DocumentedScaler, key: string): string {
  if (key === 'podIdentity') return 'an auth with a pod identity';
  return scaler.params.find((param) => param.key === key)?.propName ?? key;
}
