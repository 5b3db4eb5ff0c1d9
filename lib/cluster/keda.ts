export const SCALED_OBJECT = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' };
export const TRIGGER_AUTHENTICATION = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication' };
export const CLUSTER_TRIGGER_AUTHENTICATION = { apiVersion: 'keda.sh/v1alpha1', kind: 'ClusterTriggerAuthentication' };

/** KEDA's default of maxReplicaCount. */
export const KEDA_MAX_REPLICAS = 100;

/** Returns the bound that is broken: a maximum below the smallest one of an HPA, or a minimum above the maximum. */
export function replicaBreach(min = 0, max: number = KEDA_MAX_REPLICAS, leastMax = 1): 'max' | 'min' | undefined {
  if (max < leastMax) return 'max';
  return min > max ? 'min' : undefined;
}

/** Returns whether idle replicas reach the minimum. A minimum of 0 counts as 1, the minimum of the HPA, and an absent one as 0. */
export function isIdleBound(idle: number, min: number | undefined): boolean {
  return idle >= (min === undefined ? 0 : Math.max(min, 1));
}

/** Prefix of the HPA's name, before the name of the ScaledObject. */
export const HPA_NAME_PREFIX = 'keda-hpa-';

/** Maximum length of a label value, and since KEDA 2.20 of an HPA's name. */
export const KEDA_NAME_MAX = 63;

/** Maximum length of a scaler's name where the HPA's name is derived from it. */
export const SCALED_NAME_MAX = KEDA_NAME_MAX - HPA_NAME_PREFIX.length;
