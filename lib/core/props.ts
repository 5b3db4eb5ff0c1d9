import type { IConstruct } from 'constructs';
import { listRemedy } from './checks';
import { entryOf } from './derived';
import { fail } from './errors';
import { cpuExpression, secretExpression, sizeExpression } from './expressions';
import { brief } from './show';
import { STRUCTS } from './structs';
import { suggest } from './suggest';
import { or } from './words';

/** Name of a struct: an interface of props or options. */
export type Struct = keyof typeof STRUCTS;

/** The type of a prop as far as it holds structs. */
interface PropType {
  readonly struct: Struct;
  readonly isList: boolean;
  /** Whether a value of another type is accepted as well, such as `true`. */
  readonly isOptional: boolean;
}

/** Remedies for props of other APIs, where the name alone is not enough. */
const FOREIGN: { readonly [struct in Struct]?: { readonly [prop: string]: (value: unknown) => string } } = {
  ContainerResources: {
    requests: () => 'write { cpu: { request, limit }, memory: { request, limit } }',
    limits: () => 'write { cpu: { request, limit }, memory: { request, limit } }',
  },
  IngressTls: { secretName: (value) => `write secret: ${secretExpression(value, 'Tls', 'shop-tls')}` },
};

type Props = ReadonlyMap<string, PropType | undefined>;

const propsByStruct = new Map<Struct, Props>();

/** Number of props up to which a message lists all of a struct. */
const FEW = 12;

/** Structs whose example is derived from the value that was given in their place. */
const EXAMPLES: { readonly [struct in Struct]?: (value: unknown) => string } = {
  CpuResources: (value) => `{ request: ${cpuExpression(value)}, limit: ${cpuExpression(value)} }`,
  MemoryResources: (value) => `{ request: ${sizeExpression(value)}, limit: ${sizeExpression(value)} }`,
  EphemeralStorageResources: (value) => `{ request: ${sizeExpression(value)}, limit: ${sizeExpression(value)} }`,
  IngressTls: (value) => `{ secret: ${secretExpression(value, 'Tls', 'shop-tls')} }`,
};

/**
 * Fails for props that a struct does not have, at any depth, which plain JavaScript and a spread would silently ignore, and for values
 * in place of a struct. All of them are reported in one error. A prop that is undefined is absent.
 *
 * @param at path of the value in the props of the construct; empty for the props themselves
 */
export function checkProps(scope: IConstruct, at: string, struct: Struct, value: unknown): void {
  const errors: string[] = [];
  if (value === undefined) errors.push(`${at || 'props'} is missing: pass ${example(struct, value)}`);
  else collect(errors, at, struct, value);
  if (errors.length === 1) fail(scope, errors[0]);
  if (errors.length > 1) fail(scope, `${errors.length} errors:\n  ${errors.join('\n  ')}`);
}

function collect(errors: string[], at: string, struct: Struct, value: unknown): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    errors.push(`${at || 'props'} (${brief(value)}) must be an object: ${objectRemedy(struct, value)}`);
    return;
  }
  const props = propsOf(struct);
  for (const prop of Object.keys(value)) {
    const given = (value as { readonly [prop: string]: unknown })[prop];
    if (given === undefined) continue;
    const path = at === '' ? prop : `${at}.${prop}`;
    const type = props.get(prop);
    if (type) collectOf(errors, path, type, given);
    else if (!props.has(prop))
      errors.push(`${path} (${brief(given)}) is unknown: ${FOREIGN[struct]?.[prop]?.(given) ?? suggestion(prop, struct, at === '')}`);
  }
}

function collectOf(errors: string[], path: string, { struct, isList, isOptional }: PropType, value: unknown): void {
  if (isOptional && (typeof value !== 'object' || value === null)) return;
  if (!isList) collect(errors, path, struct, value);
  else if (!Array.isArray(value)) errors.push(`${path} (${brief(value)}) must be a list: ${listExample(struct, value)}`);
  else for (const [index, element] of value.entries()) collect(errors, `${path}[${index}]`, struct, element);
}

/** Returns the props of a value that a struct has. */
export function pickProps<Given extends object>(struct: Struct, value: Given): Given {
  const props = propsOf(struct);
  return Object.fromEntries(Object.entries(value).filter(([prop]) => props.has(prop))) as Given;
}

function objectRemedy(struct: Struct, value: unknown): string {
  const text = example(struct, value);
  return `${text.startsWith('{') ? 'write' : 'pass'} ${text}`;
}

function listExample(struct: Struct, value: unknown): string {
  const element = example(struct, value);
  return typeof value === 'object' || element.startsWith('{')
    ? listRemedy(value, () => element)
    : `pass a list of ${element.replace(/^an object/, 'objects')}`;
}

/** Returns an object to write in place of a value. */
function example(struct: Struct, value: unknown): string {
  const derived = EXAMPLES[struct];
  if (derived) return derived(value);
  const props = propsOf(struct);
  if (typeof value === 'string' && props.has('name')) return `{ name: ${brief(value)} }`;
  return `an object with ${props.size > FEW ? `props of ${struct}` : or([...props.keys()])}`;
}

/** Returns the remedy for an unknown prop: the prop that was meant, the structs that have it, or those of the struct. */
function suggestion(prop: string, struct: Struct, isOwn: boolean): string {
  const known = [...propsOf(struct).keys()];
  const near = suggest(prop, known) ?? onlyPart(prop.toLowerCase(), known);
  if (near !== undefined) return `did you mean ${near}?`;
  const others = isOwn ? APPS.filter((other) => propsOf(other).has(prop)) : [];
  if (others.length > 0) return `leave it out, since it is a prop of ${or(others)}`;
  if (known.length <= FEW) return `write one of ${known.join(', ')}`;
  return `leave it out, since ${struct} has no such prop`;
}

/** Returns the one known prop that a name contains, or that ends with it, such as `initialDelay` for `delay`. */
function onlyPart(name: string, known: readonly string[]): string | undefined {
  const parts = known.filter((prop) => prop.length >= LONG && name.startsWith(prop.toLowerCase()));
  const ends = known.filter((prop) => name.length >= LONG && prop.toLowerCase().endsWith(name));
  const all = [...parts, ...ends];
  return all.length === 1 ? all[0] : undefined;
}

/** Length from which a part of a name is no coincidence. */
const LONG = 4;

/** The props of the constructs of an app, which have many props in common. */
const APPS = ['HttpScaledWasmProps', 'SpinAppScaledProps', 'KnativeWagiServiceProps', 'WasmAppProps'] as const;

function propsOf(struct: Struct): Props {
  return entryOf(propsByStruct, struct, () => new Map(STRUCTS[struct].split(' ').map(parseProp)));
}

function parseProp(text: string): [string, PropType | undefined] {
  const match = /^(\w+)(?::(\()?(\w+)\)?(\[\])?)?/.exec(text)!;
  const [, prop, optional, struct, list] = match;
  if (struct === undefined) return [prop, undefined];
  return [prop, { struct: struct as Struct, isList: list !== undefined, isOptional: optional !== undefined }];
}
