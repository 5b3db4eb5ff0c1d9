import { type Chart, Duration } from 'cdk8s';
import {
  AppProtocol,
  Exposure,
  type GatewayExposureOptions,
  HttpMetric,
  HttpScaledWasm,
  type HttpScaledWasmProps,
  Platform,
  type PlatformProps,
  SpinAppScaled,
  WasmRuntime,
} from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };
const PARENT = { name: 'public', namespace: 'gateways' };

function made(options: GatewayExposureOptions, props: Partial<HttpScaledWasmProps> = {}) {
  return synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure: Exposure.gateway(options), ...props }), {
    namespace: 'prod',
  });
}

function failureOf(options: unknown, props: Partial<HttpScaledWasmProps> = {}) {
  const exposure = Exposure.gateway(options as GatewayExposureOptions);
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure, ...props }), { namespace: 'prod' });
}

test('an HTTPRoute in the namespace of the app routes to the interceptor, which a ReferenceGrant allows', () => {
  const manifests = made({ parentRefs: [PARENT] });
  expect(only(manifests, 'HTTPRoute')).toStrictEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'shop', namespace: 'prod', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: {
      parentRefs: [{ name: 'public', namespace: 'gateways' }],
      hostnames: ['shop.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: 'keda-add-ons-http-interceptor-proxy', namespace: 'keda', port: 8080 }],
        },
      ],
    },
  });
  expect(only(manifests, 'ReferenceGrant')).toStrictEqual({
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { name: 'shop.prod', namespace: 'keda', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'prod' }],
      to: [{ group: '', kind: 'Service', name: 'keda-add-ons-http-interceptor-proxy' }],
    },
  });
  const kinds = manifests.map(({ kind }) => kind);
  expect(kinds.indexOf('ReferenceGrant')).toBeLessThan(kinds.indexOf('HTTPRoute'));
  expect(kinds).not.toContain('Ingress');
});

test('an HTTPRoute has the hosts, the paths and the settings of the app', () => {
  const { metadata, spec } = only(
    made(
      {
        parentRefs: [{ name: 'public', sectionName: 'https', port: 443 }],
        name: 'shop-v2',
        annotations: { team: 'web' },
        requestTimeout: Duration.seconds(90),
      },
      { hosts: ['*.example.com', 'shop.example.org'], pathPrefixes: ['/api', '/v1'] },
    ),
    'HTTPRoute',
  );
  expect(metadata).toMatchObject({ name: 'shop-v2', annotations: { team: 'web' } });
  expect(spec).toStrictEqual({
    parentRefs: [{ name: 'public', sectionName: 'https', port: 443 }],
    hostnames: ['*.example.com', 'shop.example.org'],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/api' } }, { path: { type: 'PathPrefix', value: '/v1' } }],
        backendRefs: [{ name: 'keda-add-ons-http-interceptor-proxy', namespace: 'keda', port: 8080 }],
        timeouts: { request: '1m30s' },
      },
    ],
  });
});

test('an HTTPRoute for any host has no hostnames', () => {
  expect(only(made({ parentRefs: [PARENT] }, { hosts: ['*'] }), 'HTTPRoute').spec.hostnames).toBeUndefined();
});

test('an HTTPRoute to the Service of a SpinApp without metrics needs no grant', () => {
  const exposure = Exposure.gateway({ parentRefs: [PARENT] });
  const manifests = synth((chart) => new SpinAppScaled(chart, 'api', { image: APP.image, hosts: ['api.example.com'], exposure }));
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['SpinApp', 'HTTPRoute']);
  expect(manifests[1].spec.rules[0].backendRefs).toStrictEqual([{ name: 'api', port: 80 }]);
});

test('an HTTPRoute of a SpinApp with metrics routes to the interceptor', () => {
  const exposure = Exposure.gateway({ parentRefs: [PARENT] });
  const props = { image: APP.image, hosts: ['api.example.com'], metrics: [HttpMetric.concurrency(5)], exposure };
  const manifests = synth((chart) => new SpinAppScaled(chart, 'api', props), { namespace: 'prod' });
  expect(only(manifests, 'ReferenceGrant').metadata.name).toBe('api.prod');
});

test("an app in the interceptor's own namespace needs no grant", () => {
  const exposure = Exposure.gateway({ parentRefs: [PARENT] });
  const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure }), { namespace: 'keda' });
  expect(manifests.map(({ kind }) => kind)).not.toContain('ReferenceGrant');
  expect(only(manifests, 'HTTPRoute').spec.rules[0].backendRefs[0].namespace).toBeUndefined();
});

test('two apps of the same name in two namespaces have a grant each', () => {
  const names = ['a', 'b'].map((namespace) => {
    const exposure = Exposure.gateway({ parentRefs: [PARENT] });
    const manifests = synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure }), { namespace });
    return only(manifests, 'ReferenceGrant').metadata.name;
  });
  expect(names).toStrictEqual(['shop.a', 'shop.b']);
});

describe('fails', () => {
  test('without a namespace, which the grant must name', () => {
    const exposure = Exposure.gateway({ parentRefs: [PARENT] });
    expect(errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, exposure }))).toBe(
      'Exposure.gateway() needs the namespace of the app, since a ReferenceGrant in keda names it: pass namespace to the chart [test/shop]',
    );
  });

  test('for a second app with the same host, path and Gateway', () => {
    const exposure = Exposure.gateway({ parentRefs: [PARENT] });
    const twice = errorOf(
      (chart) => {
        new HttpScaledWasm(chart, 'shop', { ...APP, exposure });
        new HttpScaledWasm(chart, 'copy', { ...APP, exposure });
      },
      { namespace: 'prod' },
    );
    expect(twice).toBe(
      'host shop.example.com with path / of Gateway public is already routed to [test/shop]: ' +
        'pass another host or path, or Exposure.none() to one of the two [test/copy]',
    );
  });

  test.each([
    ['nothing', undefined, 'exposure is missing: pass an object with parentRefs, name, annotations or requestTimeout'],
    ['no parents', {}, "exposure.parentRefs is missing: pass the Gateway, such as [{ name: 'gateway' }]"],
    ['no Gateway', { parentRefs: [] }, "exposure.parentRefs ([]) must not be empty: pass the Gateway, such as [{ name: 'gateway' }]"],
    [
      'a Gateway by its name alone',
      { parentRefs: ['public'] },
      'exposure.parentRefs[0] ("public") must be an object: write { name: "public" }',
    ],
    [
      'a misspelt setting',
      { parentRefs: [{ name: 'public', section: 'https' }] },
      'exposure.parentRefs[0].section ("https") is unknown: did you mean sectionName?',
    ],
    [
      'a Gateway twice',
      { parentRefs: [PARENT, PARENT] },
      'exposure.parentRefs[0] is one of several parents of Gateway "public" and must name its listener: pass sectionName',
    ],
    [
      'a listener twice',
      {
        parentRefs: [
          { ...PARENT, sectionName: 'https' },
          { ...PARENT, sectionName: 'https' },
        ],
      },
      'exposure.parentRefs[1] names Gateway "public" twice: remove one',
    ],
    [
      'two ports of a Gateway on the standard channel',
      {
        parentRefs: [
          { ...PARENT, port: 80 },
          { ...PARENT, port: 443 },
        ],
      },
      'exposure.parentRefs[0] is one of several parents of Gateway "public" and must name its listener: pass sectionName, since only ' +
        'the experimental channel of the Gateway API tells them apart by port',
    ],
    [
      'a listener beside the whole Gateway',
      { parentRefs: [PARENT, { ...PARENT, sectionName: 'https' }] },
      'exposure.parentRefs[0] is one of several parents of Gateway "public" and has no sectionName, which another has: pass sectionName',
    ],
    [
      'a timeout of nothing',
      { parentRefs: [PARENT], requestTimeout: Duration.seconds(0) },
      'exposure.requestTimeout (0 ms) must be whole milliseconds, longer than 0',
    ],
  ])('for %s', (_, options, message) => {
    expect(failureOf(options)).toBe(`${message} [test/shop]`);
  });

  test.each([
    ['an address', ['10.0.0.1'], 'hosts[0] ("10.0.0.1") must be a name, since an HTTPRoute rejects IP addresses: pass Exposure.none()'],
    [
      'more hosts than a route has',
      Array.from({ length: 17 }, (_, index) => `h${index}.example.com`),
      'hosts has 17 entries, and an HTTPRoute takes at most 16: split it, or pass Exposure.none()',
    ],
  ])('for %s', (_, hosts, message) => {
    expect(failureOf({ parentRefs: [PARENT] }, { hosts })).toBe(`${message} [test/shop]`);
  });
});

test('warns that an app with TLS needs a BackendTLSPolicy', () => {
  const warned: string[] = [];
  const spy = jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warned.push(String(warning)));
  try {
    const manifests = synth(
      (chart) =>
        new HttpScaledWasm(chart, 'tls', {
          ...APP,
          appProtocol: AppProtocol.HTTPS,
          exposure: Exposure.gateway({ parentRefs: [PARENT] }),
        }),
      { namespace: 'prod', platform: { interceptor: { tlsPort: 8443 } } },
    );
    expect(only(manifests, 'HTTPRoute').spec.rules[0].backendRefs[0].port).toBe(8443);
  } finally {
    spy.mockRestore();
  }
  expect(warned).toStrictEqual([
    'the Gateway sends plain HTTP to port 8443 of Service keda-add-ons-http-interceptor-proxy, which serves TLS: ' +
      'create a BackendTLSPolicy for it [test/tls]',
  ]);
});

describe('the declared Gateway API', () => {
  const exposed = (platform: PlatformProps, options: Partial<GatewayExposureOptions>) => (chart: Chart) => {
    Platform.target(chart, platform);
    return new HttpScaledWasm(chart, 'shop', { ...APP, exposure: Exposure.gateway({ parentRefs: [PARENT], ...options }) });
  };

  test.each<[string, PlatformProps, Partial<GatewayExposureOptions>, string]>([
    [
      'requestTimeout before 1.2',
      { gatewayApi: '1.1' },
      { requestTimeout: Duration.seconds(90) },
      "exposure.requestTimeout needs the Gateway API 1.2 or newer, and the platform declares 1.1: leave exposure.requestTimeout out, or declare Platform.target(app, { gatewayApi: '1.2' })",
    ],
    [
      'the port of a parent before 1.1',
      { gatewayApi: '1.0' },
      { parentRefs: [{ ...PARENT, port: 443 }] },
      "exposure.parentRefs[0].port needs the Gateway API 1.1 or newer, and the platform declares 1.0: leave exposure.parentRefs[0].port out, or declare Platform.target(app, { gatewayApi: '1.1' })",
    ],
  ])('fails for %s', (_, platform, options, message) => {
    expect(errorOf(exposed(platform, options), { namespace: 'prod' })).toContain(message);
  });

  test('the experimental channel has both from 1.0', () => {
    const options = { parentRefs: [{ ...PARENT, port: 443 }], requestTimeout: Duration.seconds(90) };
    const manifests = synth(exposed({ gatewayApi: '1.0', gatewayApiChannel: 'experimental' }, options), { namespace: 'prod' });
    const { spec } = only(manifests, 'HTTPRoute');
    expect([spec.parentRefs[0].port, spec.rules[0].timeouts]).toStrictEqual([443, { request: '1m30s' }]);
  });

  const EXPERIMENTAL = { gatewayApiChannel: 'experimental' };

  test('the experimental channel tells parents of one Gateway apart by port', () => {
    const parentRefs = [80, 443].map((port) => ({ ...PARENT, port }));
    const manifests = synth(exposed(EXPERIMENTAL, { parentRefs }), { namespace: 'prod' });
    expect(only(manifests, 'HTTPRoute').spec.parentRefs).toStrictEqual(parentRefs);
  });

  test.each([
    [
      [PARENT, PARENT],
      'exposure.parentRefs[0] is one of several parents of Gateway "public" and must name its listener: pass sectionName or port',
    ],
    [
      [
        { ...PARENT, port: 80 },
        { ...PARENT, sectionName: 'https' },
      ],
      'exposure.parentRefs[0] is one of several parents of Gateway "public" and has no sectionName, which another has: pass sectionName',
    ],
    [
      [
        { ...PARENT, port: 80 },
        { ...PARENT, port: 80 },
      ],
      'exposure.parentRefs[1] names Gateway "public" twice: remove one',
    ],
  ])('fails for the parents %j on the experimental channel', (parentRefs, message) => {
    expect(errorOf(exposed(EXPERIMENTAL, { parentRefs }), { namespace: 'prod' })).toBe(`${message} [test/shop]`);
  });
});
