/** KEDA's maxReplicaCount where none is written. */
export const KEDA_MAX_REPLICAS = 100;

/** KEDA names the Horizontal Pod Autoscaler of a scaler so, before the scaler's name. */
export const HPA_NAME_PREFIX = 'keda-hpa-';

/** The most characters of a label's value, and since KEDA 2.20 of an HPA's name. */
export const KEDA_NAME_MAX = 63;

/** The longest name of a scaler whose HPA has no name of its own. */
export const SCALED_NAME_MAX = KEDA_NAME_MAX - HPA_NAME_PREFIX.length;
