export const SCALED_OBJECT = 'keda.sh/ScaledObject';
export const SCALED_JOB = 'keda.sh/ScaledJob';

/** The kinds that have triggers. */
export const SCALED: readonly string[] = [SCALED_OBJECT, SCALED_JOB];

/** KEDA's source at the release that the rules were read from. */
export const KEDA_SOURCE = 'https://github.com/kedacore/keda/blob/v2.21.0';
/** Notes of each release: CHANGELOG.md ends with 2.20.2. */
export const RELEASES = 'https://github.com/kedacore/keda/releases';
export const WEBHOOK = `${KEDA_SOURCE}/apis/keda/v1alpha1/scaledobject_webhook.go`;
export const TYPES = `${KEDA_SOURCE}/apis/keda/v1alpha1/scaledobject_types.go`;
export const TRIGGERS = `${KEDA_SOURCE}/apis/keda/v1alpha1/scaletriggers_types.go`;

/** Why a trigger that the API server accepts never works. */
export const READ_BY_OPERATOR =
  "KEDA's webhook does not read the metadata of triggers; its operator does, builds no scaler, and the ScaledObject is never ready";
