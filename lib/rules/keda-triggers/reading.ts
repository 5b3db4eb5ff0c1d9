import type { Writing } from '../../keda/scalers/breaches';
import type { Parameter, Scaler } from '../../keda/scalers/definition';
import { Given } from '../../keda/scalers/given';
import { scalerOf } from '../../keda/scalers/scaler-of';
import { entries } from '../fields';
import { SCALED_JOB, SCALED_OBJECT, type TriggerPart, textOf, triggersOf } from '../keda/parts';
import { cached } from '../keda/targets';
import type { Manifest, Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context } from '../rule';
import { authOf, type NamedAuth } from './sources';

export const SCALERS = 'https://github.com/kedacore/keda/tree/v2.20.2/pkg/scalers';
export const SCALED = [SCALED_OBJECT, SCALED_JOB];

const FROM_ENV = 'FromEnv';
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

/** A trigger of a known type with what it gives to its scaler. */
export interface Reading extends TriggerPart {
  readonly type: string;
  readonly scaler: Scaler;
  readonly entries: readonly Entry[];
  /** Whether the scaler takes keys that only the user knows. */
  readonly open: boolean;
  readonly auth?: NamedAuth;
  readonly given: Given;
}

const readings = new WeakMap<Manifests, Map<Manifest, Reading[]>>();

/** The triggers of known types, read once for all rules. */
export function readingsOf(object: Manifest, { manifests }: Context): readonly Reading[] {
  const done = cached(readings, manifests, () => new Map());
  let read = done.get(object);
  if (!read) {
    read = triggersOf(object).flatMap((part) => readingOf(part, object, manifests) ?? []);
    done.set(object, read);
  }
  return read;
}

function readingOf(part: TriggerPart, object: Manifest, manifests: Manifests): Reading | undefined {
  const { type, trigger, path } = part;
  const scaler = type === undefined ? undefined : scalerOf(type);
  if (type === undefined || !scaler) return undefined;
  const auth = authOf(trigger, object, manifests);
  const given = new Given(scaler, auth);
  const all = [...entries(trigger.metadata, `${path}.metadata`)].map(([key, value, where]) => entryOf(scaler, key, value, where));
  for (const { name, parameter, value, variable, read } of all) {
    if (!read || !parameter) continue;
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    // what is no text is told of as such, and taken for given
    if (variable || typeof text !== 'string') given.addVariable(name);
    else if (text.trim() !== '') given.addText(name, elementsOf(parameter, text.trim()));
  }
  return { ...part, type, scaler, entries: all, open: PASSES_ALL.includes(type), auth, given };
}

function entryOf(scaler: Scaler, key: string, value: Value, path: string): Entry {
  const { params } = scaler;
  if (Object.hasOwn(params, key)) {
    const read = params[key].from.includes('metadata');
    const text = read && !params[key].removed ? textOf(value) : undefined;
    return { key, value, path, parameter: params[key], name: key, variable: false, read, text };
  }
  const name = key.endsWith(FROM_ENV) ? key.slice(0, -FROM_ENV.length) : key;
  if (name !== key && Object.hasOwn(params, name)) {
    return { key, value, path, parameter: params[name], name, variable: true, read: params[name].from.includes('env') };
  }
  const prefixed = Object.keys(params).find((one) => params[one].prefix !== undefined && key.startsWith(params[one].prefix));
  if (prefixed) return { key, value, path, parameter: params[prefixed], name: prefixed, variable: false, read: true };
  return { key, value, path, name: key, variable: false, read: false };
}

/** The elements of a list, or the one value, as conditions compare them. */
export function elementsOf({ kind, separator, prefix }: Parameter, text: string): string[] {
  if (kind === 'boolean') return [/^(1|t|T|TRUE|true|True)$/.test(text) ? 'true' : text];
  if ((kind === 'list' || kind === 'intList') && prefix === undefined) return text.split(separator ?? ',').map((element) => element.trim());
  return [text];
}
