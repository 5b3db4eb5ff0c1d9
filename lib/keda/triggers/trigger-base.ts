import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { warn } from '../../core/warnings';
import { Given } from '../scalers/given';
import { scalerOf } from '../scalers/scaler-of';
import { measuresPods } from '../scalers/trigger-types';
import { renderMetadata } from './metadata';
import type { RenderedTrigger } from './rendered-trigger';
import { checkRules } from './rules';
import { checkScaler } from './scaler-checks';
import type { ITriggerAuth } from './trigger-auth-reference';
import { checkAuth, checkAuthParameters, checkIsOptions, checkOptions } from './trigger-checks';
import type { TriggerOptions } from './trigger-options';
import { text } from './values';

/**
 * What every trigger does, whatever its scaler: the factories of Trigger are generated over it.
 *
 * @internal
 */
export class TriggerBase {
  /** Type of the scaler, as KEDA calls it. */
  public readonly type: string;

  /** Name by which the formula of the scaling modifiers refers to the trigger. */
  public readonly name?: string;

  /** @internal */
  public readonly _auth?: ITriggerAuth;

  /** @internal */
  private readonly _options: TriggerOptions;

  /** @internal */
  private readonly _props: { readonly [prop: string]: unknown };

  /** @internal */
  private readonly _raw: boolean;

  /**
   * @param raw whether the props are the metadata itself, of a scaler that is not known here
   */
  protected constructor(type: string, props: object, options: TriggerOptions, raw = false) {
    this.type = type;
    // what is no object is told of by _bind, which knows where
    this.name = options?.name;
    this._auth = options?.auth;
    this._options = options;
    this._props = props as { readonly [prop: string]: unknown };
    this._raw = raw;
  }

  /**
   * Whether it measures the pods themselves, and so nothing while there are none.
   *
   * @internal
   */
  public get _measuresPods(): boolean {
    return measuresPods(this.type);
  }

  /**
   * The one container of the pods that it measures, where it names one.
   *
   * @internal
   */
  public get _containerName(): string | undefined {
    return this._props.containerName as string | undefined;
  }

  /**
   * Whether KEDA reads its number from that Service.
   *
   * @internal
   */
  public _reads(service: string): boolean {
    const { url } = (this._props ?? {}) as { readonly url?: unknown };
    return this.type === 'metrics-api' && typeof url === 'string' && url.replace(/^[a-z]+:\/\//, '').split(/[.:/]/)[0] === service;
  }

  /**
   * Checks the trigger for the declared platform and renders it as it stands in a ScaledObject.
   *
   * @param at the trigger as the user wrote it, such as `triggers[0]`
   *
   * @internal
   */
  public _bind(scope: IConstruct, at: string, platform: Platform): RenderedTrigger {
    const { type, _props: props, _options: options, _auth: auth } = this;
    if (typeof props !== 'object' || props === null || Array.isArray(props)) {
      fail(scope, `${at} (${type}) has ${show(props)} for its parameters: pass an object`);
    }
    checkIsOptions(scope, at, type, options);
    const { name, metricType, useCachedMetrics } = options;
    const scaler = this._raw ? undefined : scalerOf(type);
    if (scaler?.since) platform._require(scope, 'keda', scaler.since, `${at} (${type})`, true);
    if (scaler?.deprecated && platform._atLeast('keda', scaler.deprecated.since)) {
      warn(scope, `${at} (${type}) is deprecated since KEDA ${scaler.deprecated.since}: see ${scaler.deprecated.see}`);
    }
    checkOptions(scope, at, type, options, scaler);
    if (auth) checkAuth({ scope, at, type }, auth);
    const metadata = scaler ? bindTo({ scope, at, type, scaler, platform }, props, options) : raw(scope, at, type, props);
    return {
      type,
      metadata,
      ...(name !== undefined && { name }),
      ...(metricType !== undefined && { metricType }),
      ...(useCachedMetrics !== undefined && { useCachedMetrics }),
      ...(auth && { authenticationRef: { name: auth.name, ...(auth.kind !== 'TriggerAuthentication' && { kind: auth.kind }) } }),
    };
  }
}

function bindTo(context: Parameters<typeof renderMetadata>[0], props: { readonly [prop: string]: unknown }, options: TriggerOptions) {
  const { scope, at, type, scaler } = context;
  if (options.auth) checkAuthParameters(context, options.auth);
  const given = new Given(scaler, options.auth);
  const metadata = renderMetadata(context, props, given);
  checkRules(scope, `${at} (${type})`, scaler, given);
  checkScaler(scope, at, type, metadata, options, scaler, given);
  return metadata;
}

function raw(scope: IConstruct, at: string, type: string, metadata: { readonly [key: string]: unknown }): { [key: string]: string } {
  text(scope, `${at}.type`, type);
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value !== 'string') fail(scope, `${at}.metadata[${show(key)}] (${show(value)}) must be a text: write '${value}'`);
  }
  return { ...metadata } as { [key: string]: string };
}
