import { Chart, Duration, Size, Testing } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy, type ISecret, type k8s } from 'cdk8s-plus-28';
import {
  Exposure,
  HttpMetric,
  HttpScalingApi,
  MetricType,
  type PlatformProps,
  Probe,
  SpinAppScaled,
  type SpinAppScaledProps,
  SpinExecutor,
  Trigger,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

type Given = Partial<SpinAppScaledProps>;

const image = 'ghcr.io/acme/shop:v1';
const build = (given: Given = {}, platform?: PlatformProps) =>
  synth((chart) => new SpinAppScaled(chart, 'shop', { image, ...given }), { namespace: 'prod', platform });
const spinApp = (given?: Given, platform?: PlatformProps) => only(build(given, platform), 'SpinApp');
const refusal = (given: Given, platform?: PlatformProps) =>
  errorOf((chart) => new SpinAppScaled(chart, 'shop', { image, ...given }), { platform });

const trigger = Trigger.prometheus({ serverAddress: 'http://prometheus:9090', query: 'sum(rate(requests[1m]))', threshold: 10 });
const requests: Given = { hosts: ['shop.example.com'], metrics: [HttpMetric.concurrency(50)] };
const labels = { 'app.kubernetes.io/name': 'shop' };
const resources = { limits: { memory: '64Mi' }, requests: { cpu: '100m', memory: '64Mi' } };
const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' };

test('the smallest app is a SpinApp with one replica and the default executor', () => {
  expect(build()).toStrictEqual([
    {
      apiVersion: 'core.spinkube.dev/v1alpha1',
      kind: 'SpinApp',
      metadata: { name: 'shop', namespace: 'prod', labels },
      spec: { image: 'ghcr.io/acme/shop:v1', executor: 'containerd-shim-spin', replicas: 1, resources },
    },
  ]);
});

const EVERYTHING: Given = {
  name: 'till',
  executor: 'spin.v2',
  replicas: 3,
  imagePullSecrets: [{ name: 'registry' } as ISecret],
  env: {
    redis_address: EnvValue.fromValue('redis://redis:6379'),
    PASSWORD2: EnvValue.fromSecretValue({ secret: { name: 'redis' } as ISecret, key: 'password' }),
  },
  resources: { cpu: { request: Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(128) } },
  components: ['cart', 'search'],
  invocationMemoryLimit: Size.mebibytes(128),
  runtimeConfig: { keyValueStores: [{ name: 'default', type: 'spin' }] },
  volumes: [{ name: 'data', emptyDir: {} }],
  volumeMounts: [{ name: 'data', mountPath: '/data' }],
  serviceAccountName: 'till',
  labels: { team: 'web' },
  annotations: { 'acme.com/contact': 'web' },
  podAnnotations: { 'acme.com/scrape': 'true' },
  serviceAnnotations: { 'acme.com/mesh': 'on' },
  deploymentAnnotations: { 'acme.com/reload': 'auto' },
  readinessProbe: Probe.httpGet('/ready', { headers: { 'X-Probe': 'yes' }, initialDelay: Duration.seconds(2) }),
  livenessProbe: Probe.httpGet('/live', { period: Duration.seconds(30), timeout: Duration.seconds(3), failureThreshold: 5 }),
};

test('every setting of a SpinApp is rendered', () => {
  expect(spinApp(EVERYTHING)).toStrictEqual({
    apiVersion: 'core.spinkube.dev/v1alpha1',
    kind: 'SpinApp',
    metadata: {
      name: 'till',
      namespace: 'prod',
      labels: { 'app.kubernetes.io/name': 'till', team: 'web' },
      annotations: { 'acme.com/contact': 'web' },
    },
    spec: {
      image: 'ghcr.io/acme/shop:v1',
      executor: 'spin.v2',
      replicas: 3,
      imagePullSecrets: [{ name: 'registry' }],
      variables: [
        { name: 'redis_address', value: 'redis://redis:6379' },
        { name: 'PASSWORD2', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } },
      ],
      resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '128Mi' } },
      components: ['cart', 'search'],
      invocationLimits: { memory: '128Mi' },
      runtimeConfig: { keyValueStores: [{ name: 'default', type: 'spin' }] },
      volumes: [{ name: 'data', emptyDir: {} }],
      volumeMounts: [{ name: 'data', mountPath: '/data' }],
      serviceAccountName: 'till',
      podLabels: { team: 'web' },
      podAnnotations: { 'acme.com/scrape': 'true' },
      serviceAnnotations: { 'acme.com/mesh': 'on' },
      deploymentAnnotations: { 'acme.com/reload': 'auto' },
      checks: {
        readiness: { httpGet: { path: '/ready', httpHeaders: [{ name: 'X-Probe', value: 'yes' }] }, initialDelaySeconds: 2 },
        liveness: {
          httpGet: { path: '/live', httpHeaders: [] },
          initialDelaySeconds: 1,
          periodSeconds: 30,
          timeoutSeconds: 3,
          failureThreshold: 5,
        },
      },
    },
  });
});

test('a single probe is the only check', () => {
  expect(spinApp({ livenessProbe: Probe.httpGet('/') }).spec.checks).toStrictEqual({
    liveness: { httpGet: { path: '/', httpHeaders: [] }, initialDelaySeconds: 1 },
  });
});

test('volumes do not need mounts', () => {
  const { volumes, volumeMounts } = spinApp({ volumes: [{ name: 'data', emptyDir: {} }] }).spec;
  expect([volumes, volumeMounts]).toStrictEqual([[{ name: 'data', emptyDir: {} }], undefined]);
});

test('with triggers KEDA scales the Deployment that the operator creates', () => {
  const manifests = build({ triggers: [trigger], minReplicas: 0, maxReplicas: 50, cooldown: Duration.seconds(30) });
  expect(manifests).toStrictEqual([
    {
      apiVersion: 'core.spinkube.dev/v1alpha1',
      kind: 'SpinApp',
      metadata: { name: 'shop', namespace: 'prod', labels },
      spec: { image: 'ghcr.io/acme/shop:v1', executor: 'containerd-shim-spin', enableAutoscaling: true, resources },
    },
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'shop', namespace: 'prod', labels },
      spec: {
        scaleTargetRef: target,
        minReplicaCount: 0,
        maxReplicaCount: 50,
        cooldownPeriod: 30,
        triggers: [
          {
            type: 'prometheus',
            metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(rate(requests[1m]))', threshold: '10' },
          },
        ],
      },
    },
  ]);
});

test('with hosts and metrics requests pass the interceptor, to port 80 of the Service that the operator creates', () => {
  const [app, route, scaler, ingress] = ['SpinApp', 'InterceptorRoute', 'ScaledObject', 'Ingress'].map((kind) =>
    only(build(requests), kind),
  );
  expect(app.spec).toStrictEqual({ image, executor: 'containerd-shim-spin', enableAutoscaling: true, resources });
  expect(route.spec).toStrictEqual({
    target: { service: 'shop', port: 80 },
    rules: [{ hosts: ['shop.example.com'] }],
    scalingMetric: { concurrency: { targetValue: 50 } },
  });
  expect(scaler.spec).toStrictEqual({
    scaleTargetRef: target,
    minReplicaCount: 0,
    triggers: [
      {
        type: 'external-push',
        metadata: {
          scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090',
          interceptorRoute: 'shop',
          scalingMetric: '{"concurrency":{"targetValue":50}}',
        },
      },
    ],
  });
  expect([ingress.metadata.namespace, ingress.spec.rules[0].http.paths[0].backend.service]).toStrictEqual([
    'keda',
    { name: 'keda-add-ons-http-interceptor-proxy', port: { number: 8080 } },
  ]);
});

test('the app is applied first, and its route before its scaler', () => {
  expect(build(requests).map(({ kind }) => kind)).toStrictEqual(['SpinApp', 'InterceptorRoute', 'ScaledObject', 'Ingress']);
});

test('before add-on 0.14 the add-on creates the ScaledObject for the same Deployment and port', () => {
  const manifests = build({ ...requests, maxReplicas: 5 }, { httpAddOn: '0.13' });
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['SpinApp', 'HTTPScaledObject', 'Ingress']);
  expect(only(manifests, 'HTTPScaledObject').spec).toStrictEqual({
    hosts: ['shop.example.com'],
    scaleTargetRef: { ...target, service: 'shop', port: 80 },
    scalingMetric: { concurrency: { targetValue: 50 } },
    replicas: { min: 0, max: 5 },
  });
});

test('with only hosts an Ingress routes directly to the Service that the operator creates', () => {
  expect(only(build({ hosts: ['shop.example.com', '*.shop.example.com'], pathPrefixes: ['/api'], replicas: 2 }), 'Ingress')).toStrictEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'prod', labels },
    spec: {
      rules: ['shop.example.com', '*.shop.example.com'].map((host) => ({
        host,
        http: { paths: [{ path: '/api', pathType: 'Prefix', backend: { service: { name: 'shop', port: { number: 80 } } } }] },
      })),
    },
  });
});

test('an exposure determines how requests reach the app, if at all', () => {
  const ingress = only(build({ hosts: ['a.example.com'], exposure: Exposure.ingress({ className: 'nginx' }) }), 'Ingress');
  expect(ingress.spec.ingressClassName).toBe('nginx');
  expect(build({ ...requests, exposure: Exposure.none() }).map(({ kind }) => kind)).toStrictEqual([
    'SpinApp',
    'InterceptorRoute',
    'ScaledObject',
  ]);
});

test('enableAutoscaling omits the replicas for an autoscaler of the user', () => {
  expect(build({ enableAutoscaling: true }).map(({ spec }) => spec)).toStrictEqual([
    { image, executor: 'containerd-shim-spin', enableAutoscaling: true, resources },
  ]);
});

test('enableAutoscaling changes nothing if it has the default value', () => {
  expect(build({ enableAutoscaling: false, replicas: 2 })).toStrictEqual(build({ replicas: 2 }));
  expect(build({ enableAutoscaling: true, triggers: [trigger] })).toStrictEqual(build({ triggers: [trigger] }));
});

test.each<[string, string]>([
  ['0.3', 'core.spinoperator.dev/v1alpha1'],
  ['0.4', 'core.spinkube.dev/v1alpha1'],
])('operator %s serves %s', (spinOperator, apiVersion) => {
  const manifests = build({ triggers: [trigger] }, { spinOperator });
  expect(only(manifests, 'SpinApp').apiVersion).toBe(apiVersion);
  expect(manifests.map((manifest) => schemaErrors(manifest))).toStrictEqual([[], []]);
});

test('the manifests are valid against the schemas of the operator, KEDA and the add-on', () => {
  const custom = [...build(EVERYTHING), ...build({ ...requests, triggers: [trigger] })].filter(({ kind }) => kind !== 'Ingress');
  expect(custom.map((manifest) => [manifest.kind, schemaErrors(manifest)])).toStrictEqual([
    ['SpinApp', []],
    ['SpinApp', []],
    ['InterceptorRoute', []],
    ['ScaledObject', []],
  ]);
});

test('the objects are properties of the construct', () => {
  const make = (given: Given) => new SpinAppScaled(new Chart(Testing.app(), 'test'), 'shop', { image, ...given });
  const { name, spinApp, scaledObject, route, httpScaledObject, ingress } = make(requests);
  expect([name, spinApp.kind, scaledObject?.kind, route?.kind, httpScaledObject, ingress?.kind]).toStrictEqual([
    'shop',
    'SpinApp',
    'ScaledObject',
    'InterceptorRoute',
    undefined,
    'Ingress',
  ]);
  expect(make({ ...requests, api: HttpScalingApi.HTTP_SCALED_OBJECT }).httpScaledObject?.name).toBe('shop');
});

test.each<[string, Given]>([
  ['its memory limit', { resources: { memory: { request: Size.mebibytes(1), limit: Size.gibibytes(1) } } }],
  ['its memory request, where there is no limit', { resources: { memory: { request: Size.gibibytes(1) } } }],
  ['nothing, where there is no memory', { resources: { cpu: { limit: Cpu.units(1) } } }],
])('the memory of an invocation is limited by %s', (_, given) => {
  expect(spinApp({ invocationMemoryLimit: Size.mebibytes(1024), ...given }).spec.invocationLimits).toStrictEqual({ memory: '1024Mi' });
});

test('the longest name fits into the label that the operator adds', () => {
  expect(spinApp({ name: 'a'.repeat(52) }).metadata.name).toHaveLength(52);
});

const needs = (prop: string, version: string, declared: string) =>
  `${prop} needs the SpinKube spin-operator ${version} or newer, and the platform declares ${declared}: leave ${prop} out, or declare ` +
  `Platform.target(app, { spinOperator: '${version}' }) [test/shop]`;

test.each<[string, Given, string, string]>([
  ['labels', { labels: { team: 'web' } }, '0.3', '0.2'],
  ['components', { components: ['cart'] }, '0.4', '0.3'],
  ['serviceAccountName', { serviceAccountName: 'shop' }, '0.5', '0.4'],
  ['invocationMemoryLimit', { invocationMemoryLimit: Size.mebibytes(8) }, '0.6', '0.5'],
])('fails for %s before the operator that has it', (prop, given, since, before) => {
  expect(Object.keys(spinApp(given, { spinOperator: since }).spec).length).toBe(5);
  expect(refusal(given, { spinOperator: before })).toBe(needs(prop, since, before));
});

const DATA = { name: 'data', emptyDir: {} };
const MOUNT = { name: 'data', mountPath: '/data' };
const any = (value: unknown) => value as never;
const host = { hosts: ['shop.example.com'] };
const dns = "must be a DNS subdomain: lower case letters, digits, '-' and '.', at most 253 characters";
const addOn = (prop: string) =>
  `${prop} is a setting of the HTTP add-on, which only routes an app with metrics: pass metrics, or leave ${prop} out`;
const idle = (prop: string) => `${prop} has no effect without triggers or metrics: pass triggers or metrics, or leave ${prop} out`;
const fight =
  'enableAutoscaling (false) makes the operator fight the scaler over the replicas: leave it out, or leave triggers and metrics out';
const volume = (name: string): k8s.Volume => ({ name, emptyDir: {} });

test.each<[string, Given, string]>([
  [
    'a name of 53 characters',
    { name: 'a'.repeat(53) },
    `name ("${'a'.repeat(53)}", 53 characters) must have at most 52 characters, since the operator adds a label app.<name>.status, ` +
      'which may have 63: pass a shorter name',
  ],
  ['a blank image', { image: ' ' }, 'image (" ") must be a non-empty string'],
  ['an executor in upper case', { executor: 'Spin' }, `executor ("Spin") ${dns}`],
  ['an empty executor', { executor: '' }, `executor ("") ${dns}`],
  ['a service account in upper case', { serviceAccountName: 'Shop' }, `serviceAccountName ("Shop") ${dns}`],
  ['no components', { components: [] }, 'components ([]) must not be empty: leave it out for all components'],
  ['components as a string', { components: any('cart') }, 'components ("cart") must be a list: write ["cart"]'],
  ['a component without name', { components: ['cart', ''] }, 'components[1] ("") must be a non-empty string'],
  ['volumes as a string', { volumes: any('data') }, 'volumes ("data") must be a list: write [{ name: "data" }]'],
  ['mounts as a string', { volumeMounts: any('data') }, 'volumeMounts ("data") must be a list: write [{ name: "data" }]'],
  [
    "the name of the operator's volume",
    { volumes: [volume('data'), volume('spin-runtime-config')] },
    'volumes[1].name ("spin-runtime-config") is the name of a volume that the operator adds: pass another name',
  ],
  [
    'a mount without volume',
    { volumes: [volume('data')], volumeMounts: [{ name: 'date', mountPath: '/data' }] },
    'volumeMounts[0].name ("date") must be the name of one of the volumes: add it to volumes',
  ],
  [
    'a variable that Spin cannot name',
    { env: { 'redis-address': EnvValue.fromValue('a') } },
    "env.redis-address must be named like a Spin variable: letters, digits and '_', starting with a letter",
  ],
  [
    'a variable that starts with an underscore',
    { env: { _a: EnvValue.fromValue('a') } },
    "env._a must be named like a Spin variable: letters, digits and '_', starting with a letter",
  ],
  [
    'two variables of one name',
    { env: { address: EnvValue.fromValue('a'), ADDRESS: EnvValue.fromValue('b') } },
    'env.ADDRESS and env.address are the same Spin variable, since names are case-insensitive: remove one',
  ],
  [
    'pull secrets by name',
    { imagePullSecrets: any(['registry']) },
    "imagePullSecrets[0] (\"registry\") must be a Secret: write Secret.fromSecretName(this, 'Registry', 'registry')",
  ],
  [
    'a memory as a text',
    { resources: any({ memory: { limit: '64Mi' } }) },
    'resources.memory.limit ("64Mi") must be a Size: write Size.mebibytes(64)',
  ],
  ['no replicas', { replicas: 0 }, 'replicas (0) is refused by the operator: pass triggers or metrics, which scale to zero'],
  ['negative replicas', { replicas: -1 }, 'replicas (-1) must be a whole number of at least 1'],
  ['half a replica', { replicas: 1.5 }, 'replicas (1.5) must be a whole number of at least 1'],
  ['replicas in quotes', { replicas: any('3') }, 'replicas ("3") must be a whole number of at least 1: write 3'],
  ['replicas beyond int32', { replicas: 2 ** 31 }, 'replicas (2147483648) must be a whole number from 1 to 2147483647'],
  [
    'replicas beside triggers',
    { replicas: 2, triggers: [trigger] },
    'replicas (2) cannot be combined with autoscaling: leave it out and pass minReplicas and maxReplicas',
  ],
  [
    'replicas of 0 beside metrics',
    { ...requests, replicas: 0 },
    'replicas (0) cannot be combined with autoscaling: leave it out and pass minReplicas and maxReplicas',
  ],
  [
    "replicas beside a scaler of the user's own",
    { replicas: 2, enableAutoscaling: true },
    'replicas (2) cannot be combined with enableAutoscaling: leave one of the two out',
  ],
  ['triggers without autoscaling', { triggers: [trigger], enableAutoscaling: false }, fight],
  ['metrics without autoscaling', { ...requests, enableAutoscaling: false }, fight],
  [
    'minReplicas alone',
    { minReplicas: 0 },
    'minReplicas (0) has no effect without triggers or metrics: pass triggers or metrics, or pass replicas instead',
  ],
  [
    'maxReplicas alone',
    { maxReplicas: 5 },
    'maxReplicas (5) has no effect without triggers or metrics: pass triggers or metrics, or pass replicas instead',
  ],
  ['a cooldown alone', { cooldown: Duration.seconds(30) }, idle('cooldown')],
  ['an initial cooldown alone', { initialCooldown: Duration.seconds(30) }, idle('initialCooldown')],
  ['a polling interval alone', { pollingInterval: Duration.seconds(30) }, idle('pollingInterval')],
  ['idle replicas alone', { idleReplicas: 0 }, idle('idleReplicas')],
  ['a fallback alone', { fallback: { failureThreshold: 3, replicas: 1 } }, idle('fallback')],
  ['rules for more replicas alone', { scaleUp: {} }, idle('scaleUp')],
  ['rules for fewer replicas alone', { scaleDown: {} }, idle('scaleDown')],
  ['a formula alone', { scalingModifiers: { formula: 'a', target: 1 } }, idle('scalingModifiers')],
  ['a number to restore alone', { restoreToOriginalReplicaCount: false }, idle('restoreToOriginalReplicaCount')],
  ['the name of an HPA alone', { hpaName: 'shop' }, idle('hpaName')],
  ['no triggers', { triggers: [] }, 'triggers ([]) must not be empty: leave it out, or pass at least one Trigger'],
  ['no metrics', { ...host, metrics: [] }, 'metrics ([]) must not be empty: leave it out, or pass at least one HttpMetric'],
  ['metrics without hosts', { metrics: [HttpMetric.concurrency(1)] }, 'metrics needs the hosts of the app: pass hosts'],
  ['no hosts', { hosts: [] }, "hosts ([]) must not be empty: pass the hosts of the app, or ['*'] for any host"],
  ['hosts as a string', { hosts: any('shop.example.com') }, 'hosts ("shop.example.com") must be a list: write ["shop.example.com"]'],
  [
    'a host with scheme and port',
    { hosts: ['https://Shop.example.com:8443'] },
    'hosts[0] ("https://Shop.example.com:8443") must be a lower case host name without scheme, port or path: write "shop.example.com"',
  ],
  ['headers without metrics', { ...host, headers: [{ name: 'X-Beta' }] }, addOn('headers')],
  ['a wait without metrics', { ...host, readinessTimeout: Duration.seconds(30) }, addOn('readinessTimeout')],
  ['a limit of requests without metrics', { ...host, requestTimeout: Duration.seconds(30) }, addOn('requestTimeout')],
  ['a limit of answers without metrics', { ...host, responseHeaderTimeout: Duration.seconds(30) }, addOn('responseHeaderTimeout')],
  ['a fallback without metrics', { coldStartFallback: { service: 'wait', port: 80 } }, addOn('coldStartFallback')],
  ['a placeholder without metrics', { coldStartPlaceholder: { body: 'wait' } }, addOn('coldStartPlaceholder')],
  ['an API without metrics', { api: HttpScalingApi.AUTO }, addOn('api')],
  [
    'paths without hosts',
    { pathPrefixes: ['/api'] },
    'pathPrefixes needs the hosts that it applies to: pass hosts, or leave pathPrefixes out',
  ],
  [
    'an exposure without hosts',
    { exposure: Exposure.ingress() },
    'exposure needs the hosts that it applies to: pass hosts, or leave exposure out',
  ],
  ['a path without slash, even without metrics', { ...host, pathPrefixes: ['api'] }, 'pathPrefixes[0] ("api") must start with "/"'],
  [
    'an exposure of another kind',
    { ...host, exposure: any('ingress') },
    'exposure ("ingress") must be an Exposure, such as Exposure.ingress()',
  ],
  [
    'a probe of a port',
    { readinessProbe: Probe.tcpSocket() },
    'readinessProbe must be an HTTP probe, the only kind a SpinApp supports: use Probe.httpGet()',
  ],
  [
    'invocations without memory',
    { invocationMemoryLimit: Size.mebibytes(0) },
    'invocationMemoryLimit (0Mi) must be at least 64Ki, a page of Wasm memory: leave it out for no limit',
  ],
  [
    'invocations without a page of memory',
    { invocationMemoryLimit: Size.kibibytes(63) },
    'invocationMemoryLimit (63Ki) must be at least 64Ki, a page of Wasm memory: leave it out for no limit',
  ],
  ['two volumes of one name', { volumes: [DATA, DATA] }, 'volumes[1].name ("data") is that of another volume: pass another name'],
  [
    'two mounts at one path',
    { volumes: [DATA], volumeMounts: [MOUNT, MOUNT] },
    'volumeMounts[1].mountPath ("/data") is that of another mount: pass another path',
  ],
  [
    'a mount where the operator has the runtime configuration',
    { volumes: [DATA], volumeMounts: [MOUNT, { name: 'data', mountPath: '/runtime-config.toml' }] },
    'volumeMounts[1].mountPath ("/runtime-config.toml") is where the operator mounts a file: pass another path',
  ],
  ['a limit as a text', { invocationMemoryLimit: any('64Mi') }, 'invocationMemoryLimit ("64Mi") must be a Size: write Size.mebibytes(64)'],
  ['a limit of the number 0', { invocationMemoryLimit: any(0) }, 'invocationMemoryLimit (0) must be a Size: write Size.mebibytes(64)'],
  [
    'invocations with more memory than the pod',
    { invocationMemoryLimit: Size.mebibytes(64.0001) },
    'invocationMemoryLimit (64.0001Mi) must be at most the memory of the pod (64Mi): lower it or raise resources',
  ],
  [
    'invocations with more memory than the pod asks for',
    { invocationMemoryLimit: Size.mebibytes(65), resources: { memory: { request: Size.mebibytes(64) } } },
    'invocationMemoryLimit (65Mi) must be at most the memory of the pod (64Mi): lower it or raise resources',
  ],
  [
    'a cpu trigger without request',
    { triggers: [Trigger.cpu({ value: '70' })], resources: { memory: { limit: Size.mebibytes(64) } } },
    'the cpu trigger needs a cpu request of container shop: pass it in resources',
  ],
])('fails for %s', (_, given, message) => {
  expect(refusal(given)).toBe(`${message} [test/shop]`);
});

test('an exposure without objects needs no hosts', () => {
  const app = { image: 'img', exposure: Exposure.none() };
  expect(synth((chart) => new SpinAppScaled(chart, 'app', app)).map(({ kind }) => kind)).toStrictEqual(['SpinApp']);
});

test('imagePullPolicy is omitted with a warning, since a SpinApp has no such field', () => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const [spinApp] = synth((chart) => new SpinAppScaled(chart, 'pulled', { image: 'img', imagePullPolicy: ImagePullPolicy.ALWAYS }));
  expect(Object.keys(spinApp.spec)).toStrictEqual(['executor', 'image', 'replicas', 'resources']);
  expect(emitWarning).toHaveBeenCalledWith(
    'imagePullPolicy (Always) is not a field of a SpinApp, and the operator does not set it: leave it out [test/pulled]',
    'cdk8s-wasm',
  );
  emitWarning.mockRestore();
});

test('fails when a WasmApp has the name of the Deployment that the operator creates', () => {
  const failure = errorOf((chart) => {
    new SpinAppScaled(chart, 'spin', { name: 'web', image: 'img' });
    new WasmApp(chart, 'wasm', { name: 'web', image: 'img', runtime: WasmRuntime.SLIGHT });
  });
  expect(failure).toBe('Deployment web is already created by [test/spin]: rename one of the two [test/wasm]');
});

test.each([
  [
    'hosts that lead to an app at zero',
    { hosts: ['app.example.com'], triggers: [Trigger.kafka({ bootstrapServers: ['kafka:9092'], consumerGroup: 'app', topic: 'events' })] },
    'hosts route requests directly to the app, and at zero replicas nothing wakes it: pass metrics, or minReplicas of at least 1',
  ],
  [
    'a trigger that looks up the Deployment',
    { triggers: [Trigger.cpu({ value: '60' }, { metricType: MetricType.UTILIZATION })] },
    'a trigger of type cpu or memory makes KEDA look up the Deployment, which the operator creates shortly after the SpinApp: ' +
      'the first apply may be refused, apply again',
  ],
])('warns of %s', (_, props, message) => {
  const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
  synth((chart) => new SpinAppScaled(chart, 'warned', { image: 'img', ...props }));
  expect(emitWarning).toHaveBeenCalledWith(`${message} [test/warned]`, 'cdk8s-wasm');
  emitWarning.mockRestore();
});

const ROOTS: Given = {
  executor: 'own',
  volumes: [{ name: 'spin-ca', configMap: { name: 'roots' } }],
  volumeMounts: [
    { name: 'spin-ca', mountPath: '/etc/ssl/certs/ca-certificates.crt', subPath: 'ca-certificates.crt' },
    { name: 'spin-runtime-config', mountPath: '/config' },
  ],
};

test('an app brings its own CA certificates where its executor has none', () => {
  const manifests = synth((chart) => {
    new SpinExecutor(chart, 'executor', { name: 'own', installDefaultCaCerts: false });
    new SpinAppScaled(chart, 'shop', { image, ...ROOTS });
  });
  const { volumes, volumeMounts } = only(manifests, 'SpinApp').spec;
  expect({ volumes, volumeMounts }).toStrictEqual({ volumes: ROOTS.volumes, volumeMounts: ROOTS.volumeMounts });
});

test('fails at synthesis for CA certificates of an app whose executor has some', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'test');
  new SpinExecutor(chart, 'executor', { name: 'own' });
  new SpinAppScaled(chart, 'shop', { image, ...ROOTS });
  expect(() => app.synth()).toThrow(
    '[test/shop/SpinApp] spinkube/reserved-volume: name ("spin-ca") is that of a volume that the operator adds: rename the volume, ' +
      'at spec.volumes[0].name',
  );
});

test('fails at synthesis for a scaled app whose executor makes no Deployment', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'test');
  new SpinAppScaled(chart, 'shop', { image, executor: 'cloud', triggers: [trigger] });
  new SpinExecutor(chart, 'executor', { name: 'cloud', createDeployment: false });
  expect(() => app.synth()).toThrow(
    'Deployment "shop" is not made: SpinApp "shop" has the executor "cloud" with createDeployment: false: ' +
      'leave the ScaledObject out, or name an executor with createDeployment: true',
  );
});
