import { HTTP_SCALED_OBJECT_SINCE, PLACEHOLDER_SINCE } from './http-add-on';
import { KEDA_SINCE } from './keda';
import { APP_FIELDS_SINCE, CURRENT_GROUP, EXECUTOR_FIELDS_SINCE, FORMER_GROUP } from './spinkube';
import type { Component } from './versions';

/** A field that not every supported release of its component has. */
export interface FieldVersion {
  readonly component: Component;
  /** Groups and kinds that have it: `keda.sh/ScaledObject`. */
  readonly kinds: readonly string[];
  /** Steps to it below `spec`; `[]` for every element of a list. */
  readonly field: readonly string[];
  /** The one value that is newer, or older, than the field. */
  readonly value?: string;
  /** First release that has it; every one where it is absent. */
  readonly since?: string;
  /** First release that does not have it any more. */
  readonly until?: string;
}

const SCALED_OBJECT = ['keda.sh/ScaledObject'];
const AUTHENTICATIONS = ['keda.sh/TriggerAuthentication', 'keda.sh/ClusterTriggerAuthentication'];

/** What KEDA's CRDs gained after 2.14, as a comparison of the releases' CRDs shows. */
const KEDA: readonly Omit<FieldVersion, 'component'>[] = [
  { kinds: SCALED_OBJECT, field: ['fallback', 'behavior'], since: KEDA_SINCE.fallbackScalingModifiers, value: 'scalingModifiers' },
  { kinds: SCALED_OBJECT, field: ['fallback', 'behavior'], since: KEDA_SINCE.fallbackBehavior },
  ...['scaleUp', 'scaleDown'].map((direction) => ({
    kinds: SCALED_OBJECT,
    field: ['advanced', 'horizontalPodAutoscalerConfig', 'behavior', direction, 'tolerance'],
    since: KEDA_SINCE.tolerance,
  })),
  { kinds: AUTHENTICATIONS, field: ['boundServiceAccountToken'], since: KEDA_SINCE.boundServiceAccountToken },
  { kinds: AUTHENTICATIONS, field: ['awsSecretManager', 'secrets', '[]', 'secretKey'], since: KEDA_SINCE.awsSecretKey },
  { kinds: AUTHENTICATIONS, field: ['hashiCorpVault', 'credential', 'serviceAccountName'], since: KEDA_SINCE.vaultServiceAccountName },
  { kinds: AUTHENTICATIONS, field: ['filePath'], since: KEDA_SINCE.filePath },
  { kinds: AUTHENTICATIONS, field: ['oauth2'], since: KEDA_SINCE.oauth2 },
  ...[[], ['awsSecretManager'], ['azureKeyVault'], ['gcpSecretManager']].map((source) => ({
    kinds: AUTHENTICATIONS,
    field: [...source, 'podIdentity', 'externalID'],
    since: KEDA_SINCE.externalId,
  })),
];

const HTTP_SCALED_OBJECT = ['http.keda.sh/HTTPScaledObject'];
const INTERCEPTOR_ROUTE = ['http.keda.sh/InterceptorRoute'];

/** https://github.com/kedacore/http-add-on/blob/v0.15.0/CHANGELOG.md */
const HTTP_ADD_ON: readonly Omit<FieldVersion, 'component'>[] = [
  { kinds: HTTP_SCALED_OBJECT, field: ['host'], until: '0.7' },
  { kinds: HTTP_SCALED_OBJECT, field: ['scaleTargetRef', 'deployment'], until: '0.9' },
  { kinds: HTTP_SCALED_OBJECT, field: ['scaleTargetRef', 'portName'], since: HTTP_SCALED_OBJECT_SINCE.portName },
  ...(['initialCooldownPeriod', 'timeouts', 'coldStartTimeoutFailoverRef', 'headers'] as const).map((field) => ({
    kinds: HTTP_SCALED_OBJECT,
    field: [field],
    since: HTTP_SCALED_OBJECT_SINCE[field],
  })),
  { kinds: INTERCEPTOR_ROUTE, field: ['coldStart', 'placeholder'], since: PLACEHOLDER_SINCE },
  { kinds: INTERCEPTOR_ROUTE, field: ['coldStart', 'maxPendingRequests'], since: '0.16' },
  { kinds: INTERCEPTOR_ROUTE, field: ['coldStart', 'overflow'], since: '0.16' },
  { kinds: INTERCEPTOR_ROUTE, field: ['staticRoutes'], since: '0.16' },
];

const GROUPS = [CURRENT_GROUP, FORMER_GROUP];
const SPIN_OPERATOR: readonly Omit<FieldVersion, 'component'>[] = [
  ...Object.entries(APP_FIELDS_SINCE).map(([field, since]) => ({
    kinds: GROUPS.map((group) => `${group}/SpinApp`),
    field: [field],
    since,
  })),
  ...Object.entries(EXECUTOR_FIELDS_SINCE).map(([field, since]) => ({
    kinds: GROUPS.map((group) => `${group}/SpinAppExecutor`),
    field: ['deploymentConfig', field],
    since,
  })),
];

/** First runtime-class-manager that reads `platforms`, and takes a Shim's name for that of its runtime. */
export const SHIM_PLATFORMS_SINCE = '0.2';
const RUNTIME_CLASS_MANAGER: readonly Omit<FieldVersion, 'component'>[] = [
  { kinds: ['runtime.spinkube.dev/Shim'], field: ['fetchStrategy', 'platforms'], since: SHIM_PLATFORMS_SINCE },
];

/** Every field whose release is known. What the triggers' keys need stands with the triggers (lib/keda/triggers). */
const FIELD_VERSIONS: readonly FieldVersion[] = [
  ...KEDA.map((field) => ({ component: 'keda' as const, ...field })),
  ...HTTP_ADD_ON.map((field) => ({ component: 'httpAddOn' as const, ...field })),
  ...SPIN_OPERATOR.map((field) => ({ component: 'spinOperator' as const, ...field })),
  ...RUNTIME_CLASS_MANAGER.map((field) => ({ component: 'runtimeClassManager' as const, ...field })),
];

const BY_KIND = new Map<string, FieldVersion[]>();
for (const version of FIELD_VERSIONS) for (const kind of version.kinds) BY_KIND.set(kind, [...(BY_KIND.get(kind) ?? []), version]);

/** The fields of a kind whose release is known. */
export function fieldVersionsOf(kind: string): readonly FieldVersion[] {
  return BY_KIND.get(kind) ?? [];
}

/** The kinds that a component serves with fields whose release is known. */
export function versionedKinds(component: Component): readonly string[] {
  return [...new Set(FIELD_VERSIONS.filter((version) => version.component === component).flatMap(({ kinds }) => kinds))];
}
