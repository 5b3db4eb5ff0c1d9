import { Chart, Duration, Size, Testing } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import {
  FallbackBehavior,
  MetricType,
  Platform,
  ScalingPolicy,
  type ScalingProps,
  ScalingSelectPolicy,
  SpinAppScaled,
  Trigger,
  WasmApp,
  type WasmAppProps,
  WasmRuntime,
} from 'cdk8s-wasm';
import { Construct, type IConstruct } from 'constructs';
import { createScaledObject } from '../../lib/keda/scaled-object';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

function dependenciesOf(object: IConstruct | undefined): string[] | undefined {
  return object?.node.dependencies.map(({ node }) => node.path);
}

const APP = { image: 'ghcr.io/acme/worker:v1', runtime: WasmRuntime.WASMTIME };
const BY_DAY = Trigger.cron({ timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 });
const CRON = { type: 'cron', metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '2' } };
const CPU = Trigger.cpu({ value: '60' }, { metricType: MetricType.UTILIZATION });
const MEMORY = Trigger.memory({ value: '32Mi' }, { metricType: MetricType.AVERAGE_VALUE });
const QUEUE = Trigger.of(
  'rabbitmq',
  { queueName: 'orders', host: 'amqp://rabbitmq.data.svc/', mode: 'QueueLength', value: '20' },
  { name: 'queue' },
);

function scalerOf(props: Partial<WasmAppProps>) {
  const scaler = only(
    synth((chart) => new WasmApp(chart, 'worker', { ...APP, triggers: [BY_DAY], ...props })),
    'ScaledObject',
  );
  expect(schemaErrors(scaler)).toStrictEqual([]);
  return scaler;
}

function failureOf(props: Partial<WasmAppProps>) {
  return errorOf((chart) => new WasmApp(chart, 'worker', { ...APP, triggers: [BY_DAY], ...props }));
}

test('a scaler scales the Deployment of the app from zero', () => {
  expect(scalerOf({ labels: { team: 'shop' } })).toStrictEqual({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'worker', labels: { 'app.kubernetes.io/name': 'worker', team: 'shop' } },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' },
      minReplicaCount: 0,
      triggers: [CRON],
    },
  });
});

test('a scaler has every autoscaling setting of the app', () => {
  const { spec } = scalerOf({
    minReplicas: 2,
    maxReplicas: 40,
    idleReplicas: 0,
    cooldown: Duration.minutes(1),
    initialCooldown: Duration.seconds(20),
    pollingInterval: Duration.seconds(5),
    fallback: { failureThreshold: 3, replicas: 6, behavior: FallbackBehavior.SCALING_MODIFIERS },
    scaleUp: {
      stabilizationWindow: Duration.seconds(0),
      policies: [ScalingPolicy.pods(4, Duration.seconds(15)), ScalingPolicy.percent(100, Duration.minutes(1))],
      selectPolicy: ScalingSelectPolicy.MAX,
    },
    scaleDown: { selectPolicy: ScalingSelectPolicy.DISABLED },
    scalingModifiers: { formula: 'queue / 2', target: 3, activationTarget: 1, metricType: MetricType.VALUE },
    restoreToOriginalReplicaCount: true,
    hpaName: 'worker-hpa',
    triggers: [QUEUE],
  });
  expect(spec).toStrictEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'worker' },
    minReplicaCount: 2,
    maxReplicaCount: 40,
    idleReplicaCount: 0,
    cooldownPeriod: 60,
    initialCooldownPeriod: 20,
    pollingInterval: 5,
    fallback: { failureThreshold: 3, replicas: 6, behavior: 'scalingModifiers' },
    advanced: {
      restoreToOriginalReplicaCount: true,
      horizontalPodAutoscalerConfig: {
        name: 'worker-hpa',
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            policies: [
              { type: 'Pods', value: 4, periodSeconds: 15 },
              { type: 'Percent', value: 100, periodSeconds: 60 },
            ],
            selectPolicy: 'Max',
          },
          scaleDown: { selectPolicy: 'Disabled' },
        },
      },
      scalingModifiers: { formula: 'queue / 2', target: '3', activationTarget: '1', metricType: 'Value' },
    },
    triggers: [
      {
        type: 'rabbitmq',
        name: 'queue',
        metadata: { queueName: 'orders', host: 'amqp://rabbitmq.data.svc/', mode: 'QueueLength', value: '20' },
        metricType: 'AverageValue',
      },
    ],
  });
});

test.each<[string, ScalingProps, object | undefined]>([
  ['paused', { paused: true }, { 'autoscaling.keda.sh/paused': 'true' }],
  ['pausedReplicas', { pausedReplicas: 0 }, { 'autoscaling.keda.sh/paused-replicas': '0' }],
  ['paused false', { paused: false }, undefined],
])('%s pauses by an annotation of the scaler', (_, props, annotations) => {
  expect(scalerOf(props).metadata.annotations).toStrictEqual(annotations);
});

test.each<[string, ScalingProps, object]>([
  ['restoreToOriginalReplicaCount false', { restoreToOriginalReplicaCount: false }, { restoreToOriginalReplicaCount: false }],
  ['hpaName', { hpaName: 'worker-hpa' }, { horizontalPodAutoscalerConfig: { name: 'worker-hpa' } }],
  [
    'scaleUp',
    { scaleUp: { stabilizationWindow: Duration.minutes(1) } },
    { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { stabilizationWindowSeconds: 60 } } } },
  ],
  [
    'scaleDown',
    { scaleDown: { stabilizationWindow: Duration.minutes(1) } },
    { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } },
  ],
  [
    'scalingModifiers',
    { triggers: [QUEUE], scalingModifiers: { formula: 'queue', target: 5, activationTarget: 0 } },
    { scalingModifiers: { formula: 'queue', target: '5', activationTarget: '0' } },
  ],
])('an app with %s has no other advanced settings', (_, props, advanced) => {
  expect(scalerOf(props).spec.advanced).toStrictEqual(advanced);
});

describe('a fallback', () => {
  test('sets the metric type of every trigger without one, which KEDA 2.17.0 needs', () => {
    const value = Trigger.external({ scalerAddress: 'scaler:9090' }, { metricType: MetricType.VALUE });
    const { spec } = scalerOf({ fallback: { failureThreshold: 0, replicas: 0 }, triggers: [BY_DAY, value, CPU] });
    expect(spec.fallback).toStrictEqual({ failureThreshold: 0, replicas: 0 });
    expect(spec.triggers).toStrictEqual([
      { ...CRON, metricType: 'AverageValue' },
      { type: 'external', metadata: { scalerAddress: 'scaler:9090' }, metricType: 'Value' },
      { type: 'cpu', metadata: { value: '60' }, metricType: 'Utilization' },
    ]);
  });

  test('fails for an unknown property', () => {
    const fallback = { failureThreshold: 1, replicas: 2, replica: 3 };
    expect(() => scalerOf({ fallback })).toThrow('fallback.replica (3) is unknown: did you mean replicas?');
  });
});

describe('a trigger that measures the pods', () => {
  test('keeps one replica if it is the only one, since it reads nothing without pods', () => {
    const { spec } = scalerOf({ triggers: [CPU, MEMORY] });
    expect(spec.minReplicaCount).toBe(1);
    expect(spec.triggers).toStrictEqual([
      { type: 'cpu', metadata: { value: '60' }, metricType: 'Utilization' },
      { type: 'memory', metadata: { value: '32Mi' }, metricType: 'AverageValue' },
    ]);
  });

  test.each([
    ['cpu', CPU, { memory: { request: Size.mebibytes(64) } }],
    ['memory', MEMORY, { cpu: { limit: Cpu.millis(100) } }],
  ])('fails when no %s is requested', (resource, trigger, resources) => {
    expect(failureOf({ triggers: [trigger], resources })).toBe(
      `the ${resource} trigger needs a ${resource} request of container worker: pass it in resources [test/worker]`,
    );
  });

  test.each([
    ['request', CPU, { cpu: { request: Cpu.millis(100) } }],
    ['limit', MEMORY, { memory: { limit: Size.mebibytes(64) } }],
  ])('accepts a %s', (_, trigger, resources) => {
    expect(scalerOf({ triggers: [trigger], resources }).spec.minReplicaCount).toBe(1);
  });

  const redis = { name: 'redis', image: 'redis:7' };

  test('fails when a sidecar requests nothing', () => {
    expect(failureOf({ triggers: [CPU], sidecars: [{ ...redis, resources: {} }] })).toBe(
      'the cpu trigger needs a cpu request of container redis: pass it in resources [test/worker]',
    );
  });

  test('needs a request only of the container that it measures', () => {
    const triggers = [Trigger.cpu({ value: '60', containerName: 'worker' }, { metricType: MetricType.UTILIZATION })];
    expect(scalerOf({ triggers, sidecars: [{ ...redis, resources: {} }] }).spec.triggers[0].metadata).toStrictEqual({
      value: '60',
      containerName: 'worker',
    });
  });

  test('fails when there is no such container', () => {
    const triggers = [Trigger.cpu({ value: '60', containerName: 'web' }, { metricType: MetricType.UTILIZATION })];
    expect(failureOf({ triggers, sidecars: [redis] })).toBe(
      'the cpu trigger measures container web, and the pod has only worker, redis [test/worker]',
    );
  });

  test('fails in a SpinApp that requests nothing', () => {
    expect(errorOf((chart) => new SpinAppScaled(chart, 'shop', { image: APP.image, triggers: [CPU], resources: {} }))).toBe(
      'the cpu trigger needs a cpu request of container shop: pass it in resources [test/shop]',
    );
  });
});

test('a scaler is applied after the workload, further objects, and the authentication of its triggers', () => {
  const chart = new Chart(Testing.app(), 'test');
  const workload = new WasmApp(chart, 'worker', APP).deployment;
  const auth = new Construct(chart, 'Auth');
  const route = new Construct(chart, 'Route');
  const target = { name: 'worker', labels: {}, workload, after: [route], containers: [] };
  const named = { name: 'aws', kind: 'TriggerAuthentication', construct: auth };
  const triggers = [Trigger.of('aws-sqs-queue', {}, { auth: named }), BY_DAY];
  const scaler = createScaledObject(chart, target, { triggers }, [Trigger.of('external', { scalerAddress: 'a:1' })]);
  expect(dependenciesOf(scaler)).toStrictEqual(['test/worker/Deployment', 'test/Route', 'test/Auth']);
  expect(scaler.toJson().spec.triggers).toStrictEqual([
    { type: 'external', metadata: { scalerAddress: 'a:1' } },
    { type: 'aws-sqs-queue', metadata: {}, authenticationRef: { name: 'aws' } },
    CRON,
  ]);
});

test.each([
  ['2.16', { triggers: [QUEUE, Trigger.external({ scalerAddress: 'scaler:9090' }, { metricType: MetricType.VALUE })] }],
  ['2.17', { triggers: [Trigger.external({ scalerAddress: 'scaler:9090' }, { metricType: MetricType.VALUE })] }],
  ['2.17', { triggers: [QUEUE], scalingModifiers: { formula: 'queue', target: 5, metricType: MetricType.VALUE } }],
])('fails for a fallback on KEDA %s with a metric that is not an average', (keda, props) => {
  const fallback = { failureThreshold: 3, replicas: 2 };
  const make = (platform: { keda: string }) => (chart: Chart) => {
    Platform.target(chart, platform);
    return new WasmApp(chart, 'worker', { ...APP, ...props, fallback });
  };
  expect(errorOf(make({ keda }))).toBe(
    `fallback needs metricType AVERAGE_VALUE before KEDA 2.18, and the platform declares ${keda}: ` +
      'leave fallback or metricType VALUE out [test/worker]',
  );
  expect(synth(make({ keda: '2.18' })).map(({ kind }) => kind)).toContain('ScaledObject');
});
