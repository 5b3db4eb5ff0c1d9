import {
  AppProtocol,
  Exposure,
  HttpScaledWasm,
  type HttpScaledWasmProps,
  type IngressExposureOptions,
  IngressPathType,
  WasmRuntime,
} from 'cdk8s-wasm';
import { type ClusterProps, errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };
const TLS = { namespace: 'prod', platform: { interceptor: { tlsPort: 8443 } } };

function made(options: IngressExposureOptions, props: Partial<HttpScaledWasmProps> = {}, cluster: ClusterProps = { namespace: 'prod' }) {
  return synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure: Exposure.ingress(options), ...props }), cluster);
}

function failureOf(options: IngressExposureOptions, props: Partial<HttpScaledWasmProps> = {}, cluster: ClusterProps = {}) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure: Exposure.ingress(options), ...props }), cluster);
}

test("an Ingress in the app's own namespace routes to an alias of the interceptor, which is applied before it", () => {
  const manifests = made({ inAppNamespace: true, className: 'nginx' });
  const [alias, ingress] = manifests.slice(-2);
  expect(alias.metadata).toStrictEqual({ name: 'shop-proxy', namespace: 'prod', labels: { 'app.kubernetes.io/name': 'shop' } });
  expect(alias.spec).toStrictEqual({
    type: 'ExternalName',
    externalName: 'keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local',
    ports: [{ name: 'proxy', port: 8080 }],
  });
  expect(ingress.metadata.namespace).toBe('prod');
  expect(ingress.spec.rules).toStrictEqual([
    {
      host: 'shop.example.com',
      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'shop-proxy', port: { number: 8080 } } } }] },
    },
  ]);
});

test('other Services serve additional paths of the same hosts, before the app', () => {
  const extraPaths = [
    { path: '/assets', service: 'assets', port: 80 },
    { path: '/robots.txt', pathType: IngressPathType.EXACT, service: 'assets', port: 80 },
  ];
  const [{ http }] = only(made({ inAppNamespace: true, extraPaths }), 'Ingress').spec.rules;
  const backend = (name: string, number: number) => ({ service: { name, port: { number } } });
  expect(http.paths).toStrictEqual([
    { path: '/assets', pathType: 'Prefix', backend: backend('assets', 80) },
    { path: '/robots.txt', pathType: 'Exact', backend: backend('assets', 80) },
    { path: '/', pathType: 'Prefix', backend: backend('shop-proxy', 8080) },
  ]);
});

test.each([
  [
    'a path that is none',
    { path: 'assets', service: 'assets', port: 80 },
    "exposure.extraPaths[0].path (\"assets\") must start with \"/\" and consist of letters, digits, '-', '_', '.' and '/'",
  ],
  [
    'a path of the app',
    { path: '/', service: 'assets', port: 80 },
    'exposure.extraPaths[0].path ("/") is a path of the app: pass another path, or pathPrefixes to the app',
  ],
  [
    'a Service without port',
    { path: '/assets', service: 'assets' },
    'exposure.extraPaths[0].port is missing: pass the port of the Service',
  ],
  [
    'a regular expression',
    { path: '/assets', pathType: 'ImplementationSpecific', service: 'assets', port: 80 },
    'exposure.extraPaths[0].pathType ("ImplementationSpecific") must be one of Prefix, Exact',
  ],
])('fails for an extra path with %s', (_, path, message) => {
  expect(failureOf({ extraPaths: [path as never] })).toBe(`${message} [test/shop]`);
});

describe('an app that speaks TLS', () => {
  const props = { appProtocol: AppProtocol.HTTPS };

  test('is reached by the TLS port of the interceptor, to which nginx connects with TLS', () => {
    const manifests = made({ className: 'nginx' }, props, TLS);
    expect(manifests[1].spec.ports).toStrictEqual([{ name: 'http', port: 3000, targetPort: 'http', appProtocol: 'https' }]);
    const { metadata, spec } = only(manifests, 'Ingress');
    expect(metadata.annotations).toStrictEqual({ 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS' });
    expect(spec.rules[0].http.paths[0].backend.service.port.number).toBe(8443);
  });

  test('keeps the protocol annotation of the user', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/backend-protocol': 'GRPCS' };
    expect(only(made({ className: 'nginx', annotations }, props, TLS), 'Ingress').metadata.annotations).toStrictEqual(annotations);
  });

  test('fails if the interceptor has no TLS port', () => {
    expect(failureOf({}, props)).toBe(
      'appProtocol ("https") needs the TLS port of the interceptor, since only that port forwards requests with TLS: ' +
        'declare Platform.target(app, { interceptor: { tlsPort: ' +
        '8443 } }), or leave appProtocol out and terminate TLS at the edge [test/shop]',
    );
  });

  test('fails if an annotation makes nginx use plain HTTP', () => {
    const annotations = { 'nginx.ingress.kubernetes.io/backend-protocol': 'HTTP' };
    expect(failureOf({ className: 'nginx', annotations }, props, TLS)).toBe(
      'exposure.annotations nginx.ingress.kubernetes.io/backend-protocol ("HTTP") must be left out: ' +
        'the backend port serves only TLS [test/shop]',
    );
  });
});

test('the Service of an app that serves HTTP/2 has that appProtocol', () => {
  const [, service] = made({}, { appProtocol: AppProtocol.HTTP2 });
  expect(service.spec.ports).toStrictEqual([{ name: 'http', port: 3000, targetPort: 'http', appProtocol: 'kubernetes.io/h2c' }]);
});

test('fails for HTTP/2 on an add-on that does not support it', () => {
  expect(failureOf({}, { appProtocol: AppProtocol.HTTP2 }, { platform: { httpAddOn: '0.14' } })).toBe(
    'appProtocol HTTP2 needs the KEDA HTTP add-on 0.15 or newer, and the platform declares 0.14: ' +
      "leave appProtocol HTTP2 out, or declare Platform.target(app, { httpAddOn: '0.15' }) [test/shop]",
  );
});
