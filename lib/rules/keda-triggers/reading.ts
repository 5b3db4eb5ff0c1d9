import { derived } from '../../core/derived';
import type { Writing } from '../../keda/scalers/breaches';
import type { Parameter, Scaler } from '../../keda/scalers/definition';
import { Given } from '../../keda/scalers/given';
import { scalerOf } from '../../keda/scalers/scaler-of';
import { scaledOf, type TriggerPart } from '../keda/scaled';
import { KEDA_SOURCE } from '../keda/upstream';
import type { Manifest, Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context } from '../rule';
import { at, trimmedOf } from '../values';
import { authOf, type NamedAuth } from './sources';

export const SCALERS = `${KEDA_SOURCE}/pkg/scalers`.replace('/blob/', '/tree/');

/** Ending of a key that names a variable of the target's container. */
export const FROM_ENV = 'FromEnv';
/** Types that pass every key on to a scaler of the user's own. */
const PASSES_ALL = ['external', 'external-push'];

/** How parameters are given in a manifest. */
export const MANIFEST: Writing = {
  nameOf: (_, key) => key,
  verb: 'write',
  auth: 'an authenticationRef to a TriggerAuthentication with',
};

/** A key of a trigger's metadata, as the scaler takes it. */
export interface Entry {
  readonly key: string;
  readonly value: Value;
  readonly path: string;
  /** The parameter that the key is for, where its scaler has one of that name. */
  readonly parameter?: Parameter;
  /** Name of the parameter: without `FromEnv`. */
  readonly name: string;
  /** Whether the key names a variable of the target's container. */
  readonly variable: boolean;
  /** Whether the scaler reads it here. */
  readonly read: boolean;
  /** What the scaler reads, where that stands here. */
  readonly text?: string;
}

/** A key that a scaler reads from the metadata, with its text. */
export type TextEntry = Entry & { readonly parameter: Parameter; readonly text: string };

/** A trigger of a known type with what it gives to its scaler. */
export interface Reading extends TriggerPart {
  readonly type: string;
  readonly scaler: Scaler;
  readonly entries: readonly Entry[];
  /** The entries whose text the scaler reads. */
  readonly texts: readonly TextEntry[];
  /** Whether the scaler takes keys that only the user knows. */
  readonly open: boolean;
  readonly auth?: NamedAuth;
  readonly given: Given;
}

const readings = derived((manifests: Manifests) =>
  derived((object: Manifest) => scaledOf(object).triggers.flatMap((part) => readingOf(part, object, manifests) ?? NONE)),
);
const NONE: readonly Reading[] = [];

/** The triggers of known types. */
export function readingsOf(object: Manifest, { manifests }: Context): readonly Reading[] {
  return readings(manifests)(object);
}

function readingOf(part: TriggerPart, object: Manifest, manifests: Manifests): Reading | undefined {
  const { type, trigger, path, metadata } = part;
  const scaler = type === undefined ? undefined : scalerOf(type);
  if (type === undefined || !scaler) return undefined;
  const auth = authOf(trigger, object, manifests);
  const given = new Given(scaler, auth);
  const all: Entry[] = [];
  for (const key of Object.keys(metadata)) {
    const entry = readEntry(scaler, key, metadata[key], at(`${path}.metadata`, key));
    all.push(entry);
    const { parameter, name, variable, value } = entry;
    if (!entry.read || !parameter) continue;
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    // a value that is not a string is reported as such, and taken for given
    if (variable || typeof text !== 'string') given.addVariable(name);
    else if (text.trim() !== '') given.addValue(name, elementsOf(parameter, text.trim()));
  }
  return {
    type,
    trigger,
    path,
    metadata,
    scaler,
    entries: all,
    texts: all.filter((entry): entry is TextEntry => entry.text !== undefined && entry.parameter !== undefined),
    open: PASSES_ALL.includes(type),
    auth,
    given,
  };
}

/** The parameters that stand for every key with their prefix. */
const prefixedOf = derived(({ params }: Scaler) => Object.entries(params).filter(([, { prefix }]) => prefix !== undefined));

function readEntry(scaler: Scaler, key: string, value: Value, path: string): Entry {
  const { params } = scaler;
  if (Object.hasOwn(params, key)) {
    const read = params[key].from.includes('metadata');
    const text = read && !params[key].removed ? trimmedOf(value) : undefined;
    return { key, value, path, parameter: params[key], name: key, variable: false, read, text };
  }
  const name = key.endsWith(FROM_ENV) ? key.slice(0, -FROM_ENV.length) : key;
  if (name !== key && Object.hasOwn(params, name)) {
    return { key, value, path, parameter: params[name], name, variable: true, read: params[name].from.includes('env') };
  }
  const [prefixed, parameter] = prefixedOf(scaler).find(([, { prefix }]) => key.startsWith(prefix!)) ?? [];
  if (prefixed) return { key, value, path, parameter, name: prefixed, variable: false, read: true };
  return { key, value, path, name: key, variable: false, read: false };
}

/** The elements of a list, or the one value, as conditions compare them. */
export function elementsOf({ kind, separator, prefix }: Parameter, text: string): string[] {
  if (kind === 'boolean') return [/^(1|t|T|TRUE|true|True)$/.test(text) ? 'true' : text];
  if ((kind === 'list' || kind === 'intList') && prefix === undefined) return text.split(separator ?? ',').map((element) => element.trim());
  return [text];
}
