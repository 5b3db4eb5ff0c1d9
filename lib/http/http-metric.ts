import { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { checkInstance, checkInteger, millisecondsOf } from '../core/checks';
import { goDuration } from '../core/durations';
import { fail } from '../core/errors';
import { checkProps } from '../core/props';

/** Options of HttpMetric.requestRate(). */
export interface RequestRateProps {
  /** Target number of requests per second for each replica, at least 1. */
  readonly target: number;

  /**
   * Window over which the rate is averaged.
   *
   * @default Duration.minutes(1)
   */
  readonly window?: Duration;

  /**
   * Length of the buckets into which the window is divided.
   *
   * @default Duration.seconds(1)
   */
  readonly granularity?: Duration;
}

/** How an HttpMetric is rendered. */
export interface HttpMetricConfig {
  /** Target of concurrent requests. */
  readonly concurrency?: { readonly targetValue: number };
  /** Target of the request rate. */
  readonly requestRate?: { readonly targetValue: number; readonly window: string; readonly granularity: string };
}

/**
 * A metric of the KEDA HTTP add-on's interceptor, by which an app is scaled.
 *
 * @example
 * const metrics = [
 *   HttpMetric.concurrency(100),
 *   HttpMetric.requestRate({ target: 50, window: Duration.minutes(1), granularity: Duration.seconds(1) }),
 * ];
 *
 * @see https://github.com/kedacore/http-add-on operator/apis/http/v1beta1/interceptorroute_types.go
 */
export class HttpMetric {
  /**
   * Scales on the number of concurrent requests: accepted by the interceptor, and not yet answered by the app.
   *
   * The number is that of a moment: an app that answers within a millisecond or two never shows a load. Scale such an app on requestRate().
   *
   * @param target target number of concurrent requests for each replica, at least 1
   */
  public static concurrency(target: number): HttpMetric {
    return new HttpMetric('concurrency', { target });
  }

  /** Scales on the number of requests per second. */
  public static requestRate(props: RequestRateProps): HttpMetric {
    return new HttpMetric('requestRate', props);
  }

  private constructor(
    /** Name of the metric in the add-on's API. */
    private readonly metric: 'concurrency' | 'requestRate',
    private readonly props: RequestRateProps,
  ) {}

  /**
   * Returns the `scalingMetric` of a route; fails if a kind of metric occurs twice.
   *
   * @internal
   */
  public static _bind(scope: IConstruct, metrics: HttpMetric[]) {
    const config: { -readonly [key in keyof HttpMetricConfig]: HttpMetricConfig[key] } = {};
    metrics.forEach((metric, index) => {
      checkInstance(scope, `metrics[${index}]`, metric, 'render', 'an HttpMetric, such as HttpMetric.concurrency(100)');
      if (config[metric.metric]) fail(scope, `metrics[${index}] is a second ${metric.metric} metric: pass each kind once`);
      Object.assign(config, metric.render(scope, `metrics[${index}]`));
    });
    return config as HttpMetricConfig;
  }

  private render(scope: IConstruct, prop: string): HttpMetricConfig {
    checkProps(scope, prop, 'RequestRateProps', this.props);
    const { target, window = Duration.minutes(1), granularity = Duration.seconds(1) } = this.props;
    if (target === undefined) fail(scope, `${prop}.target is missing: pass the target for each replica`);
    checkInteger(scope, `${prop}.target`, target, { min: 1 });
    if (this.metric === 'concurrency') return { concurrency: { targetValue: target } };
    const windowMs = millisecondsOf(scope, `${prop}.window`, window);
    const granularityMs = millisecondsOf(scope, `${prop}.granularity`, granularity);
    if (granularityMs <= 0) fail(scope, `${prop}.granularity (${goDuration(granularity)}) must be longer than 0`);
    if (windowMs < granularityMs) {
      fail(
        scope,
        `${prop}.window (${goDuration(window)}) must be at least its granularity (${goDuration(granularity)}): ` +
          'raise window or lower granularity',
      );
    }
    return { requestRate: { targetValue: target, window: goDuration(window), granularity: goDuration(granularity) } };
  }
}
