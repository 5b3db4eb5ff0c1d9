import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { nearest } from '../../core/suggest';
import { warn } from '../../core/warnings';
import { type Parameter, propOf, type Scaler, type Source, sinceOf } from '../scalers/definition';
import { type Given, POD_IDENTITY } from '../scalers/given';
import { nonEmptyString, renderValue, separatorOf } from './values';

const FROM_ENV = 'FromEnv';
const EXTRA = 'extraMetadata';

/** Context in which metadata is rendered. */
export interface MetadataContext {
  readonly scope: IConstruct;
  /** Path of the trigger in the props, such as `triggers[0]`. */
  readonly at: string;
  readonly type: string;
  readonly scaler: Scaler;
  readonly platform: Platform;
}

/** Renders the props of a trigger as its metadata, in the order of the definition, and adds the parameters to `given`. */
export function renderMetadata(
  context: MetadataContext,
  props: { readonly [prop: string]: unknown },
  given: Given,
): { [key: string]: string } {
  const { at, scaler } = context;
  const metadata: { [key: string]: string } = {};
  const unknown = new Set(Object.keys(props).filter((prop) => props[prop] !== undefined && prop !== EXTRA));
  for (const { key, parameter, prop, variable } of namedOf(scaler)) {
    if (unknown.size === 0) break;
    if (prop !== undefined && unknown.delete(prop)) {
      checkVersion(context, `${at}.${prop}`, parameter, 'metadata');
      renderProp(context, key, parameter, props[prop], metadata, given);
    }
    if (variable !== undefined && unknown.delete(variable)) {
      if (metadata[key] !== undefined) fail(context.scope, `${at} has both ${prop} and ${variable}: leave one out`);
      checkVersion(context, `${at}.${variable}`, parameter, 'env');
      metadata[`${key}${FROM_ENV}`] = nonEmptyString(context.scope, `${at}.${variable}`, props[variable]);
      given.addVariable(key);
    }
  }
  for (const prop of unknown) refuse(context, prop);
  return Object.assign(metadata, renderExtra(context, props[EXTRA]));
}

/** A parameter, with the props for its value and for its environment variable, if any. */
interface NamedParameter {
  readonly key: string;
  readonly parameter: Parameter;
  readonly prop?: string;
  readonly variable?: string;
}

const namedParameters = new WeakMap<Scaler, readonly NamedParameter[]>();

/** Returns the parameters of a scaler in the order of the definition, cached for all triggers. */
function namedOf(scaler: Scaler): readonly NamedParameter[] {
  let all = namedParameters.get(scaler);
  if (!all) {
    all = Object.entries(scaler.params).map(([key, parameter]) => {
      const prop = propOf(scaler, key);
      const { from } = parameter;
      return {
        key,
        parameter,
        prop: from.includes('metadata') ? prop : undefined,
        variable: from.includes('env') ? `${prop}${FROM_ENV}` : undefined,
      };
    });
    namedParameters.set(scaler, all);
  }
  return all;
}

function renderProp(
  { scope, at, platform }: MetadataContext,
  key: string,
  parameter: Parameter,
  value: unknown,
  metadata: { [key: string]: string },
  given: Given,
): void {
  const prop = `${at}.${parameter.prop ?? key}`;
  const values = renderValue(scope, prop, parameter, value);
  given.addValue(key, values);
  for (const member of values) {
    const since = parameter.enumSince?.[member];
    if (since) platform._require(scope, 'keda', since, `${prop} ${member}`, true);
  }
  if (parameter.prefix === undefined) metadata[key] = values.join(separatorOf(parameter));
  else for (const [name, element] of Object.entries(value as object)) metadata[`${parameter.prefix}${name}`] = element;
}

/** Fails for a parameter that the declared KEDA does not read yet, or no longer reads; warns of a deprecated one. */
export function checkVersion({ scope, type, platform, scaler }: MetadataContext, path: string, parameter: Parameter, source: Source): void {
  const { deprecated, removed } = parameter;
  const since = sinceOf(parameter, source);
  if (since) platform._require(scope, 'keda', since, path, true);
  if (removed && platform._atLeast('keda', removed.since)) {
    const state =
      removed.effect === 'error'
        ? `was removed from ${type} in KEDA ${removed.since}`
        : `has no effect in ${type} since KEDA ${removed.since}`;
    fail(scope, `${path} ${state}, and the platform declares ${platform.keda}: ${remedy(scaler, removed.use)}`);
  }
  if (deprecated && platform._atLeast('keda', deprecated.since)) {
    warn(scope, `${path} is deprecated since KEDA ${deprecated.since}: ${remedy(scaler, deprecated.use)}`);
  }
}

function remedy(scaler: Scaler, use: string | undefined): string {
  if (use === undefined) return 'leave it out';
  return use === POD_IDENTITY ? 'use an auth with a pod identity' : `use ${propOf(scaler, use)}`;
}

function refuse({ scope, at, type, scaler }: MetadataContext, prop: string): never {
  const bare = prop.endsWith(FROM_ENV) ? prop.slice(0, -FROM_ENV.length) : prop;
  const key = Object.keys(scaler.params).find((candidate) => candidate === bare || propOf(scaler, candidate) === bare);
  const isReadable = key !== undefined && scaler.params[key].from.includes(bare === prop ? 'metadata' : 'env');
  if (key !== undefined && !isReadable) {
    const { from } = scaler.params[key];
    const elsewhere = [
      ...(from.includes('metadata') ? [`pass ${propOf(scaler, key)}`] : []),
      ...(from.includes('env') ? [`pass ${propOf(scaler, key)}${FROM_ENV}`] : []),
      ...(from.includes('auth') ? [`pass an auth with the parameter ${key}`] : []),
    ];
    fail(scope, `${at}.${prop} is not read from the ${bare === prop ? 'metadata' : 'environment'} by ${type}: ${elsewhere.join(', or ')}`);
  }
  const meant = nearest(prop, knownProps(scaler));
  fail(
    scope,
    `${at}.${prop} is not a parameter of ${type}: ${meant ? `did you mean ${meant}?` : `pass it in ${EXTRA} if your KEDA reads it`}`,
  );
}

/** Returns the names of all props of a scaler. */
export function knownProps(scaler: Scaler): string[] {
  return [EXTRA].concat(
    Object.entries(scaler.params)
      .filter(([, { removed }]) => !removed)
      .flatMap(([key, { from }]) => [
        ...(from.includes('metadata') ? [propOf(scaler, key)] : []),
        ...(from.includes('env') ? [`${propOf(scaler, key)}${FROM_ENV}`] : []),
      ]),
  );
}

function renderExtra(context: MetadataContext, extra: unknown): { [key: string]: string } {
  if (extra === undefined) return {};
  const { scope, at, scaler } = context;
  if (typeof extra !== 'object' || extra === null || Array.isArray(extra))
    fail(scope, `${at}.${EXTRA} (${show(extra)}) must be an object of strings`);
  for (const [key, value] of Object.entries(extra)) {
    const path = `${at}.${EXTRA}[${show(key)}]`;
    nonEmptyString(scope, path, value);
    const bare = key.endsWith(FROM_ENV) ? key.slice(0, -FROM_ENV.length) : key;
    const found = Object.entries(scaler.params).find(
      ([known, { prefix }]) => known === bare || (prefix !== undefined && key.startsWith(prefix)),
    );
    if (!found) continue;
    const [known, parameter] = found;
    if (parameter.removed) checkVersion(context, path, parameter, key === bare ? 'metadata' : 'env');
    else if (key !== bare && !parameter.from.includes('env')) refuse(context, `${propOf(scaler, known)}${FROM_ENV}`);
    else if (key === bare && !parameter.from.includes('metadata')) refuse(context, propOf(scaler, known));
    else fail(scope, `${path} has its own prop: pass ${propOf(scaler, known)}${key === bare || parameter.prefix ? '' : FROM_ENV}`);
  }
  return extra as { [key: string]: string };
}
