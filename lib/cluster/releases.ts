import { CURRENT_GROUP, FORMER_GROUP } from './spinkube';
import { type Component, compareVersions } from './supported-versions';

/**
 * First releases with the fields and the behavior on which constructs, rules and requirements depend, by component, from a comparison of
 * the releases' CRDs, webhooks and changelogs.
 */
export const SINCE = {
  keda: {
    /** `fallback.behavior` of a ScaledObject, and its value scalingModifiers. */
    fallbackBehavior: '2.17',
    fallbackScalingModifiers: '2.20',
    /** The webhook refuses a fallback with no average to stand in for; before, it logs that, and the operator passes over the fallback. */
    fallbackOfOneAverage: '2.17',
    /** A fallback whatever the metric types. */
    fallbackOfAnyMetric: '2.18',
    /** Decimal targets of an external scaler, the only ones that the HTTP add-on reports for an InterceptorRoute. */
    interceptorRoutes: '2.17',
    /** Booleans of all scalers are parsed as Go does; some scalers read them as JSON before. */
    goBooleans: '2.17',
    /** `metricType` alone, without `type` in the metadata. */
    metricTypeAlone: '2.18',
    /** The webhook holds the name of the HPA to 63 characters. */
    hpaNameLength: '2.20',
    /** The scaler of a route that comes later replaces the HPA on CPU. */
    lateRoute: '2.20',
    /** Sources of a TriggerAuthentication, and fields of theirs. */
    boundServiceAccountToken: '2.17',
    awsSecretKey: '2.17',
    vaultServiceAccountName: '2.18',
    filePath: '2.19',
    oauth2: '2.20',
    externalId: '2.20',
    azureServicePrincipal: '2.21',
    /** Intervals count with any idleReplicaCount, and pollingInterval with a formula (#7984). */
    idleIntervals: '2.21',
    /** A pod-level request is measured by a cpu or memory trigger. */
    podLevelRequests: '2.21',
  },
  /** https://github.com/kedacore/http-add-on/blob/v0.15.0/CHANGELOG.md */
  httpAddOn: {
    /** `scalingMetric` of an HTTPScaledObject. */
    scalingMetric: '0.8',
    portName: '0.9',
    initialCooldownPeriod: '0.10',
    timeouts: '0.11',
    coldStartTimeoutFailoverRef: '0.11',
    /** The scaler looks up the HTTPScaledObject that the trigger names, whatever the name of the ScaledObject. */
    namedObject: '0.11',
    headers: '0.12',
    /** Wildcards in hosts. */
    wildcards: '0.12',
    /** A route without hosts takes every request; before, it took none. */
    noHosts: '0.12',
    /** A route for any host that does not take the probes of the interceptor. */
    anyHost: '0.13',
    /** InterceptorRoute, and the scaler's key `interceptorRoute`. */
    routes: '0.14',
    /** The annotation that lets go of the ScaledObject. */
    orphanAnnotation: '0.14',
    /** `coldStart.placeholder` of an InterceptorRoute. */
    placeholder: '0.15',
    /** HTTP/2 between the interceptor and the app. */
    http2: '0.15',
    /** Fields of an InterceptorRoute, as the documentation of the release has them. */
    maxPendingRequests: '0.16',
    overflow: '0.16',
    staticRoutes: '0.16',
    /** The interceptor connects to the pods rather than to their Service (KEDA_HTTP_DIRECT_POD_ROUTING). */
    directPods: '0.16',
  },
  spinOperator: {
    /** The group core.spinkube.dev: no release serves both groups. */
    group: '0.4',
    /** `initialDelaySeconds: 0` of a check is kept. */
    zeroDelay: '0.5',
    /** Fields of a SpinApp. */
    podLabels: '0.3',
    components: '0.4',
    serviceAccountName: '0.5',
    invocationLimits: '0.6',
    /** Fields of a SpinAppExecutor's deploymentConfig. */
    caCertSecret: '0.2',
    installDefaultCACerts: '0.2',
    otel: '0.3',
    spinImage: '0.4',
  },
  /** https://github.com/spinframework/containerd-shim-spin/blob/v0.24.0/CHANGELOG.md */
  spinShim: {
    /** SPIN_COMPONENTS_TO_RETAIN: the components of the app that run. */
    components: '0.17',
    /** SPIN_MAX_INSTANCE_MEMORY: the memory of one invocation. */
    invocationLimits: '0.20',
    /** MQTT triggers. */
    mqtt: '0.16',
    /** Spin 3.0: a store of Azure Cosmos DB without a key, with the identity of the pod. */
    cosmosIdentity: '0.17',
    /** Spin 3.1: stores of Amazon DynamoDB. */
    awsDynamo: '0.18',
    /** Keys of the runtime configuration: Spin 3.0, 3.3 and 3.4. */
    clientTls: '0.17',
    maxInstanceMemory: '0.20',
    outboundNetworking: '0.20',
    outboundHttp: '0.21',
    /** Spin 3.5: other APIs of a remote inferencing than that of Spin. */
    llmApiType: '0.22',
  },
  /** The releases of Knative Serving whose fieldmask.go and k8s_validation.go take a part of the pod. */
  knative: {
    /** Volumes at /tmp, /var and /var/log. */
    mountsAtTmp: '1.13',
    /** The flag multi-container-probing: probes of containers beside the app. */
    sidecarProbes: '1.14',
    startupProbe: '1.15',
    /** hostNetwork, hostPID and hostIPC, with their flags. */
    hostNamespaces: '1.16',
    /** `privileged: false`, which was refused like true. */
    privileged: '1.17',
    /** Volumes and their flags. */
    hostPath: '1.17',
    csi: '1.18',
    image: '1.19',
    ephemeral: '1.23',
    mountPropagation: '1.18',
    /** The webhook checks the networking annotations of a revision. */
    networkingAnnotations: '1.21',
    /** `terminationGracePeriodSeconds` of a probe. */
    probeGracePeriod: '1.21',
  },
  kubernetes: {
    /** An HPA with `minReplicas: 0`; before behind the feature gate HPAScaleToZero. */
    hpaScaleToZero: '1.37',
    /** The name of a Service may start with a digit. */
    relaxedServiceNames: '1.36',
    /** StrictIPCIDRValidation by default: address ranges without bits beyond the prefix length. */
    strictCidrs: '1.36',
    /** `resources` of a pod: a field that is behind the feature gate PodLevelResources, and on by default later. */
    podLevelResources: '1.32',
    podLevelResourcesByDefault: '1.34',
  },
  runtimeClassManager: {
    /** `fetchStrategy.platforms`, and a Shim's name for that of its runtime. */
    platforms: '0.2',
  },
} as const;

/** Whether the add-on of a cluster serves an InterceptorRoute, and its KEDA scales the app of one. */
export function scalesRoutes({ keda, httpAddOn }: { readonly keda: string; readonly httpAddOn: string }): boolean {
  return compareVersions(httpAddOn, SINCE.httpAddOn.routes) >= 0 && compareVersions(keda, SINCE.keda.interceptorRoutes) >= 0;
}

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
const HTTP_SCALED_OBJECT = ['http.keda.sh/HTTPScaledObject'];
const INTERCEPTOR_ROUTE = ['http.keda.sh/InterceptorRoute'];
const REVISIONED = ['serving.knative.dev/Service', 'serving.knative.dev/Configuration'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const inPod = (...field: string[]) => ['template', 'spec', ...field];
const inContainers = (...field: string[]) => ['containers', 'initContainers'].map((list) => inPod(list, '[]', ...field));
const spinKinds = (kind: string) => [CURRENT_GROUP, FORMER_GROUP].map((group) => `${group}/${kind}`);

/** The fields that a supported release added or removed. The releases of trigger metadata are in lib/keda/scalers/parameters. */
const FIELDS: { readonly [component in Component]?: readonly Omit<FieldVersion, 'component'>[] } = {
  keda: [
    { kinds: SCALED_OBJECT, field: ['fallback', 'behavior'], since: SINCE.keda.fallbackScalingModifiers, value: 'scalingModifiers' },
    { kinds: SCALED_OBJECT, field: ['fallback', 'behavior'], since: SINCE.keda.fallbackBehavior },
    ...['scaleUp', 'scaleDown'].map((direction) => ({
      kinds: SCALED_OBJECT,
      field: ['advanced', 'horizontalPodAutoscalerConfig', 'behavior', direction, 'tolerance'],
      since: '2.18',
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
  ],
  httpAddOn: [
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
  ],
  spinOperator: [
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
  ],
  knative: [
    { field: inPod('containers', '[]', 'startupProbe'), since: SINCE.knative.startupProbe },
    ...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => ({ field: inPod(field), since: SINCE.knative.hostNamespaces })),
    ...inContainers('securityContext', 'privileged').map((field) => ({ field, since: SINCE.knative.privileged })),
    ...(['hostPath', 'csi', 'image', 'ephemeral'] as const).map((source) => ({
      field: inPod('volumes', '[]', source),
      since: SINCE.knative[source],
    })),
    ...inContainers('volumeMounts', '[]', 'mountPropagation').map((field) => ({ field, since: SINCE.knative.mountPropagation })),
    ...PROBES.flatMap((probe) =>
      inContainers(probe, 'terminationGracePeriodSeconds').map((field) => ({ field, since: SINCE.knative.probeGracePeriod })),
    ),
  ].map((field) => ({ kinds: REVISIONED, ...field })),
  runtimeClassManager: [
    { kinds: ['runtime.spinkube.dev/Shim'], field: ['fetchStrategy', 'platforms'], since: SINCE.runtimeClassManager.platforms },
  ],
};

const FIELD_VERSIONS = Object.entries(FIELDS).flatMap(([component, fields]) =>
  fields.map((field): FieldVersion => ({ component: component as Component, ...field })),
);

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
