import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { Item } from '../item';
import { makeMap } from '../node';

/** Annotations that are about the HTTPScaledObject itself. */
const OF_THE_OLD = /^(httpscaledobject\.keda\.sh\/|kubectl\.kubernetes\.io\/last-applied-configuration$)/;
/** Annotations that KEDA reads on a ScaledObject, to which the operator passed on whatever it found. */
const OF_A_SCALER = /(^|\.)keda\.sh\//;

/** Name, namespace, labels and annotations for what an HTTPScaledObject becomes. */
export function makeMetadata(item: Item, role: 'route' | 'scaler'): YAMLMap {
  const at = (key: string) => item.at(['metadata', key]);
  const annotations = at('annotations');
  const isKept = (key: unknown) => {
    const name = isScalar(key) ? String(key.value) : '';
    return !OF_THE_OLD.test(name) && (role === 'scaler' || !OF_A_SCALER.test(name));
  };
  const kept = isMap(annotations) ? annotations.items.filter(({ key }) => isKept(key)) : [];
  const entries = kept.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair.value, pair] as const);
  return makeMap([
    ['name', at('name')],
    ['namespace', at('namespace')],
    ['labels', at('labels')],
    ['annotations', entries.length > 0 ? makeMap(entries) : undefined],
  ]);
}
