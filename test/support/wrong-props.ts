/** Random values that a prop of a construct must refuse. */
import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue } from 'cdk8s-plus-28';
import {
  Exposure,
  HttpMetric,
  KnativeMetric,
  MetricType,
  NetworkPeer,
  Probe,
  RedisAddress,
  ScalingPolicy,
  SpinDatabase,
  SpinStore,
  Trigger,
  WasmRuntime,
} from 'cdk8s-wasm';
import * as fc from 'fast-check';

/** A prop, and a value that is wrong for it. */
export interface Wrong {
  readonly prop: string;
  readonly value: unknown;
}

type Values = { readonly [prop: string]: fc.Arbitrary<unknown> };

const one = (...values: unknown[]) => fc.constantFrom(...values);
const or = (...arbitraries: fc.Arbitrary<unknown>[]) => fc.oneof(...arbitraries);

const notText = one('', ' ', '\n', 5, true, null, [], {}, ['a']);
const notList = one('a', 5, true, {}, { 0: 'a', length: 1 });
const fraction = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value));
const notNumber = one(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, '3', '', null, true, [], {}, [3], 3n);
/** Not a whole number of at least the minimum. */
const notCount = (min = 0) =>
  or(notNumber, fraction, fc.integer({ max: min - 1 }), fc.integer({ min: 2 ** 31, max: Number.MAX_SAFE_INTEGER }));
const notPort = or(notCount(1), fc.integer({ min: 65_536 }));
const notDuration = one(30, '30s', true, null, {}, [], Size.mebibytes(1));
const notSeconds = or(
  notDuration,
  fc.integer({ min: 1, max: 999 }).map((amount) => Duration.millis(amount)),
);
const notTimeout = or(notDuration, one(Duration.seconds(0)));
const notName = or(
  one('', 'Shop', '7shop', 'shop_1', 'shop.v1', '-shop', 'shop-', 'shöp', 'a b', 's'.repeat(64), 5, true, [], {}, ['shop']),
  fc.string({ minLength: 64 }),
  fc.string({ unit: fc.constantFrom(...'ABCÄ_./ '), minLength: 1 }),
);
const notObjectName = one('', 'Shop', 'shop_1', '-shop', 'shop-', 'a b', 's'.repeat(254), 5, true, [], {});

const wrongProbe = one(
  Probe.httpGet('ready'),
  Probe.httpGet(''),
  Probe.httpGet(5 as never),
  Probe.httpGet('/', { period: Duration.seconds(0) }),
  Probe.httpGet('/', { timeout: Duration.millis(1500) }),
  Probe.httpGet('/', { initialDelay: 5 as never }),
  Probe.httpGet('/', { failureThreshold: 0 }),
  Probe.httpGet('/', { headers: { 'a b': 'c' } }),
  Probe.tcpSocket({ port: 0 }),
  Probe.grpc({ port: '80' as never }),
);

const app: Values = {
  name: notName,
  image: notText,
  imagePullSecrets: or(notList, one([null], ['registry'], [{}], [{ name: '' }])),
  env: one(
    { A: 'text' },
    { A: 5 },
    { A: null },
    { A: {} },
    { A: EnvValue.fromValue(5 as never) },
    { '1A': EnvValue.fromValue('b') },
    { 'A B': EnvValue.fromValue('b') },
    { '': EnvValue.fromValue('b') },
  ),
  resources: one({ cpu: { limit: '100m' } }, { memory: { request: 64 } }, { memory: { limit: Cpu.millis(5) } }),
  readinessProbe: wrongProbe,
  livenessProbe: wrongProbe,
  stores: or(one(null, 5, 'redis', []), one({ REDIS: 'redis' }, { REDIS: null }, { REDIS: RedisAddress.external({ host: 'A B' }) })),
  networkPolicy: one(null, 5, 'yes', [], { from: 5 }, { to: [null] }, { from: [NetworkPeer.namespace('A B')] }, { ingress: [] }),
};

const bounds: Values = { minReplicas: notCount(), maxReplicas: notCount(1) };

const kafka = { bootstrapServers: ['kafka:9092'], consumerGroup: 'g' };
const wrongTrigger = one(
  null,
  'kafka',
  5,
  {},
  Trigger.kafka({ consumerGroup: 'g' }),
  Trigger.kafka({ ...kafka, bootstrapServers: 'kafka:9092' as never }),
  Trigger.kafka({ ...kafka, lagThreshold: 0 }),
  Trigger.kafka({ ...kafka, lagThreshold: '5' as never }),
  Trigger.kafka({ ...kafka, topik: 'a' } as never),
  Trigger.kafka({ ...kafka }, { metricType: MetricType.UTILIZATION }),
  Trigger.prometheus({ serverAddress: '', query: 'q', threshold: 1 }),
  Trigger.prometheus({ serverAddress: 'http://p', query: 'q', threshold: Number.NaN }),
  Trigger.cron({ timezone: 'Vienna', start: '0 8 * * *', end: '0 9 * * *', desiredReplicas: 1 }),
  Trigger.cron({ timezone: 'UTC', start: '0 8 * *', end: '0 9 * * *', desiredReplicas: 1 }),
  Trigger.cpu({ value: '60' }),
  Trigger.memory({ value: 'much' }, { metricType: MetricType.AVERAGE_VALUE }),
  Trigger.of('', {}),
  Trigger.of('a', { key: 5 as never }),
);

const wrongRules = one(
  { policies: [] },
  { policies: 'fast' },
  { policies: [null] },
  { policies: [ScalingPolicy.pods(0, Duration.seconds(15))] },
  { policies: [ScalingPolicy.percent(10, Duration.seconds(1801))] },
  { stabilizationWindow: 5 },
  { stabilizationWindow: Duration.hours(2) },
  { selectPolicy: 'Most' },
);

const scaling: Values = {
  ...bounds,
  triggers: or(
    notList,
    one([]),
    wrongTrigger.map((trigger) => [Trigger.kafka(kafka), trigger]),
  ),
  cooldown: notSeconds,
  initialCooldown: notSeconds,
  pollingInterval: or(notSeconds, one(Duration.seconds(0))),
  idleReplicas: or(notCount(), fc.integer({ min: 1 })),
  fallback: one(
    {},
    { failureThreshold: 3 },
    { replicas: 3 },
    { failureThreshold: -1, replicas: 1 },
    { failureThreshold: 1, replicas: '1' },
    { failureThreshold: 1, replicas: 1, behavior: 'sometimes' },
  ),
  scaleUp: wrongRules,
  scaleDown: wrongRules,
  scalingModifiers: one({}, { formula: '', target: 1 }, { formula: 'unknown * 2', target: 1 }, { formula: 'http', target: 0 }),
  restoreToOriginalReplicaCount: one('yes', 1, null, {}),
  paused: one('yes', 1, null, {}),
  pausedReplicas: notCount(),
  hpaName: notName,
};

const routing: Values = {
  hosts: or(
    notList,
    one([], [''], [null], [5], ['A.example.com'], ['http://a.example.com'], ['a:80'], ['a/b'], ['a b'], ['a', 'a'], ['*', 'a'], ['a..b']),
    fc.string({ unit: fc.constantFrom(...'A_/: ö'), minLength: 1 }).map((host) => [host]),
  ),
  pathPrefixes: or(notList, one([], ['a'], [''], [5], [null], ['/a?b'], ['/a b'], ['/a', '/a'], ['//'])),
  headers: or(notList, one([], [null], [{}], [{ name: '' }], [{ name: 'a b' }], [{ name: 'Host' }], [{ name: 'a', value: 5 }])),
  metrics: or(
    notList,
    one([], [null], ['concurrency'], [{}], [HttpMetric.concurrency(1), HttpMetric.concurrency(2)]),
    notCount(1).map((target) => [HttpMetric.concurrency(target as number)]),
    notCount(1).map((target) => [HttpMetric.requestRate({ target: target as number })]),
    one([HttpMetric.requestRate({ target: 1, window: Duration.millis(1) })], [HttpMetric.requestRate({ target: 1, window: 60 as never })]),
  ),
  readinessTimeout: notTimeout,
  requestTimeout: notTimeout,
  responseHeaderTimeout: notTimeout,
  coldStartFallback: one(
    {},
    { service: 'a' },
    { port: 80 },
    { service: 'A', port: 80 },
    { service: 'a', port: 0 },
    { service: 'a', port: '80' },
  ),
  coldStartPlaceholder: one(
    { statusCode: 99 },
    { statusCode: '200' },
    { body: 5 },
    { body: 'a'.repeat(40_000) },
    { body: 'a', bodyConfigMap: 'b' },
    { bodyConfigMapKey: 'a' },
    { bodyConfigMap: 'A B' },
    { headers: { a: 5 } },
  ),
  api: one('httpscaledobject', '', 5, true, null, {}),
  exposure: one(
    null,
    'ingress',
    {},
    Exposure.ingress({ className: 'A B' }),
    Exposure.ingress({ name: '' }),
    Exposure.ingress({ tls: [] }),
    Exposure.ingress({ tls: [{ hosts: ['not.one.of.the.hosts'] }] }),
    Exposure.ingress(null as never),
    Exposure.ingress({ classname: 'nginx' } as never),
    Exposure.ingress({ inAppNamespace: 'yes' as never }),
    Exposure.ingress({ extraPaths: [{ path: 'assets', service: 'assets', port: 80 }] }),
    Exposure.ingress({ extraPaths: [null as never] }),
    Exposure.gateway(null as never),
    Exposure.gateway({ parentRefs: [] }),
    Exposure.gateway({ parentRefs: [{ name: 'A B' }] }),
    Exposure.gateway({ parentRefs: [{ name: 'public' }], requestTimeout: '30s' as never }),
    Exposure.ingress({ annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } }),
  ),
};

const stored: Values = {
  volumes: notList,
  volumeMounts: or(notList, one([{ name: 'missing', mountPath: '/data' }])),
};

const pod: Values = {
  ...app,
  ...stored,
  runtime: one(undefined, null, 'spin', {}, WasmRuntime.of({ runtimeClassName: 'A B' }), WasmRuntime.of({ runtimeClassName: '' })),
  port: notPort.filter((value) => value !== null),
  servicePort: notPort.filter((value) => value !== null),
  startupProbe: wrongProbe,
  command: notList,
  args: notList,
  initContainers: or(notList, one([{ name: 'A', image: 'b' }], [{ name: 'a' }], [null])),
  appProtocol: one(null, 'http2', '', 5, {}),
  sidecars: or(notList, one([{ name: 'A', image: 'b' }], [{ name: 'a' }], [{ name: 'a', image: 'b', port: 0 }])),
};

/** Whether a prop has something to say of an app: what is said of its scaler does, where it has one. */
export function concerns(prop: string, props: { readonly [prop: string]: unknown }): boolean {
  if (prop === 'metrics') return props.metrics !== undefined;
  // a formula names the triggers, so that other triggers would make it wrong as well
  if (prop === 'triggers') return props.triggers !== undefined && props.scalingModifiers === undefined;
  return !(prop in scaling) || props.triggers !== undefined || props.metrics !== undefined;
}

const wrongOf = (values: Values): fc.Arbitrary<Wrong> =>
  fc.oneof(...Object.entries(values).map(([prop, arbitrary]) => arbitrary.map((value): Wrong => ({ prop, value }))));

export const wrongWasmApp = wrongOf({ ...pod, ...scaling, replicas: notCount() });

export const wrongHttpScaledWasm = wrongOf({ ...pod, ...routing, ...scaling, replicas: one(0, 1, 5) });

export const wrongSpinAppScaled = wrongOf({
  ...app,
  ...stored,
  ...routing,
  ...scaling,
  replicas: notCount(1),
  serviceAccountName: notObjectName,
  executor: notObjectName,
  components: or(notList, one([], [''], [5])),
  invocationMemoryLimit: one(64, '64Mi', null, {}, Size.mebibytes(0), Size.gibibytes(999)),
  runtimeConfig: one(
    { loadFromSecret: 'secret' },
    { keyValueStores: [] },
    { keyValueStores: [{ name: '', type: 'redis' }] },
    { keyValueStores: [SpinStore.redis({} as never)] },
    { keyValueStores: [SpinStore.redis({ url: 'redis://redis' as never })] },
    { keyValueStores: ['redis'] },
    { sqliteDatabases: [SpinDatabase.libsql({ url: 'libsql://db', token: EnvValue.fromValue('a') })] },
    { llmCompute: 'remote_http' },
    { sqliteDatabases: [{ name: 'a', type: 5 }] },
    { llmCompute: {} },
  ),
});

const below = (bound: number) => or(notNumber, fc.double({ max: bound, maxExcluded: true, noNaN: true }));
const outside = (min: number, max: number) => or(below(min), fc.double({ min: max, minExcluded: true, noNaN: true }));

export const wrongKnativeWagiService = wrongOf({
  ...app,
  ...stored,
  ...bounds,
  maxReplicas: notCount(),
  serviceAccountName: notObjectName,
  startupProbe: wrongProbe,
  port: or(
    notPort.filter((value) => value !== null),
    one(8008, 8012, 8013, 8022, 9090, 9091),
  ),
  command: or(notList, one([])),
  args: or(notList, one([], ['-l', '127.0.0.1:3000'], ['--listen'])),
  modules: or(
    notList,
    one(
      [],
      [null],
      ['/'],
      [{ route: '/' }],
      [{ route: 'a', module: '/a.wasm' }],
      [{ route: '/', module: 'a.wasm' }],
      [{ route: '/', module: 5 }],
      [{ route: '/', module: '/a.wasm', volumes: 'data' }],
      [{ route: '/', module: '/a.wasm', allowedHosts: 'https://a.example.com' }],
      [{ route: '/', module: '/a.wasm', allowedHosts: [5] }],
      [{ route: '/', module: '/a.wasm', httpMaxConcurrency: '3' }],
    ),
  ),
  metric: or(
    one(KnativeMetric.custom('', 1), KnativeMetric.memory(64 as never), KnativeMetric.memory(Size.kibibytes(5))),
    below(0.01).map((target) => KnativeMetric.concurrency(target as number)),
    notCount(1).map((target) => KnativeMetric.cpu(target as number)),
  ),
  targetUtilization: outside(1, 100),
  window: or(notSeconds, one(Duration.seconds(5), Duration.seconds(3601))),
  panicWindowPercentage: outside(1, 100),
  panicThresholdPercentage: outside(110, 1000),
  targetBurstCapacity: or(notNumber, one(-2, -0.5)),
  activationScale: notCount(2),
  initialScale: notCount(),
  scaleDownDelay: or(notSeconds, one(Duration.seconds(3601))),
  scaleToZeroPodRetention: or(notSeconds, one(Duration.hours(2))),
  containerConcurrency: or(notCount(), one(1001)),
  timeout: or(notSeconds, one(Duration.seconds(601))),
  responseStartTimeout: notSeconds,
  idleTimeout: notSeconds,
  rolloutDuration: notSeconds,
  progressDeadline: or(notSeconds, one(Duration.seconds(0))),
  domain: or(notText, one('app', '*.example.com', 'App.example.com', 'https://app.example.com', 'app.default.svc.cluster.local')),
});
