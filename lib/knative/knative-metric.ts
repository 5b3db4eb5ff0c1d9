import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HPA, KPA } from '../cluster/knative';
import { checkInteger, checkNumber, checkText, INT32_MAX } from '../core/checks';
import { fail } from '../core/errors';
import { sizeExpression } from '../core/expressions';
import { show } from '../core/show';

/** How a KnativeMetric is rendered. */
export interface KnativeMetricConfig {
  /** Autoscaler class. */
  readonly class: string;
  /** Metric name. */
  readonly metric: string;
  /** Target per replica. */
  readonly target: string;
}

/**
 * A metric on which Knative scales a Service, with its autoscaler class. The class is always rendered, since Knative rejects `cpu`
 * without it.
 *
 * @example
 * const metrics = [KnativeMetric.concurrency(10), KnativeMetric.rps(100), KnativeMetric.cpu(70), KnativeMetric.memory(Size.mebibytes(200))];
 *
 * @see https://knative.dev/docs/serving/autoscaling/autoscaling-metrics/
 */
export class KnativeMetric {
  /**
   * Scales on the number of concurrent requests, with the Knative Pod Autoscaler.
   *
   * @param target target number of concurrent requests for each replica, at least 0.01
   */
  public static concurrency(target: number): KnativeMetric {
    return new KnativeMetric(KPA, 'concurrency', target);
  }

  /**
   * Scales on the number of requests per second, with the Knative Pod Autoscaler.
   *
   * @param target target number of requests per second for each replica, at least 0.01
   */
  public static rps(target: number): KnativeMetric {
    return new KnativeMetric(KPA, 'rps', target);
  }

  /**
   * Scales on CPU utilization, with the Horizontal Pod Autoscaler: does not scale to zero.
   *
   * @param percent percentage of the requested CPU, at least 1; over 100 for pods that may burst
   */
  public static cpu(percent: number): KnativeMetric {
    return new KnativeMetric(HPA, 'cpu', percent);
  }

  /**
   * Scales on memory, with the Horizontal Pod Autoscaler: does not scale to zero.
   *
   * @param target memory per replica in whole mebibytes. Knative has no percentage of memory: it reads the target as mebibytes
   * (pkg/reconciler/autoscaling/hpa/resources/hpa.go).
   */
  public static memory(target: Size): KnativeMetric {
    return new KnativeMetric(HPA, 'memory', target);
  }

  /**
   * Scales on a custom pod metric, with the Horizontal Pod Autoscaler: does not scale to zero.
   *
   * @param name name of the metric in the custom metrics API
   * @param target average per replica, a whole number of at least 1: Knative truncates fractions
   */
  public static custom(name: string, target: number): KnativeMetric {
    return new KnativeMetric(HPA, name, target);
  }

  private constructor(
    private readonly autoscalerClass: string,
    private readonly metric: string,
    private readonly target: number | Size,
  ) {}

  /** Whether the autoscaler of this metric scales to zero. */
  public get scalesToZero(): boolean {
    return this.autoscalerClass === KPA;
  }

  /**
   * Renders class, metric and target as annotation values.
   *
   * @internal
   */
  public _bind(scope: IConstruct): KnativeMetricConfig {
    checkText(scope, 'metric.name', this.metric);
    return { class: this.autoscalerClass, metric: this.metric, target: this.renderTarget(scope) };
  }

  private renderTarget(scope: IConstruct): string {
    if (this.metric === 'memory') return String(this.mebibytes(scope));
    const target = this.target as number;
    if (this.scalesToZero) checkNumber(scope, 'metric.target', target, { min: 0.01 });
    else checkInteger(scope, 'metric.target', target, { min: 1, max: this.metric === 'cpu' ? INT32_MAX : Number.MAX_SAFE_INTEGER });
    return String(target);
  }

  private mebibytes(scope: IConstruct): number {
    const size = this.target as Size;
    if (typeof size?.toMebibytes !== 'function') fail(scope, `metric.target (${show(size)}) must be a Size: write ${sizeExpression(size)}`);
    const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    if (!Number.isInteger(mebibytes) || mebibytes < 1)
      fail(scope, `metric.target (${size.asString()}) must be whole mebibytes, at least 1`);
    return mebibytes;
  }
}
