import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  KnativeMetric,
  KnativeWagiService,
  Platform,
  SpinAppScaled,
  Trigger,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';
import '../../lib/jest';

const scaledObject = (spec: object, annotations = {}) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'worker', annotations },
  spec: { scaleTargetRef: { name: 'worker' }, triggers: [{ type: 'external-push', metadata: { scalerAddress: 'scaler:9090' } }], ...spec },
});

function http(app = Testing.app()): Chart {
  const chart = new Chart(app, 'hello', { namespace: 'hello' });
  new HttpScaledWasm(chart, 'hello', {
    image: 'ghcr.io/my-org/hello:v1',
    runtime: WasmRuntime.SLIGHT,
    hosts: ['hello.example.com'],
    metrics: [HttpMetric.concurrency(10)],
    exposure: Exposure.ingress({ className: 'nginx' }),
  });
  return chart;
}

/** Returns the message of a failing assertion. */
function failure(assertion: () => void): string {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion passed');
}

test('an app of the constructs has no findings, scales to zero and is routed, as chart, app, manifests and YAML', () => {
  const app = new App({ outdir: 'unused' });
  const chart = http(app);
  for (const form of [chart, app, Testing.synth(chart)]) {
    expect(form).toHaveNoFindings();
    expect(form).toScaleToZero('hello');
    expect(form).toRouteHost('hello.example.com');
    expect(form).not.toRouteHost('other.example.com');
  }
  expect('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n').toHaveNoFindings();
});

test('the platform is the one of the construct, or the given one', () => {
  const app = Testing.app();
  Platform.target(app, { httpAddOn: '0.12' });
  const chart = http(app);
  expect(chart).toHaveNoFindings();
  expect(Testing.synth(chart)).toHaveNoFindings({ httpAddOn: '0.12' });
  expect(chart).toHaveFinding('http-add-on/deprecated-kind', { httpAddOn: '0.15' });
});

test('toHaveNoFindings fails with every finding', () => {
  const bad = [scaledObject({ minReplicaCount: 5, maxReplicaCount: 2 })];
  expect(failure(() => expect(bad).toHaveNoFindings())).toContain(
    '  error keda/replica-bounds in ScaledObject worker, spec.minReplicaCount: minReplicaCount (5) is above maxReplicaCount (2); raise maxReplicaCount or lower minReplicaCount',
  );
  expect(failure(() => expect([]).not.toHaveNoFindings())).toBe('expected findings, but there are none');
});

test('toHaveFinding expects a finding of a rule', () => {
  const bad = [scaledObject({ minReplicaCount: 5, maxReplicaCount: 2 })];
  expect(bad).toHaveFinding('keda/replica-bounds');
  expect(bad).not.toHaveFinding('schema/type');
  expect(failure(() => expect([]).toHaveFinding('schema/type'))).toBe('expected a finding of schema/type, but there is none');
  expect(failure(() => expect(bad).not.toHaveFinding('keda/replica-bounds'))).toMatch(
    /^expected no finding of keda\/replica-bounds, but there is\n {2}error/,
  );
  expect(failure(() => expect(bad).toHaveFinding('keda/replica-bound'))).toBe(
    'unknown rule "keda/replica-bound": did you mean keda/replica-bounds?',
  );
});

test.each<[object, string | undefined]>([
  [scaledObject({}), undefined],
  [scaledObject({ minReplicaCount: 0 }), undefined],
  [scaledObject({ minReplicaCount: 2, idleReplicaCount: 0 }), undefined],
  [scaledObject({ minReplicaCount: 1 }), 'ScaledObject worker has minReplicaCount 1'],
  [scaledObject({ triggers: [{ type: 'cpu', metadata: {} }] }), 'ScaledObject worker has no trigger that can activate it from zero: cpu'],
  [scaledObject({}, { 'autoscaling.keda.sh/paused-replicas': '2' }), 'ScaledObject worker is paused at 2 replicas'],
  [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'worker' } },
    'nothing scales worker: there is no ScaledObject, HTTPScaledObject or Knative Service for it',
  ],
])('toScaleToZero fails with the reason: %j', (manifest, reason) => {
  if (reason === undefined) expect(manifest).toScaleToZero('worker');
  else expect(failure(() => expect(manifest).toScaleToZero('worker'))).toBe(reason);
});

test('toScaleToZero covers SpinApps and Knative Services', () => {
  const chart = Testing.chart();
  new SpinAppScaled(chart, 'spin', { image: 'a', triggers: [Trigger.external({ scalerAddress: 'scaler:9090' })] });
  const props = { image: 'a', metric: KnativeMetric.concurrency(10) };
  new KnativeWagiService(chart, 'wagi', props);
  new KnativeWagiService(chart, 'warm', { ...props, minReplicas: 1 });
  expect(chart).toScaleToZero('spin');
  expect(chart).toScaleToZero('wagi');
  expect(failure(() => expect(chart).toScaleToZero('warm'))).toBe('Service warm has min-scale 1');
});

test('toRouteHost fails with the missing route', () => {
  const manifests = Testing.synth(http());
  const withoutRoute = manifests.filter(({ kind }) => kind !== 'InterceptorRoute');
  expect(failure(() => expect(withoutRoute).toRouteHost('hello.example.com'))).toBe(
    'Ingress hello routes hello.example.com to the interceptor, which has no route for it (its hosts: none)',
  );
  expect(failure(() => expect(manifests).toRouteHost('helo.example.com'))).toBe(
    'nothing routes helo.example.com (hosts: hello.example.com)',
  );
});

test('toRouteHost covers wildcards and DomainMappings', () => {
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'a' },
    spec: { hostnames: ['*.example.com'] },
  };
  const domain = { apiVersion: 'serving.knative.dev/v1beta1', kind: 'DomainMapping', metadata: { name: 'wagi.example.org' } };
  expect(route).toRouteHost('a.example.com');
  expect(route).not.toRouteHost('example.com');
  expect(domain).toRouteHost('wagi.example.org');
});

test('fails for a value that is not a manifest', () => {
  expect(failure(() => expect(42).toHaveNoFindings())).toContain('expect() must receive manifests, a chart, an app or YAML');
});

test('toHaveFinding accepts a chart whose synthesis fails', () => {
  const chart = Testing.chart();
  const app = new WasmApp(chart, 'app', {
    image: 'img',
    runtime: WasmRuntime.SLIGHT,
    triggers: [Trigger.cron({ timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 })],
    maxReplicas: 5,
  });
  app.scaledObject?.addJsonPatch(JsonPatch.replace('/spec/minReplicaCount', 9));
  expect(() => Testing.synth(chart)).toThrow('keda/replica-bounds');
  expect(chart).toHaveFinding('keda/replica-bounds');
});
