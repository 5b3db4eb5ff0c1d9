import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { measuresPods } from '../scalers/trigger-types';
import type { RenderedTrigger } from './rendered-trigger';
import type { ITriggerAuth } from './trigger-auth-reference';
import type { TriggerOptions } from './trigger-options';

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
    const { bindTrigger } = require('./bind-trigger') as typeof import('./bind-trigger');
    const { type, _props: props, _options: options, _auth: auth, _raw: isRaw } = this;
    return bindTrigger({ scope, at, platform }, { type, props, options, auth, isRaw });
  }
}
