import { Duration } from 'cdk8s';
import { ScalingPolicy, type ScalingRules, ScalingSelectPolicy, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const APP = {
  image: 'ghcr.io/acme/worker:v1',
  runtime: WasmRuntime.WASMTIME,
  triggers: [Trigger.of('rabbitmq', { queueName: 'orders', host: 'amqp://rabbitmq.data.svc/', mode: 'QueueLength', value: '20' })],
};

function behaviorOf(props: { scaleUp?: ScalingRules; scaleDown?: ScalingRules }) {
  const scaler = only(
    synth((chart) => new WasmApp(chart, 'worker', { ...APP, ...props })),
    'ScaledObject',
  );
  expect(schemaErrors(scaler)).toStrictEqual([]);
  return scaler.spec.advanced.horizontalPodAutoscalerConfig.behavior;
}

function failureOf(scaleDown: object) {
  return errorOf((chart) => new WasmApp(chart, 'worker', { ...APP, scaleDown }));
}

test('each direction has its own rules', () => {
  const scaleUp = {
    stabilizationWindow: Duration.seconds(0),
    policies: [ScalingPolicy.percent(900, Duration.seconds(1)), ScalingPolicy.pods(1, Duration.minutes(30))],
    selectPolicy: ScalingSelectPolicy.MAX,
  };
  const scaleDown = { stabilizationWindow: Duration.hours(1), selectPolicy: ScalingSelectPolicy.MIN };
  expect(behaviorOf({ scaleUp, scaleDown })).toStrictEqual({
    scaleUp: {
      stabilizationWindowSeconds: 0,
      policies: [
        { type: 'Percent', value: 900, periodSeconds: 1 },
        { type: 'Pods', value: 1, periodSeconds: 1800 },
      ],
      selectPolicy: 'Max',
    },
    scaleDown: { stabilizationWindowSeconds: 3600, selectPolicy: 'Min' },
  });
});

test('a direction can be disabled', () => {
  expect(behaviorOf({ scaleDown: { selectPolicy: ScalingSelectPolicy.DISABLED } })).toStrictEqual({
    scaleDown: { selectPolicy: 'Disabled' },
  });
});

test('fails when a disabled direction has policies', () => {
  const policies = [ScalingPolicy.pods(1, Duration.seconds(15))];
  expect(failureOf({ policies, selectPolicy: ScalingSelectPolicy.DISABLED })).toBe(
    'scaleDown.policies have no effect with selectPolicy DISABLED: leave one of the two out [test/worker]',
  );
});

test('fails when a window is longer than an hour, and names its direction', () => {
  const scaleUp = { stabilizationWindow: Duration.seconds(3601) };
  expect(errorOf((chart) => new WasmApp(chart, 'worker', { ...APP, scaleUp }))).toBe(
    'scaleUp.stabilizationWindow (3601 s) must be from 0 s to 3600 s [test/worker]',
  );
});

test('fails when a window is not a whole number of seconds', () => {
  expect(failureOf({ stabilizationWindow: Duration.millis(10) })).toBe(
    'scaleDown.stabilizationWindow (0.01 s) must be a whole number of seconds: round it up with Duration.seconds(1) [test/worker]',
  );
});

test('fails when a window is a number', () => {
  expect(failureOf({ stabilizationWindow: 300 })).toBe(
    'scaleDown.stabilizationWindow (300) must be a Duration: write Duration.seconds(300) [test/worker]',
  );
});

test('fails when there are no policies', () => {
  expect(failureOf({ policies: [] })).toBe(
    'scaleDown.policies ([]) must not be empty: leave it out for the default policies [test/worker]',
  );
});

test('fails when a policy is an object of the API', () => {
  expect(failureOf({ policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }] })).toBe(
    'scaleDown.policies[0] ({"type":"Pods","value":4,"periodSeconds":15}) must be a ScalingPolicy, ' +
      'such as ScalingPolicy.pods(4, Duration.seconds(15)) [test/worker]',
  );
});

test.each([
  ['0', 0, '0'],
  ['no whole number', 2.5, '2.5'],
  ['a string', '10%', '"10%"'],
])('fails when the number of a policy is %s', (_, value, shown) => {
  const message = `scaleDown.policies[0] (${shown}) must be a whole number of at least 1 [test/worker]`;
  expect(failureOf({ policies: [ScalingPolicy.pods(value as never, Duration.seconds(15))] })).toBe(message);
  expect(failureOf({ policies: [ScalingPolicy.percent(value as never, Duration.seconds(15))] })).toBe(message);
});

test('fails when the number of a policy is missing', () => {
  expect(failureOf({ policies: [ScalingPolicy.pods(undefined as never, Duration.seconds(15))] })).toBe(
    'scaleDown.policies[0] has no number of pods or percent: pass it [test/worker]',
  );
});

test.each([0, 1801])('fails when the period of a policy is %d seconds', (seconds) => {
  const policies = [ScalingPolicy.pods(1, Duration.seconds(15)), ScalingPolicy.pods(1, Duration.seconds(seconds))];
  expect(failureOf({ policies })).toBe(`scaleDown.policies[1].period (${seconds} s) must be from 1 s to 1800 s [test/worker]`);
});

test('fails when the period of a policy is missing', () => {
  expect(failureOf({ policies: [ScalingPolicy.percent(10, undefined as never)] })).toBe(
    'scaleDown.policies[0].period is missing: pass a Duration, such as Duration.seconds(15) [test/worker]',
  );
});

test.each([
  ['Average', '"Average"'],
  ['max', '"max"'],
  [null, 'null'],
])('fails when selectPolicy is %p', (selectPolicy, shown) => {
  expect(failureOf({ selectPolicy })).toBe(
    `scaleDown.selectPolicy (${shown}) must be one of Max, Min, Disabled: write ScalingSelectPolicy.MAX [test/worker]`,
  );
});
