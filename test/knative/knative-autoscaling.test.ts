import { Chart, Duration, Size, Testing } from 'cdk8s';
import { type KnativeAutoscalingProps, KnativeMetric, Platform } from 'cdk8s-wasm';
import { renderAutoscaling } from '../../lib/knative/knative-autoscaling';
import { errorOf } from '../support/synth';

const annotations = (props: KnativeAutoscalingProps) => renderAutoscaling(new Chart(Testing.app(), 'test'), props);
const refusal = (props: KnativeAutoscalingProps) => errorOf((chart) => renderAutoscaling(chart, props));

test('the minimum is rendered even if it is Knative’s default, since a cluster may have another', () => {
  expect(annotations({})).toStrictEqual({ 'autoscaling.knative.dev/min-scale': '0' });
});

test('every setting is an annotation with a string value', () => {
  expect(
    annotations({
      metric: KnativeMetric.rps(50),
      minReplicas: 1,
      maxReplicas: 10,
      targetUtilization: 80.5,
      window: Duration.seconds(90),
      panicWindowPercentage: 20,
      panicThresholdPercentage: 150,
      targetBurstCapacity: 70,
      activationScale: 2,
      initialScale: 3,
      scaleDownDelay: Duration.minutes(15),
      scaleToZeroPodRetention: Duration.hours(1),
    }),
  ).toStrictEqual({
    'autoscaling.knative.dev/class': 'kpa.autoscaling.knative.dev',
    'autoscaling.knative.dev/metric': 'rps',
    'autoscaling.knative.dev/target': '50',
    'autoscaling.knative.dev/min-scale': '1',
    'autoscaling.knative.dev/max-scale': '10',
    'autoscaling.knative.dev/target-utilization-percentage': '80.5',
    'autoscaling.knative.dev/window': '90s',
    'autoscaling.knative.dev/panic-window-percentage': '20',
    'autoscaling.knative.dev/panic-threshold-percentage': '150',
    'autoscaling.knative.dev/target-burst-capacity': '70',
    'autoscaling.knative.dev/activation-scale': '2',
    'autoscaling.knative.dev/initial-scale': '3',
    'autoscaling.knative.dev/scale-down-delay': '15m',
    'autoscaling.knative.dev/scale-to-zero-pod-retention-period': '1h',
  });
});

test.each([KnativeMetric.cpu(70), KnativeMetric.memory(Size.mebibytes(64)), KnativeMetric.custom('queue', 5)])(
  'a metric of the Horizontal Pod Autoscaler keeps one replica, and takes a window: %j',
  (metric) => {
    const { 'autoscaling.knative.dev/min-scale': min, 'autoscaling.knative.dev/window': window } = annotations({
      metric,
      window: Duration.seconds(30),
      initialScale: 2,
    });
    expect([min, window]).toStrictEqual(['1', '30s']);
  },
);

test.each<[string, KnativeAutoscalingProps, string, string]>([
  ['no limit of replicas', { minReplicas: 5, maxReplicas: 0 }, 'max-scale', '0'],
  ['as many replicas at most as at least', { minReplicas: 5, maxReplicas: 5 }, 'max-scale', '5'],
  ['an activation scale without limit', { maxReplicas: 0, activationScale: 50 }, 'activation-scale', '50'],
  ['an activation scale at the limit', { minReplicas: 3, maxReplicas: 3, activationScale: 3 }, 'activation-scale', '3'],
  ['every request buffered', { targetBurstCapacity: -1 }, 'target-burst-capacity', '-1'],
  ['requests buffered at zero only', { targetBurstCapacity: 0 }, 'target-burst-capacity', '0'],
  ['minus zero', { minReplicas: -0 }, 'min-scale', '0'],
  ['no delay', { scaleDownDelay: Duration.seconds(0) }, 'scale-down-delay', '0s'],
  ['the longest delay', { scaleDownDelay: Duration.seconds(3600) }, 'scale-down-delay', '1h'],
  ['no retention', { scaleToZeroPodRetention: Duration.seconds(0) }, 'scale-to-zero-pod-retention-period', '0s'],
  ['the shortest window', { window: Duration.seconds(6) }, 'window', '6s'],
  ['the longest window', { window: Duration.hours(1) }, 'window', '1h'],
  ['the lowest utilization', { targetUtilization: 1 }, 'target-utilization-percentage', '1'],
  ['the highest utilization', { targetUtilization: 100 }, 'target-utilization-percentage', '100'],
  ['the shortest panic window', { panicWindowPercentage: 1 }, 'panic-window-percentage', '1'],
  ['the longest panic window', { panicWindowPercentage: 100 }, 'panic-window-percentage', '100'],
  ['the lowest panic threshold', { panicThresholdPercentage: 110 }, 'panic-threshold-percentage', '110'],
  ['the highest panic threshold', { panicThresholdPercentage: 1000 }, 'panic-threshold-percentage', '1000'],
])('%s is rendered', (_, props, name, value) => {
  expect(annotations(props)[`autoscaling.knative.dev/${name}`]).toBe(value);
});

test('an initial scale of 0 is rendered if the cluster allows it', () => {
  const chart = new Chart(Testing.app(), 'test');
  Platform.target(chart, { knativeFeatures: ['allow-zero-initial-scale'] });
  expect(renderAutoscaling(chart, { initialScale: 0 })).toStrictEqual({
    'autoscaling.knative.dev/min-scale': '0',
    'autoscaling.knative.dev/initial-scale': '0',
  });
});

const any = (value: unknown) => value as never;
const HPA_MINIMUM =
  'minReplicas (0) is not supported by the Horizontal Pod Autoscaler of this metric: pass 1, or KnativeMetric.concurrency() or .rps()';

test.each<[string, KnativeAutoscalingProps, string]>([
  ['negative minReplicas', { minReplicas: -1 }, 'minReplicas (-1) must be a whole number of at least 0'],
  ['half a replica', { minReplicas: 0.5 }, 'minReplicas (0.5) must be a whole number of at least 0'],
  ['minReplicas in quotes', { minReplicas: any('1') }, 'minReplicas ("1") must be a whole number of at least 0: write 1'],
  ['minReplicas of NaN', { minReplicas: Number.NaN }, 'minReplicas (NaN) must be a whole number of at least 0'],
  ['minReplicas of null', { minReplicas: any(null) }, 'minReplicas (null) must be a whole number of at least 0'],
  ['minReplicas 0 with cpu', { metric: KnativeMetric.cpu(70), minReplicas: 0 }, HPA_MINIMUM],
  ['minReplicas 0 with a custom metric', { metric: KnativeMetric.custom('queue', 5), minReplicas: 0 }, HPA_MINIMUM],
  ['negative maxReplicas', { maxReplicas: -1 }, 'maxReplicas (-1) must be a whole number of at least 0'],
  ['maxReplicas beyond int32', { maxReplicas: 2 ** 31 }, 'maxReplicas (2147483648) must be a whole number from 0 to 2147483647'],
  [
    'minReplicas above maxReplicas',
    { minReplicas: 5, maxReplicas: 2 },
    'maxReplicas (2) must be at least minReplicas (5): raise maxReplicas or lower minReplicas',
  ],
  ['an activation scale of 1', { activationScale: 1 }, 'activationScale (1) must be a whole number of at least 2'],
  ['an activation scale of a half', { activationScale: 2.5 }, 'activationScale (2.5) must be a whole number of at least 2'],
  [
    'an activation scale under minReplicas',
    { minReplicas: 4, activationScale: 3 },
    'activationScale (3) must be between minReplicas (4) and maxReplicas (no limit)',
  ],
  [
    'an activation scale under minReplicas with maxReplicas of 0',
    { minReplicas: 4, maxReplicas: 0, activationScale: 3 },
    'activationScale (3) must be between minReplicas (4) and maxReplicas (no limit)',
  ],
  [
    'an activation scale above maxReplicas',
    { maxReplicas: 2, activationScale: 3 },
    'activationScale (3) must be between minReplicas (0) and maxReplicas (2)',
  ],
  ['a negative initial scale', { initialScale: -1 }, 'initialScale (-1) must be a whole number of at least 0'],
  [
    'an initial scale of 0',
    { initialScale: 0 },
    'initialScale (0) is rejected by Knative unless config-autoscaler sets allow-zero-initial-scale: leave it out, or declare ' +
      "Platform.target(app, { knativeFeatures: ['allow-zero-initial-scale'] })",
  ],
  ['no utilization', { targetUtilization: 0 }, 'targetUtilization (0) must be a number from 1 to 100'],
  ['a utilization over 100', { targetUtilization: 100.1 }, 'targetUtilization (100.1) must be a number from 1 to 100'],
  ['a utilization as a share', { targetUtilization: 0.7 }, 'targetUtilization (0.7) must be a number from 1 to 100'],
  ['a utilization in quotes', { targetUtilization: any('70') }, 'targetUtilization ("70") must be a number from 1 to 100: write 70'],
  ['a window of 5 seconds', { window: Duration.seconds(5) }, 'window (5 s) must be from 6 s to 3600 s'],
  ['a window over an hour', { window: Duration.seconds(3601) }, 'window (3601 s) must be from 6 s to 3600 s'],
  [
    'a window of no whole seconds',
    { window: Duration.millis(6500) },
    'window (6.5 s) must be a whole number of seconds: round it up with Duration.seconds(7)',
  ],
  ['a window as a number', { window: any(60) }, 'window (60) must be a Duration: write Duration.seconds(60)'],
  ['a window of 0', { window: any(0) }, 'window (0) must be a Duration: write Duration.seconds(30)'],
  ['no panic window', { panicWindowPercentage: 0 }, 'panicWindowPercentage (0) must be a number from 1 to 100'],
  ['a panic window over 100', { panicWindowPercentage: 101 }, 'panicWindowPercentage (101) must be a number from 1 to 100'],
  ['a panic threshold under 110', { panicThresholdPercentage: 109 }, 'panicThresholdPercentage (109) must be a number from 110 to 1000'],
  ['a panic threshold over 1000', { panicThresholdPercentage: 1001 }, 'panicThresholdPercentage (1001) must be a number from 110 to 1000'],
  ['a burst capacity of -2', { targetBurstCapacity: -2 }, 'targetBurstCapacity (-2) must be a number of at least 0'],
  ['a burst capacity between -1 and 0', { targetBurstCapacity: -0.5 }, 'targetBurstCapacity (-0.5) must be a number of at least 0'],
  ['a burst capacity in quotes', { targetBurstCapacity: any('-1') }, 'targetBurstCapacity ("-1") must be a number of at least 0'],
  ['a delay over an hour', { scaleDownDelay: Duration.minutes(61) }, 'scaleDownDelay (3660 s) must be from 0 s to 3600 s'],
  [
    'a delay of no whole seconds',
    { scaleDownDelay: Duration.millis(1) },
    'scaleDownDelay (0.001 s) must be a whole number of seconds: round it up with Duration.seconds(1)',
  ],
  [
    'a retention over an hour',
    { scaleToZeroPodRetention: Duration.hours(2) },
    'scaleToZeroPodRetention (7200 s) must be from 0 s to 3600 s',
  ],
  [
    'a retention of no whole seconds',
    { scaleToZeroPodRetention: Duration.millis(1500) },
    'scaleToZeroPodRetention (1.5 s) must be a whole number of seconds: round it up with Duration.seconds(2)',
  ],
  ['a wrong metric', { metric: KnativeMetric.cpu(0) }, 'metric.target (0) must be a whole number of at least 1'],
])('fails for %s', (_, props, message) => {
  expect(refusal(props)).toBe(`${message} [test]`);
});

test.each<KnativeAutoscalingProps>([
  { targetUtilization: 70 },
  { panicWindowPercentage: 10 },
  { panicThresholdPercentage: 200 },
  { targetBurstCapacity: 0 },
  { activationScale: 2 },
  { scaleDownDelay: Duration.seconds(0) },
  { scaleToZeroPodRetention: Duration.minutes(1) },
])('fails for a setting that the Horizontal Pod Autoscaler ignores: %p', (setting) => {
  expect(refusal({ metric: KnativeMetric.cpu(70), ...setting })).toBe(
    `${Object.keys(setting)[0]} has no effect with a metric of the Horizontal Pod Autoscaler: leave it out, or pass ` +
      'KnativeMetric.concurrency() or .rps() [test]',
  );
});
