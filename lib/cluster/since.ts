/** The releases that brought what the constructs write and the rules look for, as a comparison of the releases' CRDs, webhooks and changelogs shows. */
export const SINCE = {
  keda: {
    /** `fallback.behavior` of a ScaledObject, and its value scalingModifiers. */
    fallbackBehavior: '2.17',
    fallbackScalingModifiers: '2.20',
    /** A fallback beside triggers of type cpu and memory, and where one trigger, or the formula, is an average. */
    fallbackOfOneAverage: '2.17',
    /** A fallback whatever the metric types. */
    fallbackOfAnyMetric: '2.18',
    /** `tolerance` of the scaling rules. */
    tolerance: '2.18',
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
    /** Hosts are matched without the port that is written with them, and a route without hosts takes every request. */
    anyPort: '0.12',
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
    maxPendingRequests: '0.16',
    overflow: '0.16',
    staticRoutes: '0.16',
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
  runtimeClassManager: {
    /** `fetchStrategy.platforms`, and a Shim's name for that of its runtime. */
    platforms: '0.2',
  },
} as const;
