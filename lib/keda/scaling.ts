import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isIdleBound, KEDA_MAX_REPLICAS, KEDA_NAME_MAX, replicaBreach, SCALED_NAME_MAX } from '../cluster/keda';
import type { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/since';
import { checkInteger, checkName, checkNotEmpty, checkNumber, checkObject, checkSeconds, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { ScalingRules } from './scaling-rules';
import { MetricType, type Trigger } from './triggers';
import { checkFormula, checkTriggerNames } from './triggers/formula';

/** Number of replicas to run while a trigger fails. */
export enum FallbackBehavior {
  /** `replicas` of the fallback. */
  STATIC = 'static',
  /** The current number of replicas. */
  CURRENT_REPLICAS = 'currentReplicas',
  /** The current number of replicas if it is higher than `replicas`, else `replicas`. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',
  /** The current number of replicas if it is lower than `replicas`, else `replicas`. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
  /** The formula of the scaling modifiers uses `replicas` in place of the failing trigger. */
  SCALING_MODIFIERS = 'scalingModifiers',
}

/**
 * Replicas to run while a trigger fails.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback
 */
export interface Fallback {
  /** Consecutive failures after which the fallback applies, at least 0. */
  readonly failureThreshold: number;

  /** Number of replicas, at least 0. */
  readonly replicas: number;

  /**
   * Use of `replicas`. Needs KEDA 2.17 or newer; SCALING_MODIFIERS needs 2.20.
   *
   * @default FallbackBehavior.STATIC
   */
  readonly behavior?: FallbackBehavior;
}

/**
 * A single metric, computed from several triggers by a formula.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#scalingmodifiers
 */
export interface ScalingModifiers {
  /**
   * Expression over the names of the triggers, such as `(queue + web) / 2`. The trigger of the HTTP add-on, in an app with
   * `metrics`, is named `http`.
   */
  readonly formula: string;

  /** Target value of the formula for each replica, more than 0. */
  readonly target: number;

  /**
   * Value of the formula above which the app scales up from zero.
   *
   * @default 0
   */
  readonly activationTarget?: number;

  /**
   * Whether the target applies to each replica, or to all replicas together.
   *
   * @default MetricType.AVERAGE_VALUE
   */
  readonly metricType?: MetricType;
}

/**
 * Autoscaling settings of an app that KEDA scales.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export interface ScalingProps {
  /**
   * Minimum number of replicas.
   *
   * @default 0 - 1 if every trigger is of type cpu or memory, which cannot scale to zero
   */
  readonly minReplicas?: number;

  /**
   * Maximum number of replicas.
   *
   * @default - 100, the default of KEDA
   */
  readonly maxReplicas?: number;

  /**
   * Triggers on which the app is scaled.
   *
   * @default - none
   */
  readonly triggers?: Trigger[];

  /**
   * Time without activity after which the app scales to zero, in whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly cooldown?: Duration;

  /**
   * Time after the creation of the ScaledObject before the app may scale to zero, in whole seconds.
   *
   * @default Duration.seconds(0)
   */
  readonly initialCooldown?: Duration;

  /**
   * Interval at which KEDA polls the triggers while the app has no replicas, in whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;

  /**
   * Number of replicas while no trigger is active; `minReplicas` then applies as soon as one is. KEDA supports only 0.
   *
   * @default - minReplicas
   */
  readonly idleReplicas?: number;

  /**
   * Replicas to run while a trigger fails.
   *
   * @default - the number of replicas does not change
   */
  readonly fallback?: Fallback;

  /**
   * Behavior of the Horizontal Pod Autoscaler when it adds replicas.
   *
   * @default - the default of Kubernetes
   */
  readonly scaleUp?: ScalingRules;

  /**
   * Behavior of the Horizontal Pod Autoscaler when it removes replicas.
   *
   * @default - the default of Kubernetes
   */
  readonly scaleDown?: ScalingRules;

  /**
   * A single metric, computed from several triggers.
   *
   * @default - the trigger that needs the most replicas decides
   */
  readonly scalingModifiers?: ScalingModifiers;

  /**
   * Whether KEDA restores the original number of replicas when the ScaledObject is deleted.
   *
   * @default false
   */
  readonly restoreToOriginalReplicaCount?: boolean;

  /**
   * Whether KEDA keeps the current number of replicas, and scales no more until this is left out.
   *
   * @default false
   * @see https://keda.sh/docs/latest/concepts/scaling-deployments/#pausing-autoscaling
   */
  readonly paused?: boolean;

  /**
   * Number of replicas that KEDA keeps, at least 0, until this is left out.
   *
   * @default - autoscaling is not paused
   */
  readonly pausedReplicas?: number;

  /**
   * Name of the Horizontal Pod Autoscaler that KEDA creates.
   *
   * @default keda-hpa-<name>
   */
  readonly hpaName?: string;
}

/** Limit on the name of an app that KEDA scales, unless hpaName is set. */
const SCALED_NAME_LIMIT = { max: SCALED_NAME_MAX, because: 'KEDA names the HPA keda-hpa-<name>, which may have 63' };

/** Fails for settings that KEDA's webhook or controller rejects, whatever the triggers. */
export function checkScaling(scope: IConstruct, name: string, props: ScalingProps, platform: Platform): void {
  if (props.hpaName === undefined) checkName(scope, 'name', name, SCALED_NAME_LIMIT);
  else checkName(scope, 'hpaName', props.hpaName, { max: KEDA_NAME_MAX, because: 'it is the name of a Kubernetes object' });
  checkReplicas(scope, props);
  const { restoreToOriginalReplicaCount: restore } = props;
  if (restore !== undefined && typeof restore !== 'boolean') {
    fail(scope, `restoreToOriginalReplicaCount (${show(restore)}) must be true or false`);
  }
  const { paused, pausedReplicas } = props;
  if (paused !== undefined && typeof paused !== 'boolean') fail(scope, `paused (${show(paused)}) must be true or false`);
  checkInteger(scope, 'pausedReplicas', pausedReplicas);
  if (paused !== undefined && pausedReplicas !== undefined) {
    fail(scope, `paused (${paused}) has no effect beside pausedReplicas (${pausedReplicas}): leave one of them out`);
  }
  checkSeconds(scope, 'cooldown', props.cooldown);
  checkSeconds(scope, 'initialCooldown', props.initialCooldown);
  checkSeconds(scope, 'pollingInterval', props.pollingInterval, { min: 1 });
  checkObject(scope, 'fallback', props.fallback);
  checkObject(scope, 'scaleUp', props.scaleUp);
  checkObject(scope, 'scaleDown', props.scaleDown);
  checkObject(scope, 'scalingModifiers', props.scalingModifiers);
  checkFallback(scope, props, platform);
  checkModifiers(scope, props);
}

function checkReplicas(scope: IConstruct, { minReplicas, maxReplicas, idleReplicas }: ScalingProps): void {
  checkInteger(scope, 'minReplicas', minReplicas);
  checkInteger(scope, 'maxReplicas', maxReplicas, { min: 1 });
  if (replicaBreach(minReplicas, maxReplicas) === 'min') {
    fail(
      scope,
      maxReplicas === undefined
        ? `minReplicas (${minReplicas}) must be at most ${KEDA_MAX_REPLICAS}, KEDA's default for maxReplicas: pass maxReplicas`
        : `maxReplicas (${maxReplicas}) must be at least minReplicas (${minReplicas}): raise maxReplicas or lower minReplicas`,
    );
  }
  if (idleReplicas !== undefined) {
    if (idleReplicas !== 0)
      fail(scope, `idleReplicas (${idleReplicas}) must be 0, the only number KEDA supports: raise minReplicas instead`);
    // a minimum of 0 makes it pointless
    if (isIdleBound(idleReplicas, minReplicas || undefined)) {
      fail(
        scope,
        `idleReplicas (0) must be less than minReplicas (${minReplicas ?? 0}): leave it out, since the app scales to zero without it`,
      );
    }
  }
}

function checkFallback(scope: IConstruct, { fallback, scalingModifiers, triggers }: ScalingProps, platform: Platform): void {
  if (!fallback) return;
  for (const prop of ['failureThreshold', 'replicas'] as const) {
    if (fallback[prop] === undefined) fail(scope, `fallback.${prop} is missing: pass a whole number of at least 0`);
    checkInteger(scope, `fallback.${prop}`, fallback[prop]);
  }
  const behaviors = Object.values(FallbackBehavior);
  if (fallback.behavior !== undefined && !behaviors.includes(fallback.behavior)) {
    fail(scope, `fallback.behavior (${show(fallback.behavior)}) must be one of ${behaviors.join(', ')}: write FallbackBehavior.STATIC`);
  }
  const target = scalingModifiers?.target;
  if (target !== undefined && !Number.isInteger(target)) {
    fail(scope, `scalingModifiers.target (${target}) must be a whole number with fallback, which KEDA silently ignores otherwise`);
  }
  if (
    Array.isArray(triggers) &&
    triggers.some((trigger) => trigger?._measuresPods) &&
    !platform._atLeast('keda', SINCE.keda.fallbackOfOneAverage)
  ) {
    fail(
      scope,
      `fallback with a trigger of type cpu or memory needs KEDA ${SINCE.keda.fallbackOfOneAverage}, ` +
        `and the platform declares ${platform.keda}: leave one of the two out`,
    );
  }
  platform._require(scope, 'keda', SINCE.keda.fallbackBehavior, 'fallback.behavior', fallback.behavior);
  if (fallback.behavior === FallbackBehavior.SCALING_MODIFIERS) {
    platform._require(scope, 'keda', SINCE.keda.fallbackScalingModifiers, 'fallback.behavior SCALING_MODIFIERS', fallback.behavior);
    if (!scalingModifiers) fail(scope, 'fallback.behavior SCALING_MODIFIERS needs a formula: pass scalingModifiers');
  }
}

function checkModifiers(scope: IConstruct, { scalingModifiers }: ScalingProps): void {
  if (!scalingModifiers) return;
  const { formula, target, activationTarget, metricType } = scalingModifiers;
  checkText(scope, 'scalingModifiers.formula', formula);
  if (target === undefined) fail(scope, 'scalingModifiers.target is missing: pass the target value of the formula for each replica');
  checkNumber(scope, 'scalingModifiers.target', target);
  if (target === 0) fail(scope, 'scalingModifiers.target (0) must be more than 0');
  checkNumber(scope, 'scalingModifiers.activationTarget', activationTarget);
  if (metricType === MetricType.UTILIZATION) {
    fail(
      scope,
      'scalingModifiers.metricType (Utilization) must be AVERAGE_VALUE or VALUE: a formula has no resource request to be a percentage of',
    );
  }
  if (metricType !== undefined && metricType !== MetricType.AVERAGE_VALUE && metricType !== MetricType.VALUE) {
    fail(scope, `scalingModifiers.metricType (${show(metricType)}) must be AverageValue or Value: write MetricType.AVERAGE_VALUE`);
  }
}

/** Fails for an empty list of triggers, and for an element that is not a Trigger. */
export function checkTriggers(scope: IConstruct, triggers: Trigger[] | undefined): void {
  checkNotEmpty(scope, 'triggers', triggers, 'leave it out, or pass at least one Trigger');
  triggers?.forEach((trigger, index) => {
    if (typeof trigger?._bind !== 'function') {
      fail(scope, `triggers[${index}] (${show(trigger)}) must be a Trigger, such as Trigger.kafka({ ... })`);
    }
  });
}

/**
 * Fails for names that KEDA's webhook rejects: a name of two triggers, and an unknown name in the formula.
 *
 * @param own triggers that the library adds before the user's
 */
export function checkNames(scope: IConstruct, { scalingModifiers, triggers = [] }: ScalingProps, own: Trigger[]): void {
  checkTriggerNames(scope, triggers);
  triggers.forEach(({ name }, index) => {
    if (name !== undefined && own.some((trigger) => trigger.name === name)) {
      fail(scope, `triggers[${index}].name (${show(name)}) is the name of the HTTP add-on's trigger: pass another name`);
    }
  });
  if (!scalingModifiers) return;
  const usable = [...own, ...triggers].filter(({ _measuresPods }) => !_measuresPods);
  checkFormula(
    scope,
    scalingModifiers.formula,
    usable.flatMap(({ name }) => name ?? []),
  );
}

/** Returns the minimum number of replicas; 1 by default if every trigger is of type cpu or memory, else 0. */
export function minReplicasOf(scope: IConstruct, props: ScalingProps, triggers: Trigger[]): number {
  const resourceOnly = triggers.every((trigger) => trigger._measuresPods);
  const min = props.minReplicas ?? (resourceOnly ? 1 : 0);
  if (resourceOnly && (min === 0 || props.idleReplicas === 0)) {
    fail(
      scope,
      `${min === 0 ? 'minReplicas' : 'idleReplicas'} (0) needs a trigger that works without pods, and cpu and memory do not: ` +
        'leave it out, or add another trigger',
    );
  }
  if (resourceOnly && props.fallback && !props.scalingModifiers) {
    fail(scope, 'fallback needs a trigger other than cpu and memory: add one, or leave fallback out');
  }
  return min;
}

/** Every setting of ScalingProps, in its order. */
const SCALER_SETTINGS = [
  'minReplicas',
  'maxReplicas',
  'triggers',
  'cooldown',
  'initialCooldown',
  'pollingInterval',
  'idleReplicas',
  'fallback',
  'scaleUp',
  'scaleDown',
  'scalingModifiers',
  'restoreToOriginalReplicaCount',
  'paused',
  'pausedReplicas',
  'hpaName',
] as const satisfies readonly (keyof ScalingProps)[];

/**
 * Fails for settings of a ScaledObject of an app that has none: they would silently do nothing.
 *
 * @param missing the props with which the app would have one
 */
export function checkUnscaled(scope: IConstruct, props: ScalingProps, missing: string): void {
  const prop = SCALER_SETTINGS.find((setting) => props[setting] !== undefined);
  if (prop === undefined) return;
  const value = props[prop];
  const bound = typeof value === 'number' && prop !== 'idleReplicas';
  const remedy = bound ? 'or pass replicas instead' : `or leave ${prop} out`;
  fail(scope, `${prop}${bound ? ` (${value})` : ''} has no effect without ${missing}: pass ${missing}, ${remedy}`);
}

const IS_SCALER_SETTING: ReadonlySet<string> = new Set(SCALER_SETTINGS);

/** Returns the props of an app without the settings of ScalingProps. */
export function withoutScaling<Props extends ScalingProps>(props: Props): Omit<Props, keyof ScalingProps> {
  const copy: { [prop: string]: unknown } = {};
  for (const prop of Object.keys(props)) if (!IS_SCALER_SETTING.has(prop)) copy[prop] = props[prop as keyof Props];
  return copy as Omit<Props, keyof ScalingProps>;
}
