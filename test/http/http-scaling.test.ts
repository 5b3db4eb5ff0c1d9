import { Chart, Duration, Testing } from 'cdk8s';
import {
  FallbackBehavior,
  HttpMetric,
  HttpScaledWasm,
  type HttpScaledWasmProps,
  HttpScalingApi,
  Platform,
  type PlatformProps,
  ScalingPolicy,
  SpinAppScaled,
  Trigger,
  WasmRuntime,
} from 'cdk8s-wasm';
import type { IConstruct } from 'constructs';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

function dependenciesOf(object: IConstruct | undefined): string[] | undefined {
  return object?.node.dependencies.map(({ node }) => node.path);
}

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };
const BY_DAY = Trigger.cron({ timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 });
const CRON = { type: 'cron', metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '2' } };
/** The metric of an app that names none, written to its ScaledObject. */
const TARGET = '{"concurrency":{"targetValue":100}}';
const SCALER = 'keda-add-ons-http-external-scaler.keda:9090';

function make(props: Partial<HttpScaledWasmProps> = {}, platform: PlatformProps = {}) {
  return synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props }), { platform });
}

function kindsOf(props: Partial<HttpScaledWasmProps> = {}, platform: PlatformProps = {}): string[] {
  return make(props, platform).map(({ kind }) => kind);
}

function scalerOf(props: Partial<HttpScaledWasmProps> = {}, platform: PlatformProps = {}) {
  const scaler = only(make(props, platform), 'ScaledObject');
  expect(schemaErrors(scaler)).toStrictEqual([]);
  return scaler;
}

test('a route is applied before its scaler, and both after the app', () => {
  expect(kindsOf()).toStrictEqual(['Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'Ingress']);
});

test('the scaler queries the add-on for the route', () => {
  expect(scalerOf()).toStrictEqual({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'shop', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
      minReplicaCount: 0,
      triggers: [{ type: 'external-push', metadata: { scalerAddress: SCALER, interceptorRoute: 'shop', scalingMetric: TARGET } }],
    },
  });
});

test.each([
  [{ namespace: 'http-add-on' }, 'keda-add-ons-http-external-scaler.http-add-on:9090'],
  [{ scalerAddress: 'external-scaler.keda:9090' }, 'external-scaler.keda:9090'],
])('with the interceptor %j the scaler queries the add-on in its namespace', (interceptor, scalerAddress) => {
  expect(scalerOf({}, { interceptor }).spec.triggers).toStrictEqual([
    { type: 'external-push', metadata: { scalerAddress, interceptorRoute: 'shop', scalingMetric: TARGET } },
  ]);
});

test('the triggers of the app come after that of the add-on', () => {
  expect(scalerOf({ triggers: [BY_DAY] }).spec.triggers).toStrictEqual([
    { type: 'external-push', metadata: { scalerAddress: SCALER, interceptorRoute: 'shop', scalingMetric: TARGET } },
    CRON,
  ]);
});

test('an app with a cpu trigger scales from zero, since the add-on receives its requests', () => {
  const triggers = [Trigger.cpu({ value: '60' }, { metricType: 'Utilization' as never })];
  expect(scalerOf({ triggers }).spec.minReplicaCount).toBe(0);
});

test('a scaler has all the settings of the app', () => {
  const { spec } = scalerOf({
    minReplicas: 2,
    maxReplicas: 30,
    idleReplicas: 0,
    cooldown: Duration.seconds(60),
    initialCooldown: Duration.seconds(10),
    pollingInterval: Duration.seconds(5),
    fallback: { failureThreshold: 3, replicas: 4, behavior: FallbackBehavior.CURRENT_REPLICAS_IF_HIGHER },
    hpaName: 'shop-hpa',
    restoreToOriginalReplicaCount: true,
  });
  expect(spec).toStrictEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    minReplicaCount: 2,
    maxReplicaCount: 30,
    idleReplicaCount: 0,
    cooldownPeriod: 60,
    initialCooldownPeriod: 10,
    pollingInterval: 5,
    fallback: { failureThreshold: 3, replicas: 4, behavior: 'currentReplicasIfHigher' },
    advanced: { restoreToOriginalReplicaCount: true, horizontalPodAutoscalerConfig: { name: 'shop-hpa' } },
    triggers: [
      {
        type: 'external-push',
        metadata: { scalerAddress: SCALER, interceptorRoute: 'shop', scalingMetric: TARGET },
        metricType: 'AverageValue',
      },
    ],
  });
});

test('a new target changes the ScaledObject, at which KEDA asks the add-on for it', () => {
  const metricOf = (metric: HttpMetric) => scalerOf({ metrics: [metric] }).spec.triggers[0].metadata.scalingMetric;
  expect(metricOf(HttpMetric.concurrency(5))).toBe('{"concurrency":{"targetValue":5}}');
  expect(metricOf(HttpMetric.requestRate({ target: 20 }))).toBe('{"requestRate":{"targetValue":20,"window":"1m","granularity":"1s"}}');
});

test('a formula refers to the trigger of the add-on as http', () => {
  const { spec } = scalerOf({ scalingModifiers: { formula: 'http * 2', target: 10 } });
  expect(spec.advanced).toStrictEqual({ scalingModifiers: { formula: 'http * 2', target: '10' } });
  expect(spec.triggers).toStrictEqual([
    { type: 'external-push', name: 'http', metadata: { scalerAddress: SCALER, interceptorRoute: 'shop', scalingMetric: TARGET } },
  ]);
});

test('fails when a trigger of the app has that name, with a formula', () => {
  const named = Trigger.of('aws-sqs-queue', {}, { name: 'http' });
  const props = { triggers: [named], scalingModifiers: { formula: 'http', target: 10 } };
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props }))).toBe(
    'triggers[0].name ("http") is the name of the HTTP add-on\'s trigger: pass another name [test/shop]',
  );
});

test('a trigger of the app can be named http without a formula', () => {
  const triggers = [Trigger.external({ scalerAddress: 'scaler.default:9090' }, { name: 'http' })];
  expect(scalerOf({ triggers }).spec.triggers[1]).toStrictEqual({
    type: 'external',
    name: 'http',
    metadata: { scalerAddress: 'scaler.default:9090' },
  });
});

test('before the InterceptorRoute the add-on creates the ScaledObject', () => {
  expect(kindsOf({ minReplicas: 1, maxReplicas: 5, cooldown: Duration.seconds(30) }, { httpAddOn: '0.13' })).toStrictEqual([
    'Deployment',
    'Service',
    'HTTPScaledObject',
    'Ingress',
  ]);
});

test.each<[string, Partial<HttpScaledWasmProps>]>([
  ['triggers', { triggers: [BY_DAY] }],
  ['pollingInterval', { pollingInterval: Duration.seconds(5) }],
  ['idleReplicas', { idleReplicas: 0, minReplicas: 1 }],
  ['fallback', { fallback: { failureThreshold: 3, replicas: 4 } }],
  ['scaleUp', { scaleUp: { policies: [ScalingPolicy.pods(4, Duration.seconds(15))] } }],
  ['scaleDown', { scaleDown: { stabilizationWindow: Duration.seconds(15) } }],
  ['scalingModifiers', { scalingModifiers: { formula: 'http', target: 10 } }],
  ['restoreToOriginalReplicaCount', { restoreToOriginalReplicaCount: false }],
  ['hpaName', { hpaName: 'shop-hpa' }],
])('with %s, which an HTTPScaledObject does not pass on, the library creates the ScaledObject', (_, props) => {
  const manifests = make(props, { httpAddOn: '0.12' });
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['Deployment', 'Service', 'HTTPScaledObject', 'ScaledObject', 'Ingress']);
  expect(only(manifests, 'HTTPScaledObject').metadata.annotations).toStrictEqual({
    'httpscaledobject.keda.sh/skip-scaledobject-creation': 'true',
  });
  expect(only(manifests, 'ScaledObject').spec.triggers[0].metadata).toStrictEqual({
    scalerAddress: SCALER,
    httpScaledObject: 'shop',
    scalingMetric: TARGET,
  });
  expect(schemaErrors(only(manifests, 'ScaledObject'))).toStrictEqual([]);
});

test('a ScaledObject with an HTTPScaledObject has the bounds and times of the app, on any add-on', () => {
  const props = {
    triggers: [BY_DAY],
    minReplicas: 1,
    maxReplicas: 9,
    cooldown: Duration.seconds(30),
    initialCooldown: Duration.seconds(5),
  };
  expect(scalerOf(props, { httpAddOn: '0.8' }).spec).toStrictEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    minReplicaCount: 1,
    maxReplicaCount: 9,
    cooldownPeriod: 30,
    initialCooldownPeriod: 5,
    triggers: [{ type: 'external-push', metadata: { scalerAddress: SCALER, httpScaledObject: 'shop', scalingMetric: TARGET } }, CRON],
  });
});

test('api HTTP_SCALED_OBJECT on a current add-on creates no route', () => {
  expect(kindsOf({ api: HttpScalingApi.HTTP_SCALED_OBJECT })).toStrictEqual(['Deployment', 'Service', 'HTTPScaledObject', 'Ingress']);
});

test('fails when triggers is empty, whatever the API', () => {
  for (const httpAddOn of ['0.12', '0.15']) {
    expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, triggers: [] }), { platform: { httpAddOn } })).toBe(
      'triggers ([]) must not be empty: leave it out, or pass at least one Trigger [test/shop]',
    );
  }
});

test('the scaler depends on the workload and the route', () => {
  const chart = new Chart(Testing.app(), 'test');
  const { scaledObject } = new HttpScaledWasm(chart, 'shop', APP);
  expect(dependenciesOf(scaledObject)).toStrictEqual(['test/shop/App/Deployment', 'test/shop/InterceptorRoute']);
});

test('the scaler depends on the workload and the HTTPScaledObject', () => {
  const chart = new Chart(Testing.app(), 'test');
  Platform.target(chart, { httpAddOn: '0.12' });
  const { scaledObject } = new HttpScaledWasm(chart, 'shop', { ...APP, triggers: [BY_DAY] });
  expect(dependenciesOf(scaledObject)).toStrictEqual(['test/shop/App/Deployment', 'test/shop/HTTPScaledObject']);
});

test('the target of a SpinApp scaled on requests is the Deployment that the operator creates', () => {
  const manifests = synth((chart) => {
    const metrics = [HttpMetric.concurrency(10)];
    new SpinAppScaled(chart, 'shop', { image: APP.image, hosts: APP.hosts, metrics, maxReplicas: 5 });
  });
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['SpinApp', 'InterceptorRoute', 'ScaledObject', 'Ingress']);
  expect(only(manifests, 'ScaledObject').spec).toStrictEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' },
    minReplicaCount: 0,
    maxReplicaCount: 5,
    triggers: [
      {
        type: 'external-push',
        metadata: { scalerAddress: SCALER, interceptorRoute: 'shop', scalingMetric: '{"concurrency":{"targetValue":10}}' },
      },
    ],
  });
});

test('fails for two metrics with a formula, which can refer to only one', () => {
  const metrics = [HttpMetric.concurrency(10), HttpMetric.requestRate({ target: 5 })];
  const app = { image: 'shop:1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'], metrics };
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...app, scalingModifiers: { formula: 'http * 2', target: 10 } }))).toBe(
    'metrics has 2 entries, and a formula can refer to only one, as http: leave one out, or leave scalingModifiers out [test/shop]',
  );
});
