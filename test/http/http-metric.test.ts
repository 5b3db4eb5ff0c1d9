import { Duration } from 'cdk8s';
import { HttpMetric, HttpScaledWasm, type HttpScaledWasmProps, type PlatformProps, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

function metricOf(props: Partial<HttpScaledWasmProps>, platform: PlatformProps = {}) {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props }), { platform });
  return only(manifests, platform.httpAddOn ? 'HTTPScaledObject' : 'InterceptorRoute').spec.scalingMetric;
}

function failureOf(metrics: HttpMetric[], platform: PlatformProps = {}) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, metrics }), { platform });
}

test.each([
  ['a concurrency', [HttpMetric.concurrency(200)], { concurrency: { targetValue: 200 } }],
  [
    "a request rate with the add-on's window and granularity",
    [HttpMetric.requestRate({ target: 50 })],
    { requestRate: { targetValue: 50, window: '1m', granularity: '1s' } },
  ],
  [
    'a request rate with its own window and granularity',
    [HttpMetric.requestRate({ target: 5, window: Duration.seconds(90), granularity: Duration.millis(500) })],
    { requestRate: { targetValue: 5, window: '90s', granularity: '500ms' } },
  ],
  [
    'a request rate whose window is one granularity',
    [HttpMetric.requestRate({ target: 1, window: Duration.hours(1), granularity: Duration.minutes(60) })],
    { requestRate: { targetValue: 1, window: '1h', granularity: '1h' } },
  ],
  [
    'one metric of each kind',
    [HttpMetric.requestRate({ target: 50 }), HttpMetric.concurrency(2_147_483_647)],
    { concurrency: { targetValue: 2_147_483_647 }, requestRate: { targetValue: 50, window: '1m', granularity: '1s' } },
  ],
])('an InterceptorRoute has the metric %s', (_, metrics, scalingMetric) => {
  expect(metricOf({ metrics })).toStrictEqual(scalingMetric);
});

test('an app without metrics is scaled on 100 concurrent requests', () => {
  expect(metricOf({})).toStrictEqual({ concurrency: { targetValue: 100 } });
});

test('an HTTPScaledObject has one metric in the same form', () => {
  expect(metricOf({ metrics: [HttpMetric.requestRate({ target: 7 })] }, { httpAddOn: '0.8' })).toStrictEqual({
    requestRate: { targetValue: 7, window: '1m', granularity: '1s' },
  });
});

test.each([
  ['0', 0, '0'],
  ['negative', -1, '-1'],
  ['no whole number', 1.5, '1.5'],
  ['NaN', Number.NaN, 'NaN'],
  ['null', null as never, 'null'],
])('fails when a target is %s', (_, target, shown) => {
  const message = `metrics[0].target (${shown}) must be a whole number of at least 1 [test/shop]`;
  expect(failureOf([HttpMetric.concurrency(target)])).toBe(message);
  expect(failureOf([HttpMetric.requestRate({ target })])).toBe(message);
});

test('fails when a target is a string', () => {
  expect(failureOf([HttpMetric.concurrency('10' as never)])).toBe(
    'metrics[0].target ("10") must be a whole number of at least 1: write 10 [test/shop]',
  );
});

test('fails when a target exceeds an int32', () => {
  expect(failureOf([HttpMetric.concurrency(2_147_483_648)])).toBe(
    'metrics[0].target (2147483648) must be a whole number from 1 to 2147483647 [test/shop]',
  );
});

test('fails when a target is missing', () => {
  const message = 'metrics[0].target is missing: pass the target for each replica [test/shop]';
  expect(failureOf([HttpMetric.concurrency(undefined as never)])).toBe(message);
  expect(failureOf([HttpMetric.requestRate({} as never)])).toBe(message);
});

test('fails when a window is shorter than its granularity', () => {
  const metric = HttpMetric.requestRate({ target: 1, window: Duration.seconds(1), granularity: Duration.millis(1001) });
  expect(failureOf([HttpMetric.concurrency(1), metric])).toBe(
    'metrics[1].window (1s) must be at least its granularity (1001ms): raise window or lower granularity [test/shop]',
  );
});

test('fails when a granularity is 0', () => {
  expect(failureOf([HttpMetric.requestRate({ target: 1, granularity: Duration.seconds(0) })])).toBe(
    'metrics[0].granularity (0s) must be longer than 0 [test/shop]',
  );
});

test('fails when a window is a number', () => {
  expect(failureOf([HttpMetric.requestRate({ target: 1, window: 60 as never })])).toBe(
    'metrics[0].window (60) must be a Duration: write Duration.seconds(60) [test/shop]',
  );
});

test('fails when a granularity is a string', () => {
  expect(failureOf([HttpMetric.requestRate({ target: 1, granularity: '1s' as never })])).toBe(
    'metrics[0].granularity ("1s") must be a Duration: write Duration.seconds(1) [test/shop]',
  );
});

test.each([
  ['concurrency', [HttpMetric.concurrency(1), HttpMetric.concurrency(2)]],
  ['requestRate', [HttpMetric.requestRate({ target: 1 }), HttpMetric.requestRate({ target: 2 })]],
])('fails when a %s is given twice', (kind, metrics) => {
  expect(failureOf(metrics)).toBe(`metrics[1] is a second ${kind} metric: pass each kind once [test/shop]`);
});

test.each([
  ['a string', 'concurrency', '"concurrency"'],
  ['an object', { concurrency: 5 }, '{"concurrency":5}'],
  ['null', null, 'null'],
])('fails when a metric is %s', (_, metric, shown) => {
  expect(failureOf([metric as never])).toBe(`metrics[0] (${shown}) must be an HttpMetric, such as HttpMetric.concurrency(100) [test/shop]`);
});
