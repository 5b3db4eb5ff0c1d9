import { App, Chart, Testing } from 'cdk8s';
import { Platform, type PlatformProps, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { errorOf } from '../support/synth';

const HELM_INTERCEPTOR = {
  service: 'keda-add-ons-http-interceptor-proxy',
  namespace: 'keda',
  port: 8080,
  scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090',
};

/** Passes props as plain JavaScript can, against their type. */
const untyped = (props: unknown): PlatformProps => props as PlatformProps;

test('without a declaration the platform has the versions of the imported CRDs and the names of the Helm chart', () => {
  expect({ ...Platform.of(Testing.chart()) }).toStrictEqual({
    kubernetes: '1.37',
    featureGates: [],
    keda: '2.21',
    httpAddOn: '0.16',
    spinOperator: '0.6',
    spinShim: '0.25',
    knative: '1.24',
    runtimeClassManager: '0.2',
    gatewayApi: '1.6',
    gatewayApiChannel: 'standard',
    releases: {},
    interceptor: HELM_INTERCEPTOR,
    knativeFeatures: [],
    knativeIngressNamespace: 'kourier-system',
    gitOps: undefined,
  });
});

test('a declaration takes every prop, and reduces versions to their minor version beside the releases', () => {
  const chart = Testing.chart();
  const declared = Platform.target(chart, {
    keda: 'v2.17.2',
    httpAddOn: '0.10.0',
    spinOperator: '0.3',
    knative: '1.19',
    runtimeClassManager: '0.1.0',
    gatewayApi: '1.7',
    gatewayApiChannel: 'experimental',
    interceptor: { service: 'interceptor-proxy', namespace: 'http', port: 80, scalerAddress: 'external-scaler.http:9091' },
    knativeFeatures: ['kubernetes.podspec-nodeselector'],
    knativeIngressNamespace: 'kourier-system',
  });
  expect({ ...declared }).toStrictEqual({
    kubernetes: '1.37',
    featureGates: [],
    keda: '2.17',
    httpAddOn: '0.10',
    spinOperator: '0.3',
    spinShim: '0.25',
    knative: '1.19',
    runtimeClassManager: '0.1',
    gatewayApi: '1.7',
    gatewayApiChannel: 'experimental',
    releases: { keda: '2.17.2', httpAddOn: '0.10.0', runtimeClassManager: '0.1.0' },
    interceptor: { service: 'interceptor-proxy', namespace: 'http', port: 80, scalerAddress: 'external-scaler.http:9091' },
    knativeFeatures: ['kubernetes.podspec-nodeselector'],
    knativeIngressNamespace: 'kourier-system',
    gitOps: undefined,
  });
  expect(Platform.of(chart)).toBe(declared);
});

test('the default scaler address is in the namespace of the interceptor', () => {
  const { interceptor } = Platform.target(Testing.chart(), { interceptor: { namespace: 'http' } });
  expect(interceptor).toStrictEqual({
    service: 'keda-add-ons-http-interceptor-proxy',
    namespace: 'http',
    port: 8080,
    scalerAddress: 'keda-add-ons-http-external-scaler.http:9090',
  });
});

test('a declaration applies to the tree below only', () => {
  const app = new App();
  const old = new Chart(app, 'old');
  const inner = new Chart(old, 'inner');
  Platform.target(old, { httpAddOn: '0.12' });
  expect(Platform.of(inner).httpAddOn).toBe('0.12');
  expect(Platform.of(new Chart(app, 'current')).httpAddOn).toBe('0.16');
});

test('an inner declaration inherits omitted props from the enclosing one', () => {
  const app = new App();
  Platform.target(app, {
    keda: '2.17',
    httpAddOn: '0.12',
    interceptor: { service: 'proxy', namespace: 'http', scalerAddress: 'scaler.http:9090' },
    knativeFeatures: ['kubernetes.podspec-nodeselector'],
    knativeIngressNamespace: 'kourier-system',
  });
  const chart = new Chart(app, 'chart');
  const inner = Platform.target(chart, { httpAddOn: '0.15', interceptor: { port: 9000 } });
  expect({ ...inner }).toStrictEqual({
    kubernetes: '1.37',
    featureGates: [],
    keda: '2.17',
    httpAddOn: '0.15',
    spinOperator: '0.6',
    spinShim: '0.25',
    knative: '1.24',
    runtimeClassManager: '0.2',
    gatewayApi: '1.6',
    gatewayApiChannel: 'standard',
    releases: {},
    interceptor: { service: 'proxy', namespace: 'http', port: 9000, scalerAddress: 'scaler.http:9090' },
    knativeFeatures: ['kubernetes.podspec-nodeselector'],
    knativeIngressNamespace: 'kourier-system',
    gitOps: undefined,
  });
});

test('an inner declaration with another namespace does not inherit the scaler address', () => {
  const app = new App();
  Platform.target(app, { interceptor: { namespace: 'http', scalerAddress: 'scaler.http:9090' } });
  const { interceptor } = Platform.target(new Chart(app, 'chart'), { interceptor: { namespace: 'canary' } });
  expect(interceptor.scalerAddress).toBe('keda-add-ons-http-external-scaler.canary:9090');
});

test('an inner declaration can disable the inherited features', () => {
  const app = new App();
  Platform.target(app, { knativeFeatures: ['kubernetes.podspec-nodeselector'] });
  expect(Platform.target(new Chart(app, 'chart'), { knativeFeatures: [] }).knativeFeatures).toStrictEqual([]);
});

test('later changes of a passed list have no effect', () => {
  const knativeFeatures = ['kubernetes.podspec-nodeselector'];
  const platform = Platform.target(Testing.chart(), { knativeFeatures });
  knativeFeatures.push('kubernetes.podspec-tolerations');
  expect(platform.knativeFeatures).toStrictEqual(['kubernetes.podspec-nodeselector']);
});

test.each<[string, PlatformProps, string]>([
  [
    'a version that is too old',
    { keda: '2.13' },
    'keda ("2.13") must be a version of KEDA from 2.14 to 2.21: a ScaledObject before 2.14 has no initialCooldownPeriod, ' +
      'and no supported HTTP add-on runs on it [test]',
  ],
  ['a version given as a number', untyped({ keda: 2.2 }), 'keda (2.2) must be a version of KEDA: write "2.20" [test]'],
  ['a version that is null', untyped({ knative: null }), 'knative (null) must be a version of Knative Serving: write "1.24" [test]'],
  [
    'an interceptor that is named in upper case',
    { interceptor: { service: 'Proxy' } },
    'interceptor.service ("Proxy") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
      'pass a name like "proxy" [test]',
  ],
  [
    'a namespace that is not a label',
    { interceptor: { namespace: 'keda.sh' } },
    'interceptor.namespace ("keda.sh") must be a DNS label: lower case letters, digits and \'-\', at most 63 characters [test]',
  ],
  [
    'a port given as a string',
    untyped({ interceptor: { port: '8080' } }),
    'interceptor.port ("8080") must be a whole number from 1 to 65535: write 8080 [test]',
  ],
  [
    'a scaler with a scheme',
    { interceptor: { scalerAddress: 'http://scaler.keda:9090' } },
    'interceptor.scalerAddress ("http://scaler.keda:9090") must be host:port, such as keda-add-ons-http-external-scaler.keda:9090 [test]',
  ],
  [
    'a scaler without a port',
    { interceptor: { scalerAddress: 'scaler.keda' } },
    'interceptor.scalerAddress ("scaler.keda") must be host:port, such as keda-add-ons-http-external-scaler.keda:9090 [test]',
  ],
  [
    'a feature outside a list',
    untyped({ knativeFeatures: 'kubernetes.podspec-nodeselector' }),
    'knativeFeatures ("kubernetes.podspec-nodeselector") must be a list: write ["kubernetes.podspec-nodeselector"] [test]',
  ],
  ['a feature without a name', { knativeFeatures: [''] }, 'knativeFeatures[0] ("") must be a non-empty string [test]'],
])('fails for %s', (_, props, message) => {
  expect(errorOf((chart) => Platform.target(chart, props))).toBe(message);
});

test('fails for a second declaration on the same construct', () => {
  expect(
    errorOf((chart) => {
      Platform.target(chart, { keda: '2.17' });
      Platform.target(chart, { knative: '1.19' });
    }),
  ).toBe('the platform is declared twice for this construct: merge the two calls of Platform.target() [test]');
});

test('fails for a declaration after an app below was created', () => {
  expect(
    errorOf((chart) => {
      const props = { image: 'app:1', runtime: WasmRuntime.WASMTIME };
      Platform.of(new WasmApp(chart, 'app', props));
      Platform.target(chart, { keda: '2.17' });
    }),
  ).toBe('Platform.target() was called after constructs that it would change: call it before they are created [test]');
});

test('fails for a declaration after one below, which has inherited the earlier platform', () => {
  const app = new App();
  Platform.target(new Chart(app, 'chart'), { httpAddOn: '0.12' });
  expect(() => Platform.target(app, { keda: '2.17' })).toThrow(
    new Error('Platform.target() was called after constructs that it would change: call it before they are created [app]'),
  );
});

test('a declaration that fails has no effect on others', () => {
  const app = new App();
  expect(() => Platform.target(new Chart(app, 'chart'), { keda: '9.9' })).toThrow('must be a version of KEDA');
  expect(Platform.target(app, { keda: '2.17' }).keda).toBe('2.17');
});

test('a declaration passes after apps in another tree were created', () => {
  const app = new App();
  Platform.of(new Chart(app, 'first'));
  expect(Platform.target(new Chart(app, 'second'), { keda: '2.17' }).keda).toBe('2.17');
});

describe('a prop that requires a version', () => {
  const require = (declared: string, value: unknown) =>
    errorOf(
      (chart) => {
        Platform.of(chart)._require(chart, 'httpAddOn', '0.11', 'readinessTimeout', value);
        throw new Error('passes');
      },
      { platform: { httpAddOn: declared } },
    );

  test.each(['0.11', '0.15'])('passes for add-on %s', (declared) => {
    expect(require(declared, 1)).toBe('passes');
  });

  test('passes when it is omitted', () => {
    expect(require('0.10', undefined)).toBe('passes');
  });

  test.each(['0.10', '0.8'])('fails for add-on %s', (declared) => {
    expect(require(declared, 1)).toBe(
      `readinessTimeout needs the KEDA HTTP add-on 0.11 or newer, and the platform declares ${declared}: ` +
        "leave readinessTimeout out, or declare Platform.target(app, { httpAddOn: '0.11' }) [test]",
    );
  });
});

test.each<[string, boolean]>([
  ['2.16', false],
  ['2.17', true],
  ['2.18', true],
])('KEDA %s is at least 2.17: %p', (keda, expected) => {
  expect(Platform.target(Testing.chart(), { keda })._atLeast('keda', '2.17')).toBe(expected);
});

test.each([
  [{ httpAddon: '0.12' }, 'platform.httpAddon ("0.12") is unknown: did you mean httpAddOn?'],
  [
    { interceptor: { ns: 'keda' } },
    'platform.interceptor.ns ("keda") is unknown: write one of service, namespace, port, tlsPort, scalerAddress',
  ],
  [
    { interceptor: 'keda' },
    'platform.interceptor ("keda") must be an object: pass an object with service, namespace, port, tlsPort or scalerAddress',
  ],
  [null, 'platform (null) must be an object: pass an object with props of PlatformProps'],
])('fails for the unknown or invalid props %j', (props, message) => {
  expect(errorOf((chart) => Platform.target(chart, props as never))).toBe(`${message} [test]`);
});

test.each([['stable'], [''], [7], [{}]])('fails for the channel %j of the Gateway API', (channel) => {
  expect(errorOf((chart) => Platform.target(chart, untyped({ gatewayApiChannel: channel })))).toMatch(
    /^gatewayApiChannel \(.+\) must be a channel of the Gateway API: write "standard" or "experimental" \[test\]$/,
  );
});

test('fails for a release of the Gateway API that was not compared', () => {
  expect(errorOf((chart) => Platform.target(chart, { gatewayApi: '0.8' }))).toBe(
    'gatewayApi ("0.8") must be a version of the Gateway API from 1.0 to 1.7: releases before 1.0 have no HTTPRoute of version v1 [test]',
  );
});

describe('the Kubernetes of the cluster', () => {
  test('fails for a Knative whose controllers do not start on it', () => {
    expect(errorOf((chart) => Platform.target(chart, { kubernetes: '1.30', knative: '1.22' }))).toBe(
      'knative ("1.22") needs Kubernetes 1.34 or newer, and kubernetes is "1.30": upgrade Kubernetes first, or declare an older Knative [test]',
    );
  });

  test('passes for the oldest one of a Knative', () => {
    expect(Platform.target(Testing.chart(), { kubernetes: '1.30', knative: '1.17' }).kubernetes).toBe('1.30');
  });

  test('has the feature gates that are declared', () => {
    const app = new App();
    Platform.target(app, { kubernetes: '1.36', featureGates: ['HPAScaleToZero'] });
    expect(Platform.of(new Chart(app, 'below')).featureGates).toStrictEqual(['HPAScaleToZero']);
  });

  test('fails for a feature gate that is no string', () => {
    expect(errorOf((chart) => Platform.target(chart, untyped({ featureGates: [1] })))).toBe(
      'featureGates[0] (1) must be a non-empty string [test]',
    );
  });
});
