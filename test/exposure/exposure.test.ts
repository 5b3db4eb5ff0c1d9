import { type Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  type HttpScaledWasmProps,
  type IngressExposureOptions,
  SpinAppScaled,
  WasmRuntime,
} from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };
const INTERCEPTOR = { service: { name: 'keda-add-ons-http-interceptor-proxy', port: { number: 8080 } } };

function ingressOf(exposure?: Exposure, props: Partial<HttpScaledWasmProps> = {}) {
  return only(
    synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure, ...props }), { namespace: 'prod' }),
    'Ingress',
  );
}

function failureOf(options: IngressExposureOptions, hosts = APP.hosts) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, hosts, exposure: Exposure.ingress(options) }));
}

function withSecret(make: (secret: ReturnType<typeof Secret.fromSecretName>, chart: Chart) => void) {
  return (chart: Chart) => make(Secret.fromSecretName(chart, 'Certificate', 'shop-tls'), chart);
}

test("an app behind the interceptor is exposed by an Ingress in the interceptor's namespace", () => {
  expect(ingressOf()).toStrictEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'keda', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: { rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: INTERCEPTOR }] } }] },
  });
});

test('an Ingress has its class, its name and its annotations', () => {
  const exposure = Exposure.ingress({
    className: 'webapprouting.kubernetes.azure.com',
    name: 'shop.prod',
    annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
  });
  const { metadata, spec } = ingressOf(exposure);
  expect(metadata).toStrictEqual({
    name: 'shop.prod',
    namespace: 'keda',
    labels: { 'app.kubernetes.io/name': 'shop' },
    annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
  });
  expect(spec.ingressClassName).toBe('webapprouting.kubernetes.azure.com');
});

test.each([
  [
    'every host and path of the app',
    { hosts: ['a.example.com', '*.example.com'], pathPrefixes: ['/api', '/v1'] },
    ['a.example.com', '*.example.com'],
  ],
  ['any host without naming one', { hosts: ['*'], pathPrefixes: ['/api', '/v1'] }, [undefined]],
])('an Ingress serves %s', (_, props, hosts) => {
  const paths = [
    { path: '/api', pathType: 'Prefix', backend: INTERCEPTOR },
    { path: '/v1', pathType: 'Prefix', backend: INTERCEPTOR },
  ];
  expect(ingressOf(undefined, props).spec.rules).toStrictEqual(
    hosts.map((host) => (host ? { host, http: { paths } } : { http: { paths } })),
  );
});

describe('TLS at the edge', () => {
  function tlsOf(hosts: string[], entries: (secret: ReturnType<typeof Secret.fromSecretName>) => IngressExposureOptions['tls']) {
    const make = withSecret((secret, chart) => {
      new HttpScaledWasm(chart, 'shop', { ...APP, hosts, exposure: Exposure.ingress({ tls: entries(secret) }) });
    });
    return only(synth(make), 'Ingress').spec.tls;
  }

  test('applies to all hosts of the app, unless it names some', () => {
    const hosts = ['a.example.com', '*.example.com'];
    expect(tlsOf(hosts, (secret) => [{ secret }, { secret, hosts: ['*.example.com'] }, {}])).toStrictEqual([
      { hosts: ['a.example.com', '*.example.com'], secretName: 'shop-tls' },
      { hosts: ['*.example.com'], secretName: 'shop-tls' },
      { hosts: ['a.example.com', '*.example.com'] },
    ]);
  });

  test('names no host for any host', () => {
    expect(tlsOf(['*'], (secret) => [{ secret }])).toStrictEqual([{ secretName: 'shop-tls' }]);
  });

  test('fails when it is empty', () => {
    expect(failureOf({ tls: [] })).toBe('exposure.tls ([]) must not be empty: leave it out for plain HTTP [test/shop]');
  });

  test('fails when it is not a list', () => {
    expect(failureOf({ tls: {} as never })).toBe('exposure.tls ({}) must be a list: put it in brackets, [ ] [test/shop]');
  });

  test('fails when it names a host that the app does not have', () => {
    expect(failureOf({ tls: [{}, { hosts: ['b.example.com'] }] }, ['a.example.com', 'c.example.com'])).toBe(
      'exposure.tls[1].hosts[0] ("b.example.com") must be one of the app\'s hosts (a.example.com, c.example.com) [test/shop]',
    );
  });

  test('fails when it names an invalid host', () => {
    expect(failureOf({ tls: [{ hosts: ['shop.example.com', 'https://shop.example.com'] }] })).toBe(
      'exposure.tls[0].hosts[1] ("https://shop.example.com") must be a lower case host name without scheme, port or path: ' +
        'write "shop.example.com" [test/shop]',
    );
  });

  test('fails when its hosts are empty', () => {
    expect(failureOf({ tls: [{ hosts: [] }] })).toBe(
      'exposure.tls[0].hosts ([]) must not be empty: leave it out for the hosts of the app [test/shop]',
    );
  });

  test('fails when its hosts are a string', () => {
    expect(failureOf({ tls: [{ hosts: 'shop.example.com' as never }] })).toBe(
      'exposure.tls[0].hosts ("shop.example.com") must be a list: write ["shop.example.com"] [test/shop]',
    );
  });

  test('fails when its secret is a string, which would be served without a certificate', () => {
    expect(failureOf({ tls: [{ secret: 'shop-tls' as never }] })).toBe(
      'exposure.tls[0].secret ("shop-tls") must be a Secret: ' + "write Secret.fromSecretName(this, 'Tls', 'shop-tls') [test/shop]",
    );
  });
});

test.each([
  ['className', 'NGINX', '"NGINX"'],
  ['className', 7, '7'],
  ['name', 'shop_web', '"shop_web"'],
  ['name', '', '""'],
])('fails when %s is %p', (option, value, shown) => {
  expect(failureOf({ [option]: value })).toBe(
    `exposure.${option} (${shown}) must be a DNS subdomain: lower case letters, digits, '-' and '.', at most 253 characters [test/shop]`,
  );
});

test.each([
  ['upstream-vhost', 'other.example.com', 'it replaces the host of the request, by which the interceptor finds the app'],
  ['backend-protocol', 'HTTPS', 'the backend port does not serve TLS'],
  ['backend-protocol', 'grpcs', 'the backend port does not serve TLS'],
])('fails when the annotation %s is %s before the interceptor', (name, value, because) => {
  expect(failureOf({ annotations: { [`nginx.ingress.kubernetes.io/${name}`]: value } })).toBe(
    `exposure.annotations nginx.ingress.kubernetes.io/${name} (${JSON.stringify(value)}) must be left out: ${because} [test/shop]`,
  );
});

test('fails when an annotation rewrites every path', () => {
  expect(failureOf({ annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/' } })).toBe(
    'exposure.annotations nginx.ingress.kubernetes.io/rewrite-target ("/") must be left out: ' +
      'it rewrites every path of the Ingress to that one path, and the paths of the route no longer match [test/shop]',
  );
});

test('fails when a host is an IP address, which an Ingress rejects', () => {
  expect(failureOf({}, ['shop.example.com', '10.0.0.1'])).toBe(
    'hosts[1] ("10.0.0.1") must be a name, since an Ingress rejects IP addresses: pass Exposure.none() [test/shop]',
  );
});

test('an app that is not exposed has no Ingress, and can have an IP address as host', () => {
  const make = (chart: Chart) => new HttpScaledWasm(chart, 'shop', { ...APP, hosts: ['10.0.0.1'], exposure: Exposure.none() });
  expect(synth(make).map(({ kind }) => kind)).toStrictEqual(['Deployment', 'Service', 'InterceptorRoute', 'ScaledObject']);
});

test.each([
  ['ingress', '"ingress"'],
  [{ className: 'nginx' }, '{"className":"nginx"}'],
  [null, 'null'],
])('fails when an exposure is %p', (exposure, shown) => {
  const message = `exposure (${shown}) must be an Exposure, such as Exposure.ingress() [test/shop]`;
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure: exposure as never }))).toBe(message);
  expect(errorOf((chart) => new SpinAppScaled(chart, 'shop', { image: APP.image, hosts: APP.hosts, exposure: exposure as never }))).toBe(
    message,
  );
});

test('several apps can share an exposure', () => {
  const exposure = Exposure.ingress({ className: 'nginx' });
  const manifests = synth((chart) => {
    new HttpScaledWasm(chart, 'shop', { ...APP, exposure });
    new SpinAppScaled(chart, 'cart', {
      image: APP.image,
      hosts: ['cart.example.com'],
      metrics: [HttpMetric.concurrency(1)],
      requestTimeout: Duration.seconds(5),
      exposure,
    });
  });
  const ingresses = manifests.filter(({ kind }) => kind === 'Ingress');
  expect(ingresses.map(({ metadata, spec }) => [metadata.name, spec.rules[0].host])).toStrictEqual([
    ['shop', 'shop.example.com'],
    ['cart', 'cart.example.com'],
  ]);
});

test('fails when the class is set twice', () => {
  expect(failureOf({ className: 'nginx', annotations: { 'kubernetes.io/ingress.class': 'nginx' } })).toBe(
    'exposure.annotations kubernetes.io/ingress.class ("nginx") cannot be combined with className: leave it out [test/shop]',
  );
});

test('fails when the certificate is not in the namespace of the Ingress', () => {
  const failure = errorOf((chart) => {
    const secret = new Secret(chart, 'certificate', { metadata: { name: 'shop-tls', namespace: 'shop' } });
    new HttpScaledWasm(chart, 'shop', { ...APP, exposure: Exposure.ingress({ tls: [{ secret }] }) });
  });
  expect(failure).toBe(
    'exposure.tls[0].secret shop-tls is in namespace shop, and the Ingress is in keda: create the Secret there [test/shop]',
  );
});

test('fails for an unknown key of TLS', () => {
  expect(failureOf({ tls: [{ secretName: 'shop-tls' } as never] })).toBe(
    'exposure.tls[0].secretName ("shop-tls") is unknown: ' + "write secret: Secret.fromSecretName(this, 'Tls', 'shop-tls') [test/shop]",
  );
});

test('fails for a path that ingress-nginx rejects', () => {
  expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, pathPrefixes: ['/a:b'] }))).toBe(
    `pathPrefixes[0] ("/a:b") is rejected by ingress-nginx, which accepts letters, digits, '-', '_' and '.': ` +
      'pass Exposure.none() [test/shop]',
  );
});
