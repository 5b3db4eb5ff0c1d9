import type { MetricType } from './metric-type';
import type { ITriggerAuth } from './trigger-auth-reference';

/**
 * Options of every trigger, in addition to the parameters of its scaler.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#triggers
 */
export interface TriggerOptions {
  /**
   * Name by which the formula of the scaling modifiers refers to the trigger: letters, digits and underscores, not starting with a digit.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Type of the metric's target. A cpu or memory trigger needs UTILIZATION or AVERAGE_VALUE; no other trigger accepts UTILIZATION.
   *
   * @default - AVERAGE_VALUE, the default of KEDA; none for cpu and memory
   */
  readonly metricType?: MetricType;

  /**
   * Whether KEDA serves the metric to the Horizontal Pod Autoscaler from the last polling, instead of querying the source each
   * time. Not for cpu, memory and cron.
   *
   * @default false
   */
  readonly useCachedMetrics?: boolean;

  /**
   * Authentication from which KEDA reads the credentials.
   *
   * @default - none
   */
  readonly auth?: ITriggerAuth;
}
