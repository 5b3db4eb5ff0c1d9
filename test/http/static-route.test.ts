import { HttpScaledWasm, type HttpScaledWasmProps, type PlatformProps, StaticResponseMode, WasmRuntime } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

function staticRoutesOf(props: Partial<HttpScaledWasmProps>) {
  const route = only(
    synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props })),
    'InterceptorRoute',
  );
  expect(schemaErrors(route)).toStrictEqual([]);
  return route.spec.staticRoutes;
}

function failureOf(props: object, platform: PlatformProps = {}) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props } as HttpScaledWasmProps), { platform });
}

test('a static route answers 200 with an empty body while the app is away', () => {
  expect(staticRoutesOf({ staticRoutes: [{ pathPrefixes: ['/healthz'] }] })).toStrictEqual([
    { rules: [{ paths: [{ value: '/healthz' }] }], response: { statusCode: 200 } },
  ]);
});

test('a static route has every setting, and the order of the routes is kept', () => {
  const maintenance = {
    pathPrefixes: ['/'],
    headers: [{ name: 'X-Tenant', value: 'acme' }],
    response: { statusCode: 503, bodyConfigMap: 'pages', bodyConfigMapKey: 'down.html', headers: { 'Retry-After': '60' } },
    responseMode: StaticResponseMode.ALWAYS,
  };
  expect(staticRoutesOf({ staticRoutes: [{ pathPrefixes: ['/healthz'], response: { body: 'OK' } }, maintenance] })).toStrictEqual([
    { rules: [{ paths: [{ value: '/healthz' }] }], response: { statusCode: 200, body: 'OK' } },
    {
      rules: [{ paths: [{ value: '/' }], headers: [{ name: 'X-Tenant', value: 'acme' }] }],
      response: {
        statusCode: 503,
        bodyFromConfigMap: { name: 'pages', key: 'down.html' },
        headers: { 'Retry-After': '60' },
      },
      responseMode: 'Always',
    },
  ]);
});

test.each<[string, object[], string]>([
  ['an empty list', [], 'staticRoutes ([]) must not be empty: leave it out, or pass at least one route'],
  ['no requests', [{ response: {} }], "staticRoutes[0] names no requests: pass pathPrefixes or headers, or pathPrefixes: ['/'] for all"],
  ['a relative path', [{ pathPrefixes: ['healthz'] }], 'staticRoutes[0].pathPrefixes[0] ("healthz") must start with "/"'],
  ['the Host header', [{ headers: [{ name: 'Host' }] }], 'staticRoutes[0].headers[0].name ("Host") is never matched: pass hosts instead'],
  [
    'a status that HTTP does not have',
    [{ pathPrefixes: ['/a'] }, { pathPrefixes: ['/b'], response: { statusCode: 99 } }],
    'staticRoutes[1].response.statusCode (99) must be a whole number from 200 to 599',
  ],
  [
    'an unknown mode',
    [{ pathPrefixes: ['/a'], responseMode: 'always' }],
    'staticRoutes[0].responseMode ("always") must be one of WhenUnavailable, Always: write StaticResponseMode.WHEN_UNAVAILABLE',
  ],
])('fails for %s', (_, staticRoutes, message) => {
  expect(failureOf({ staticRoutes })).toBe(`${message} [test/shop]`);
});

test('fails for an add-on that has no static routes', () => {
  expect(failureOf({ staticRoutes: [{ pathPrefixes: ['/healthz'] }] }, { httpAddOn: '0.15' })).toBe(
    'staticRoutes needs the KEDA HTTP add-on 0.16 or newer, and the platform declares 0.15: ' +
      "leave staticRoutes out, or declare Platform.target(app, { httpAddOn: '0.16' }) [test/shop]",
  );
});
