import { Chart, Testing } from 'cdk8s';
import { Exposure, HttpScaledWasm, SpinAppScaled, WasmRuntime } from 'cdk8s-wasm';
import { createIngress } from '../../lib/exposure/ingress';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

test('an Ingress has every setting of its configuration', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'prod' });
  createIngress(
    chart,
    { 'app.kubernetes.io/name': 'shop' },
    {
      name: 'shop',
      namespace: 'edge',
      annotations: { a: 'b' },
      className: 'nginx',
      tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
      hosts: ['shop.example.com', undefined],
      paths: [
        { path: '/api', pathType: 'Prefix', service: 'proxy', servicePort: 8081 },
        { path: '/v1', pathType: 'Exact', service: 'proxy', servicePort: 8081 },
      ],
    },
  );
  const backend = { service: { name: 'proxy', port: { number: 8081 } } };
  const paths = [
    { path: '/api', pathType: 'Prefix', backend },
    { path: '/v1', pathType: 'Exact', backend },
  ];
  expect(Testing.synth(chart)).toStrictEqual([
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'shop', namespace: 'edge', labels: { 'app.kubernetes.io/name': 'shop' }, annotations: { a: 'b' } },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['shop.example.com'], secretName: 'shop-tls' }],
        rules: [{ host: 'shop.example.com', http: { paths } }, { http: { paths } }],
      },
    },
  ]);
});

test('an Ingress routes to the interceptor that the platform declares', () => {
  const interceptor = { service: 'interceptor-proxy', namespace: 'http-add-on', port: 9000 };
  const { metadata, spec } = only(
    synth((chart) => new HttpScaledWasm(chart, 'shop', APP), { namespace: 'prod', platform: { interceptor } }),
    'Ingress',
  );
  expect(metadata.namespace).toBe('http-add-on');
  expect(spec.rules[0].http.paths[0].backend).toStrictEqual({ service: { name: 'interceptor-proxy', port: { number: 9000 } } });
});

test('an Ingress of an app without the add-on is in the namespace of the app', () => {
  const make = (chart: Chart) => new SpinAppScaled(chart, 'shop', { image: APP.image, hosts: APP.hosts });
  const { metadata, spec } = only(synth(make, { namespace: 'prod' }), 'Ingress');
  expect(metadata).toStrictEqual({ name: 'shop', namespace: 'prod', labels: { 'app.kubernetes.io/name': 'shop' } });
  expect(spec.rules[0].http.paths[0].backend).toStrictEqual({ service: { name: 'shop', port: { number: 80 } } });
});

test('fails when Ingresses of apps with the same name collide in the namespace of the interceptor', () => {
  const app = Testing.app();
  new HttpScaledWasm(new Chart(app, 'blue', { namespace: 'blue' }), 'shop', APP);
  const green = new Chart(app, 'green', { namespace: 'green' });
  expect(() => new HttpScaledWasm(green, 'shop', { ...APP, hosts: ['green.example.com'] })).toThrow(
    new Error(
      'Ingress shop in namespace keda is already created by [blue/shop]: rename one of the two, ' +
        'or if the charts are for different clusters, declare each with Platform.target(chart, { ... }) [green/shop]',
    ),
  );
});

test('apps of the same name in two namespaces can have Ingresses with different names', () => {
  const app = Testing.app();
  new HttpScaledWasm(new Chart(app, 'blue', { namespace: 'blue' }), 'shop', APP);
  const green = new Chart(app, 'green', { namespace: 'green' });
  const exposure = Exposure.ingress({ name: 'shop-green' });
  const { ingress } = new HttpScaledWasm(green, 'shop', { ...APP, hosts: ['green.example.com'], exposure });
  expect(ingress?.name).toBe('shop-green');
});

test('fails when an app is declared twice in one chart', () => {
  const make = (chart: Chart) => {
    new SpinAppScaled(chart, 'a', { name: 'shop', image: 'x', hosts: APP.hosts });
    new SpinAppScaled(chart, 'b', { name: 'shop', image: 'x', hosts: APP.hosts });
  };
  expect(errorOf(make)).toBe('SpinApp shop is already created by [test/a]: rename one of the two [test/b]');
});

const shop = { image: 'shop:1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

test('fails when two Ingresses of the same class route the same host and path to two apps', () => {
  const failure = errorOf((chart) => {
    new HttpScaledWasm(chart, 'stable', shop);
    new HttpScaledWasm(chart, 'canary', { ...shop, headers: [{ name: 'x-canary' }] });
  });
  expect(failure).toBe(
    'host shop.example.com with path / is already routed to [test/stable]: ' +
      'pass another host or path, or Exposure.none() to one of the two [test/canary]',
  );
});

test('two apps can share a host with different paths, with different classes, or if one of them is exposed elsewhere', () => {
  const manifests = synth((chart) => {
    new HttpScaledWasm(chart, 'web', shop);
    new HttpScaledWasm(chart, 'api', { ...shop, pathPrefixes: ['/api'] });
    new HttpScaledWasm(chart, 'internal', { ...shop, exposure: Exposure.ingress({ className: 'internal' }) });
    new HttpScaledWasm(chart, 'canary', { ...shop, headers: [{ name: 'x-canary' }], exposure: Exposure.none() });
  });
  expect(manifests.filter(({ kind }) => kind === 'Ingress').map(({ metadata }) => metadata.name)).toStrictEqual(['web', 'api', 'internal']);
});
