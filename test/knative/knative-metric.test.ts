import { Chart, Size, Testing } from 'cdk8s';
import { KnativeMetric } from 'cdk8s-wasm';
import { errorOf } from '../support/synth';

const KPA = 'kpa.autoscaling.knative.dev';
const HPA = 'hpa.autoscaling.knative.dev';

const METRICS: [string, KnativeMetric, object][] = [
  ['concurrency', KnativeMetric.concurrency(10), { class: KPA, metric: 'concurrency', target: '10' }],
  ['a fraction of a request', KnativeMetric.concurrency(0.01), { class: KPA, metric: 'concurrency', target: '0.01' }],
  ['requests per second', KnativeMetric.rps(150), { class: KPA, metric: 'rps', target: '150' }],
  ['a fraction of a request per second', KnativeMetric.rps(0.5), { class: KPA, metric: 'rps', target: '0.5' }],
  ['cpu', KnativeMetric.cpu(1), { class: HPA, metric: 'cpu', target: '1' }],
  ['cpu of pods that burst', KnativeMetric.cpu(250), { class: HPA, metric: 'cpu', target: '250' }],
  ['memory', KnativeMetric.memory(Size.mebibytes(1)), { class: HPA, metric: 'memory', target: '1' }],
  ['memory in gibibytes', KnativeMetric.memory(Size.gibibytes(1.5)), { class: HPA, metric: 'memory', target: '1536' }],
  ['memory in kibibytes', KnativeMetric.memory(Size.kibibytes(2048)), { class: HPA, metric: 'memory', target: '2' }],
  ['a custom metric', KnativeMetric.custom('queue_length', 1), { class: HPA, metric: 'queue_length', target: '1' }],
  ['a custom metric in bytes', KnativeMetric.custom('backlog', 5e9), { class: HPA, metric: 'backlog', target: '5000000000' }],
];

test.each(METRICS)('%s has its class, its metric and a target as strings', (_, metric, expected) => {
  expect(metric._bind(new Chart(Testing.app(), 'test'))).toStrictEqual(expected);
});

test('only the metrics of the Knative Pod Autoscaler scale to zero', () => {
  const zero = METRICS.filter(([, metric]) => metric.scalesToZero).map(([title]) => title);
  expect(zero).toStrictEqual(['concurrency', 'a fraction of a request', 'requests per second', 'a fraction of a request per second']);
});

const any = (value: unknown) => value as never;

test.each([
  ['concurrency under a hundredth', KnativeMetric.concurrency(0.009), 'metric.target (0.009) must be a number of at least 0.01'],
  ['a negative concurrency', KnativeMetric.concurrency(-1), 'metric.target (-1) must be a number of at least 0.01'],
  ['NaN', KnativeMetric.concurrency(Number.NaN), 'metric.target (NaN) must be a number of at least 0.01'],
  ['an endless concurrency', KnativeMetric.concurrency(Infinity), 'metric.target (Infinity) must be a number of at least 0.01'],
  ['a number in quotes', KnativeMetric.concurrency(any('10')), 'metric.target ("10") must be a number of at least 0.01: write 10'],
  ['no rate', KnativeMetric.rps(0), 'metric.target (0) must be a number of at least 0.01'],
  ['a rate of null', KnativeMetric.rps(any(null)), 'metric.target (null) must be a number of at least 0.01'],
  ['no percent', KnativeMetric.cpu(0), 'metric.target (0) must be a whole number of at least 1'],
  ['a fraction of a percent', KnativeMetric.cpu(70.5), 'metric.target (70.5) must be a whole number of at least 1'],
  ['percent in quotes', KnativeMetric.cpu(any('70%')), 'metric.target ("70%") must be a whole number of at least 1'],
  ['percent beyond int32', KnativeMetric.cpu(3e9), 'metric.target (3000000000) must be a whole number from 1 to 2147483647'],
  ['memory as a number', KnativeMetric.memory(any(64)), 'metric.target (64) must be a Size: write Size.mebibytes(64)'],
  ['memory as a quantity', KnativeMetric.memory(any('64Mi')), 'metric.target ("64Mi") must be a Size: write Size.mebibytes(64)'],
  ['no memory', KnativeMetric.memory(any(undefined)), 'metric.target (undefined) must be a Size: write Size.mebibytes(64)'],
  ['memory of 0', KnativeMetric.memory(Size.mebibytes(0)), 'metric.target (0Mi) must be whole mebibytes, at least 1'],
  ['half a mebibyte', KnativeMetric.memory(Size.kibibytes(512)), 'metric.target (512Ki) must be whole mebibytes, at least 1'],
  ['a fraction of mebibytes', KnativeMetric.memory(Size.kibibytes(1536)), 'metric.target (1536Ki) must be whole mebibytes, at least 1'],
  ['bytes in mebibytes', KnativeMetric.memory(Size.mebibytes(64.0001)), 'metric.target (64.0001Mi) must be whole mebibytes, at least 1'],
  ['a custom target that Knative would cut off', KnativeMetric.custom('queue', 1.5), whole('1.5')],
  ['a custom target of 0', KnativeMetric.custom('queue', 0), whole('0')],
  ['a custom target without digits', KnativeMetric.custom('queue', 1e21), whole('1e+21')],
  ['a custom metric without a name', KnativeMetric.custom('', 5), 'metric.name ("") must be a non-empty string'],
  ['a blank name', KnativeMetric.custom(' ', 5), 'metric.name (" ") must be a non-empty string'],
  ['a name of undefined', KnativeMetric.custom(any(undefined), 5), 'metric.name is missing: pass a string'],
])('fails for %s', (_, metric, message) => {
  expect(errorOf((chart) => metric._bind(chart))).toBe(`${message} [test]`);
});

function whole(value: string): string {
  return `metric.target (${value}) must be a whole number from 1 to 9007199254740991`;
}
