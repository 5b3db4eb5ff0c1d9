import { ApiObject, type App, Chart, Size, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  AppNamespace,
  Exposure,
  GitOps,
  HttpMetric,
  HttpScaledWasm,
  Platform,
  Redis,
  RedisAddress,
  SpinAppScaled,
  Trigger,
  TriggerAuth,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';

const WAVE = 'argocd.argoproj.io/sync-wave';

function argoChart(): Chart {
  const app = Testing.app() as App;
  Platform.target(app, { gitOps: GitOps.argoCd() });
  return new Chart(app, 'test', { namespace: 'prod' });
}

/** Kind and name of each object, with its wave. */
function wavesOf(chart: Chart): { [object: string]: string | undefined } {
  const entries = Testing.synth(chart).map(({ kind, metadata }) => [`${kind} ${metadata.name}`, metadata.annotations?.[WAVE]]);
  return Object.fromEntries(entries);
}

let warnings: jest.SpyInstance;
beforeEach(() => {
  warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warnings.mockRestore());
const told = () => warnings.mock.calls.map(([message]) => message).filter((message) => message.includes('sync wave'));

const BY_DAY = Trigger.cron({ timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 });
const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT };

test('an app behind the HTTP add-on has sync waves, its scaler and its exposure the last', () => {
  const chart = argoChart();
  new AppNamespace(chart, 'namespace');
  const redis = new Redis(chart, 'redis');
  new HttpScaledWasm(chart, 'shop', {
    ...APP,
    hosts: ['shop.example.com'],
    metrics: [HttpMetric.concurrency(5)],
    stores: { REDIS_ADDRESS: redis.address },
    exposure: Exposure.ingress({ className: 'nginx' }),
  });
  expect(wavesOf(chart)).toStrictEqual({
    'Namespace prod': '0',
    'Deployment redis': '0',
    'Service redis': '0',
    'Deployment shop': '1',
    'Service shop': '0',
    'InterceptorRoute shop': '1',
    'ScaledObject shop': '10',
    'Ingress shop': '10',
  });
});

test('a volume claim is in the wave of the Deployment that uses it', () => {
  const chart = argoChart();
  const redis = new Redis(chart, 'redis', { storage: Size.gibibytes(1) });
  redis.deployment.addDependency(new AppNamespace(chart, 'namespace'));
  expect(wavesOf(chart)).toMatchObject({ 'Namespace prod': '0', 'PersistentVolumeClaim redis': '1', 'Deployment redis': '1' });
});

test('a SpinApp, which is unhealthy at zero replicas, and its dependents are in the last wave', () => {
  const chart = argoChart();
  const secret = Secret.fromSecretName(chart, 'secret', 'kafka');
  const auth = TriggerAuth.fromSecret(chart, 'auth', { secret, parameters: { username: 'user' } });
  const trigger = Trigger.kafka({ bootstrapServers: ['kafka:9092'], consumerGroup: 'g', topic: 't' }, { auth });
  new SpinAppScaled(chart, 'worker', { image: 'ghcr.io/acme/worker:v1', triggers: [trigger] });
  const waves = wavesOf(chart);
  expect(waves).toMatchObject({ 'SpinApp worker': '10', 'ScaledObject worker': '10' });
  expect(Object.entries(waves).find(([object]) => object.startsWith('TriggerAuthentication'))?.[1]).toBe('0');
});

test('no object is in a wave before its dependencies, and only the last wave has kinds that may stay unhealthy', () => {
  const chart = argoChart();
  const apps = Array.from({ length: 14 }, (_, index) => new WasmApp(chart, `app-${index}`, { ...APP, replicas: 1 }));
  apps.forEach((app, index) => {
    if (index > 0) app.node.addDependency(apps[index - 1]);
  });
  new HttpScaledWasm(chart, 'shop', { ...APP, hosts: ['shop.example.com'] }).node.addDependency(apps[13]);
  const waves = wavesOf(chart);
  expect(apps.map((_, index) => waves[`Deployment app-${index}`])).toStrictEqual(apps.map((_, index) => String(index)));
  expect(waves).toMatchObject({ 'Deployment shop': '14', 'ScaledObject shop': '16' });
});

test('the waves are the same in a second synthesis, and include objects added since', () => {
  const chart = argoChart();
  const app = new WasmApp(chart, 'app', { ...APP, replicas: 1 });
  expect(wavesOf(chart)).toMatchObject({ 'Deployment app': '0' });
  app.node.addDependency(new AppNamespace(chart, 'namespace'));
  expect(wavesOf(chart)).toMatchObject({ 'Deployment app': '1', 'Namespace prod': '0' });
  expect(wavesOf(chart)).toMatchObject({ 'Deployment app': '1', 'Namespace prod': '0' });
});

test('a wave set by the user stays, and its dependents come after it', () => {
  const chart = argoChart();
  const first = new WasmApp(chart, 'first', { ...APP, replicas: 1, annotations: { [WAVE]: '3' } });
  const second = new WasmApp(chart, 'second', { ...APP, replicas: 1 });
  second.node.addDependency(first.deployment);
  expect(wavesOf(chart)).toMatchObject({ 'Deployment first': '3', 'Deployment second': '4' });
  expect(told()).toStrictEqual([]);
});

test('an object of another library is unchanged, and a wrong wave is reported', () => {
  const chart = argoChart();
  const app = new WasmApp(chart, 'app', { ...APP, replicas: 1 });
  const job = new ApiObject(chart, 'job', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate' } });
  job.addDependency(app.deployment);
  new ApiObject(chart, 'ingress', { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web' } });
  expect(wavesOf(chart)).toMatchObject({ 'Job migrate': undefined, 'Ingress web': undefined, 'Deployment app': '0' });
  expect(told()).toStrictEqual([
    `Job migrate is in Argo CD's sync wave 0, and must come after its dependencies: annotate it with ${WAVE}: "1" [test/job]`,
    `Ingress web is in Argo CD's sync wave 0, and the next one does not start until it is healthy: annotate it with ${WAVE}: ` +
      '"10" [test/ingress]',
  ]);
});

test('without gitOps no annotation is added, and a chart can opt out', () => {
  const app = Testing.app() as App;
  const plain = new Chart(app, 'plain');
  const argo = new Chart(app, 'argo');
  Platform.target(argo, { gitOps: GitOps.argoCd() });
  new WasmApp(plain, 'a', { ...APP, replicas: 1 });
  new WasmApp(argo, 'b', { ...APP, replicas: 1 });
  expect(wavesOf(plain)).toStrictEqual({ 'Deployment a': undefined, 'Service a': undefined });
  expect(wavesOf(argo)).toStrictEqual({ 'Deployment b': '0', 'Service b': '0' });
});

test('an external store has no wave', () => {
  const chart = argoChart();
  const stores = { REDIS_ADDRESS: RedisAddress.external({ host: 'redis.example.com' }) };
  new WasmApp(chart, 'app', { ...APP, replicas: 1, stores });
  expect(wavesOf(chart)).toMatchObject({ 'Deployment app': '0' });
});

test('ignoreDifferences returns data for an Argo CD Application', () => {
  expect(GitOps.ignoreDifferences()).toStrictEqual([
    { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
    {
      group: 'serving.knative.dev',
      kind: 'Service',
      jsonPointers: ['/metadata/annotations/serving.knative.dev~1creator', '/metadata/annotations/serving.knative.dev~1lastModifier'],
    },
  ]);
});

test('fails for a value that is not a GitOps', () => {
  expect(() => Platform.target(Testing.chart(), { gitOps: 'argocd' as never })).toThrow(
    'gitOps ("argocd") must be a GitOps, such as GitOps.argoCd() [test]',
  );
});

test('a chart of Flux beside one of Argo CD is not told of sync waves', () => {
  const app = Testing.app() as App;
  const [argo, flux] = ['argo', 'flux'].map((id) => new Chart(app, id, { namespace: id }));
  Platform.target(argo, { gitOps: GitOps.argoCd() });
  Platform.target(flux, { gitOps: GitOps.flux() });
  for (const chart of [argo, flux]) new WasmApp(chart, 'shop', { ...APP, triggers: [BY_DAY] });
  expect(wavesOf(argo)).toStrictEqual({ 'Deployment shop': '0', 'Service shop': '0', 'ScaledObject shop': '10' });
  expect(wavesOf(flux)).toStrictEqual({ 'Deployment shop': undefined, 'Service shop': undefined, 'ScaledObject shop': undefined });
  expect(told()).toStrictEqual([]);
});
