import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { nearest } from '../../core/suggest';
import { warn } from '../../core/warnings';
import { type Parameter, propOf, type Scaler } from '../scalers/definition';
import { type Given, POD_IDENTITY } from '../scalers/given';
import { renderValue, separatorOf, text } from './values';

const FROM_ENV = 'FromEnv';
const EXTRA = 'extraMetadata';

/** What is rendered, and for whom. */
export interface MetadataContext {
  readonly scope: IConstruct;
  /** The trigger, as the user wrote it: `triggers[0]`. */
  readonly at: string;
  readonly type: string;
  readonly scaler: Scaler;
  readonly platform: Platform;
}

/** Renders the props of a trigger as its metadata, in the order of the definition, and notes what is given. */
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
      checkVersion(context, `${at}.${prop}`, parameter);
      renderProp(context, key, parameter, props[prop], metadata, given);
    }
    if (variable !== undefined && unknown.delete(variable)) {
      if (metadata[key] !== undefined) fail(context.scope, `${at} has both ${prop} and ${variable}: leave one out`);
      checkVersion(context, `${at}.${variable}`, parameter);
      metadata[`${key}${FROM_ENV}`] = text(context.scope, `${at}.${variable}`, props[variable]);
      given.addVariable(key);
    }
  }
  for (const prop of unknown) refuse(context, prop);
  return Object.assign(metadata, renderExtra(context, props[EXTRA]));
}

/** A parameter, with the props that take its value and the name of its variable, where there are such. */
interface Named {
  readonly key: string;
  readonly parameter: Parameter;
  readonly prop?: string;
  readonly variable?: string;
}

const named = new WeakMap<Scaler, readonly Named[]>();

/** The parameters of a scaler in the order of the definition, named once for all triggers. */
function namedOf(scaler: Scaler): readonly Named[] {
  let all = named.get(scaler);
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
    named.set(scaler, all);
  }
  return all;
}

function renderProp(
  { scope, at }: MetadataContext,
  key: string,
  parameter: Parameter,
  value: unknown,
  metadata: { [key: string]: string },
  given: Given,
): void {
  const prop = `${at}.${parameter.prop ?? key}`;
  const texts = renderValue(scope, prop, parameter, value);
  given.addText(key, texts);
  if (parameter.prefix === undefined) metadata[key] = texts.join(separatorOf(parameter));
  else for (const [name, element] of Object.entries(value as object)) metadata[`${parameter.prefix}${name}`] = element;
}

/** Fails for a parameter that the declared KEDA does not read yet, or no longer reads; warns for one that will go. */
export function checkVersion(
  { scope, type, platform, scaler }: MetadataContext,
  what: string,
  { since, deprecated, removed }: Parameter,
): void {
  if (since) platform._require(scope, 'keda', since, what, true);
  if (removed && platform._atLeast('keda', removed.since)) {
    const fate =
      removed.effect === 'error'
        ? `was removed from ${type} in KEDA ${removed.since}`
        : `does nothing in ${type} since KEDA ${removed.since}`;
    fail(scope, `${what} ${fate}, and the platform declares ${platform.keda}: ${remedy(scaler, removed.use)}`);
  }
  if (deprecated && platform._atLeast('keda', deprecated.since)) {
    warn(scope, `${what} is deprecated since KEDA ${deprecated.since}: ${remedy(scaler, deprecated.use)}`);
  }
}

function remedy(scaler: Scaler, use: string | undefined): string {
  if (use === undefined) return 'leave it out';
  return use === POD_IDENTITY ? 'use an auth with a pod identity' : `use ${propOf(scaler, use)}`;
}

function refuse({ scope, at, type, scaler }: MetadataContext, prop: string): never {
  const bare = prop.endsWith(FROM_ENV) ? prop.slice(0, -FROM_ENV.length) : prop;
  const key = Object.keys(scaler.params).find((candidate) => candidate === bare || propOf(scaler, candidate) === bare);
  const spelt = key !== undefined && scaler.params[key].from.includes(bare === prop ? 'metadata' : 'env');
  if (key !== undefined && !spelt) {
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

/** Everything that the props of a scaler can have. */
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
    fail(scope, `${at}.${EXTRA} (${show(extra)}) must be an object of texts`);
  for (const [key, value] of Object.entries(extra)) {
    const what = `${at}.${EXTRA}[${show(key)}]`;
    text(scope, what, value);
    const bare = key.endsWith(FROM_ENV) ? key.slice(0, -FROM_ENV.length) : key;
    const found = Object.entries(scaler.params).find(
      ([known, { prefix }]) => known === bare || (prefix !== undefined && key.startsWith(prefix)),
    );
    if (!found) continue;
    const [known, parameter] = found;
    if (parameter.removed) checkVersion(context, what, parameter);
    else if (key !== bare && !parameter.from.includes('env')) refuse(context, `${propOf(scaler, known)}${FROM_ENV}`);
    else if (key === bare && !parameter.from.includes('metadata')) refuse(context, propOf(scaler, known));
    else fail(scope, `${what} has a prop of its own: pass ${propOf(scaler, known)}${key === bare || parameter.prefix ? '' : FROM_ENV}`);
  }
  return extra as { [key: string]: string };
}
