import { Chart, Duration, JsonPatch, Testing } from 'cdk8s';
import { HttpMetric, HttpScaledWasm, type HttpScaledWasmProps, type PlatformProps, SpinAppScaled, WasmRuntime } from 'cdk8s-wasm';
import type { IConstruct } from 'constructs';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

function dependenciesOf(object: IConstruct | undefined): string[] | undefined {
  return object?.node.dependencies.map(({ node }) => node.path);
}

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

function routeOf(props: Partial<HttpScaledWasmProps>, platform: PlatformProps = {}) {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props }), { platform });
  const route = only(manifests, 'InterceptorRoute');
  expect(schemaErrors(route)).toStrictEqual([]);
  return route;
}

test('a route has the hosts of the app, its Service and its metrics', () => {
  expect(routeOf({})).toStrictEqual({
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name: 'shop', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: {
      target: { service: 'shop', port: 3000 },
      rules: [{ hosts: ['shop.example.com'] }],
      scalingMetric: { concurrency: { targetValue: 100 } },
    },
  });
});

test('a route has every routing setting of the app', () => {
  const route = routeOf({
    name: 'web',
    labels: { team: 'shop' },
    servicePort: 80,
    hosts: ['shop.example.com', '*.shop.example.com'],
    pathPrefixes: ['/api', '/v1'],
    headers: [{ name: 'X-Tenant', value: 'acme' }, { name: 'X-Beta' }, { name: 'X-Empty', value: '' }],
    metrics: [HttpMetric.concurrency(20), HttpMetric.requestRate({ target: 50, window: Duration.minutes(2) })],
    readinessTimeout: Duration.millis(1500),
    requestTimeout: Duration.minutes(2),
    responseHeaderTimeout: Duration.seconds(90),
    coldStartFallback: { service: 'sorry', port: 8080 },
    coldStartPlaceholder: { statusCode: 202, body: '<p>soon</p>', headers: { 'Retry-After': '5' } },
  });
  expect(route).toStrictEqual({
    apiVersion: 'http.keda.sh/v1beta1',
    kind: 'InterceptorRoute',
    metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', team: 'shop' } },
    spec: {
      target: { service: 'web', port: 80 },
      rules: [
        {
          hosts: ['shop.example.com', '*.shop.example.com'],
          paths: [{ value: '/api' }, { value: '/v1' }],
          headers: [{ name: 'X-Tenant', value: 'acme' }, { name: 'X-Beta' }, { name: 'X-Empty', value: '' }],
        },
      ],
      scalingMetric: {
        concurrency: { targetValue: 20 },
        requestRate: { targetValue: 50, window: '2m', granularity: '1s' },
      },
      timeouts: { readiness: '1500ms', request: '2m', responseHeader: '90s' },
      coldStart: {
        fallback: { service: { name: 'sorry', port: 8080 } },
        placeholder: { response: { statusCode: 202, body: '<p>soon</p>', headers: { 'Retry-After': '5' } } },
      },
    },
  });
});

test('a route for any host has a rule, since a route without rules matches nothing', () => {
  expect(routeOf({ hosts: ['*'] }).spec.rules).toStrictEqual([{}]);
});

test('a route for any host keeps its paths and headers', () => {
  expect(routeOf({ hosts: ['*'], pathPrefixes: ['/api'], headers: [{ name: 'X-Beta' }] }).spec.rules).toStrictEqual([
    { paths: [{ value: '/api' }], headers: [{ name: 'X-Beta' }] },
  ]);
});

test.each([
  ['readinessTimeout', { readiness: '30s' }],
  ['requestTimeout', { request: '30s' }],
  ['responseHeaderTimeout', { responseHeader: '30s' }],
])('a route with %s alone leaves the other timeouts to the interceptor', (prop, timeouts) => {
  expect(routeOf({ [prop]: Duration.seconds(30) }).spec.timeouts).toStrictEqual(timeouts);
});

test('a fallback has no placeholder', () => {
  expect(routeOf({ coldStartFallback: { service: 'sorry', port: 80 } }).spec.coldStart).toStrictEqual({
    fallback: { service: { name: 'sorry', port: 80 } },
  });
});

test.each([
  ['of nothing but defaults', {}, {}],
  ['whose body is in a ConfigMap', { bodyConfigMap: 'pages.shop' }, { bodyFromConfigMap: { name: 'pages.shop' } }],
  [
    'whose body is a key of a ConfigMap',
    { bodyConfigMap: 'pages', bodyConfigMapKey: 'wait.html' },
    { bodyFromConfigMap: { name: 'pages', key: 'wait.html' } },
  ],
  ['with the lowest status and an empty body', { statusCode: 200, body: '' }, { statusCode: 200, body: '' }],
  ['with the highest status', { statusCode: 599 }, { statusCode: 599 }],
])('a placeholder %s', (_, coldStartPlaceholder, response) => {
  expect(routeOf({ coldStartPlaceholder }).spec.coldStart).toStrictEqual({ placeholder: { response } });
});

test('a route for add-on 0.14 has everything but the placeholder', () => {
  const props = { requestTimeout: Duration.seconds(60), coldStartFallback: { service: 'sorry', port: 80 } };
  expect(routeOf(props, { httpAddOn: '0.14' }).spec).toStrictEqual({
    target: { service: 'shop', port: 3000 },
    rules: [{ hosts: ['shop.example.com'] }],
    scalingMetric: { concurrency: { targetValue: 100 } },
    timeouts: { request: '1m' },
    coldStart: { fallback: { service: { name: 'sorry', port: 80 } } },
  });
});

test('fails for a placeholder on add-on 0.14', () => {
  const make = (chart: Chart) => new HttpScaledWasm(chart, 'shop', { ...APP, coldStartPlaceholder: {} });
  expect(errorOf(make, { platform: { httpAddOn: '0.14' } })).toBe(
    'coldStartPlaceholder needs the KEDA HTTP add-on 0.15 or newer, and the platform declares 0.14: ' +
      "leave coldStartPlaceholder out, or declare Platform.target(app, { httpAddOn: '0.15' }) [test/shop]",
  );
});

test('a route of a SpinApp targets port 80 of the Service that the operator creates', () => {
  const manifests = synth(
    (chart) => new SpinAppScaled(chart, 'shop', { image: 'ghcr.io/acme/shop:v1', hosts: APP.hosts, metrics: [HttpMetric.concurrency(1)] }),
  );
  expect(only(manifests, 'InterceptorRoute').spec.target).toStrictEqual({ service: 'shop', port: 80 });
});

test('a route is applied after its Service', () => {
  const chart = new Chart(Testing.app(), 'test');
  const { route } = new HttpScaledWasm(chart, 'shop', APP);
  expect(dependenciesOf(route)).toStrictEqual(['test/shop/App/Service']);
});

test('a JSON patch is applied to a route', () => {
  const manifests = synth((chart) => {
    const { route } = new HttpScaledWasm(chart, 'shop', APP);
    route?.addJsonPatch(JsonPatch.add('/spec/rules/0/unheardOf', 1));
    route?.metadata.addAnnotation('cdk8s-wasm/ignore', 'schema/unknown-field: a field of a newer add-on');
  });
  expect(only(manifests, 'InterceptorRoute').spec.rules).toStrictEqual([{ hosts: ['shop.example.com'], unheardOf: 1 }]);
});
