import { SINCE } from './since';
import { CURRENT_GROUP, FORMER_GROUP } from './spinkube';
import type { Component } from './versions';

/** A field that some supported releases of its component lack. */
export interface FieldVersion {
  readonly component: Component;
  /** Groups and kinds with the field: `keda.sh/ScaledObject`. */
  readonly kinds: readonly string[];
  /** Path of the field below `spec`; `[]` for every element of a list. */
  readonly field: readonly string[];
  /** The value of the field to which the releases apply; every value where it is absent. */
  readonly value?: string;
  /** First release that has the field; every release where it is absent. */
  readonly since?: string;
  /** First release without the field. */
  readonly until?: string;
}

const SCALED_OBJECT = ['keda.sh/ScaledObject'];
const AUTHENTICATIONS = ['keda.sh/TriggerAuthentication', 'keda.sh/ClusterTriggerAuthentication'];

/** Fields added to KEDA's CRDs after 2.14, from a comparison of the releases' CRDs. */
const KEDA: readonly Omit<FieldVersion, 'component'>[] = [
  { kinds: SCALED_OBJECT, field: ['fallback', 'behavior'], since: SINCE.keda.fallbackScalingModifiers, value: 'scalingModifiers' },
  { kinds: SCALED_OBJECT, field: ['fallback', 'behavior'], since: SINCE.keda.fallbackBehavior },
  ...['scaleUp', 'scaleDown'].map((direction) => ({
    kinds: SCALED_OBJECT,
    field: ['advanced', 'horizontalPodAutoscalerConfig', 'behavior', direction, 'tolerance'],
    since: SINCE.keda.tolerance,
  })),
  { kinds: AUTHENTICATIONS, field: ['boundServiceAccountToken'], since: SINCE.keda.boundServiceAccountToken },
  { kinds: AUTHENTICATIONS, field: ['awsSecretManager', 'secrets', '[]', 'secretKey'], since: SINCE.keda.awsSecretKey },
  { kinds: AUTHENTICATIONS, field: ['hashiCorpVault', 'credential', 'serviceAccountName'], since: SINCE.keda.vaultServiceAccountName },
  { kinds: AUTHENTICATIONS, field: ['filePath'], since: SINCE.keda.filePath },
  { kinds: AUTHENTICATIONS, field: ['oauth2'], since: SINCE.keda.oauth2 },
  { kinds: AUTHENTICATIONS, field: ['azureServicePrincipal'], since: SINCE.keda.azureServicePrincipal },
  ...[[], ['awsSecretManager'], ['azureKeyVault'], ['gcpSecretManager']].map((source) => ({
    kinds: AUTHENTICATIONS,
    field: [...source, 'podIdentity', 'externalID'],
    since: SINCE.keda.externalId,
  })),
];

const HTTP_SCALED_OBJECT = ['http.keda.sh/HTTPScaledObject'];
const INTERCEPTOR_ROUTE = ['http.keda.sh/InterceptorRoute'];

/** https://github.com/kedacore/http-add-on/blob/v0.15.0/CHANGELOG.md */
const HTTP_ADD_ON: readonly Omit<FieldVersion, 'component'>[] = [
  { kinds: HTTP_SCALED_OBJECT, field: ['host'], until: '0.7' },
  { kinds: HTTP_SCALED_OBJECT, field: ['scaleTargetRef', 'deployment'], until: '0.9' },
  { kinds: HTTP_SCALED_OBJECT, field: ['scaleTargetRef', 'portName'], since: SINCE.httpAddOn.portName },
  ...(['initialCooldownPeriod', 'timeouts', 'coldStartTimeoutFailoverRef', 'headers'] as const).map((field) => ({
    kinds: HTTP_SCALED_OBJECT,
    field: [field],
    since: SINCE.httpAddOn[field],
  })),
  { kinds: INTERCEPTOR_ROUTE, field: ['coldStart', 'placeholder'], since: SINCE.httpAddOn.placeholder },
  { kinds: INTERCEPTOR_ROUTE, field: ['coldStart', 'maxPendingRequests'], since: SINCE.httpAddOn.maxPendingRequests },
  { kinds: INTERCEPTOR_ROUTE, field: ['coldStart', 'overflow'], since: SINCE.httpAddOn.overflow },
  { kinds: INTERCEPTOR_ROUTE, field: ['staticRoutes'], since: SINCE.httpAddOn.staticRoutes },
];

const spinKinds = (kind: string) => [CURRENT_GROUP, FORMER_GROUP].map((group) => `${group}/${kind}`);

const SPIN_OPERATOR: readonly Omit<FieldVersion, 'component'>[] = [
  ...(['podLabels', 'components', 'serviceAccountName', 'invocationLimits'] as const).map((field) => ({
    kinds: spinKinds('SpinApp'),
    field: [field],
    since: SINCE.spinOperator[field],
  })),
  ...(['caCertSecret', 'installDefaultCACerts', 'otel', 'spinImage'] as const).map((field) => ({
    kinds: spinKinds('SpinAppExecutor'),
    field: ['deploymentConfig', field],
    since: SINCE.spinOperator[field],
  })),
];

const RUNTIME_CLASS_MANAGER: readonly Omit<FieldVersion, 'component'>[] = [
  { kinds: ['runtime.spinkube.dev/Shim'], field: ['fetchStrategy', 'platforms'], since: SINCE.runtimeClassManager.platforms },
];

/** All fields with a known release. The releases of trigger metadata are part of the triggers (lib/keda/triggers). */
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
