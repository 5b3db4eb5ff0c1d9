export const SCALED_OBJECT = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' };
export const TRIGGER_AUTHENTICATION = { apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication' };
export const CLUSTER_TRIGGER_AUTHENTICATION = { apiVersion: 'keda.sh/v1alpha1', kind: 'ClusterTriggerAuthentication' };

/** KEDA's maxReplicaCount where none is written. */
export const KEDA_MAX_REPLICAS = 100;

/** KEDA names the Horizontal Pod Autoscaler of a scaler so, before the scaler's name. */
export const HPA_NAME_PREFIX = 'keda-hpa-';

/** The most characters of a label's value, and since KEDA 2.20 of an HPA's name. */
export const KEDA_NAME_MAX = 63;

/** The longest name of a scaler whose HPA has no name of its own. */
export const SCALED_NAME_MAX = KEDA_NAME_MAX - HPA_NAME_PREFIX.length;

/** Releases of KEDA that brought what the constructs write and the rules look for, as a comparison of their CRDs and webhooks shows. */
export const KEDA_SINCE = {
  /** `fallback.behavior` of a ScaledObject, and its value scalingModifiers. */
  fallbackBehavior: '2.17',
  fallbackScalingModifiers: '2.20',
  /** A fallback beside triggers of type cpu and memory, and where one trigger, or the formula, is an average. */
  fallbackOfOneAverage: '2.17',
  /** A fallback whatever the metric types. */
  fallbackOfAnyMetric: '2.18',
  /** `tolerance` of the scaling rules. */
  tolerance: '2.18',
  /** Sources of a TriggerAuthentication, and fields of theirs. */
  boundServiceAccountToken: '2.17',
  awsSecretKey: '2.17',
  vaultServiceAccountName: '2.18',
  filePath: '2.19',
  oauth2: '2.20',
  externalId: '2.20',
} as const;
