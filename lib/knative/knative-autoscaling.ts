import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ALLOW_ZERO_INITIAL_SCALE, AUTOSCALING } from '../cluster/knative';
import { Platform } from '../cluster/platform';
import { checkReplicaBounds, defaultMinReplicas } from '../cluster/replica-bounds';
import { checkInstance, checkInteger, checkNumber, checkSeconds } from '../core/checks';
import { goDuration } from '../core/durations';
import { fail } from '../core/errors';
import type { KnativeMetric, KnativeMetricConfig } from './knative-metric';

/**
 * Autoscaling settings of a Knative Service. The cluster's defaults apply to omitted settings.
 *
 * @see https://knative.dev/docs/serving/autoscaling/
 */
export interface KnativeAutoscalingProps {
  /**
   * Metric on which the Service is scaled, and its autoscaler.
   *
   * @default - the default of the cluster, as installed 100 concurrent requests
   */
  readonly metric?: KnativeMetric;

  /**
   * Minimum number of replicas.
   *
   * @default 0 - 1 with a metric that does not scale to zero
   */
  readonly minReplicas?: number;

  /**
   * Maximum number of replicas; 0 for no limit.
   *
   * @default - the default of the cluster, as installed no limit
   */
  readonly maxReplicas?: number;

  /**
   * Percentage of the target that the autoscaler aims for, from 1 to 100.
   *
   * @default - the default of the cluster, as installed 70 for concurrency
   */
  readonly targetUtilization?: number;

  /**
   * Window over which the metric is averaged, from 6 seconds to 1 hour in whole seconds. The Horizontal Pod Autoscaler uses it as
   * stabilization window.
   *
   * @default - the default of the cluster, as installed 60 seconds
   */
  readonly window?: Duration;

  /**
   * Panic window as a percentage of the window, from 1 to 100.
   *
   * @default - the default of the cluster, as installed 10
   */
  readonly panicWindowPercentage?: number;

  /**
   * Load at which the autoscaler enters panic mode, as a percentage of the target from 110 to 1000.
   *
   * @default - the default of the cluster, as installed 200
   */
  readonly panicThresholdPercentage?: number;

  /**
   * Size of a burst that the app handles without buffering; 0 to buffer requests only at zero replicas, -1 to buffer always.
   *
   * @default - the default of the cluster, as installed 211
   */
  readonly targetBurstCapacity?: number;

  /**
   * Minimum number of replicas when the app scales up from zero, at least 2.
   *
   * @default - 1
   */
  readonly activationScale?: number;

  /**
   * Replicas that a new revision must reach before it is ready; 0 needs `allow-zero-initial-scale` among the platform's knativeFeatures.
   *
   * @default - the default of the cluster, as installed 1
   */
  readonly initialScale?: number;

  /**
   * Time of reduced load before replicas are removed, from 0 to 1 hour in whole seconds.
   *
   * @default - the default of the cluster, as installed 0
   */
  readonly scaleDownDelay?: Duration;

  /**
   * Minimum time that the last replica is kept, from 0 to 1 hour in whole seconds.
   *
   * @default - the default of the cluster, as installed 0
   */
  readonly scaleToZeroPodRetention?: Duration;
}

const HOUR = 3600;

/** Returns the value of an annotation, or undefined to omit it. */
type Read = (props: KnativeAutoscalingProps, metric: KnativeMetricConfig | undefined, min: number) => string | number | undefined;

/** The annotations with their full names, in the order in which they are rendered. */
const ANNOTATIONS: readonly (readonly [annotation: string, read: Read])[] = Object.entries<Read>({
  class: (_, metric) => metric?.class,
  metric: (_, metric) => metric?.metric,
  target: (_, metric) => metric?.target,
  'min-scale': (_props, _metric, min) => min,
  'max-scale': ({ maxReplicas }) => maxReplicas,
  'target-utilization-percentage': ({ targetUtilization }) => targetUtilization,
  window: ({ window }) => window && goDuration(window),
  'panic-window-percentage': ({ panicWindowPercentage }) => panicWindowPercentage,
  'panic-threshold-percentage': ({ panicThresholdPercentage }) => panicThresholdPercentage,
  'target-burst-capacity': ({ targetBurstCapacity }) => targetBurstCapacity,
  'activation-scale': ({ activationScale }) => activationScale,
  'initial-scale': ({ initialScale }) => initialScale,
  'scale-down-delay': ({ scaleDownDelay }) => scaleDownDelay && goDuration(scaleDownDelay),
  'scale-to-zero-pod-retention-period': ({ scaleToZeroPodRetention }) => scaleToZeroPodRetention && goDuration(scaleToZeroPodRetention),
}).map(([name, read]) => [`${AUTOSCALING}${name}`, read]);

/**
 * Renders the autoscaling annotations of a revision template; fails for values that Knative's webhook rejects
 * (pkg/apis/autoscaling/annotation_validation.go).
 */
export function renderAutoscaling(scope: IConstruct, props: KnativeAutoscalingProps): { [annotation: string]: string } {
  if (props.metric !== undefined)
    checkInstance(scope, 'metric', props.metric, '_bind', 'a KnativeMetric, such as KnativeMetric.concurrency(10)');
  const metric = props.metric?._bind(scope);
  const min = minReplicasOf(scope, props);
  checkReplicas(scope, props, min);
  checkKpa(scope, props);
  const annotations: { [annotation: string]: string } = {};
  for (const [annotation, read] of ANNOTATIONS) {
    const value = read(props, metric, min);
    if (value !== undefined) annotations[annotation] = String(value);
  }
  return annotations;
}

function minReplicasOf(scope: IConstruct, { metric, minReplicas }: KnativeAutoscalingProps): number {
  const scalesToZero = metric?.scalesToZero ?? true;
  checkInteger(scope, 'minReplicas', minReplicas);
  if (minReplicas === 0 && !scalesToZero) {
    fail(
      scope,
      'minReplicas (0) is not supported by the Horizontal Pod Autoscaler of this metric: pass 1, or KnativeMetric.concurrency() or .rps()',
    );
  }
  return minReplicas ?? defaultMinReplicas(scalesToZero);
}

function checkReplicas(scope: IConstruct, props: KnativeAutoscalingProps, min: number): void {
  const { maxReplicas, activationScale, initialScale } = props;
  checkInteger(scope, 'maxReplicas', maxReplicas);
  const max = maxReplicas || Number.POSITIVE_INFINITY;
  checkReplicaBounds(scope, min, max);
  checkInteger(scope, 'activationScale', activationScale, { min: 2 });
  if (activationScale !== undefined && (activationScale < min || activationScale > max)) {
    fail(scope, `activationScale (${activationScale}) must be between minReplicas (${min}) and maxReplicas (${maxReplicas || 'no limit'})`);
  }
  checkInteger(scope, 'initialScale', initialScale);
  if (initialScale === 0 && !Platform.of(scope).knativeFeatures.includes(ALLOW_ZERO_INITIAL_SCALE)) {
    fail(
      scope,
      'initialScale (0) is rejected by Knative unless config-autoscaler sets allow-zero-initial-scale: leave it out, or declare ' +
        `Platform.target(app, { knativeFeatures: ['${ALLOW_ZERO_INITIAL_SCALE}'] })`,
    );
  }
}

function checkKpa(scope: IConstruct, props: KnativeAutoscalingProps): void {
  checkNumber(scope, 'targetUtilization', props.targetUtilization, { min: 1, max: 100 });
  checkSeconds(scope, 'window', props.window, { min: 6, max: HOUR });
  checkNumber(scope, 'panicWindowPercentage', props.panicWindowPercentage, { min: 1, max: 100 });
  checkNumber(scope, 'panicThresholdPercentage', props.panicThresholdPercentage, { min: 110, max: 1000 });
  if (props.targetBurstCapacity !== -1) checkNumber(scope, 'targetBurstCapacity', props.targetBurstCapacity);
  checkSeconds(scope, 'scaleDownDelay', props.scaleDownDelay, { max: HOUR });
  checkSeconds(scope, 'scaleToZeroPodRetention', props.scaleToZeroPodRetention, { max: HOUR });
  if (props.metric && !props.metric.scalesToZero) checkHpa(scope, props);
}

/** Settings of the Knative Pod Autoscaler that the Horizontal Pod Autoscaler ignores. */
const KPA_ONLY = [
  'targetUtilization',
  'panicWindowPercentage',
  'panicThresholdPercentage',
  'targetBurstCapacity',
  'activationScale',
  'scaleDownDelay',
  'scaleToZeroPodRetention',
] as const;

function checkHpa(scope: IConstruct, props: KnativeAutoscalingProps): void {
  for (const prop of KPA_ONLY) {
    if (props[prop] !== undefined) {
      fail(
        scope,
        `${prop} has no effect with a metric of the Horizontal Pod Autoscaler: leave it out, or pass KnativeMetric.concurrency() or .rps()`,
      );
    }
  }
}
