import { type Size, SizeRoundingBehavior } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { HPA, KPA } from '../cluster/knative';
import { checkInteger, checkNumber, checkText, INT32_MAX } from '../core/checks';
import { fail } from '../core/errors';
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
 * What Knative measures to decide the number of replicas, and with it the autoscaler class: always written, since `cpu`
 * without its class is refused.
 *
 * @see https://knative.dev/docs/serving/autoscaling/autoscaling-metrics/
 */
export class KnativeMetric {
  /**
   * Requests in flight, by Knative's own autoscaler.
   *
   * @param target requests in flight that one replica is meant to serve, at least 0.01
   */
  public static concurrency(target: number): KnativeMetric {
    return new KnativeMetric(KPA, 'concurrency', target);
  }

  /**
   * Requests per second, by Knative's own autoscaler.
   *
   * @param target requests per second that one replica is meant to serve, at least 0.01
   */
  public static rps(target: number): KnativeMetric {
    return new KnativeMetric(KPA, 'rps', target);
  }

  /**
   * CPU, by the Horizontal Pod Autoscaler: does not scale to zero.
   *
   * @param percent use of the requested CPU, at least 1; over 100 for pods that may burst
   */
  public static cpu(percent: number): KnativeMetric {
    return new KnativeMetric(HPA, 'cpu', percent);
  }

  /**
   * Memory, by the Horizontal Pod Autoscaler: does not scale to zero.
   *
   * @param target memory per replica in whole mebibytes. Knative knows no percentage of memory: it reads the target as mebibytes
   * (pkg/reconciler/autoscaling/hpa/resources/hpa.go).
   */
  public static memory(target: Size): KnativeMetric {
    return new KnativeMetric(HPA, 'memory', target);
  }

  /**
   * A custom pod metric, by the Horizontal Pod Autoscaler: does not scale to zero.
   *
   * @param name name of the metric in the custom metrics API
   * @param target average per replica, a whole number of at least 1: Knative cuts off the fraction
   */
  public static custom(name: string, target: number): KnativeMetric {
    return new KnativeMetric(HPA, name, target);
  }

  private constructor(
    private readonly autoscalerClass: string,
    private readonly metric: string,
    private readonly target: number | Size,
  ) {}

  /** Whether the autoscaler of this metric can remove the last replica. */
  public get scalesToZero(): boolean {
    return this.autoscalerClass === KPA;
  }

  /**
   * Class, metric and target as annotation values.
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
    if (typeof size?.toMebibytes !== 'function') fail(scope, `metric.target (${show(size)}) must be a Size, such as Size.mebibytes(64)`);
    const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
    if (!Number.isInteger(mebibytes) || mebibytes < 1)
      fail(scope, `metric.target (${size.asString()}) must be whole mebibytes, at least 1`);
    return mebibytes;
  }
}
