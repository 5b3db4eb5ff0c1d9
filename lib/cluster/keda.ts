/** Prefix of the HPA's name, before the name of the ScaledObject. */
export const HPA_NAME_PREFIX = 'keda-hpa-';

/** Maximum length of a label value, and since KEDA 2.20 of an HPA's name. */
export const KEDA_NAME_MAX = 63;

/** Maximum length of a scaler's name where the HPA's name is derived from it. */
export const SCALED_NAME_MAX = KEDA_NAME_MAX - HPA_NAME_PREFIX.length;
