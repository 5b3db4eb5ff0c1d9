import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { warn } from '../../core/warnings';
import { deprecationOf } from '../scalers/definition';
import { Given } from '../scalers/given';
import { scalerOf } from '../scalers/scaler-of';
import { renderMetadata } from './metadata';
import type { RenderedTrigger } from './rendered-trigger';
import { checkRules } from './rules';
import { checkScaler, checkTargets } from './scaler-checks';
import { withAddressOfStore } from './store';
import type { ITriggerAuth } from './trigger-auth-reference';
import { checkAuth, checkAuthParameters, checkIsOptions, checkOptions } from './trigger-checks';
import type { TriggerOptions } from './trigger-options';
import { nonEmptyString } from './values';

/** The arguments of a trigger. */
export interface GivenTrigger {
  readonly type: string;
  readonly props: { readonly [prop: string]: unknown };
  readonly options: TriggerOptions;
  readonly auth?: ITriggerAuth;
  /** Whether the props are the metadata itself. */
  readonly isRaw: boolean;
}

/** Context in which a trigger is bound. */
export interface TriggerContext {
  readonly scope: IConstruct;
  /** Path of the trigger in the props, such as `triggers[0]`. */
  readonly at: string;
  readonly platform: Platform;
  /** Whether the scaling modifiers of the app have a formula, whose target stands for those of the triggers. */
  readonly hasFormula: boolean;
}

/** Checks a trigger for the declared platform and renders it for a ScaledObject. */
export function bindTrigger({ scope, at, platform, hasFormula }: TriggerContext, trigger: GivenTrigger): RenderedTrigger {
  const { type, options, auth, isRaw } = trigger;
  if (typeof trigger.props !== 'object' || trigger.props === null || Array.isArray(trigger.props)) {
    fail(scope, `${at} (${type}) has ${show(trigger.props)} for its parameters: pass an object`);
  }
  const props = isRaw ? trigger.props : withAddressOfStore(scope, at, trigger);
  checkIsOptions(scope, at, type, options);
  const { name, metricType, useCachedMetrics } = options;
  const scaler = isRaw ? undefined : scalerOf(type);
  if (scaler?.since) platform._require(scope, 'keda', scaler.since, `${at} (${type})`, true);
  if (scaler?.deprecated && platform._atLeast('keda', scaler.deprecated.since)) {
    warn(scope, `${at} (${type}) ${deprecationOf(scaler.deprecated)}: see ${scaler.deprecated.see}`);
  }
  checkOptions(scope, at, type, options, scaler);
  if (auth) checkAuth({ scope, at, type }, auth);
  const metadata = scaler ? bindTo({ scope, at, type, scaler, platform }, props, options, hasFormula) : raw(scope, at, type, props);
  return {
    type,
    metadata,
    ...(name !== undefined && { name }),
    ...(metricType !== undefined && { metricType }),
    ...(useCachedMetrics !== undefined && { useCachedMetrics }),
    ...(auth && { authenticationRef: { name: auth.name, ...(auth.kind !== 'TriggerAuthentication' && { kind: auth.kind }) } }),
  };
}

function bindTo(
  context: Parameters<typeof renderMetadata>[0],
  props: { readonly [prop: string]: unknown },
  options: TriggerOptions,
  hasFormula: boolean,
) {
  const { scope, at, type, scaler, platform } = context;
  if (options.auth) checkAuthParameters(context, options.auth);
  const given = new Given(scaler, options.auth);
  const metadata = renderMetadata(context, props, given);
  checkRules(scope, `${at} (${type})`, scaler, given, platform.keda, hasFormula);
  checkScaler(scope, at, type, metadata, options, scaler, given);
  if (!hasFormula) checkTargets(scope, at, type, metadata, options, scaler);
  return metadata;
}

function raw(scope: IConstruct, at: string, type: string, metadata: { readonly [key: string]: unknown }): { [key: string]: string } {
  nonEmptyString(scope, `${at}.type`, type);
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string') fail(scope, `${at}.metadata[${show(key)}] (${show(value)}) must be a string: write '${value}'`);
  }
  return { ...metadata } as { [key: string]: string };
}
