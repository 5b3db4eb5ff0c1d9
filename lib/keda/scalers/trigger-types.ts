import type { Scaler } from './definition';

/** Types that measure the pods themselves, which the Horizontal Pod Autoscaler reads without KEDA. */
const RESOURCE_TYPES = ['cpu', 'memory'];

/** Types with which KEDA's webhook rejects useCachedMetrics. */
export const NEVER_CACHED: readonly string[] = [...RESOURCE_TYPES, 'cron'];

/** Whether a trigger type measures the pods themselves, and so reads nothing while there are none. */
export function measuresPods(type: string): boolean {
  return RESOURCE_TYPES.includes(type);
}

/** Returns the values that `metricType` accepts. */
export function metricTypesOf(type: string, scaler: Scaler | undefined): readonly string[] {
  return scaler?.metricTypes ?? (measuresPods(type) ? ['Utilization', 'AverageValue'] : ['AverageValue', 'Value']);
}
