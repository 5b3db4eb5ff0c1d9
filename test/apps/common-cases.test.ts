/** One app on every path: each prop that the paths share, in the field of that path's objects. */
import { ApiObject, type Chart, Duration, JsonPatch, Size } from 'cdk8s';
import { Cpu, EnvValue, ImagePullPolicy, type ISecret } from 'cdk8s-plus-28';
import {
  type AppProps,
  HttpMetric,
  HttpScaledWasm,
  KnativeWagiService,
  type PlatformProps,
  Probe,
  RedisAddress,
  SpinAppScaled,
  Trigger,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';
import type { IConstruct } from 'constructs';
import { errorOf, synth } from '../support/synth';

/** Props that do not depend on the scaling. */
interface CommonProps extends AppProps {
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

/** Two paths differ only in the class and in the props of that path. */
interface Path {
  readonly make: (chart: Chart, id: string, app: CommonProps) => IConstruct;
  readonly platform?: PlatformProps;
  readonly workload: 'Deployment' | 'SpinApp' | 'Service';
  /** Every object in a chart with the namespace `prod`, by kind, with its namespace. */
  readonly objects: { readonly [kind: string]: string };
  /** Objects that are properties of the construct, in the order of `objects`. */
  readonly exposed: (construct: never) => (ApiObject | undefined)[];
}

const trigger = Trigger.prometheus({ serverAddress: 'http://prometheus:9090', query: 'sum(rate(requests[1m]))', threshold: 10 });
const containerd = { runtime: WasmRuntime.WASMTIME, port: 8080 };
const requests = { hosts: ['shop.example.com'], metrics: [HttpMetric.concurrency(10)] };

const PATHS: { readonly [name: string]: Path } = {
  WasmApp: {
    make: (chart, id, app) => new WasmApp(chart, id, { ...app, ...containerd, triggers: [trigger] }),
    workload: 'Deployment',
    objects: { Deployment: 'prod', Service: 'prod', ScaledObject: 'prod' },
    exposed: ({ deployment, service, scaledObject }: WasmApp) => [deployment, service, scaledObject],
  },
  HttpScaledWasm: {
    make: (chart, id, app) => new HttpScaledWasm(chart, id, { ...app, ...containerd, ...requests }),
    workload: 'Deployment',
    objects: { Deployment: 'prod', Service: 'prod', InterceptorRoute: 'prod', ScaledObject: 'prod', Ingress: 'keda' },
    exposed: ({ app, route, scaledObject, ingress }: HttpScaledWasm) => [app.deployment, app.service, route, scaledObject, ingress],
  },
  'HttpScaledWasm on add-on 0.13': {
    make: (chart, id, app) => new HttpScaledWasm(chart, id, { ...app, ...containerd, ...requests, triggers: [trigger] }),
    platform: { httpAddOn: '0.13' },
    workload: 'Deployment',
    objects: { Deployment: 'prod', Service: 'prod', HTTPScaledObject: 'prod', ScaledObject: 'prod', Ingress: 'keda' },
    exposed: ({ app, httpScaledObject, scaledObject, ingress }: HttpScaledWasm) => [
      app.deployment,
      app.service,
      httpScaledObject,
      scaledObject,
      ingress,
    ],
  },
  SpinAppScaled: {
    make: (chart, id, app) => new SpinAppScaled(chart, id, { ...app, triggers: [trigger] }),
    workload: 'SpinApp',
    objects: { SpinApp: 'prod', ScaledObject: 'prod' },
    exposed: ({ spinApp, scaledObject }: SpinAppScaled) => [spinApp, scaledObject],
  },
  'SpinAppScaled on requests': {
    make: (chart, id, app) => new SpinAppScaled(chart, id, { ...app, ...requests }),
    workload: 'SpinApp',
    objects: { SpinApp: 'prod', InterceptorRoute: 'prod', ScaledObject: 'prod', Ingress: 'keda' },
    exposed: ({ spinApp, route, scaledObject, ingress }: SpinAppScaled) => [spinApp, route, scaledObject, ingress],
  },
  KnativeWagiService: {
    make: (chart, id, app) => new KnativeWagiService(chart, id, app),
    workload: 'Service',
    objects: { Service: 'prod' },
    exposed: ({ service }: KnativeWagiService) => [service],
  },
};

/** Values by JSON pointer. */
type Changes = { readonly [pointer: string]: unknown };

/** Changes of the manifests by a prop. */
interface Case {
  readonly app: Partial<CommonProps>;
  /** In a workload with a pod template: a Deployment, and a Knative Service unless `knative` differs. */
  readonly pod?: Changes;
  readonly knative?: Changes;
  readonly spinApp?: Changes;
  readonly scaledObject?: Changes;
  /** In the metadata of every object of the app. */
  readonly every?: Changes;
}

const CONTAINER = '/spec/template/spec/containers/0';
const registry = { name: 'registry' } as ISecret;
const password = EnvValue.fromSecretValue({ secret: { name: 'redis' } as ISecret, key: 'password' });
const variables = [
  { name: 'REDIS_ADDRESS', value: 'redis://redis:6379' },
  { name: 'REDIS_PASSWORD', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } },
];

/** The shared props. A further prop of AppProps without a case is a compile error; networkPolicy has its own tests. */
const CASES: { readonly [prop in Exclude<keyof CommonProps, 'name' | 'networkPolicy'>]-?: Case } = {
  image: {
    app: { image: `ghcr.io/acme/shop@sha256:${'0a1b'.repeat(16)}` },
    pod: { [`${CONTAINER}/image`]: `ghcr.io/acme/shop@sha256:${'0a1b'.repeat(16)}` },
    spinApp: { '/spec/image': `ghcr.io/acme/shop@sha256:${'0a1b'.repeat(16)}` },
  },
  imagePullPolicy: {
    app: { imagePullPolicy: ImagePullPolicy.ALWAYS },
    pod: { [`${CONTAINER}/imagePullPolicy`]: 'Always' },
    spinApp: {}, // its API has no field for it
  },
  imagePullSecrets: {
    app: { imagePullSecrets: [registry] },
    pod: { '/spec/template/spec/imagePullSecrets': [{ name: 'registry' }] },
    spinApp: { '/spec/imagePullSecrets': [{ name: 'registry' }] },
  },
  env: {
    app: { env: { REDIS_ADDRESS: EnvValue.fromValue('redis://redis:6379'), REDIS_PASSWORD: password } },
    pod: { [`${CONTAINER}/env`]: variables },
    spinApp: { '/spec/variables': variables },
  },
  stores: {
    app: { stores: { REDIS_ADDRESS: RedisAddress.external({ host: 'redis.data', database: 2 }) } },
    pod: { [`${CONTAINER}/env`]: [{ name: 'REDIS_ADDRESS', value: 'redis://redis.data:6379/2' }] },
    spinApp: { '/spec/variables': [{ name: 'REDIS_ADDRESS', value: 'redis://redis.data:6379/2' }] },
  },
  resources: {
    app: { resources: { cpu: { request: Cpu.millis(50), limit: Cpu.units(1) }, memory: { limit: Size.mebibytes(32) } } },
    pod: {
      [`${CONTAINER}/resources/requests/cpu`]: '50m',
      [`${CONTAINER}/resources/requests/memory`]: undefined,
      [`${CONTAINER}/resources/limits/cpu`]: '1',
      [`${CONTAINER}/resources/limits/memory`]: '32Mi',
    },
    knative: {
      [`${CONTAINER}/resources/requests/cpu`]: '50m',
      [`${CONTAINER}/resources/requests/memory`]: undefined,
      [`${CONTAINER}/resources/limits`]: { cpu: '1', memory: '32Mi' },
    },
    spinApp: {
      '/spec/resources/requests/cpu': '50m',
      '/spec/resources/requests/memory': undefined,
      '/spec/resources/limits/cpu': '1',
      '/spec/resources/limits/memory': '32Mi',
    },
  },
  labels: {
    app: { labels: { team: 'web' } },
    pod: { '/spec/template/metadata/labels/team': 'web' },
    spinApp: { '/spec/podLabels': { team: 'web' } },
    every: { '/metadata/labels/team': 'web' },
  },
  annotations: {
    app: { annotations: { 'acme.com/contact': 'web@acme.com' } },
    pod: { '/metadata/annotations': { 'acme.com/contact': 'web@acme.com' } },
    spinApp: { '/metadata/annotations': { 'acme.com/contact': 'web@acme.com' } },
  },
  podAnnotations: {
    app: { podAnnotations: { 'acme.com/scrape': 'true' } },
    pod: { '/spec/template/metadata/annotations': { 'acme.com/scrape': 'true' } },
    knative: { '/spec/template/metadata/annotations/acme.com~1scrape': 'true' },
    spinApp: { '/spec/podAnnotations': { 'acme.com/scrape': 'true' } },
  },
  serviceAccountName: {
    app: { serviceAccountName: 'till' },
    pod: { '/spec/template/spec/serviceAccountName': 'till' },
    spinApp: { '/spec/serviceAccountName': 'till' },
  },
  readinessProbe: {
    app: { readinessProbe: Probe.httpGet('/ready', { period: Duration.seconds(5) }) },
    pod: { [`${CONTAINER}/readinessProbe`]: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 5 } },
    spinApp: { '/spec/checks': { readiness: { httpGet: { path: '/ready', httpHeaders: [] }, initialDelaySeconds: 1, periodSeconds: 5 } } },
  },
  livenessProbe: {
    app: { livenessProbe: Probe.httpGet('/live', { failureThreshold: 2 }) },
    pod: { [`${CONTAINER}/livenessProbe`]: { httpGet: { path: '/live', port: 8080 }, failureThreshold: 2 } },
    spinApp: { '/spec/checks': { liveness: { httpGet: { path: '/live', httpHeaders: [] }, initialDelaySeconds: 1, failureThreshold: 2 } } },
  },
  minReplicas: {
    app: { minReplicas: 2 },
    scaledObject: { '/spec/minReplicaCount': 2 },
    knative: { '/spec/template/metadata/annotations/autoscaling.knative.dev~1min-scale': '2' },
  },
  maxReplicas: {
    app: { maxReplicas: 20 },
    scaledObject: { '/spec/maxReplicaCount': 20 },
    knative: { '/spec/template/metadata/annotations/autoscaling.knative.dev~1max-scale': '20' },
  },
};

/** Errors with the same message on every path. */
const REFUSED: { readonly [wrong: string]: { readonly app: Partial<CommonProps>; readonly message: string } } = {
  'a name in upper case': {
    app: { name: 'TillShop' },
    message:
      `name ("TillShop") must consist of lower case letters, digits and '-', start with a letter and end with a letter or digit: ` +
      'pass a name like "till-shop"',
  },
  'a name that starts with a digit': {
    app: { name: '7shop' },
    message:
      `name ("7shop") must consist of lower case letters, digits and '-', start with a letter and end with a letter or digit: ` +
      'pass a name like "shop"',
  },
  'an empty image': { app: { image: '' }, message: 'image ("") must be a non-empty string' },
  'no image': { app: { image: undefined }, message: 'image is missing: pass a string' },
  'minReplicas above maxReplicas': {
    app: { minReplicas: 5, maxReplicas: 2 },
    message: 'maxReplicas (2) must be at least minReplicas (5): raise maxReplicas or lower minReplicas',
  },
  'negative minReplicas': { app: { minReplicas: -1 }, message: 'minReplicas (-1) must be a whole number of at least 0' },
  'minReplicas in quotes': {
    app: { minReplicas: '2' as unknown as number },
    message: 'minReplicas ("2") must be a whole number of at least 0: write 2',
  },
  'a plain text as value in env': {
    app: { env: { REDIS: 'redis' as unknown as EnvValue } },
    message: 'env.REDIS ("redis") must be an EnvValue: write EnvValue.fromValue("redis")',
  },
  'a number as value in env': {
    app: { env: { REDIS_PORT: EnvValue.fromValue(6379 as unknown as string) } },
    message: 'env.REDIS_PORT (6379) must be a string: write EnvValue.fromValue("6379")',
  },
  'a name in env that is none of a variable': {
    app: { env: { '1ST': EnvValue.fromValue('x') } },
    message: `env.1ST must be the name of an environment variable: letters, digits and '_', not starting with a digit`,
  },
  'a probe of a path without slash': {
    app: { readinessProbe: Probe.httpGet('ready') },
    message: 'readinessProbe.path ("ready") must start with "/"',
  },
  'a probe with a period of no whole seconds': {
    app: { livenessProbe: Probe.httpGet('/live', { period: Duration.millis(1500) }) },
    message: 'livenessProbe.period (1.5 s) must be a whole number of seconds: round it up with Duration.seconds(2)',
  },
};

describe.each(Object.entries(PATHS))('%s', (_, path) => {
  const build = (app: Partial<CommonProps> = {}, id = 'shop') =>
    synth((chart) => path.make(chart, id, { image: 'ghcr.io/acme/shop:v1', ...app }), { namespace: 'prod', platform: path.platform });

  /** Returns the manifests after the function has changed the object of a kind. */
  const patched = (change: (object: ApiObject) => void) =>
    synth(
      (chart) => {
        const construct = path.make(chart, 'shop', { image: 'ghcr.io/acme/shop:v1' });
        for (const object of path.exposed(construct as never)) if (object) change(object);
      },
      { namespace: 'prod', platform: path.platform },
    );

  test.each(Object.entries(CASES))('%s is rendered in the field of the path, and changes nothing else', (_prop, { app, ...given }) => {
    const own = { Deployment: given.pod, SpinApp: given.spinApp, Service: given.knative ?? given.pod }[path.workload];
    expect(changes(build(), build(app))).toStrictEqual({
      ...at(path.workload, own),
      ...(path.objects.ScaledObject && at('ScaledObject', given.scaledObject)),
      ...Object.assign({}, ...Object.keys(path.objects).map((kind) => at(kind, given.every))),
    });
  });

  test('every object has the expected name and namespace', () => {
    const found = build().map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name]);
    expect(found.sort()).toStrictEqual(
      Object.entries(path.objects)
        .map(([kind, namespace]) => [kind, namespace, 'shop'])
        .sort(),
    );
  });

  test('a name has the same result as the construct id', () => {
    expect(build({ name: 'till' }, 'Some.Other_Id')).toStrictEqual(build({}, 'till'));
    expect(build({ name: 'till' }).map(({ metadata }) => metadata.name)).toStrictEqual(Object.keys(path.objects).map(() => 'till'));
  });

  test("every object has the app's name as a label, together with the labels of the user", () => {
    for (const { metadata } of build({ name: 'till', labels: { team: 'web' } })) {
      expect(metadata.labels).toStrictEqual({ 'app.kubernetes.io/name': 'till', team: 'web' });
    }
  });

  test('every object is a property of the construct', () => {
    const handedOut: (string | undefined)[] = [];
    const manifests = patched(({ kind }) => handedOut.push(kind));
    expect(handedOut).toStrictEqual(Object.keys(path.objects));
    expect(handedOut.sort()).toStrictEqual(manifests.map(({ kind }) => kind).sort());
  });

  test('a JSON patch of an unknown field is rendered in every object', () => {
    const manifests = patched((object) => {
      object.addJsonPatch(JsonPatch.add('/spec/futureField', { 'x-odd': ['1', 2] }), JsonPatch.replace('/metadata/name', 'patched'));
      object.metadata.addAnnotation('cdk8s-wasm/ignore', 'schema/unknown-field: a field of a newer release');
    });
    for (const { spec, metadata } of manifests) {
      expect(spec.futureField).toStrictEqual({ 'x-odd': ['1', 2] });
      expect(metadata.name).toBe('patched');
    }
  });

  test('a dependency on the scaler orders the workload and the route before it', () => {
    const manifests = synth(
      (chart) => {
        const first = new ApiObject(chart, 'first', { apiVersion: 'v1', kind: 'ConfigMap' });
        const exposed = path.exposed(path.make(chart, 'shop', { image: 'ghcr.io/acme/shop:v1' }) as never);
        for (const object of exposed.reverse()) if (object) first.addDependency(object);
      },
      { platform: path.platform },
    );
    const ordered = [path.workload, 'InterceptorRoute', 'HTTPScaledObject', 'ScaledObject', 'ConfigMap'];
    const found = manifests.map(({ kind }) => kind).filter((kind) => ordered.includes(kind));
    expect(found).toStrictEqual(ordered.filter((kind) => kind === 'ConfigMap' || kind in path.objects));
  });

  test.each(Object.entries(REFUSED))('fails for %s, with the same message on every path', (_wrong, { app, message }) => {
    const error = errorOf((chart) => path.make(chart, 'shop', { image: 'ghcr.io/acme/shop:v1', ...app }), { platform: path.platform });
    // the WasmApp inside an HttpScaledWasm creates its Deployment
    expect(error.replace('[test/shop/App]', '[test/shop]')).toBe(`${message} [test/shop]`);
  });
});

/** Prefixes each pointer with the kind. */
function at(kind: string, places: Changes = {}): Changes {
  return Object.fromEntries(Object.entries(places).map(([pointer, value]) => [`${kind} ${pointer}`, value]));
}

/** Returns the fields in which two lists of manifests of the same kinds differ, with the values of the second. */
// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
function changes(before: any[], after: any[]): Changes {
  expect(after.map(({ kind }) => kind)).toStrictEqual(before.map(({ kind }) => kind));
  return Object.assign({}, ...after.map((manifest, index) => at(manifest.kind, differences('', before[index], manifest))));
}

function differences(pointer: string, before: unknown, after: unknown): Changes {
  if (JSON.stringify(before) === JSON.stringify(after)) return {};
  if (!isObject(before) || !isObject(after)) return { [pointer]: after };
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.assign({}, ...[...keys].map((key) => differences(`${pointer}/${key.replaceAll('/', '~1')}`, before[key], after[key])));
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
