import { isMap, isScalar, type YAMLMap } from 'yaml';
import type { Item } from './item';
import { makeMap } from './node';

/** Annotations that concern the HTTPScaledObject itself. */
const HTTP_SCALED_OBJECT_ONLY = /^(httpscaledobject\.keda\.sh\/|kubectl\.kubernetes\.io\/last-applied-configuration$)/;
/** Annotations that KEDA reads on a ScaledObject; the operator copied all annotations to it. */
const SCALED_OBJECT_ONLY = /(^|\.)keda\.sh\//;

/** Returns the metadata of an object that replaces an HTTPScaledObject. */
export function makeMetadata(item: Item, role: 'route' | 'scaler'): YAMLMap {
  const at = (key: string) => item.at(['metadata', key]);
  const annotations = at('annotations');
  const isKept = (key: unknown) => {
    const name = isScalar(key) ? String(key.value) : '';
    return !HTTP_SCALED_OBJECT_ONLY.test(name) && (role === 'scaler' || !SCALED_OBJECT_ONLY.test(name));
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
