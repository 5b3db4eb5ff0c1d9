import { linesOf, requirements } from './lines-of';

const KEDA = 'component KEDA 2.21, 2.14 or newer';
const KEDA_OF_ROUTES = 'component KEDA 2.21, 2.17 or newer';

function route(spec: string): string {
  return `apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: shop }
spec: ${spec}
---
apiVersion: v1
kind: Service
metadata: { name: shop }
`;
}

const TARGET = 'target: { service: shop, port: 80 }';

test('a route needs a release of the add-on that serves it, in the declared namespace', () => {
  expect(requirements(route(`{ ${TARGET} }`))[1]).toStrictEqual({
    kind: 'component',
    name: 'KEDA HTTP add-on',
    version: '0.16',
    minimum: '0.14',
    minimumReason: 'InterceptorRoute shop',
    details: [],
    neededBy: ['InterceptorRoute shop'],
    install: [
      'helm repo add kedacore https://kedacore.github.io/charts',
      "helm upgrade --install http-add-on kedacore/keda-add-ons-http --version '~0.16.0' --namespace keda --create-namespace --wait",
    ],
    link: 'https://keda.sh/http-add-on/latest/operations/installation/',
  });
});

test('a placeholder needs a newer release, and the labelled ConfigMap that it references', () => {
  const spec = `{ ${TARGET}, coldStart: { placeholder: { response: { bodyFromConfigMap: { name: wait, key: page } } } } }`;
  expect(linesOf(route(spec))).toStrictEqual([
    `${KEDA_OF_ROUTES}: InterceptorRoute shop`,
    'component KEDA HTTP add-on 0.16, 0.15 or newer: coldStart.placeholder in InterceptorRoute shop',
    'object ConfigMap wait (label http.keda.sh/response-body: "true", key page)',
  ]);
});

test('a static route needs the labelled ConfigMap that it references', () => {
  const spec = `{ ${TARGET}, staticRoutes: [{ response: { bodyFromConfigMap: { name: pages } } }] }`;
  expect(linesOf(route(spec))).toStrictEqual([
    `${KEDA_OF_ROUTES}: InterceptorRoute shop`,
    'component KEDA HTTP add-on 0.16, 0.16 or newer: staticRoutes in InterceptorRoute shop',
    'object ConfigMap pages (label http.keda.sh/response-body: "true")',
  ]);
});

function scaled(spec: string): string {
  return `apiVersion: http.keda.sh/v1alpha1
kind: HTTPScaledObject
metadata: { name: shop, namespace: default }
spec: ${spec}
`;
}

test.each([
  [
    'deployment',
    '{ hosts: [a.example.com], scaleTargetRef: { deployment: shop, service: shop, port: 80 } }',
    '0.8 or newer, older than 0.9: scaleTargetRef.deployment in HTTPScaledObject default/shop',
  ],
  [
    'a wildcard',
    '{ hosts: ["*.example.com"], scaleTargetRef: { name: shop, service: shop, port: 80 } }',
    '0.12 or newer: host *.example.com in HTTPScaledObject default/shop',
  ],
  [
    'any host',
    '{ hosts: ["*"], scaleTargetRef: { name: shop, service: shop, port: 80 } }',
    '0.13 or newer: host * in HTTPScaledObject default/shop',
  ],
  [
    'timeouts',
    '{ hosts: [a.example.com], timeouts: {}, scaleTargetRef: { name: shop, service: shop, port: 80 } }',
    '0.11 or newer: timeouts in HTTPScaledObject default/shop',
  ],
])('an HTTPScaledObject with %s bounds the releases', (_, spec, releases) => {
  expect(linesOf(scaled(spec), { httpAddOn: '0.12' })).toStrictEqual([
    KEDA,
    `component KEDA HTTP add-on 0.12, ${releases}`,
    'object Deployment default/shop',
    'object Service default/shop',
  ]);
});

test("a trigger of the add-on's scaler needs the add-on, and not its endpoint", () => {
  const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: shop }
spec:
  scaleTargetRef: { name: shop }
  triggers: [{ type: external-push, metadata: { scalerAddress: "keda-add-ons-http-external-scaler.keda:9090", interceptorRoute: shop } }]
`;
  expect(linesOf(yaml)).toStrictEqual([
    `${KEDA_OF_ROUTES}: interceptorRoute in ScaledObject shop`,
    'component KEDA HTTP add-on 0.16, 0.14 or newer: interceptorRoute in ScaledObject shop',
  ]);
});
