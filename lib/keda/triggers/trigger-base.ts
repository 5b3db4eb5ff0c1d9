import type { IConstruct } from 'constructs';
import type { Platform } from '../../cluster/platform';
import { measuresPods } from '../scalers/trigger-types';
import type { RenderedTrigger } from './rendered-trigger';
import type { ITriggerAuth } from './trigger-auth-reference';
import type { TriggerOptions } from './trigger-options';

/**
 * Base class of the generated class Trigger, with the parts that do not depend on the scaler.
 *
 * @internal
 */
export class TriggerBase {
  /** Type of the scaler, such as `kafka`. */
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
   * @param raw whether the props are the metadata itself, of an unknown scaler
   */
  protected constructor(type: string, props: object, options: TriggerOptions, raw = false) {
    this.type = type;
    // _bind reports options that are not an object, since it knows their path
    this.name = options?.name;
    this._auth = options?.auth;
    this._options = options;
    this._props = props as { readonly [prop: string]: unknown };
    this._raw = raw;
  }

  /**
   * Whether the trigger measures the pods themselves, and so reads nothing while there are none.
   *
   * @internal
   */
  public get _measuresPods(): boolean {
    return measuresPods(this.type);
  }

  /**
   * The container that the trigger measures, if it names one.
   *
   * @internal
   */
  public get _containerName(): string | undefined {
    return this._props.containerName as string | undefined;
  }

  /**
   * Whether KEDA reads the metric from the Service.
   *
   * @internal
   */
  public _reads(service: string): boolean {
    const { url } = (this._props ?? {}) as { readonly url?: unknown };
    return this.type === 'metrics-api' && typeof url === 'string' && url.replace(/^[a-z]+:\/\//, '').split(/[.:/]/)[0] === service;
  }

  /**
   * Checks the trigger for the declared platform and renders it for a ScaledObject.
   *
   * @param at path of the trigger in the props, such as `triggers[0]`
   * @param hasFormula whether the scaling modifiers of the app have a formula
   *
   * @internal
   */
  public _bind(scope: IConstruct, at: string, platform: Platform, hasFormula = false): RenderedTrigger {
    const { bindTrigger } = require('./bind-trigger') as typeof import('./bind-trigger');
    const { type, _props: props, _options: options, _auth: auth, _raw: isRaw } = this;
    return bindTrigger({ scope, at, platform, hasFormula }, { type, props, options, auth, isRaw });
  }
}
