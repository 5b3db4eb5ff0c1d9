/** KEDA's maxReplicaCount where none is written. */
export const KEDA_MAX_REPLICAS = 100;

/** The bound that replicas break: a maximum below the least that an HPA takes, or a minimum above the maximum. */
export function replicaBreach(min = 0, max: number = KEDA_MAX_REPLICAS, leastMax = 1): 'max' | 'min' | undefined {
  if (max < leastMax) return 'max';
  return min > max ? 'min' : undefined;
}

/** Whether the replicas while nothing is active are not less than the minimum; a minimum of 0 counts as 1, that of the HPA, and none at all as 0. */
export function isIdleBound(idle: number, min: number | undefined): boolean {
  return idle >= (min === undefined ? 0 : Math.max(min, 1));
}

/** KEDA names the Horizontal Pod Autoscaler of a scaler so, before the scaler's name. */
export const HPA_NAME_PREFIX = 'keda-hpa-';

/** The most characters of a label's value, and since KEDA 2.20 of an HPA's name. */
export const KEDA_NAME_MAX = 63;

/** The longest name of a scaler whose HPA has no name of its own. */
export const SCALED_NAME_MAX = KEDA_NAME_MAX - HPA_NAME_PREFIX.length;
