import { type App, Chart, Duration, JsonPatch, Size, Testing } from 'cdk8s';
import { Cpu, Secret } from 'cdk8s-plus-28';
import {
  ContainerdConfig,
  Exposure,
  GitOps,
  HttpMetric,
  HttpScaledWasm,
  KnativeWagiService,
  NetworkPeer,
  Platform,
  Probe,
  Redis,
  RedisAddress,
  ShimInstall,
  SpinAppScaled,
  SpinExecutor,
  SpinStore,
  Trigger,
  TriggerAuth,
  WasmApp,
  WasmRuntime,
  WasmRuntimeClass,
} from 'cdk8s-wasm';

/** The library as plain JavaScript sees it, without its types. */
// biome-ignore lint/suspicious/noExplicitAny: the types forbid many of the mistakes
type Untyped = any;

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT };
const WEB = { ...APP, hosts: ['shop.example.com'] };
const SPIN = { image: 'ghcr.io/acme/shop:v1' };
const untyped = (value: unknown): Untyped => value;

const wasm = (props: object) => (chart: Chart) => new WasmApp(chart, 'shop', untyped({ ...APP, ...props }));
const http = (props: object) => (chart: Chart) => new HttpScaledWasm(chart, 'shop', untyped({ ...WEB, ...props }));
const spin = (props: object) => (chart: Chart) => new SpinAppScaled(chart, 'shop', untyped({ ...SPIN, ...props }));
const wagi = (props: object) => (chart: Chart) => new KnativeWagiService(chart, 'shop', untyped({ ...SPIN, ...props }));
const ingress = (options: object) => http({ exposure: Exposure.ingress(untyped(options)) });

type Mistake = [string, (chart: Chart) => unknown, string];

/** Mistakes that plain JavaScript, JSON and a spread let through. */
const UNTYPED: Mistake[] = [
  ['a misspelt prop', wasm({ minReplica: 1 }), 'minReplica (1) is unknown: did you mean minReplicas? [test/shop]'],
  [
    'several misspelt props',
    http({ minReplica: 1, host: ['a.example.com'], colldown: Duration.minutes(1) }),
    [
      '3 errors:',
      '  minReplica (1) is unknown: did you mean minReplicas?',
      '  host (["a.example.com"]) is unknown: did you mean hosts?',
      '  colldown (1 minute) is unknown: did you mean cooldown? [test/shop]',
    ].join('\n'),
  ],
  [
    'a prop of another construct',
    wasm({ hosts: ['shop.example.com'] }),
    'hosts (["shop.example.com"]) is unknown: leave it out, since it is a prop of HttpScaledWasmProps or SpinAppScaledProps [test/shop]',
  ],
  [
    'a prop of no construct',
    wagi({ colour: 'red' }),
    'colour ("red") is unknown: leave it out, since KnativeWagiServiceProps has no such prop [test/shop]',
  ],
  [
    'a misspelt prop of a sidecar',
    wasm({ sidecars: [{ name: 'log', image: 'log:1', comand: ['log'] }] }),
    'sidecars[0].comand (["log"]) is unknown: did you mean command? [test/shop]',
  ],
  [
    'a misspelt volume source',
    wasm({ volumes: [{ name: 'data', emptydir: {} }] }),
    'volumes[0].emptydir ({}) is unknown: did you mean emptyDir? [test/shop]',
  ],
  [
    'a string for a volume source',
    wasm({ volumes: [{ name: 'data', configMap: 'settings' }] }),
    'volumes[0].configMap ("settings") must be an object: write { name: "settings" } [test/shop]',
  ],
  [
    'a misspelt field of a security context',
    wasm({ securityContext: { runAsUsr: 5 } }),
    'securityContext.runAsUsr (5) is unknown: did you mean runAsUser? [test/shop]',
  ],
  [
    'a misspelt bound of a resource',
    wasm({ resources: { memory: { limits: Size.mebibytes(64) } } }),
    'resources.memory.limits (64Mi) is unknown: did you mean limit? [test/shop]',
  ],
  [
    'memory as in a manifest',
    wasm({ resources: { memory: '128Mi' } }),
    'resources.memory ("128Mi") must be an object: write { request: Size.mebibytes(128), limit: Size.mebibytes(128) } [test/shop]',
  ],
  [
    'a limit as in a manifest',
    wasm({ resources: { memory: { limit: '1.5Gi' } } }),
    'resources.memory.limit ("1.5Gi") must be a Size: write Size.gibibytes(1.5) [test/shop]',
  ],
  [
    'CPU as in a manifest',
    wasm({ resources: { cpu: { request: '250m' } } }),
    'resources.cpu.request ("250m") must be a Cpu: write Cpu.millis(250) [test/shop]',
  ],
  [
    'resources as in a manifest',
    wasm({ resources: { requests: { cpu: '250m' } } }),
    'resources.requests ({"cpu":"250m"}) is unknown: write { cpu: { request, limit }, memory: { request, limit } } [test/shop]',
  ],
  ['a metric as a number', http({ metrics: 50 }), 'metrics (50) must be a list: write [HttpMetric.concurrency(50)] [test/shop]'],
  ['a metric as a text', spin({ metrics: 'rps' }), 'metrics ("rps") must be a list: write [HttpMetric.concurrency(100)] [test/shop]'],
  ['the name of a scaler', wasm({ triggers: 'redis' }), 'triggers ("redis") must be a list: write [Trigger.redis({ ... })] [test/shop]'],
  [
    'the namespace of a peer',
    http({ networkPolicy: { to: 'data' } }),
    'networkPolicy.to ("data") must be a list: write [NetworkPeer.namespace("data")] [test/shop]',
  ],
  [
    'variables as in a shell',
    wasm({ env: 'A=5' }),
    `env ("A=5") must be an object: write { NAME: EnvValue.fromValue('value') } [test/shop]`,
  ],
  [
    'labels as kubectl takes them',
    wasm({ labels: 'team=web' }),
    'labels ("team=web") must be an object: write { team: "web" } [test/shop]',
  ],
  [
    'an annotation without a value',
    wasm({ annotations: { 'acme.dev/team': undefined } }),
    'annotations acme.dev/team (undefined) must be a string: write a string, or leave it out [test/shop]',
  ],
  [
    'the name of the Secret of an authentication',
    (chart) => new TriggerAuth(chart, 'auth', untyped({ secrets: [{ secret: 'redis', parameters: { password: 'password' } }] })),
    `secrets[0].secret ("redis") must be a Secret: for an existing one write Secret.fromSecretName(this, 'Secret', 'redis') [test/auth]`,
  ],
  [
    'the name of the ConfigMap of an authentication',
    (chart) => new TriggerAuth(chart, 'auth', untyped({ configMaps: [{ configMap: 'redis', parameters: { host: 'host' } }] })),
    `configMaps[0].configMap ("redis") must be a ConfigMap: for an existing one write ConfigMap.fromConfigMapName(this, 'ConfigMap', 'redis') [test/auth]`,
  ],
  ['a duration as in a manifest', http({ cooldown: '5m' }), 'cooldown ("5m") must be a Duration: write Duration.minutes(5) [test/shop]'],
  [
    'a duration as a number',
    http({ requestTimeout: 90 }),
    'requestTimeout (90) must be a Duration: write Duration.seconds(90) [test/shop]',
  ],
  [
    'hosts as a string',
    http({ hosts: 'shop.example.com' }),
    'hosts ("shop.example.com") must be a list: write ["shop.example.com"] [test/shop]',
  ],
  ['replicas in quotes', wasm({ replicas: '3' }), 'replicas ("3") must be a whole number of at least 0: write 3 [test/shop]'],
  [
    'a boolean in quotes',
    wasm({ automountServiceAccountToken: 'true' }),
    'automountServiceAccountToken ("true") must be true or false: write true without quotes [test/shop]',
  ],
  [
    'the name of the Secret of TLS',
    ingress({ tls: 'shop-tls' }),
    `exposure.tls ("shop-tls") must be a list: write [{ secret: Secret.fromSecretName(this, 'Tls', 'shop-tls') }] [test/shop]`,
  ],
  [
    'TLS as in a manifest',
    ingress({ tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }] }),
    `exposure.tls[0].secretName ("shop-tls") is unknown: write secret: Secret.fromSecretName(this, 'Tls', 'shop-tls') [test/shop]`,
  ],
  [
    'a misspelt option of an exposure',
    ingress({ classname: 'nginx' }),
    'exposure.classname ("nginx") is unknown: did you mean className? [test/shop]',
  ],
  [
    'the name of a Gateway',
    http({ exposure: Exposure.gateway(untyped({ parentRefs: 'public' })) }),
    'exposure.parentRefs ("public") must be a list: write [{ name: "public" }] [test/shop]',
  ],
  [
    'a misspelt option of a metric',
    http({ metrics: [HttpMetric.requestRate(untyped({ target: 5, windw: Duration.minutes(5) }))] }),
    'metrics[0].windw (5 minutes) is unknown: did you mean window? [test/shop]',
  ],
  [
    'a misspelt option of a probe',
    wasm({ port: 80, readinessProbe: Probe.httpGet('/', untyped({ delay: 5 })) }),
    'readinessProbe.delay (5) is unknown: did you mean initialDelay? [test/shop]',
  ],
  [
    'a misspelt option of a fallback',
    http({ coldStartFallback: { service: 'sorry', prot: 80 } }),
    'coldStartFallback.prot (80) is unknown: did you mean port? [test/shop]',
  ],
  [
    'a misspelt parameter of a trigger',
    wasm({ triggers: [Trigger.redis(untyped({ address: 'redis:6379', listname: 'jobs' }))] }),
    'triggers[0].listname is not a parameter of redis: did you mean listName? [test/shop]',
  ],
  [
    'a misspelt option of a trigger',
    wasm({ triggers: [Trigger.redis({ address: 'a:1', listName: 'b' }, untyped({ nam: 'jobs' }))] }),
    'triggers[0].nam is not an option of a trigger: did you mean name? [test/shop]',
  ],
  [
    'a misspelt option of a peer',
    http({ networkPolicy: { to: [NetworkPeer.namespace('data', untyped({ port: 6379 }))] } }),
    'networkPolicy.to[0].port (6379) is unknown: did you mean ports? [test/shop]',
  ],
  [
    'a misspelt prop of a store',
    wasm({ stores: { REDIS: RedisAddress.external(untyped({ host: 'redis.data', pasword: 'a' })) } }),
    'stores.REDIS.pasword ("a") is unknown: did you mean password? [test/shop]',
  ],
  [
    'a misspelt prop of a Redis',
    (chart) => new Redis(chart, 'redis', untyped({ storag: Size.gibibytes(1) })),
    'storag (1Gi) is unknown: did you mean storage? [test/redis]',
  ],
  [
    'the size of a Redis as in a manifest',
    (chart) => new Redis(chart, 'redis', untyped({ storage: '10Gi' })),
    'storage ("10Gi") must be a Size: write Size.gibibytes(10) [test/redis]',
  ],
  [
    'a misspelt prop of a module',
    wagi({ modules: [{ route: '/', module: '/a.wasm', entrypont: 'go' }] }),
    'modules[0].entrypont ("go") is unknown: did you mean entrypoint? [test/shop]',
  ],
  [
    'a misspelt option of a runtime',
    () => WasmRuntime.of(untyped({ runtimeClassName: 'wasm', handlr: 'wasm' })),
    'props.handlr ("wasm") is unknown: did you mean handler? [WasmRuntime.of()]',
  ],
  [
    'a misspelt option of a Spin store',
    () => SpinStore.azureCosmos(untyped({ account: 'a', database: 'b', contaner: 'c' })),
    'props.contaner ("c") is unknown: did you mean container? [SpinStore.azureCosmos()]',
  ],
  [
    'a misspelt prop of an executor',
    (chart) => new SpinExecutor(chart, 'spin', untyped({ telemetry: { endpont: 'http://a' } })),
    'telemetry.endpont ("http://a") is unknown: did you mean endpoint? [test/spin]',
  ],
  [
    'a misspelt prop of a RuntimeClass',
    (chart) => new WasmRuntimeClass(chart, 'spin', untyped({ runtime: WasmRuntime.SPIN, node: {} })),
    'node ({}) is unknown: did you mean nodeSelector? [test/spin]',
  ],
  [
    'a misspelt prop of a shim',
    (chart) => new ShimInstall(chart, 'spin', untyped({ runtime: WasmRuntime.SPIN, platform: [] })),
    'platform ([]) is unknown: did you mean platforms? [test/spin]',
  ],
  [
    'a misspelt prop of a fragment',
    (chart) => new ContainerdConfig(chart, 'nodes', untyped({ runtime: [] })),
    'runtime ([]) is unknown: did you mean runtimes? [test/nodes]',
  ],
  [
    'a misspelt source of an authentication',
    (chart) => new TriggerAuth(chart, 'auth', untyped({ secret: [] })),
    'secret ([]) is unknown: did you mean secrets? [test/auth]',
  ],
  [
    'a misspelt option of Flux',
    (chart) => Platform.target(chart, { gitOps: GitOps.flux(untyped({ sourcename: 'apps' })) }),
    'gitOps.sourcename ("apps") is unknown: did you mean sourceName? [test]',
  ],
  [
    'a misspelt component of the platform',
    (chart) => Platform.target(chart, untyped({ kedaVersion: '2.20' })),
    'platform.kedaVersion ("2.20") is unknown: did you mean keda? [test]',
  ],
  [
    'a version as a number',
    (chart) => Platform.target(chart, untyped({ keda: 2.2 })),
    'keda (2.2) must be a version of KEDA: write "2.20" [test]',
  ],
  [
    'no props',
    (chart) => new HttpScaledWasm(chart, 'shop', untyped(undefined)),
    'props is missing: pass an object with props of HttpScaledWasmProps [test/shop]',
  ],
  [
    'props in place of the id',
    (chart) => new WasmApp(chart, untyped(APP), untyped(undefined)),
    `the id of new WasmApp ({"image":"ghcr.io/acme/shop:v1","runtime":{"runtimeClassName":"wasmtime-sligh...) must be a non-empty string: write new WasmApp(chart, 'name', { ... }) [test]`,
  ],
  [
    'no scope',
    () => new WasmApp(untyped(undefined), 'shop', APP),
    "the scope of new WasmApp (undefined) must be a construct, such as a chart: write new WasmApp(chart, 'name', { ... }) [new WasmApp()]",
  ],
  [
    'an operation that is no JsonPatch',
    (chart) => new WasmApp(chart, 'shop', APP).deployment.addJsonPatch(untyped({ op: 'remove' })),
    `the JSON patch ({"op":"remove"}) must be a JsonPatch: write JsonPatch.add('/spec/replicas', 2) [test/shop/Deployment]`,
  ],
];

/** Mistakes that compile. */
const TYPED: Mistake[] = [
  [
    'an image in upper case',
    wasm({ image: 'ghcr.io/Acme/Shop:v1' }),
    'image ("ghcr.io/Acme/Shop:v1") must be a reference of an image, such as ghcr.io/example/app:1.0: write it in lower case, "ghcr.io/acme/shop:v1" [test/shop]',
  ],
  [
    'an image with a scheme',
    spin({ image: 'https://ghcr.io/acme/shop:v1' }),
    'image ("https://ghcr.io/acme/shop:v1") must be a reference of an image, such as ghcr.io/example/app:1.0: write it without https:// [test/shop]',
  ],
  [
    'an image with an empty tag',
    wagi({ image: 'ghcr.io/acme/shop:' }),
    `image ("ghcr.io/acme/shop:") must be a reference of an image, such as ghcr.io/example/app:1.0: write a tag of letters, digits, '_', '.' and '-', at most 128, after the colon [test/shop]`,
  ],
  [
    'an image of a sidecar with a space',
    wasm({ sidecars: [{ name: 'log', image: 'log 1' }] }),
    'sidecars[0].image ("log 1") must be a reference of an image, such as ghcr.io/example/app:1.0: remove the spaces [test/shop]',
  ],
  [
    'an image with a short digest',
    http({ image: 'ghcr.io/acme/shop@sha256:abc' }),
    'image ("ghcr.io/acme/shop@sha256:abc") must be a reference of an image, such as ghcr.io/example/app:1.0: write the digest as @sha256:, followed by 64 hexadecimal digits [test/shop/App]',
  ],
  [
    'no chart above',
    (chart) => new HttpScaledWasm(chart.node.root as App, 'shop', WEB),
    `HttpScaledWasm "shop" has no chart above it, and a manifest needs one: write new HttpScaledWasm(new Chart(app, 'chart'), "shop", { ... }) [app]`,
  ],
  [
    'an id twice',
    (chart) => [new WasmApp(chart, 'shop', APP), new WasmApp(chart, 'shop', { ...APP, name: 'other' })],
    'the id "shop" of new WasmApp is already used in this scope: pass another id, and name for the name of the objects [test]',
  ],
  [
    'an empty id',
    (chart) => new WasmApp(chart, '', APP),
    `the id of new WasmApp ("") must be a non-empty string: write new WasmApp(chart, 'name', { ... }) [test]`,
  ],
  [
    'a name twice',
    (chart) => [new WasmApp(chart, 'a', { ...APP, name: 'shop' }), new WasmApp(chart, 'b', { ...APP, name: 'shop' })],
    'Deployment shop is already created by [test/a]: rename one of the two [test/b]',
  ],
  [
    'a name twice in two charts',
    (chart) => [new WasmApp(chart, 'shop', APP), new WasmApp(new Chart(chart.node.root, 'other'), 'shop', APP)],
    'Deployment shop is already created by [test/shop]: rename one of the two, or if the charts are for different clusters, declare each with Platform.target(chart, { ... }) [other/shop]',
  ],
  [
    'a path without a slash',
    (chart) => new WasmApp(chart, 'shop', APP).deployment.addJsonPatch(JsonPatch.replace('spec.replicas', 2)),
    'the path of the JSON patch replace ("spec.replicas") must be a JSON pointer, which starts with "/": write "/spec/replicas" [test/shop/Deployment]',
  ],
  [
    'a request above its limit',
    wasm({ resources: { cpu: { request: Cpu.millis(200), limit: Cpu.millis(100) } } }),
    'resources.cpu.request (200m) must be at most its limit (100m): lower request or raise limit [test/shop]',
  ],
  [
    'a Redis by a short name',
    wasm({ triggers: [Trigger.redis({ store: RedisAddress.external({ host: 'redis' }), listName: 'jobs' })] }),
    'triggers[0].store.host ("redis") names no namespace, and KEDA connects from its own: pass a namespace to the Chart of a Redis, or write "redis.namespace" in RedisAddress.external() [test/shop]',
  ],
  [
    'a Redis with a password that KEDA is not given',
    (chart) => {
      const password = Secret.fromSecretName(chart, 'Secret', 'redis-secret');
      const store = RedisAddress.external({ host: 'redis.data', password });
      return wasm({ triggers: [Trigger.redis({ store, listName: 'jobs' })] })(chart);
    },
    "triggers[0].store (redis.data) has a password, which KEDA reads from an authentication: pass { auth: TriggerAuth.fromSecret(this, 'RedisAuth', { secret: Secret.fromSecretName(this, 'RedisSecret', 'redis-secret'), parameters: { password: 'password' } }) } [test/shop]",
  ],
];

function failureOf(make: (chart: Chart) => unknown): string {
  const chart = new Chart(Testing.app(), 'test');
  try {
    make(chart);
  } catch (error) {
    return (error as Error).message;
  }
  return 'passes';
}

test.each([...UNTYPED, ...TYPED])('fails for %s', (_, make, message) => {
  expect(failureOf(make)).toBe(message);
});
