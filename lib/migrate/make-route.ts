import { isMap, isScalar, isSeq, Scalar, type YAMLMap } from 'yaml';
import type { Item } from './item';
import { makeMetadata } from './make-metadata';
import { type Entry, makeMap, makeSeq } from './node';

/** Default targetValue of an HTTPScaledObject; an InterceptorRoute has no default. */
const DEFAULT_TARGET = 100;
/** Default wait of an HTTPScaledObject with a failover. */
const DEFAULT_FAILOVER_SECONDS = 30;

/**
 * Returns the InterceptorRoute for an HTTPScaledObject in the schema of add-on 0.9 and newer, with its comments.
 *
 * @see https://github.com/kedacore/http-add-on pkg/routing/table.go, which converts an HTTPScaledObject in the same way to route by it
 */
export function makeRoute(item: Item): YAMLMap {
  const field = (key: string) => item.at(['spec', key]);
  const target = (key: string): Entry => [key, item.at(['spec', 'scaleTargetRef', key]), item.pair(['spec', 'scaleTargetRef', key])];
  const rule = makeMap([
    ['hosts', field('hosts'), item.pair(['spec', 'hosts'])],
    ['paths', pathsOf(field('pathPrefixes')), item.pair(['spec', 'pathPrefixes'])],
    ['headers', field('headers'), item.pair(['spec', 'headers'])],
  ]);
  return makeMap([
    ['apiVersion', 'http.keda.sh/v1beta1', item.node.items[0]],
    ['kind', 'InterceptorRoute'],
    ['metadata', makeMetadata(item, 'route'), item.pair(['metadata'])],
    [
      'spec',
      makeMap([
        ['target', makeMap([target('service'), target('port'), target('portName')]), item.pair(['spec', 'scaleTargetRef'])],
        ['rules', makeSeq([rule])],
        ['scalingMetric', metricOf(item), item.pair(['spec', 'scalingMetric'])],
        ['timeouts', timeoutsOf(item), item.pair(['spec', 'timeouts'])],
        ['coldStart', coldStartOf(item), item.pair(['spec', 'coldStartTimeoutFailoverRef'])],
      ]),
      item.pair(['spec']),
    ],
  ]);
}

function pathsOf(prefixes: unknown) {
  if (!isSeq(prefixes) || prefixes.items.length === 0) return undefined;
  const paths = makeSeq(
    prefixes.items.map((prefix) => {
      const path = makeMap([['value', prefix]]);
      if (isScalar(prefix)) {
        path.commentBefore = prefix.commentBefore;
        const [value] = path.items;
        if (isScalar(value.value)) value.value.commentBefore = undefined;
      }
      return path;
    }),
  );
  return paths;
}

function metricOf(item: Item): YAMLMap {
  const at = (metric: string, key: string): Entry => {
    const steps = ['spec', 'scalingMetric', metric, key];
    return [key, item.at(steps), item.pair(steps)];
  };
  const { concurrency, requestRate } = item.value(['spec', 'scalingMetric']) ?? {};
  const target = (metric: string): Entry => {
    const [key, value, pair] = at(metric, 'targetValue');
    return [key, value ?? DEFAULT_TARGET, pair];
  };
  const pair = (metric: string) => item.pair(['spec', 'scalingMetric', metric]);
  return makeMap([
    ['concurrency', concurrency || !requestRate ? makeMap([target('concurrency')]) : undefined, pair('concurrency')],
    [
      'requestRate',
      requestRate ? makeMap([target('requestRate'), at('requestRate', 'window'), at('requestRate', 'granularity')]) : undefined,
      pair('requestRate'),
    ],
  ]);
}

/** With a failover, its own timeout applies instead of conditionWait. */
function timeoutsOf(item: Item): YAMLMap | undefined {
  const failover = item.value(['spec', 'coldStartTimeoutFailoverRef']);
  const seconds = failover ? (failover.timeoutSeconds ?? DEFAULT_FAILOVER_SECONDS) : 0;
  const timeout = (key: string) => (isZero(item.value(['spec', 'timeouts', key])) ? undefined : item.at(['spec', 'timeouts', key]));
  const timeouts = makeMap([
    ['readiness', seconds > 0 ? readinessOf(item, seconds) : timeout('conditionWait'), item.pair(['spec', 'timeouts', 'conditionWait'])],
    ['responseHeader', timeout('responseHeader'), item.pair(['spec', 'timeouts', 'responseHeader'])],
  ]);
  return timeouts.items.length > 0 ? timeouts : undefined;
}

/** Returns the timeout of a failover as a duration, with its comment. */
function readinessOf(item: Item, seconds: number): Scalar {
  const timeout = item.at(['spec', 'coldStartTimeoutFailoverRef', 'timeoutSeconds']);
  const duration = new Scalar(`${seconds}s`);
  if (isScalar(timeout)) duration.comment = timeout.comment;
  return duration;
}

/** Returns whether a duration is zero, which an HTTPScaledObject treats as unset. */
function isZero(duration: unknown): boolean {
  return typeof duration === 'string' && /^0+(\.0+)?[a-zµ]*$/.test(duration);
}

function coldStartOf(item: Item): YAMLMap | undefined {
  const failover = item.at(['spec', 'coldStartTimeoutFailoverRef']);
  if (!isMap(failover)) return undefined;
  const entry = (key: string, from: string): Entry => {
    const steps = ['spec', 'coldStartTimeoutFailoverRef', from];
    return [key, item.at(steps), item.pair(steps)];
  };
  const service = makeMap([entry('name', 'service'), entry('port', 'port'), entry('portName', 'portName')]);
  return makeMap([['fallback', makeMap([['service', service]])]]);
}
