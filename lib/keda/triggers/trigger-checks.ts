import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkBoolean } from '../../core/checks';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { nearest, suggest } from '../../core/suggest';
import { and, few, or } from '../../core/words';
import type { Scaler } from '../scalers/definition';
import { metricTypesOf, NEVER_CACHED } from '../scalers/trigger-types';
import { checkVersion, type MetadataContext } from './metadata';
import type { MetricType } from './metric-type';
import type { ITriggerAuth } from './trigger-auth-reference';
import type { TriggerOptions } from './trigger-options';

const OPTIONS: (keyof TriggerOptions)[] = ['name', 'metricType', 'useCachedMetrics', 'auth'];
const NAME = /^[A-Za-z_][-.\w]*$/;

const KINDS = ['TriggerAuthentication', 'ClusterTriggerAuthentication'];

/** Fails for options that are not an object, and for an authentication in their place. */
export function checkIsOptions(scope: IConstruct, at: string, type: string, options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    fail(scope, `${at} (${type}) has ${show(options)} for its options: pass an object`);
  const { name, kind } = options as { readonly name?: unknown; readonly kind?: unknown };
  if (typeof name === 'string' && typeof kind === 'string')
    fail(scope, `${at} (${type}) has the ${kind} ${name} for its options: pass { auth }`);
}

/** Fails for options that are unknown, or that this trigger does not have. */
export function checkOptions(scope: IConstruct, at: string, type: string, options: TriggerOptions, scaler: Scaler | undefined): void {
  for (const option of Object.keys(options)) {
    if ((OPTIONS as string[]).includes(option)) continue;
    const near = nearest(option, OPTIONS);
    fail(scope, `${at}.${option} is not an option of a trigger: ${near ? `did you mean ${near}?` : `the options are ${and(OPTIONS)}`}`);
  }
  const { name, useCachedMetrics } = options;
  if (name !== undefined && (typeof name !== 'string' || !NAME.test(name))) {
    fail(scope, `${at}.name (${show(name)}) must consist of letters, digits, '_', '-' and '.', and start with a letter or '_'`);
  }
  checkBoolean(scope, `${at}.useCachedMetrics`, useCachedMetrics);
  if (useCachedMetrics && NEVER_CACHED.includes(type)) {
    fail(scope, `${at}.useCachedMetrics (true) must be left out of a ${type} trigger: KEDA's webhook rejects it with ${and(NEVER_CACHED)}`);
  }
  checkMetricType(scope, at, type, options.metricType, scaler);
}

function checkMetricType(
  scope: IConstruct,
  at: string,
  type: string,
  metricType: MetricType | undefined,
  scaler: Scaler | undefined,
): void {
  const accepted = metricTypesOf(type, scaler);
  if (metricType === undefined) {
    if (scaler?.metricTypeRequired) fail(scope, `${at}.metricType is required for ${type}: pass { metricType } of ${or(accepted)}`);
    return;
  }
  if (!accepted.includes(metricType)) {
    fail(scope, `${at}.metricType (${show(metricType)}) must be ${or(accepted)} for ${type}`);
  }
}

/** Fails for an authentication of a wrong kind, or of another namespace. */
export function checkAuth({ scope, at, type }: Pick<MetadataContext, 'scope' | 'at' | 'type'>, auth: ITriggerAuth): void {
  if (typeof auth !== 'object' || auth === null || typeof auth.name !== 'string' || typeof auth.kind !== 'string') {
    fail(scope, `${at}.auth (${show(auth)}) must be a TriggerAuth: for an existing one write TriggerAuth.fromName('${nameIn(auth)}')`);
  }
  if (!KINDS.includes(auth.kind)) {
    const remedy =
      auth.kind === 'ConfigMap'
        ? 'new TriggerAuth(scope, id, { configMaps: [{ configMap, parameters }] })'
        : 'TriggerAuth.fromSecret(scope, id, { secret, parameters })';
    fail(scope, `${at}.auth (${auth.kind} ${auth.name}) must be a ${or(KINDS)}: write ${remedy}`);
  }
  if (auth.kind !== 'TriggerAuthentication' || !auth.construct) return;
  const theirs = Chart.of(auth.construct).namespace;
  const ours = Chart.of(scope).namespace;
  if (theirs !== undefined && ours !== undefined && theirs !== ours) {
    fail(
      scope,
      `${at}.auth (${auth.name}) is in namespace ${theirs}, and the ${type} trigger is in ${ours}: ` +
        'create it in the same namespace, or make it cluster-wide with { cluster: true }',
    );
  }
}

/** Returns the name to suggest for a value that is not an authentication. */
function nameIn(auth: unknown): string {
  const name = typeof auth === 'string' ? auth : (auth as Partial<ITriggerAuth> | null)?.name;
  return typeof name === 'string' && name !== '' ? name : 'name';
}

/** Fails for parameters of an authentication that the scaler does not read, and for a pod identity that it does not support. */
export function checkAuthParameters(context: MetadataContext, auth: ITriggerAuth): void {
  const { scope, at, type, scaler } = context;
  const readable = Object.keys(scaler.params).filter((key) => scaler.params[key].from.includes('auth'));
  for (const parameter of auth.parameters ?? []) {
    if (readable.includes(parameter)) {
      checkVersion(context, `${at}.auth (${auth.name}) parameter ${parameter}`, scaler.params[parameter], 'auth');
      continue;
    }
    const near = suggest(parameter, readable);
    const remedy = near ? `did you mean ${near}?` : readable.length > 0 ? `it reads ${few(readable)}` : 'leave auth out';
    fail(
      scope,
      `${at}.auth (${auth.name}) provides the parameter ${parameter}, which ${type} does not read from an authentication: ${remedy}`,
    );
  }
  const provider = auth.podIdentityProvider;
  if (provider === undefined || provider === 'none' || scaler.podIdentities.includes(provider)) return;
  const remedy = scaler.podIdentities.length > 0 ? `use ${or(scaler.podIdentities)}` : 'use another source of credentials';
  fail(scope, `${at}.auth (${auth.name}) has a pod identity of ${provider}, which ${type} does not support: ${remedy}`);
}
