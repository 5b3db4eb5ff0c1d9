/** Random clusters, and random props that each construct accepts on them. */
import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy, type ISecret, type k8s } from 'cdk8s-plus-28';
import {
  Exposure,
  FallbackBehavior,
  HttpMetric,
  type HttpRoutingProps,
  type HttpScaledWasmProps,
  HttpScalingApi,
  KafkaOffsetResetPolicy,
  KnativeMetric,
  type KnativeWagiServiceProps,
  MetricType,
  NetworkPeer,
  type PlatformProps,
  Probe,
  RedisAddress,
  ScalingPolicy,
  type ScalingProps,
  ScalingSelectPolicy,
  type SpinAppScaledProps,
  SpinDatabase,
  SpinLlmApi,
  SpinLlmCompute,
  SpinStore,
  Trigger,
  type WasmAppProps,
  type WasmPodProps,
  WasmRuntime,
} from 'cdk8s-wasm';
import * as fc from 'fast-check';
import { scalesRoutes } from '../../lib/cluster/releases';
import { writtenStringErrors } from '../../lib/synth/written-strings';

/** The versions that decide what is emitted. */
export type Cluster = Required<Pick<PlatformProps, 'keda' | 'httpAddOn' | 'spinOperator' | 'knative' | 'knativeFeatures'>>;

/** A cluster and an app for it. */
export interface Sample<Props> {
  readonly platform: Cluster;
  readonly props: Props;
}

const release = (major: number, min: number, max: number) => fc.integer({ min, max }).map((minor) => `${major}.${minor}`);

const cluster: fc.Arbitrary<Cluster> = fc.record({
  keda: release(2, 14, 21),
  httpAddOn: release(0, 8, 15),
  spinOperator: release(0, 1, 6),
  knative: release(1, 12, 24),
  knativeFeatures: fc.subarray([
    'allow-zero-initial-scale',
    'kubernetes.podspec-nodeselector',
    'kubernetes.podspec-tolerations',
    'kubernetes.podspec-persistent-volume-claim',
  ]),
});

/** The minor version, which is all in which the releases of a component differ here. */
export function minor(version: string): number {
  return Number(version.split('.')[1]);
}

/** A record in which any prop may be left out, but for the required ones. */
function props<T, K extends keyof T & string>(model: { [P in keyof T]: fc.Arbitrary<T[P]> }, ...requiredKeys: K[]) {
  return fc.record(model, { requiredKeys }) as fc.Arbitrary<Partial<T> & Pick<T, K>>;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const ALPHANUMERIC = [...LETTERS, ...'0123456789'];
const lettersOf = (units: string[], minLength: number, maxLength: number) =>
  fc
    .string({ unit: fc.constantFrom(...units), minLength, maxLength })
    .filter((value) => writtenStringErrors({ value } as never).length === 0);

/** A name of an object, at its longest that of a SpinApp. */
const name = fc
  .tuple(lettersOf(LETTERS, 1, 1), lettersOf([...ALPHANUMERIC, '-'], 0, 50), lettersOf(ALPHANUMERIC, 1, 1))
  .map((parts) => parts.join(''));
const word = lettersOf(LETTERS, 1, 8);
/** A string that kubectl reads back from what cdk8s writes: others are refused at synthesis. */
const string = (constraints?: fc.StringConstraints) =>
  fc.string(constraints).filter((value) => writtenStringErrors({ value } as never).length === 0);

const text = string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() !== '');
const secret = name.map((secretName) => ({ name: secretName }) as ISecret);
const variable = fc.tuple(word, lettersOf([...ALPHANUMERIC, '_'], 0, 6)).map(([first, rest]) => `${first}_${rest}`.toUpperCase());
const envValue = fc.oneof(
  string({ maxLength: 12 }).map((value) => EnvValue.fromValue(value)),
  fc.tuple(secret, word).map(([from, key]) => EnvValue.fromSecretValue({ secret: from, key })),
);
const labelMap = fc.dictionary(
  word.map((key) => `acme.com/${key}`),
  lettersOf(ALPHANUMERIC, 0, 9),
  { maxKeys: 2 },
);
const annotationMap = fc.dictionary(
  word.map((key) => `acme.com/${key}`),
  string({ maxLength: 12 }),
  { maxKeys: 2 },
);
const seconds = (min: number, max: number) => fc.integer({ min, max }).map((amount) => Duration.seconds(amount));
const duration = fc.integer({ min: 1, max: 7_200_000 }).map((amount) => Duration.millis(amount));
const port = fc.integer({ min: 1, max: 65_535 });
/** A port that no sidecar has. */
const appPort = fc.integer({ min: 1, max: 9999 });
const image = fc
  .tuple(name, fc.constantFrom('', ':v1', ':latest', `@sha256:${'0a'.repeat(32)}`))
  .map(([path, tag]) => `ghcr.io/acme/${path}${tag}`);

/** Requests of both resources, so that any trigger has something to measure against. */
const resources = fc
  .record({ milli: fc.integer({ min: 1, max: 2000 }), mebi: fc.integer({ min: 1, max: 512 }), limited: fc.boolean() })
  .map(({ milli, mebi, limited }) => ({
    cpu: { request: Cpu.millis(milli), ...(limited && { limit: Cpu.millis(milli * 2) }) },
    memory: { request: Size.mebibytes(mebi), ...(limited && { limit: Size.mebibytes(mebi * 2) }) },
  }));

const timing = {
  initialDelay: seconds(0, 60),
  period: seconds(1, 60),
  timeout: seconds(1, 60),
  failureThreshold: fc.integer({ min: 1, max: 10 }),
};
const path = fc.array(lettersOf([...ALPHANUMERIC, '-'], 1, 6), { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
const headers = fc.dictionary(word, string({ maxLength: 6 }), { maxKeys: 2 });
const spinProbe = fc.tuple(path, props({ ...timing, headers })).map(([to, options]) => Probe.httpGet(to, options));
const probe = (...given: (keyof typeof timing)[]) =>
  fc.oneof(
    fc.tuple(path, props({ ...timing, headers, port }, ...given)).map(([to, options]) => Probe.httpGet(to, options)),
    props({ ...timing, port }, ...given).map((options) => Probe.tcpSocket(options)),
    props({ ...timing, port }, ...given).map((options) => Probe.grpc(options)),
  );
const containerProbe = probe();
/** Knative takes a timeout and a threshold of a probe only beside its period. */
const knativeProbe = probe('period');

const peer = fc.oneof(
  fc.tuple(name, port).map(([namespace, number]) => NetworkPeer.namespace(namespace.slice(0, 63), { ports: [number] })),
  labelMap.map((podLabels) => NetworkPeer.pods(podLabels)),
  fc.constantFrom(NetworkPeer.internet({ ports: [443] }), NetworkPeer.cidr('192.0.2.0/24'), NetworkPeer.anybody({ udpPorts: [514] })),
);
const store = fc
  .record({
    host: fc.constantFrom('redis', 'redis.data', '10.1.2.3', 'cache.example.com'),
    tls: fc.boolean(),
    password: fc.option(secret, { nil: undefined }),
  })
  .map((given) => RedisAddress.external(given));

const app = {
  name,
  image,
  imagePullPolicy: fc.constantFrom(...Object.values(ImagePullPolicy)),
  imagePullSecrets: fc.array(secret, { maxLength: 2 }),
  env: fc.dictionary(variable, envValue, { maxKeys: 3 }),
  resources,
  labels: labelMap,
  annotations: annotationMap,
  podAnnotations: annotationMap,
  serviceAccountName: name,
  // no variable of env is called so
  stores: fc.dictionary(fc.constantFrom('STORE', 'CACHE'), store, { maxKeys: 2 }),
  networkPolicy: fc.oneof(fc.boolean(), fc.record({ from: fc.array(peer, { maxLength: 2 }), to: fc.array(peer, { maxLength: 2 }) })),
};

/** Volumes, each of them mounted. */
const storage = (...sources: Omit<k8s.Volume, 'name'>[]) =>
  fc.uniqueArray(fc.constantFrom(...sources), { maxLength: 2 }).map((chosen) => ({
    volumes: chosen.map((source, index): k8s.Volume => ({ name: `data-${index}`, ...source })),
    volumeMounts: chosen.map((_, index): k8s.VolumeMount => ({ name: `data-${index}`, mountPath: `/data/${index}`, readOnly: true })),
  }));
const anyStorage = storage({ emptyDir: {} }, { secret: { secretName: 'data' } }, { configMap: { name: 'data' } });
const toleration = fc.constantFrom(
  { key: 'wasm', operator: 'Exists', effect: 'NoSchedule' },
  { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
);

const pod = {
  ...app,
  readinessProbe: containerProbe,
  livenessProbe: containerProbe,
  startupProbe: containerProbe,
  servicePort: port,
  command: fc.array(text, { minLength: 1, maxLength: 2 }),
  args: fc.array(text, { minLength: 1, maxLength: 2 }),
  sidecars: fc.uniqueArray(
    props(
      { name: fc.constant(''), image, env: app.env, port: fc.integer({ min: 10_000, max: 65_535 }), resources, livenessProbe: spinProbe },
      'name',
      'image',
      'port',
      'resources',
    ).map((sidecar) => ({ ...sidecar, name: `sidecar-${sidecar.port}` })),
    { maxLength: 2, selector: (sidecar) => sidecar.port },
  ),
  initContainers: fc.array(
    image.map((given) => ({ name: 'init', image: given })),
    { maxLength: 1 },
  ),
  nodeSelector: labelMap,
  tolerations: fc.array(toleration, { maxLength: 1 }),
  topologySpreadConstraints: fc.constant<k8s.TopologySpreadConstraint[]>([
    { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' },
  ]),
  podSecurityContext: props({ runAsUser: fc.integer({ min: 1, max: 65535 }), fsGroup: fc.nat() }),
  securityContext: props({ readOnlyRootFilesystem: fc.boolean() }),
  automountServiceAccountToken: fc.boolean(),
  enableServiceLinks: fc.boolean(),
};

/** A runtime with a port of its own, or one that is given. */
const runtime = fc.constantFrom(
  WasmRuntime.SPIN,
  WasmRuntime.SLIGHT,
  WasmRuntime.WWS,
  WasmRuntime.LUNATIC,
  WasmRuntime.WASMTIME,
  WasmRuntime.WASMEDGE,
  WasmRuntime.of({ runtimeClassName: 'wamr-v1', handler: 'wamr', listenAddressVariable: 'LISTEN' }),
);

const pushed = fc.record(
  { metricType: fc.constantFrom(MetricType.AVERAGE_VALUE, MetricType.VALUE), useCachedMetrics: fc.boolean() },
  { requiredKeys: [] },
);

/** What is measured at the pods themselves. */
const RESOURCES = ['cpu', 'memory'];

/** Costly to make, so made once. */
const url = fc.webUrl();

/** Makes a trigger, under a name where it gets one. */
type TriggerOf = (triggerName?: string) => Trigger;

function trigger({ keda }: Cluster): fc.Arbitrary<TriggerOf> {
  const prometheus = props(
    {
      serverAddress: url,
      query: text,
      threshold: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      activationThreshold: fc.nat(),
      namespace: name,
      customHeaders: fc.dictionary(word, word, { minKeys: 1, maxKeys: 2 }),
      ignoreNullValues: fc.boolean(),
      unsafeSsl: fc.boolean(),
      ...(minor(keda) >= 17 && { timeout: duration }),
    },
    'serverAddress',
    'query',
    'threshold',
  );
  const kafka = props(
    {
      bootstrapServers: fc.array(
        fc.tuple(name, port).map(([host, number]) => `${host}:${number}`),
        { minLength: 1, maxLength: 3 },
      ),
      consumerGroup: name,
      topic: name,
      lagThreshold: fc.integer({ min: 1 }),
      activationLagThreshold: fc.nat(),
      offsetResetPolicy: fc.constantFrom(...Object.values(KafkaOffsetResetPolicy)),
      partitionLimitation: fc.array(fc.nat({ max: 99 }).map(String), { minLength: 1, maxLength: 3 }),
      allowIdleConsumers: fc.boolean(),
    },
    'bootstrapServers',
    'consumerGroup',
  );
  const cron = fc.record({
    timezone: fc.constantFrom('Europe/Vienna', 'UTC', 'America/New_York'),
    start: fc.constantFrom('0 8 * * 1-5', '30 6 * * *'),
    end: fc.constantFrom('0 20 * * 1-5', '0 0 1 * *'),
    desiredReplicas: fc.integer({ min: 1, max: 50 }),
  });
  return fc.oneof(
    fc.tuple(prometheus, pushed).map(
      ([given, options]): TriggerOf =>
        (named) =>
          Trigger.prometheus(given, { ...options, name: named }),
    ),
    fc.tuple(kafka, pushed).map(
      ([given, options]): TriggerOf =>
        (named) =>
          Trigger.kafka(given, { ...options, name: named }),
    ),
    cron.map(
      (given): TriggerOf =>
        (named) =>
          Trigger.cron(given, { name: named }),
    ),
    fc.integer({ min: 1, max: 100 }).map(
      (percent): TriggerOf =>
        (named) =>
          Trigger.cpu({ value: `${percent}` }, { name: named, metricType: MetricType.UTILIZATION }),
    ),
    fc.integer({ min: 1, max: 512 }).map(
      (mebi): TriggerOf =>
        (named) =>
          Trigger.memory({ value: `${mebi}Mi` }, { name: named, metricType: MetricType.AVERAGE_VALUE }),
    ),
    fc.dictionary(word, text, { maxKeys: 3 }).map(
      (metadata): TriggerOf =>
        (named) =>
          Trigger.of('external', { ...metadata, scalerAddress: 'scaler.default:9090' }, { name: named }),
    ),
  );
}

/** Triggers, some of them named. */
function triggers(platform: Cluster): fc.Arbitrary<Trigger[]> {
  return fc
    .array(fc.tuple(trigger(platform), fc.boolean()), { minLength: 1, maxLength: 3 })
    .map((list) => list.map(([make, named], index) => make(named ? `t${index}` : undefined)));
}

/** Bounds of which the upper is at least the lower, also where it is KEDA's own 100. */
function bounds(least: number) {
  return fc
    .record({ minReplicas: fc.integer({ min: least, max: 150 }), more: fc.nat({ max: 50 }), given: fc.subarray(['min', 'max']) })
    .map(({ minReplicas, more, given }) => ({
      ...(given.includes('min') && { minReplicas }),
      ...((given.includes('max') || minReplicas > 100) && { maxReplicas: Math.max(1, minReplicas + more) }),
    }));
}

const scalingRules = props({
  stabilizationWindow: seconds(0, 3600),
  policies: fc.array(
    fc
      .tuple(fc.boolean(), fc.integer({ min: 1, max: 100 }), seconds(1, 1800))
      .map(([pods, value, period]) => (pods ? ScalingPolicy.pods(value, period) : ScalingPolicy.percent(value, period))),
    { minLength: 1, maxLength: 2 },
  ),
  selectPolicy: fc.constantFrom(ScalingSelectPolicy.MAX, ScalingSelectPolicy.MIN),
});

/**
 * The settings of a ScaledObject with these triggers.
 *
 * @param onRequests whether the trigger of the HTTP add-on comes on top
 */
function scaling({ keda }: Cluster, given: Trigger[] | undefined, onRequests: boolean) {
  const seenWithoutPods = onRequests || given?.some(({ type }) => !RESOURCES.includes(type)) === true;
  const named = given?.find(({ name: given, type }) => given !== undefined && !RESOURCES.includes(type))?.name;
  const behaviors = [FallbackBehavior.STATIC, FallbackBehavior.CURRENT_REPLICAS, FallbackBehavior.CURRENT_REPLICAS_IF_LOWER];
  const fallback = props(
    {
      failureThreshold: fc.nat({ max: 9 }),
      replicas: fc.nat({ max: 9 }),
      ...(minor(keda) >= 17 && { behavior: fc.constantFrom(...behaviors) }),
    },
    'failureThreshold',
    'replicas',
  );
  const scalingModifiers = props(
    {
      formula: fc.constant(`${named} * 2`),
      target: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      activationTarget: fc.nat(),
      metricType: fc.constantFrom(MetricType.AVERAGE_VALUE, MetricType.VALUE),
    },
    'formula',
    'target',
  );
  const settings = props({
    cooldown: seconds(0, 3600),
    initialCooldown: seconds(0, 3600),
    pollingInterval: seconds(1, 600),
    scaleUp: scalingRules,
    scaleDown: scalingRules,
    restoreToOriginalReplicaCount: fc.boolean(),
    pausedReplicas: fc.nat({ max: 100 }),
    hpaName: name,
    // before 2.18 a fallback takes averages only
    ...(seenWithoutPods && minor(keda) >= 18 && { fallback }),
    ...(named !== undefined && { scalingModifiers }),
  });
  return fc.tuple(bounds(seenWithoutPods ? 0 : 1), settings, fc.boolean()).map(([replicas, rest, idle]) => ({
    ...replicas,
    ...rest,
    ...(idle && seenWithoutPods && (replicas.minReplicas ?? 0) > 0 && { idleReplicas: 0 }),
    ...(rest.fallback &&
      rest.scalingModifiers && { scalingModifiers: { ...rest.scalingModifiers, target: Math.ceil(rest.scalingModifiers.target) } }),
    ...(given && { triggers: given }),
  }));
}

const host = fc.array(lettersOf(ALPHANUMERIC, 1, 9), { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
const concurrency = fc.integer({ min: 1, max: 10_000 }).map((target) => HttpMetric.concurrency(target));
const requestRate = fc
  .record({ target: fc.integer({ min: 1, max: 10_000 }), granularity: fc.integer({ min: 1, max: 5000 }), more: fc.nat({ max: 60_000 }) })
  .map(({ target, granularity, more }) =>
    HttpMetric.requestRate({ target, window: Duration.millis(granularity + more), granularity: Duration.millis(granularity) }),
  );

/** Which requests are the app's, as far as the API and the release of the add-on can say it. */
function routing(cluster: Cluster, api: HttpScalingApi) {
  const version = minor(cluster.httpAddOn);
  const routed = api === HttpScalingApi.INTERCEPTOR_ROUTE || (api === HttpScalingApi.AUTO && scalesRoutes(cluster));
  const hosts = fc.uniqueArray(
    version >= 12
      ? fc.oneof(
          host,
          host.map((parent) => `*.${parent}`),
        )
      : host,
    { minLength: 1, maxLength: 3 },
  );
  return props(
    {
      hosts: version >= 13 ? fc.oneof({ weight: 4, arbitrary: hosts }, { weight: 1, arbitrary: fc.constant<string[]>(['*']) }) : hosts,
      pathPrefixes: fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
      metrics: fc.oneof(
        concurrency.map((metric) => [metric]),
        requestRate.map((metric) => [metric]),
        ...(routed ? [fc.tuple(concurrency, requestRate).map((both) => [...both])] : []),
      ),
      api: fc.constant(api),
      ...(version >= 11 && {
        readinessTimeout: seconds(1, 600),
        responseHeaderTimeout: routed ? duration : seconds(1, 600),
        coldStartFallback: fc.record({ service: name, port }),
      }),
      ...(version >= 12 && {
        headers: fc.uniqueArray(props({ name: word, value: string({ maxLength: 6 }) }, 'name'), {
          minLength: 1,
          maxLength: 2,
          selector: (header) => header.name,
        }),
      }),
      ...(routed && { requestTimeout: duration }),
      ...(routed &&
        version >= 15 && {
          coldStartPlaceholder: props({ statusCode: fc.integer({ min: 400, max: 599 }), body: string(), headers }),
        }),
    },
    'hosts',
    'metrics',
    'api',
  ).map(withinRequest);
}

/** No wait within a request is longer than the request, and a fallback has time to answer. */
function withinRequest<T extends { readonly [prop in 'requestTimeout' | 'readinessTimeout' | 'responseHeaderTimeout']?: Duration }>(
  given: T & { readonly coldStartFallback?: object },
): T {
  const { requestTimeout: request, readinessTimeout, responseHeaderTimeout, coldStartFallback } = given;
  const lasts = (wait: Duration) => wait.toMilliseconds({ integral: false });
  const longest = Math.max(
    readinessTimeout ? lasts(readinessTimeout) : coldStartFallback ? 30_000 : 0,
    responseHeaderTimeout ? lasts(responseHeaderTimeout) : 0,
  );
  return request && lasts(request) <= longest ? { ...given, requestTimeout: Duration.millis(longest + 1) } : given;
}

const apiOn = (cluster: Cluster) =>
  fc.constantFrom(
    HttpScalingApi.AUTO,
    HttpScalingApi.HTTP_SCALED_OBJECT,
    ...(scalesRoutes(cluster) ? [HttpScalingApi.INTERCEPTOR_ROUTE] : []),
  );

const exposure = (hosts: string[]) =>
  fc.oneof(
    fc.constantFrom(Exposure.none(), Exposure.cluster()),
    props({
      className: name,
      annotations: annotationMap,
      name,
      inAppNamespace: fc.boolean(),
      // a Service that is not the app's own, whose ports a rule knows
      extraPaths: fc.array(
        fc.record({ path: word.map((segment) => `/extra/${segment}`), service: name.map((app) => `${app}-extra`), port }),
        {
          minLength: 1,
          maxLength: 1,
        },
      ),
      tls: fc.array(
        secret.chain((certificate) =>
          fc.subarray(hosts[0] === '*' ? [] : hosts).map((some) => ({ secret: certificate, ...(some.length > 0 && { hosts: some }) })),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }).map((options) => Exposure.ingress(options)),
    props(
      {
        parentRefs: fc.array(props({ name, namespace: word, sectionName: word, port }, 'name'), { minLength: 1, maxLength: 1 }),
        name,
        annotations: annotationMap,
        requestTimeout: duration,
      },
      'parentRefs',
    ).map((options) => Exposure.gateway(options)),
  );

/** Settings that an HTTPScaledObject of an add-on before 0.10 cannot pass on. */
function withoutInitialCooldown<T extends { readonly initialCooldown?: Duration }>({ httpAddOn }: Cluster, given: T): T {
  return minor(httpAddOn) >= 10 ? given : { ...given, initialCooldown: undefined };
}

/** A WasmApp: fixed, or scaled on triggers. */
export const wasmApp: fc.Arbitrary<Sample<WasmAppProps>> = cluster.chain((platform) => {
  const container = props({ ...pod, port: appPort, runtime }, 'image', 'runtime', 'port');
  const scaled = triggers(platform).chain((given) => scaling(platform, given, false));
  const replicas: fc.Arbitrary<Partial<WasmAppProps>> = fc.oneof(scaled, props({ replicas: fc.nat({ max: 20 }) }));
  return fc
    .tuple(container, anyStorage, replicas)
    .map(([given, stored, scale]) => ({ platform, props: { ...fitting(given), ...stored, ...scale } }));
});

/** The security settings that the runtime can run under. */
function fitting<T extends Partial<WasmPodProps>>(given: T): T {
  if (!given.runtime?.needsRoot) return given;
  const { runAsUser, ...podSecurityContext } = given.podSecurityContext ?? {};
  return { ...given, podSecurityContext, securityContext: {} };
}

/** An HttpScaledWasm, by either API of the add-on. */
export const httpScaledWasm: fc.Arbitrary<Sample<HttpScaledWasmProps>> = cluster.chain((platform) =>
  apiOn(platform).chain((api) =>
    fc.tuple(routing(platform, api), fc.option(triggers(platform), { nil: undefined })).chain(([routes, given]) =>
      fc
        .tuple(
          props({ ...pod, port: appPort, runtime, exposure: exposure(routes.hosts) }, 'image', 'runtime', 'port'),
          scaling(platform, given, true),
        )
        .map(([container, scale]) => ({
          platform,
          props: withoutInitialCooldown(platform, { ...fitting(container), ...routes, ...ofOneMetric(routes, scale) }),
        })),
    ),
  ),
);

/** A formula sees one metric of the add-on. */
function ofOneMetric<T extends ScalingProps>({ metrics = [] }: HttpRoutingProps, scale: T): T {
  return metrics.length > 1 ? { ...scale, scalingModifiers: undefined, ...(scale.fallback && { fallback: undefined }) } : scale;
}

/** Stores and databases of every kind, and inferencing. */
const secretValue = fc.tuple(secret, word).map(([from, key]) => EnvValue.fromSecretValue({ secret: from, key }));
const named = { name: word };
const stores = fc.uniqueArray(
  fc.oneof(
    props({ ...named, path: path.map((to) => `${to}/kv.db`) }).map(SpinStore.spin),
    props({ ...named, url: secretValue }, 'url').map(SpinStore.redis),
    props({ ...named, account: word, database: word, container: word, key: secretValue }, 'account', 'database', 'container').map(
      SpinStore.azureCosmos,
    ),
    props({ ...named, region: word, table: word }, 'region', 'table').map(SpinStore.awsDynamo),
  ),
  { minLength: 1, maxLength: 2, selector: (store) => store.name },
);
const databases = fc.uniqueArray(
  fc.oneof(
    props({ ...named, path }).map(SpinDatabase.spin),
    props({ ...named, url: url.filter((text) => text.startsWith('http')), token: secretValue }, 'url', 'token').map(SpinDatabase.libsql),
  ),
  { minLength: 1, maxLength: 2, selector: (database) => database.name },
);
const llmCompute = props({ url, authToken: secretValue, apiType: fc.constantFrom(...Object.values(SpinLlmApi)) }, 'url', 'authToken').map(
  SpinLlmCompute.remoteHttp,
);

/** A SpinAppScaled: fixed, scaled on triggers, or on requests. */
export const spinAppScaled: fc.Arbitrary<Sample<SpinAppScaledProps>> = cluster.chain((platform) => {
  const version = minor(platform.spinOperator);
  const { labels, serviceAccountName, ...rest } = app;
  const spin = props(
    {
      ...rest,
      readinessProbe: spinProbe,
      livenessProbe: spinProbe,
      executor: name,
      runtimeConfig: fc.oneof(
        secret.map((loadFromSecret) => ({ loadFromSecret })),
        props({ keyValueStores: stores, sqliteDatabases: databases, llmCompute }),
      ),
      serviceAnnotations: annotationMap,
      deploymentAnnotations: annotationMap,
      // 0.3 takes labels too, and the CRD of the former group is kept as of 0.1
      ...(version >= 4 && { labels, components: fc.array(word, { minLength: 1, maxLength: 2 }) }),
      ...(version >= 5 && { serviceAccountName }),
      ...(version >= 6 && { invocationMemoryLimit: fc.constant(Size.kibibytes(512)) }),
    },
    'image',
  );
  const onRequests = apiOn(platform).chain((api) =>
    fc
      .tuple(routing(platform, api), fc.option(triggers(platform), { nil: undefined }))
      .chain(([routes, given]) =>
        fc
          .tuple(props({ exposure: exposure(routes.hosts) }), scaling(platform, given, true))
          .map(([out, scale]) => withoutInitialCooldown(platform, { ...out, ...routes, ...ofOneMetric(routes, scale) })),
      ),
  );
  const scale: fc.Arbitrary<Partial<SpinAppScaledProps>> = fc.oneof(
    props({ replicas: fc.integer({ min: 1, max: 20 }), hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 3 }) }),
    triggers(platform).chain((given) => scaling(platform, given, false)),
    onRequests,
  );
  return fc.tuple(spin, anyStorage, scale).map(([given, stored, scaled]) => {
    const direct = scaled.hosts !== undefined && scaled.metrics === undefined;
    // nobody but the user knows where the router before the app runs, and what stands in Secrets
    const known = { ...(direct && { from: [NetworkPeer.namespace('edge')] }), ...(given.runtimeConfig && { to: [] }) };
    const networkPolicy = given.networkPolicy === true ? known : given.networkPolicy;
    return { platform, props: { ...given, ...stored, ...scaled, networkPolicy } };
  });
});

/** Modules of which each has requests of its own: no route lies below a wildcard. */
const modules = fc.uniqueArray(
  props(
    {
      route: fc.tuple(word, fc.constantFrom('', '/', '/...')).map(([segment, end]) => `/at-${segment}${end}`),
      module: fc.oneof(
        word.map((file) => `/modules/${file}.wasm`),
        word.map((file) => `file:///modules/${file}.wasm`),
        fc.tuple(name, word).map(([repository, tag]) => `oci:ghcr.io/${repository}:${tag}`),
      ),
      entrypoint: word,
      argv: word,
      volumes: fc.dictionary(path, path, { maxKeys: 2 }),
      allowedHosts: fc.array(
        word.map((label) => `https://${label}.example.com`),
        { maxLength: 2 },
      ),
      httpMaxConcurrency: fc.integer({ min: 1, max: 100 }),
    },
    'route',
    'module',
  ),
  { minLength: 1, maxLength: 3, selector: ({ route }) => route.split('/')[1] },
);

const share = (min: number, max: number) => fc.double({ min, max, noNaN: true });

/** A KnativeWagiService, by Knative's own autoscaler or by the Horizontal Pod Autoscaler. */
export const knativeWagiService: fc.Arbitrary<Sample<KnativeWagiServiceProps>> = cluster.chain((platform) => {
  const allowed = (flag: string) => platform.knativeFeatures.includes(flag);
  const service = props(
    {
      ...app,
      port: port.filter((number) => ![8008, 8012, 8013, 8022, 9090, 9091].includes(number)),
      readinessProbe: knativeProbe,
      livenessProbe: knativeProbe,
      ...(minor(platform.knative) >= 15 && { startupProbe: knativeProbe }),
      command: fc.array(text, { minLength: 1, maxLength: 2 }),
      args: fc.array(word, { minLength: 1, maxLength: 2 }),
      modules,
      containerConcurrency: fc.nat({ max: 1000 }),
      timeout: seconds(1, 600),
      responseStartTimeout: seconds(0, 600),
      idleTimeout: seconds(0, 600),
      rolloutDuration: seconds(0, 600),
      progressDeadline: seconds(1, 600),
      securityContext: props({ runAsUser: fc.integer({ min: 1, max: 65535 }), readOnlyRootFilesystem: fc.boolean() }),
      domain: fc.tuple(host, word).map((parts) => parts.join('.')),
      ...(allowed('kubernetes.podspec-nodeselector') && { nodeSelector: labelMap.map((labels) => ({ ...labels })) }),
      ...(allowed('kubernetes.podspec-tolerations') && { tolerations: fc.array(toleration, { maxLength: 1 }) }),
    },
    'image',
  );
  const byKnative = fc
    .record({ min: fc.nat({ max: 20 }), more: fc.nat({ max: 20 }), limited: fc.boolean() })
    .chain(({ min, more, limited }) =>
      props({
        metric: fc.oneof(share(0.01, 1e4).map(KnativeMetric.concurrency), share(0.01, 1e4).map(KnativeMetric.rps)),
        minReplicas: fc.constant(min),
        ...(limited && { maxReplicas: fc.constant(min + more + 2) }),
        activationScale: fc.integer({ min: Math.max(2, min), max: min + more + 2 }),
        initialScale: fc.integer({ min: allowed('allow-zero-initial-scale') ? 0 : 1, max: 9 }),
        targetUtilization: share(1, 100),
        window: seconds(6, 3600),
        panicWindowPercentage: share(1, 100),
        panicThresholdPercentage: share(110, 1000),
        targetBurstCapacity: fc.oneof(fc.constant(-1), fc.nat()),
        scaleDownDelay: seconds(0, 3600),
        scaleToZeroPodRetention: seconds(0, 3600),
      }),
    );
  const byPods = fc.record({ min: fc.integer({ min: 1, max: 20 }), more: fc.nat({ max: 20 }) }).chain(({ min, more }) =>
    props(
      {
        metric: fc.oneof(
          fc.integer({ min: 1, max: 200 }).map(KnativeMetric.cpu),
          fc.integer({ min: 1, max: 512 }).map((mebi) => KnativeMetric.memory(Size.mebibytes(mebi))),
          fc.tuple(word, fc.integer({ min: 1 })).map(([metric, target]) => KnativeMetric.custom(`my-${metric}`, target)),
        ),
        minReplicas: fc.constant(min),
        maxReplicas: fc.constant(min + more),
        window: seconds(6, 3600),
        initialScale: fc.integer({ min: 1, max: 9 }),
      },
      'metric',
    ),
  );
  const stored = allowed('kubernetes.podspec-persistent-volume-claim')
    ? storage({ emptyDir: {} }, { persistentVolumeClaim: { claimName: 'data', readOnly: true } })
    : anyStorage;
  return fc
    .tuple(service, stored, fc.oneof(byKnative, byPods))
    .map(([given, mounted, scale]) => ({ platform, props: { ...reachable(given), ...mounted, ...scale } }));
});

/** WAGI told where to listen, and waits that fit into the request. */
function reachable<T extends Partial<KnativeWagiServiceProps>>(given: T): T {
  const { args, modules, port: listening = 8080, timeout, responseStartTimeout, idleTimeout } = given;
  const within = (wait?: Duration) => (timeout && wait && wait.toSeconds() > timeout.toSeconds() ? timeout : wait);
  return {
    ...given,
    ...(args && !modules && { args: [...args, '-l', `0.0.0.0:${listening}`] }),
    ...(responseStartTimeout && { responseStartTimeout: within(responseStartTimeout) }),
    ...(idleTimeout && { idleTimeout: within(idleTimeout) }),
  };
}
