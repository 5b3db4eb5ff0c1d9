import { MetricType, type PlatformProps, type ScalingProps, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

export const APP = { image: 'ghcr.io/acme/worker:v1', runtime: WasmRuntime.WASMTIME };
export const QUEUE = Trigger.of(
  'rabbitmq',
  { queueName: 'orders', host: 'amqp://rabbitmq.data.svc/', mode: 'QueueLength', value: '20' },
  { name: 'queue' },
);
export const WEB = Trigger.of('prometheus', { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: '5' }, { name: 'web' });
export const CPU = Trigger.cpu({ value: '60' }, { metricType: MetricType.UTILIZATION, name: 'load' });

/** Returns the spec of the ScaledObject of an app with these props. */
export function specOf(props: ScalingProps, platform: PlatformProps = {}) {
  const scaler = only(
    synth((chart) => new WasmApp(chart, 'worker', { ...APP, triggers: [QUEUE], ...props }), { platform }),
    'ScaledObject',
  );
  expect(schemaErrors(scaler)).toStrictEqual([]);
  return scaler.spec;
}

/** Returns the error of an app with these props. */
export function failureOf(props: object, platform: PlatformProps = {}) {
  return errorOf((chart) => new WasmApp(chart, 'worker', { ...APP, triggers: [QUEUE], ...props }), { platform });
}
