import type { MetricType } from './metric-type';
import type { ITriggerAuth } from './trigger-auth-reference';

/**
 * What every trigger can have beside the parameters of its scaler.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#triggers
 */
export interface TriggerOptions {
  /**
   * Name by which the formula of the scaling modifiers refers to the trigger: letters, digits and underscores, not a digit first.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * How the target is meant. A cpu or memory trigger needs UTILIZATION or AVERAGE_VALUE; no other trigger takes UTILIZATION.
   *
   * @default - AVERAGE_VALUE, KEDA's own; none for cpu and memory
   */
  readonly metricType?: MetricType;

  /**
   * Whether KEDA answers the Horizontal Pod Autoscaler from the last polling instead of asking the source each time. Not for cpu,
   * memory and cron.
   *
   * @default false
   */
  readonly useCachedMetrics?: boolean;

  /**
   * Where KEDA takes the credentials from.
   *
   * @default - none
   */
  readonly auth?: ITriggerAuth;
}
