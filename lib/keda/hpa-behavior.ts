import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkInstance, checkInteger, checkNotEmpty, checkOneOf, checkSeconds } from '../core/checks';
import { seconds } from '../core/durations';
import { fail } from '../core/errors';

/** Selects the policy that applies if there are several. */
export enum ScalingSelectPolicy {
  /** The policy that allows the largest change. */
  MAX = 'Max',
  /** The policy that allows the smallest change. */
  MIN = 'Min',
  /** No scaling in this direction. */
  DISABLED = 'Disabled',
}

/**
 * A limit on how fast the Horizontal Pod Autoscaler changes the number of replicas.
 *
 * @example
 * const scaleDown = {
 *   stabilizationWindow: Duration.minutes(2),
 *   policies: [ScalingPolicy.pods(2, Duration.seconds(30)), ScalingPolicy.percent(50, Duration.minutes(1))],
 * };
 */
export class ScalingPolicy {
  /**
   * Limits the change to a number of pods per period.
   *
   * @param pods maximum number of pods added or removed within the period, at least 1
   * @param period length of the period, from 1 to 1800 whole seconds
   */
  public static pods(pods: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Pods', pods, period);
  }

  /**
   * Limits the change to a percentage of the current pods per period.
   *
   * @param percent maximum percentage of the pods added or removed within the period, at least 1
   * @param period length of the period, from 1 to 1800 whole seconds
   */
  public static percent(percent: number, period: Duration): ScalingPolicy {
    return new ScalingPolicy('Percent', percent, period);
  }

  private constructor(
    private readonly type: 'Pods' | 'Percent',
    private readonly value: number,
    private readonly period: Duration,
  ) {}

  /**
   * Renders the policy for the Horizontal Pod Autoscaler.
   *
   * @internal
   */
  public _bind(scope: IConstruct, prop: string) {
    if (this.value === undefined) fail(scope, `${prop} has no number of pods or percent: pass it`);
    checkInteger(scope, prop, this.value, { min: 1 });
    if (this.period === undefined) fail(scope, `${prop}.period is missing: pass a Duration, such as Duration.seconds(15)`);
    checkSeconds(scope, `${prop}.period`, this.period, { min: 1, max: 1800 });
    return { type: this.type, value: this.value, periodSeconds: this.period.toSeconds() };
  }
}

/**
 * Scaling behavior of the Horizontal Pod Autoscaler in one direction, between 1 and `maxReplicas`. KEDA itself scales between 0 and 1, see
 * `cooldown`.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
 */
export interface ScalingRules {
  /**
   * Window over which past recommendations are considered, to prevent flapping: from 0 to 3600 whole seconds.
   *
   * @default - 0 to scale up, 5 minutes to scale down
   */
  readonly stabilizationWindow?: Duration;

  /**
   * Limits on how fast the number of replicas changes.
   *
   * @default - up: 100% or 4 pods each 15 seconds, whichever is more; down: 100% each 15 seconds
   */
  readonly policies?: ScalingPolicy[];

  /**
   * Policy that applies if there are several.
   *
   * @default ScalingSelectPolicy.MAX
   */
  readonly selectPolicy?: ScalingSelectPolicy;
}

/** Renders one direction of the behavior of a Horizontal Pod Autoscaler. */
export function renderScalingRules(scope: IConstruct, prop: string, rules: ScalingRules | undefined) {
  if (!rules) return undefined;
  const { stabilizationWindow, policies, selectPolicy } = rules;
  checkSeconds(scope, `${prop}.stabilizationWindow`, stabilizationWindow, { max: 3600 });
  checkNotEmpty(scope, `${prop}.policies`, policies, 'leave it out for the default policies');
  policies?.forEach((policy, index) => {
    checkInstance(
      scope,
      `${prop}.policies[${index}]`,
      policy,
      '_bind',
      'a ScalingPolicy, such as ScalingPolicy.pods(4, Duration.seconds(15))',
    );
  });
  checkOneOf(scope, `${prop}.selectPolicy`, selectPolicy, ScalingSelectPolicy, 'ScalingSelectPolicy.MAX');
  if (selectPolicy === ScalingSelectPolicy.DISABLED && policies) {
    fail(scope, `${prop}.policies have no effect with selectPolicy DISABLED: leave one of the two out`);
  }
  return {
    stabilizationWindowSeconds: seconds(stabilizationWindow),
    policies: policies?.map((policy, index) => policy._bind(scope, `${prop}.policies[${index}]`)),
    selectPolicy,
  };
}
