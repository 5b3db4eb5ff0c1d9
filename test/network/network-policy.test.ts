import {
  type AppProps,
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  KnativeWagiService,
  NetworkPeer,
  type PlatformProps,
  RedisAddress,
  SpinAppScaled,
  Trigger,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import { errorOf, only, synth } from '../support/synth';

const image = 'ghcr.io/acme/shop:v1';
const runtime = WasmRuntime.SLIGHT;
const DNS = {
  ports: [
    { protocol: 'TCP', port: 53 },
    { protocol: 'UDP', port: 53 },
  ],
};
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));

type Make = (scope: Construct, props: Pick<AppProps, 'networkPolicy' | 'stores'>) => unknown;

const slight: Make = (scope, props) => new HttpScaledWasm(scope, 'shop', { image, runtime, hosts: ['shop.example.com'], ...props });

function policyOf(make: Make, props: Parameters<Make>[1] = { networkPolicy: true }, platform?: PlatformProps) {
  return only(
    synth((chart) => make(chart, props), { namespace: 'prod', platform }),
    'NetworkPolicy',
  );
}

test('an app behind the interceptor admits the interceptor to its port, and DNS', () => {
  expect(policyOf(slight)).toStrictEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'shop', namespace: 'prod', labels: { 'app.kubernetes.io/name': 'shop' } },
    spec: {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [namespace('keda')], ports: tcp(3000) }],
      egress: [DNS],
    },
  });
});

test('a policy is created only if it is enabled', () => {
  for (const networkPolicy of [undefined, false]) {
    expect(synth((chart) => slight(chart, { networkPolicy })).map(({ kind }) => kind)).not.toContain('NetworkPolicy');
  }
});

const PATHS: { name: string; make: Make; podLabels: object; ingress: object[]; platform?: PlatformProps }[] = [
  {
    name: 'an app behind an interceptor that lies elsewhere',
    make: slight,
    platform: { interceptor: { namespace: 'http' } },
    podLabels: { 'app.kubernetes.io/name': 'shop' },
    ingress: [{ from: [namespace('http')], ports: tcp(3000) }],
  },
  {
    name: 'an app that nothing leads to admits the pods of its namespace',
    make: (scope, props) => new WasmApp(scope, 'shop', { image, runtime, port: 8080, ...props }),
    podLabels: { 'app.kubernetes.io/name': 'shop' },
    ingress: [{ from: [{ podSelector: {} }], ports: tcp(8080) }],
  },
  {
    name: 'a worker without port admits nobody',
    make: (scope, props) => new WasmApp(scope, 'shop', { image, runtime: WasmRuntime.WASMEDGE, ...props }),
    podLabels: { 'app.kubernetes.io/name': 'shop' },
    ingress: [],
  },
  {
    name: 'KEDA, where it reads the metrics of the app itself',
    make: (scope, props) =>
      new WasmApp(scope, 'shop', {
        image,
        runtime,
        minReplicas: 1,
        triggers: [Trigger.metricsApi({ url: 'http://shop.prod.svc:3000/queue', valueLocation: 'length', targetValue: 5 })],
        ...props,
      }),
    podLabels: { 'app.kubernetes.io/name': 'shop' },
    ingress: [
      { from: [{ podSelector: {} }], ports: tcp(3000) },
      { from: [namespace('keda')], ports: tcp(3000) },
    ],
  },
  {
    name: 'a SpinApp behind the interceptor, found by the labels of the operator',
    make: (scope, props) =>
      new SpinAppScaled(scope, 'shop', { image, hosts: ['shop.example.com'], metrics: [HttpMetric.concurrency(5)], ...props }),
    podLabels: { 'core.spinkube.dev/app-name': 'shop' },
    ingress: [{ from: [namespace('keda')], ports: tcp(80) }],
  },
  {
    name: 'a SpinApp of the former group',
    make: (scope, props) => new SpinAppScaled(scope, 'shop', { image, replicas: 1, ...props }),
    platform: { spinOperator: '0.3' },
    podLabels: { 'core.spinoperator.dev/app-name': 'shop' },
    ingress: [{ from: [{ podSelector: {} }], ports: tcp(80) }],
  },
  {
    name: "a Knative Service admits Knative to the ports of Knative's own sidecar",
    make: (scope, props) => new KnativeWagiService(scope, 'shop', { image, ...props }),
    podLabels: { 'serving.knative.dev/service': 'shop' },
    ingress: [
      { from: [namespace('knative-serving')], ports: tcp(8012, 8013, 8112, 9090) },
      { from: [namespace('kourier-system')], ports: tcp(8012, 8013, 8112) },
    ],
  },
  {
    name: 'a Knative Service behind Istio',
    make: (scope, props) => new KnativeWagiService(scope, 'shop', { image, ...props }),
    platform: { knativeIngressNamespace: 'istio-system' },
    podLabels: { 'serving.knative.dev/service': 'shop' },
    ingress: [
      { from: [namespace('knative-serving')], ports: tcp(8012, 8013, 8112, 9090) },
      { from: [namespace('istio-system')], ports: tcp(8012, 8013, 8112) },
    ],
  },
];

test.each(PATHS)('$name', ({ make, podLabels, ingress, platform }) => {
  const { spec } = policyOf(make, { networkPolicy: true }, platform);
  expect(spec.podSelector).toStrictEqual({ matchLabels: podLabels });
  expect(spec.ingress).toStrictEqual(ingress);
});

test('a peer of the user reaches the port of the app, or its own ports', () => {
  const from = [NetworkPeer.namespace('traefik'), NetworkPeer.namespace('monitoring', { ports: [9100] })];
  const to = [NetworkPeer.cidr('192.0.2.0/24', { ports: [5432] })];
  const { spec } = policyOf(slight, { networkPolicy: { from, to } });
  expect(spec.ingress).toStrictEqual([
    { from: [namespace('keda')], ports: tcp(3000) },
    { from: [namespace('traefik')], ports: tcp(3000) },
    { from: [namespace('monitoring')], ports: tcp(9100) },
  ]);
  expect(spec.egress).toStrictEqual([DNS, { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: tcp(5432) }]);
});

test('the stores of an app are admitted', () => {
  const stores = { REDIS_ADDRESS: RedisAddress.external({ host: 'redis.data' }) };
  expect(policyOf(slight, { networkPolicy: true, stores }).spec.egress).toStrictEqual([DNS, { to: [namespace('data')], ports: tcp(6379) }]);
});

test('the router of a SpinApp without an HTTP trigger must be a peer', () => {
  const direct: Make = (scope, props) =>
    new SpinAppScaled(scope, 'shop', { image, replicas: 1, hosts: ['shop.example.com'], exposure: Exposure.ingress(), ...props });
  expect(errorOf((chart) => direct(chart, { networkPolicy: true }))).toBe(
    'networkPolicy cannot derive the namespace of the Ingress controller or Gateway that sends the requests: ' +
      "pass { from: [NetworkPeer.namespace('traefik')] } [test/shop]",
  );
  expect(policyOf(direct, { networkPolicy: { from: [NetworkPeer.namespace('traefik')] } }).spec.ingress).toStrictEqual([
    { from: [namespace('traefik')], ports: tcp(80) },
  ]);
});

test.each([
  ['a text', 'yes', 'networkPolicy ("yes") must be true or false'],
  ['null', null, 'networkPolicy (null) must be true or false'],
  ['a misspelt direction', { egress: [] }, 'networkPolicy.egress ([]) is unknown: write one of from, to'],
  ['no list', { to: NetworkPeer.internet() }, 'must be a list: put it in brackets, [ ]'],
  [
    'an address',
    { to: ['10.0.0.0/8'] },
    'networkPolicy.to[0] ("10.0.0.0/8") must be a NetworkPeer, such as NetworkPeer.namespace(\'monitoring\')',
  ],
])('fails for %s', (_, networkPolicy, message) => {
  expect(errorOf((chart) => slight(chart, { networkPolicy: networkPolicy as never }))).toContain(message);
});
