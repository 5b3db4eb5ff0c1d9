import type { Scaler } from './definition';

/** Types that measure the pods themselves, which KEDA leaves to the Horizontal Pod Autoscaler. */
const RESOURCE_TYPES = ['cpu', 'memory'];

/** Types that KEDA's webhook refuses useCachedMetrics on. */
export const NEVER_CACHED: readonly string[] = [...RESOURCE_TYPES, 'cron'];

/** Whether a type of trigger measures the pods, so that it sees nothing while there are none. */
export function measuresPods(type: string): boolean {
  return RESOURCE_TYPES.includes(type);
}

/** What `metricType` may be. */
export function metricTypesOf(type: string, scaler: Scaler | undefined): readonly string[] {
  return scaler?.metricTypes ?? (measuresPods(type) ? ['Utilization', 'AverageValue'] : ['AverageValue', 'Value']);
}
