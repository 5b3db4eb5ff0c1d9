import { Chart, Duration, Testing } from 'cdk8s';
import { HttpMetric, HttpScaledWasm, type HttpScaledWasmProps, HttpScalingApi, Platform, Trigger, WasmRuntime } from 'cdk8s-wasm';
import type { IConstruct } from 'constructs';
import { ADD_ON_0_8, ADD_ON_0_12, CURRENT, schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

function dependenciesOf(object: IConstruct | undefined): string[] | undefined {
  return object?.node.dependencies.map(({ node }) => node.path);
}

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

/** CRDs against which the manifest for an add-on must be valid: for a version between two pinned ones, both. */
const CRDS: { [httpAddOn: string]: string[][] } = {
  '0.8': [ADD_ON_0_8],
  '0.9': [ADD_ON_0_8, ADD_ON_0_12],
  '0.10': [ADD_ON_0_12],
  '0.11': [ADD_ON_0_12],
  '0.12': [ADD_ON_0_12],
  '0.13': [ADD_ON_0_12, CURRENT],
  '0.14': [CURRENT],
  '0.15': [CURRENT],
};

function objectOf(httpAddOn: string, props: Partial<HttpScaledWasmProps> = {}) {
  const api = HttpScalingApi.HTTP_SCALED_OBJECT;
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, api, ...props }), { platform: { httpAddOn } });
  const object = only(manifests, 'HTTPScaledObject');
  for (const crds of CRDS[httpAddOn]) expect(schemaErrors(object, crds)).toStrictEqual([]);
  return object;
}

function failureOf(httpAddOn: string, props: Partial<HttpScaledWasmProps>) {
  const api = HttpScalingApi.HTTP_SCALED_OBJECT;
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, api, ...props }), { platform: { httpAddOn } });
}

test.each(Object.keys(CRDS))(
  'on add-on %s an app with defaults is an HTTPScaledObject in the form that all versions serve',
  (httpAddOn) => {
    expect(objectOf(httpAddOn)).toStrictEqual({
      apiVersion: 'http.keda.sh/v1alpha1',
      kind: 'HTTPScaledObject',
      metadata: { name: 'shop', labels: { 'app.kubernetes.io/name': 'shop' } },
      spec: {
        hosts: ['shop.example.com'],
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', service: 'shop', port: 3000 },
        scalingMetric: { concurrency: { targetValue: 100 } },
        replicas: { min: 0 },
      },
    });
  },
);

/** Every setting of add-on 0.8. */
const SINCE_0_8: Partial<HttpScaledWasmProps> = {
  name: 'web',
  labels: { team: 'shop' },
  servicePort: 80,
  hosts: ['shop.example.com', 'www.example.com'],
  pathPrefixes: ['/api', '/v1'],
  metrics: [HttpMetric.requestRate({ target: 50, window: Duration.minutes(2), granularity: Duration.seconds(2) })],
  minReplicas: 1,
  maxReplicas: 20,
  cooldown: Duration.minutes(10),
};
const SPEC_0_8 = {
  hosts: ['shop.example.com', 'www.example.com'],
  pathPrefixes: ['/api', '/v1'],
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', service: 'web', port: 80 },
  scalingMetric: { requestRate: { targetValue: 50, window: '2m', granularity: '2s' } },
  replicas: { min: 1, max: 20 },
  scaledownPeriod: 600,
};

const SINCE_0_10: Partial<HttpScaledWasmProps> = { ...SINCE_0_8, initialCooldown: Duration.seconds(45) };
const SPEC_0_10 = { ...SPEC_0_8, initialCooldownPeriod: 45 };

const SINCE_0_11: Partial<HttpScaledWasmProps> = {
  ...SINCE_0_10,
  readinessTimeout: Duration.seconds(40),
  responseHeaderTimeout: Duration.millis(2500),
  coldStartFallback: { service: 'sorry', port: 8080 },
};
const SPEC_0_11 = {
  ...SPEC_0_10,
  timeouts: { responseHeader: '2500ms' },
  coldStartTimeoutFailoverRef: { service: 'sorry', port: 8080, timeoutSeconds: 40 },
};

const SINCE_0_12: Partial<HttpScaledWasmProps> = {
  ...SINCE_0_11,
  hosts: ['*.example.com'],
  headers: [{ name: 'X-Tenant', value: 'acme' }, { name: 'X-Beta' }],
};
const SPEC_0_12 = { ...SPEC_0_11, hosts: ['*.example.com'], headers: [{ name: 'X-Tenant', value: 'acme' }, { name: 'X-Beta' }] };

test.each([
  ['0.8', SINCE_0_8, SPEC_0_8],
  ['0.9', SINCE_0_8, SPEC_0_8],
  ['0.10', SINCE_0_10, SPEC_0_10],
  ['0.11', SINCE_0_11, SPEC_0_11],
  ['0.12', SINCE_0_12, SPEC_0_12],
  ['0.13', SINCE_0_12, SPEC_0_12],
  ['0.15', SINCE_0_12, SPEC_0_12],
])('on add-on %s an HTTPScaledObject has every setting that the version serves', (httpAddOn, props, spec) => {
  expect(objectOf(httpAddOn, props)).toStrictEqual({
    apiVersion: 'http.keda.sh/v1alpha1',
    kind: 'HTTPScaledObject',
    metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', team: 'shop' } },
    spec,
  });
});

test.each([
  ['initialCooldown', '0.9', '0.10', Duration.seconds(45)],
  ['readinessTimeout', '0.10', '0.11', Duration.seconds(40)],
  ['responseHeaderTimeout', '0.10', '0.11', Duration.seconds(40)],
  ['coldStartFallback', '0.10', '0.11', { service: 'sorry', port: 80 }],
  ['headers', '0.11', '0.12', [{ name: 'X-Beta' }]],
])('fails when %s is set on add-on %s', (prop, before, since, value) => {
  expect(failureOf(before, { [prop]: value })).toBe(
    `${prop} needs the KEDA HTTP add-on ${since} or newer, and the platform declares ${before}: ` +
      `leave ${prop} out, or declare Platform.target(app, { httpAddOn: '${since}' }) [test/shop]`,
  );
  expect(objectOf(since, { [prop]: value }).spec.hosts).toStrictEqual(['shop.example.com']);
});

test('fails for a wildcard on add-on 0.11', () => {
  expect(failureOf('0.11', { hosts: ['shop.example.com', '*.example.com'] })).toBe(
    'a wildcard in hosts needs the KEDA HTTP add-on 0.12 or newer, and the platform declares 0.11: ' +
      "leave a wildcard in hosts out, or declare Platform.target(app, { httpAddOn: '0.12' }) [test/shop]",
  );
});

test('fails for any host on add-on 0.12, which stops its interceptor', () => {
  expect(failureOf('0.12', { hosts: ['*'] })).toBe(
    'hosts ["*"] needs the KEDA HTTP add-on 0.13 or newer, and the platform declares 0.12: ' +
      'leave hosts ["*"] out, or declare Platform.target(app, { httpAddOn: \'0.13\' }) [test/shop]',
  );
});

test('an HTTPScaledObject for any host has the host *', () => {
  expect(objectOf('0.13', { hosts: ['*'], pathPrefixes: ['/api'] }).spec).toStrictEqual({
    hosts: ['*'],
    pathPrefixes: ['/api'],
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', service: 'shop', port: 3000 },
    scalingMetric: { concurrency: { targetValue: 100 } },
    replicas: { min: 0 },
  });
});

test('readinessTimeout is conditionWait if there is no fallback', () => {
  expect(objectOf('0.11', { readinessTimeout: Duration.millis(1500) }).spec.timeouts).toStrictEqual({ conditionWait: '1500ms' });
});

test('a fallback without readinessTimeout uses the default of the add-on', () => {
  const { spec } = objectOf('0.11', { coldStartFallback: { service: 'sorry', port: 80 } });
  expect(spec.coldStartTimeoutFailoverRef).toStrictEqual({ service: 'sorry', port: 80 });
  expect(spec.timeouts).toBeUndefined();
});

test('fails when readinessTimeout with a fallback is not a whole number of seconds', () => {
  const coldStartFallback = { service: 'sorry', port: 80 };
  expect(failureOf('0.11', { coldStartFallback, readinessTimeout: Duration.millis(1500) })).toBe(
    'readinessTimeout (1.5 s) must be a whole number of seconds: round it up with Duration.seconds(2) [test/shop]',
  );
});

test.each([
  ['requestTimeout', '0.14', Duration.seconds(30)],
  ['coldStartPlaceholder', '0.15', {}],
])('fails when %s is set, which only an InterceptorRoute has', (prop, since, value) => {
  const message =
    `${prop} needs an InterceptorRoute, and this app is routed by an HTTPScaledObject: ` +
    `leave ${prop} out, or use the InterceptorRoute of add-on ${since} [test/shop]`;
  expect(failureOf('0.12', { [prop]: value })).toBe(message);
  expect(failureOf('0.15', { [prop]: value })).toBe(message);
});

test('fails for two metrics', () => {
  expect(failureOf('0.13', { metrics: [HttpMetric.concurrency(1), HttpMetric.requestRate({ target: 1 })] })).toBe(
    'metrics has two entries, and an HTTPScaledObject takes one: leave one out, or use the InterceptorRoute of add-on 0.14 [test/shop]',
  );
});

test('fails for bounds that KEDA rejects in the resulting ScaledObject', () => {
  expect(failureOf('0.12', { minReplicas: 5, maxReplicas: 2 })).toBe(
    'maxReplicas (2) must be at least minReplicas (5): raise maxReplicas or lower minReplicas [test/shop]',
  );
});

test('fails for a name that does not fit into the name of the HPA', () => {
  expect(failureOf('0.12', { name: 'a'.repeat(55) })).toBe(
    `name ("${'a'.repeat(55)}", 55 characters) must have at most 54 characters, since KEDA names the HPA keda-hpa-<name>, ` +
      'which may have 63: ' +
      'pass a shorter name [test/shop]',
  );
});

test.each(['0.8', '0.12', '0.15'])(
  'on add-on %s an HTTPScaledObject with further triggers skips the creation of a ScaledObject',
  (httpAddOn) => {
    const triggers = [Trigger.cron({ timezone: 'UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 })];
    const object = objectOf(httpAddOn, {
      triggers,
      minReplicas: 1,
      maxReplicas: 9,
      cooldown: Duration.seconds(30),
      initialCooldown: Duration.seconds(5),
    });
    expect(object.metadata.annotations).toStrictEqual({ 'httpscaledobject.keda.sh/skip-scaledobject-creation': 'true' });
    expect(object.spec).toStrictEqual({
      hosts: ['shop.example.com'],
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop', service: 'shop', port: 3000 },
      scalingMetric: { concurrency: { targetValue: 100 } },
    });
  },
);

test('an HTTPScaledObject is applied after the Deployment and the Service', () => {
  const chart = new Chart(Testing.app(), 'test');
  Platform.target(chart, { httpAddOn: '0.12' });
  const { httpScaledObject } = new HttpScaledWasm(chart, 'shop', APP);
  expect(dependenciesOf(httpScaledObject)).toStrictEqual(['test/shop/App/Deployment', 'test/shop/App/Service']);
});
