import { Chart, Testing } from 'cdk8s';
import { Exposure, HttpMetric, HttpScaledWasm, KnativeWagiService, SpinAppScaled, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, exposure: Exposure.cluster() };
const IN_PROD = { namespace: 'prod' };
const NAMES = ['shop-proxy.prod', 'shop-proxy.prod.svc', 'shop-proxy.prod.svc.cluster.local'];

test('callers in the cluster reach an app by an alias of the interceptor, whose DNS names are hosts of the route', () => {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', APP), IN_PROD);
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'Service']);
  expect(manifests[4]).toStrictEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'shop-proxy', namespace: 'prod', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: {
      type: 'ExternalName',
      externalName: 'keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local',
      ports: [{ name: 'proxy', port: 8080 }],
    },
  });
  expect(only(manifests, 'InterceptorRoute').spec.rules).toStrictEqual([{ hosts: NAMES }]);
});

test('clusterUrl is the URL for callers in the cluster', () => {
  const chart = new Chart(Testing.app(), 'test', IN_PROD);
  expect(new HttpScaledWasm(chart, 'shop', APP).clusterUrl).toBe('http://shop-proxy.prod:8080');
  expect(new HttpScaledWasm(chart, 'open', { ...APP, hosts: ['a.example.com'], exposure: Exposure.ingress() }).clusterUrl).toBeUndefined();
});

test('hosts of the user come before those of the alias', () => {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, hosts: ['shop.internal'] }), IN_PROD);
  expect(only(manifests, 'InterceptorRoute').spec.rules).toStrictEqual([{ hosts: ['shop.internal', ...NAMES] }]);
});

test('the host for any host matches the names of the alias', () => {
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, hosts: ['*'] }), IN_PROD);
  expect(only(manifests, 'InterceptorRoute').spec.rules).toStrictEqual([{}]);
});

test('a SpinApp with metrics needs no hosts of its own', () => {
  const props = { image: APP.image, metrics: [HttpMetric.concurrency(5)], exposure: Exposure.cluster() };
  const manifests = synth((chart) => new SpinAppScaled(chart, 'shop', props), IN_PROD);
  expect(only(manifests, 'Service').metadata.name).toBe('shop-proxy');
  expect(only(manifests, 'InterceptorRoute').spec.rules).toStrictEqual([{ hosts: NAMES }]);
});

test('a SpinApp without metrics is reached by the Service that the operator creates', () => {
  const manifests = synth((chart) => new SpinAppScaled(chart, 'shop', { image: APP.image, exposure: Exposure.cluster() }), IN_PROD);
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['SpinApp']);
});

test('a Knative Service becomes cluster-local', () => {
  const make = (exposure?: Exposure) =>
    only(
      synth((chart) => new KnativeWagiService(chart, 'shop', { image: APP.image, exposure })),
      'Service',
    ).metadata.labels;
  expect(make(Exposure.cluster())).toStrictEqual({
    'app.kubernetes.io/name': 'shop',
    'networking.knative.dev/visibility': 'cluster-local',
  });
  expect(make(Exposure.none())).toStrictEqual({ 'app.kubernetes.io/name': 'shop' });
});

test('fails for an empty list of hosts, as with every exposure', () => {
  const making = (chart: Chart) =>
    new SpinAppScaled(chart, 'shop', { image: 'shop:v1', hosts: [], metrics: [HttpMetric.concurrency(1)], exposure: Exposure.cluster() });
  expect(errorOf(making, IN_PROD)).toBe("hosts ([]) must not be empty: pass the hosts of the app, or ['*'] for any host [test/shop]");
});

test('fails for a duplicate host, as with every exposure', () => {
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, hosts: ['a.com', 'a.com'] }), IN_PROD)).toMatch(/^hosts .*a\.com/);
});

test('fails without a namespace, which the host contains', () => {
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', APP))).toBe(
    'Exposure.cluster() needs the namespace of the app, since the host contains it: pass namespace to the chart [test/shop]',
  );
});

test.each([
  [
    'an Ingress before a Knative Service',
    { exposure: Exposure.ingress() },
    'exposure creates an Ingress or HTTPRoute, and Knative routes requests itself: leave it out, or pass domain for a custom domain',
  ],
  [
    'a public name of a Knative Service that only the cluster reaches',
    { exposure: Exposure.cluster(), domain: 'shop.example.com' },
    'domain ("shop.example.com") is for callers outside the cluster, which Exposure.cluster() excludes: leave one of the two out',
  ],
])('fails for %s', (_, props, message) => {
  expect(errorOf((chart) => new KnativeWagiService(chart, 'shop', { image: APP.image, ...props }))).toBe(`${message} [test/shop]`);
});
