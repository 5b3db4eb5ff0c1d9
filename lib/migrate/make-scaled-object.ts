import { isScalar, Pair, Scalar, type YAMLMap } from 'yaml';
import type { Cluster } from '../rules/cluster';
import type { Item } from './item';
import { makeMetadata } from './make-metadata';
import { type Entry, makeMap, makeSeq } from './node';

/**
 * Returns the ScaledObject for an HTTPScaledObject, with a trigger of the add-on's scaler for the route.
 *
 * The operator also wrote pollingInterval 15 and restoreToOriginalReplicaCount true (pkg/k8s/scaledobject.go). As in the add-on's migration
 * guide, KEDA's defaults apply instead.
 */
export function makeScaledObject(item: Item, cluster: Cluster): YAMLMap {
  const entry = (key: string, ...from: string[]): Entry => [key, item.at(['spec', ...from]), item.pair(['spec', ...from])];
  const bound = (key: string, side: 'min' | 'max'): Entry => {
    const [name, value, pair] = entry(key, 'replicas', side);
    // the comment above replicas goes to the first of the two
    const isFirst = Object.keys(item.value(['spec', 'replicas']) ?? {})[0] === side;
    return [name, value, isFirst ? above(item.pair(['spec', 'replicas']), pair) : pair];
  };
  const target = (key: string) => entry(key, 'scaleTargetRef', key);
  return makeMap([
    ['apiVersion', 'keda.sh/v1alpha1'],
    ['kind', 'ScaledObject'],
    ['metadata', makeMetadata(item, 'scaler')],
    [
      'spec',
      makeMap([
        ['scaleTargetRef', makeMap([target('apiVersion'), target('kind'), target('name')])],
        bound('minReplicaCount', 'min'),
        bound('maxReplicaCount', 'max'),
        entry('cooldownPeriod', 'scaledownPeriod'),
        entry('initialCooldownPeriod', 'initialCooldownPeriod'),
        ['triggers', makeSeq([makeTrigger(item.name, cluster)])],
      ]),
    ],
  ]);
}

/** Returns a pair with the comments above all given ones. */
function above(...pairs: (Pair | undefined)[]): Pair {
  const key = new Scalar('');
  const comments = pairs.map((pair) => (isScalar(pair?.key) ? pair.key.commentBefore : undefined));
  key.commentBefore = comments.filter(Boolean).join('\n') || undefined;
  return new Pair(key);
}

/** Returns a trigger of the add-on's scaler for a route. */
export function makeTrigger(route: string, { interceptor }: Cluster): YAMLMap {
  return makeMap([
    ['type', 'external-push'],
    [
      'metadata',
      makeMap([
        ['scalerAddress', interceptor.scalerAddress],
        ['interceptorRoute', route],
      ]),
    ],
  ]);
}
