import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KEDA_NAME_MAX, SCALED_NAME_MAX } from '../cluster/keda';
import type { Platform } from '../cluster/platform';
import { checkReplicaBounds, defaultMinReplicas, isIdleBound } from '../cluster/replica-bounds';
import { checkBoolean, checkInstance, checkInteger, checkName, checkNotEmpty, checkObject, checkSeconds } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { checkFallback, type Fallback } from './fallback';
import type { ScalingRules } from './hpa-behavior';
import { checkScalingModifiers, type ScalingModifiers } from './scaling-modifiers';
import type { Trigger } from './triggers';
import { checkFormula, checkTriggerNames } from './triggers/formula';

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
   * Time without activity after which the app scales to zero, in whole seconds. KEDA checks it once per pollingInterval, and removes all
   * replicas in one step, whatever scaleDown says.
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
   * Interval at which KEDA polls the triggers, in whole seconds: the first replica waits for it, and the way to zero takes up to one interval
   * more than the cooldown. Requests through the HTTP add-on are not polled.
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
   * Replicas to run while a trigger fails, at least 1. It has no effect while KEDA reads the triggers for the first time: if the source of one
   * is away then, none of them scales the app.
   *
   * @default - the HPA keeps the number of replicas, and the app does not scale to zero
   */
  readonly fallback?: Fallback;

  /**
   * Behavior of the Horizontal Pod Autoscaler when it adds replicas.
   *
   * @default - the default of Kubernetes
   */
  readonly scaleUp?: ScalingRules;

  /**
   * Behavior of the Horizontal Pod Autoscaler when it removes replicas. At the end of the cooldown, KEDA removes the rest in one step.
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

/** Returns the trigger to write in place of the name of a scaler. */
export function triggerExpression(value: unknown): string {
  return `Trigger.${typeof value === 'string' && /^[a-z]+$/i.test(value) ? value : 'kafka'}({ ... })`;
}

/** Fails for settings that KEDA's webhook or controller rejects, whatever the triggers. */
export function checkScaling(scope: IConstruct, name: string, props: ScalingProps, platform: Platform): void {
  if (props.hpaName === undefined)
    checkName(scope, 'name', name, { max: SCALED_NAME_MAX, because: 'KEDA names the HPA keda-hpa-<name>, which may have 63' });
  else checkName(scope, 'hpaName', props.hpaName, { max: KEDA_NAME_MAX, because: 'it is the name of a Kubernetes object' });
  checkReplicas(scope, props);
  checkBoolean(scope, 'restoreToOriginalReplicaCount', props.restoreToOriginalReplicaCount);
  const { paused, pausedReplicas } = props;
  checkBoolean(scope, 'paused', paused);
  checkInteger(scope, 'pausedReplicas', pausedReplicas);
  if (paused !== undefined && pausedReplicas !== undefined) {
    fail(scope, `paused (${paused}) has no effect beside pausedReplicas (${pausedReplicas}): leave one of them out`);
  }
  checkSeconds(scope, 'cooldown', props.cooldown);
  checkSeconds(scope, 'initialCooldown', props.initialCooldown);
  checkSeconds(scope, 'pollingInterval', props.pollingInterval, { min: 1 });
  for (const prop of ['fallback', 'scaleUp', 'scaleDown', 'scalingModifiers'] as const) checkObject(scope, prop, props[prop]);
  checkFallback(scope, props.fallback, props.scalingModifiers, platform);
  checkScalingModifiers(scope, props.scalingModifiers);
}

function checkReplicas(scope: IConstruct, { minReplicas, maxReplicas, idleReplicas }: ScalingProps): void {
  checkInteger(scope, 'minReplicas', minReplicas);
  checkInteger(scope, 'maxReplicas', maxReplicas, { min: 1 });
  checkReplicaBounds(scope, minReplicas, maxReplicas);
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

/** Fails for an empty list of triggers, and for an element that is not a Trigger. */
export function checkTriggers(scope: IConstruct, triggers: Trigger[] | undefined): void {
  checkNotEmpty(scope, 'triggers', triggers, 'leave it out, or pass at least one Trigger', triggerExpression);
  triggers?.forEach((trigger, index) => {
    checkInstance(scope, `triggers[${index}]`, trigger, '_bind', 'a Trigger, such as Trigger.kafka({ ... })');
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
  const min = props.minReplicas ?? defaultMinReplicas(!resourceOnly);
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
