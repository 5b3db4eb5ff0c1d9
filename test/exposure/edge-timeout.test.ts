import { Duration } from 'cdk8s';
import { Exposure, HttpMetric, HttpScaledWasm, type HttpScaledWasmProps, SpinAppScaled, WasmRuntime } from 'cdk8s-wasm';
import { type ClusterProps, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };
const PROD = { namespace: 'prod' };

function made(props: Partial<HttpScaledWasmProps>, cluster: ClusterProps = PROD) {
  return synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props }), cluster);
}

test.each<[string, Duration, object | undefined]>([
  ['contour', Duration.minutes(2), { 'projectcontour.io/response-timeout': '120s' }],
  ['contour', Duration.seconds(15), undefined],
  ['contour', Duration.millis(15_500), { 'projectcontour.io/response-timeout': '16s' }],
  [
    'nginx',
    Duration.minutes(2),
    { 'nginx.ingress.kubernetes.io/proxy-read-timeout': '120', 'nginx.ingress.kubernetes.io/proxy-send-timeout': '120' },
  ],
  ['nginx', Duration.minutes(1), undefined],
  ['haproxy', Duration.minutes(1), { 'haproxy.org/timeout-server': '60s' }],
  ['traefik', Duration.minutes(2), undefined],
])('an Ingress of class %s waits for a request of %s', (className, requestTimeout, annotations) => {
  const ingress = only(made({ exposure: Exposure.ingress({ className }), requestTimeout }), 'Ingress');
  expect(ingress.metadata.annotations).toStrictEqual(annotations);
});

test('annotations of the user stay, and the class may be an annotation', () => {
  const annotations = { 'kubernetes.io/ingress.class': 'nginx', 'nginx.ingress.kubernetes.io/proxy-read-timeout': '300' };
  const ingress = only(made({ exposure: Exposure.ingress({ annotations }), requestTimeout: Duration.minutes(2) }), 'Ingress');
  expect(ingress.metadata.annotations).toStrictEqual({
    'kubernetes.io/ingress.class': 'nginx',
    'nginx.ingress.kubernetes.io/proxy-read-timeout': '300',
    'nginx.ingress.kubernetes.io/proxy-send-timeout': '120',
  });
});

describe('an HTTPRoute', () => {
  const parentRefs = [{ name: 'public', namespace: 'gateways' }];
  const timeoutsOf = (props: Partial<HttpScaledWasmProps>, cluster?: ClusterProps) =>
    only(made(props, cluster), 'HTTPRoute').spec.rules[0].timeouts;

  test('waits as long as the app', () => {
    expect(timeoutsOf({ exposure: Exposure.gateway({ parentRefs }), requestTimeout: Duration.seconds(90) })).toStrictEqual({
      request: '1m30s',
    });
  });

  test('has the timeout of the exposure, if there is one', () => {
    const exposure = Exposure.gateway({ parentRefs, requestTimeout: Duration.minutes(5) });
    expect(timeoutsOf({ exposure, requestTimeout: Duration.seconds(90) })).toStrictEqual({ request: '5m' });
  });

  test('has no timeout on a Gateway API without timeouts, or for an app without one', () => {
    const exposure = Exposure.gateway({ parentRefs });
    const older = { ...PROD, platform: { gatewayApi: '1.1' } };
    expect(timeoutsOf({ exposure, requestTimeout: Duration.seconds(90) }, older)).toBeUndefined();
    expect(timeoutsOf({ exposure })).toBeUndefined();
  });
});

test('a SpinApp behind the interceptor has the same', () => {
  const manifests = synth((chart) => {
    new SpinAppScaled(chart, 'shop', {
      image: 'ghcr.io/acme/shop:v1',
      hosts: ['shop.example.com'],
      metrics: [HttpMetric.concurrency(10)],
      requestTimeout: Duration.minutes(1),
      exposure: Exposure.ingress({ className: 'contour' }),
    });
  }, PROD);
  expect(only(manifests, 'Ingress').metadata.annotations).toStrictEqual({ 'projectcontour.io/response-timeout': '60s' });
});

describe('a wait for a replica that the controller does not hold out', () => {
  const warningsOf = (id: string, props: Partial<HttpScaledWasmProps>) => {
    const warned: string[] = [];
    const spy = jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warned.push(String(warning)));
    try {
      synth((chart) => new HttpScaledWasm(chart, id, { ...APP, ...props }), PROD);
    } finally {
      spy.mockRestore();
    }
    return warned;
  };

  test('is a warning where the request has no limit', () => {
    const exposure = Exposure.ingress({ className: 'contour' });
    expect(warningsOf('waits', { exposure, readinessTimeout: Duration.seconds(20) })).toStrictEqual([
      'routing/edge-timeout: the controller of class contour gives up after 15 s, and timeouts.readiness of the route of host ' +
        'shop.example.com is "20s": write projectcontour.io/response-timeout: "20s", or lower timeouts.readiness of the route ' +
        '[test/waits/Ingress]',
    ]);
  });

  test.each<[string, Partial<HttpScaledWasmProps>]>([
    ['a shorter one', { exposure: Exposure.ingress({ className: 'contour' }), readinessTimeout: Duration.seconds(10) }],
    ['a controller without limit', { exposure: Exposure.ingress({ className: 'traefik' }), readinessTimeout: Duration.minutes(10) }],
    [
      'an annotation of the user',
      {
        exposure: Exposure.ingress({ className: 'contour', annotations: { 'projectcontour.io/response-timeout': 'infinity' } }),
        readinessTimeout: Duration.minutes(10),
      },
    ],
  ])('is none for %s', (_, props) => {
    expect(warningsOf('holds', props)).toStrictEqual([]);
  });
});
