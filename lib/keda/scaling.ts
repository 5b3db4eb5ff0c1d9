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

/** How many replicas to run while a trigger cannot be read. */
export enum FallbackBehavior {
  /** The given number. */
  STATIC = 'static',
  /** The number that is running. */
  CURRENT_REPLICAS = 'currentReplicas',
  /** The running number where it is higher than the given one. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',
  /** The running number where it is lower than the given one. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
  /** The given number stands for the failing trigger in the formula of the scaling modifiers. */
  SCALING_MODIFIERS = 'scalingModifiers',
}

/**
 * What to run while a trigger cannot be read.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback
 */
export interface Fallback {
  /** Failures in a row after which the fallback takes over, at least 0. */
  readonly failureThreshold: number;

  /** Replicas to run meanwhile, at least 0. */
  readonly replicas: number;

  /**
   * How the number is meant. Needs KEDA 2.17 or newer; SCALING_MODIFIERS needs 2.20.
   *
   * @default FallbackBehavior.STATIC
   */
  readonly behavior?: FallbackBehavior;
}

/**
 * One metric made of several triggers by a formula.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#scalingmodifiers
 */
export interface ScalingModifiers {
  /**
   * Expression over the names of the triggers, such as `(queue + web) / 2`. The trigger of the HTTP add-on, which an app with `metrics` has
   * of itself, is named `http`.
   */
  readonly formula: string;

  /** Target value of the formula per replica, more than 0. */
  readonly target: number;

  /**
   * Value of the formula above which the app leaves zero.
   *
   * @default 0
   */
  readonly activationTarget?: number;

  /**
   * Whether the target is meant per replica or for all together.
   *
   * @default MetricType.AVERAGE_VALUE
   */
  readonly metricType?: MetricType;
}

/**
 * When and how far KEDA scales an app.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export interface ScalingProps {
  /**
   * Fewest replicas.
   *
   * @default 0 - 1 where every trigger is of type cpu or memory, which cannot scale to zero
   */
  readonly minReplicas?: number;

  /**
   * Most replicas.
   *
   * @default - 100, KEDA's own
   */
  readonly maxReplicas?: number;

  /**
   * What the app scales on.
   *
   * @default - none
   */
  readonly triggers?: Trigger[];

  /**
   * Time from the last activity to zero replicas, in whole seconds.
   *
   * @default Duration.minutes(5)
   */
  readonly cooldown?: Duration;

  /**
   * Time after the creation of the scaler in which it does not scale to zero, in whole seconds.
   *
   * @default Duration.seconds(0)
   */
  readonly initialCooldown?: Duration;

  /**
   * Time between two looks at the triggers while there are no replicas, in whole seconds.
   *
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;

  /**
   * Replicas while nothing is active, where `minReplicas` is what runs as soon as something is. KEDA supports 0 only.
   *
   * @default - minReplicas
   */
  readonly idleReplicas?: number;

  /**
   * What to run while a trigger cannot be read.
   *
   * @default - the number stays as it is
   */
  readonly fallback?: Fallback;

  /**
   * How the Horizontal Pod Autoscaler adds replicas.
   *
   * @default - as Kubernetes does
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How the Horizontal Pod Autoscaler removes replicas.
   *
   * @default - as Kubernetes does
   */
  readonly scaleDown?: ScalingRules;

  /**
   * One metric made of several triggers.
   *
   * @default - the trigger that asks for the most replicas decides
   */
  readonly scalingModifiers?: ScalingModifiers;

  /**
   * Whether the workload gets its former number of replicas back when the ScaledObject is deleted.
   *
   * @default false
   */
  readonly restoreToOriginalReplicaCount?: boolean;

  /**
   * Name of the Horizontal Pod Autoscaler that KEDA makes.
   *
   * @default keda-hpa-<name>
   */
  readonly hpaName?: string;
}

/** The longest name of an app that KEDA scales, unless its HPA is named otherwise. */
const SCALED_NAME_LIMIT = { max: SCALED_NAME_MAX, because: 'KEDA names the HPA keda-hpa-<name>, which may have 63' };

/** Fails for settings that KEDA's webhook or controller would refuse, whatever the triggers. */
export function checkScaling(scope: IConstruct, name: string, props: ScalingProps, platform: Platform): void {
  if (props.hpaName === undefined) checkName(scope, 'name', name, SCALED_NAME_LIMIT);
  else checkName(scope, 'hpaName', props.hpaName, { max: KEDA_NAME_MAX, because: 'it is the name of a Kubernetes object' });
  checkReplicas(scope, props);
  const { restoreToOriginalReplicaCount: restore } = props;
  if (restore !== undefined && typeof restore !== 'boolean') {
    fail(scope, `restoreToOriginalReplicaCount (${show(restore)}) must be true or false`);
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
    fail(scope, `scalingModifiers.target (${target}) must be a whole number beside fallback, which KEDA drops without a word otherwise`);
  }
  if (
    Array.isArray(triggers) &&
    triggers.some((trigger) => trigger?._measuresPods) &&
    !platform._atLeast('keda', SINCE.keda.fallbackOfOneAverage)
  ) {
    fail(
      scope,
      `fallback beside a trigger of type cpu or memory needs KEDA ${SINCE.keda.fallbackOfOneAverage}, and the platform declares ${platform.keda}: leave one of the two out`,
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
  if (target === undefined)
    fail(scope, 'scalingModifiers.target is missing: pass the value of the formula that one replica is meant to serve');
  checkNumber(scope, 'scalingModifiers.target', target);
  if (target === 0) fail(scope, 'scalingModifiers.target (0) must be more than 0');
  checkNumber(scope, 'scalingModifiers.activationTarget', activationTarget);
  if (metricType === MetricType.UTILIZATION) {
    fail(
      scope,
      'scalingModifiers.metricType (Utilization) must be AVERAGE_VALUE or VALUE: a formula has no requested amount to be a share of',
    );
  }
  if (metricType !== undefined && metricType !== MetricType.AVERAGE_VALUE && metricType !== MetricType.VALUE) {
    fail(scope, `scalingModifiers.metricType (${show(metricType)}) must be AverageValue or Value: write MetricType.AVERAGE_VALUE`);
  }
}

/** Fails when the list of triggers is given and empty, or holds something else. */
export function checkTriggers(scope: IConstruct, triggers: Trigger[] | undefined): void {
  checkNotEmpty(scope, 'triggers', triggers, 'leave it out, or pass at least one Trigger');
  triggers?.forEach((trigger, index) => {
    if (typeof trigger?._bind !== 'function') {
      fail(scope, `triggers[${index}] (${show(trigger)}) must be a Trigger, such as Trigger.kafka({ ... })`);
    }
  });
}

/**
 * Fails for names that KEDA's webhook refuses: one that two triggers have, and one in the formula that no trigger has.
 *
 * @param own triggers that the library adds before the user's
 */
export function checkNames(scope: IConstruct, { scalingModifiers, triggers = [] }: ScalingProps, own: Trigger[]): void {
  checkTriggerNames(scope, triggers);
  triggers.forEach(({ name }, index) => {
    if (name !== undefined && own.some((trigger) => trigger.name === name)) {
      fail(scope, `triggers[${index}].name (${show(name)}) is that of the trigger of the HTTP add-on: give it another name`);
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

/** The fewest replicas: 0, and 1 where nothing but the pods themselves is measured. */
export function minReplicasOf(scope: IConstruct, props: ScalingProps, triggers: Trigger[]): number {
  const resourceOnly = triggers.every((trigger) => trigger._measuresPods);
  const min = props.minReplicas ?? (resourceOnly ? 1 : 0);
  if (resourceOnly && (min === 0 || props.idleReplicas === 0)) {
    fail(
      scope,
      `${min === 0 ? 'minReplicas' : 'idleReplicas'} (0) needs a trigger that is seen without pods, and cpu and memory are not: ` +
        'leave it out, or add another trigger',
    );
  }
  if (resourceOnly && props.fallback && !props.scalingModifiers) {
    fail(scope, 'fallback needs a trigger other than cpu and memory: add one, or leave fallback out');
  }
  return min;
}

/** Every setting of a scaler, in the order of ScalingProps. */
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
  'hpaName',
] as const satisfies readonly (keyof ScalingProps)[];

/**
 * Fails for settings of a scaler where nothing makes one: they would silently do nothing.
 *
 * @param missing the props that would make one
 */
export function checkUnscaled(scope: IConstruct, props: ScalingProps, missing: string): void {
  const prop = SCALER_SETTINGS.find((setting) => props[setting] !== undefined);
  if (prop === undefined) return;
  const value = props[prop];
  const bound = typeof value === 'number' && prop !== 'idleReplicas';
  const remedy = bound ? 'or replicas in its place' : `or leave ${prop} out`;
  fail(scope, `${prop}${bound ? ` (${value})` : ''} has no effect without ${missing}: pass ${missing}, ${remedy}`);
}

const IS_SCALER_SETTING: ReadonlySet<string> = new Set(SCALER_SETTINGS);

/** The props of an app without the settings of its scaler. */
export function withoutScaling<Props extends ScalingProps>(props: Props): Omit<Props, keyof ScalingProps> {
  const copy: { [prop: string]: unknown } = {};
  for (const prop of Object.keys(props)) if (!IS_SCALER_SETTING.has(prop)) copy[prop] = props[prop as keyof Props];
  return copy as Omit<Props, keyof ScalingProps>;
}
