import { Duration } from 'cdk8s';
import {
  ColdStartOverflow,
  HttpScaledWasm,
  type HttpScaledWasmProps,
  HttpScalingApi,
  type PlatformProps,
  SpinAppScaled,
  WasmRuntime,
} from 'cdk8s-wasm';
import { errorOf, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT, hosts: ['shop.example.com'] };

function make(props: object, platform: PlatformProps = {}) {
  return synth((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props } as HttpScaledWasmProps), { platform });
}

function failureOf(props: object, platform: PlatformProps = {}) {
  return errorOf((chart) => new HttpScaledWasm(chart, 'shop', { ...APP, ...props } as HttpScaledWasmProps), { platform });
}

describe('the API of the add-on', () => {
  test.each([
    ['0.13', undefined, 'HTTPScaledObject'],
    ['0.14', undefined, 'InterceptorRoute'],
    ['0.13', HttpScalingApi.AUTO, 'HTTPScaledObject'],
    ['0.15', HttpScalingApi.AUTO, 'InterceptorRoute'],
    ['0.14', HttpScalingApi.INTERCEPTOR_ROUTE, 'InterceptorRoute'],
    ['0.15', HttpScalingApi.HTTP_SCALED_OBJECT, 'HTTPScaledObject'],
    ['0.8', HttpScalingApi.HTTP_SCALED_OBJECT, 'HTTPScaledObject'],
  ])('on add-on %s with api %s is an %s', (httpAddOn, api, kind) => {
    const kinds = make({ api }, { httpAddOn }).map((manifest) => manifest.kind);
    expect(kinds.filter((made) => ['HTTPScaledObject', 'InterceptorRoute'].includes(made))).toStrictEqual([kind]);
  });

  test('fails when the add-on serves no InterceptorRoute', () => {
    expect(failureOf({ api: HttpScalingApi.INTERCEPTOR_ROUTE }, { httpAddOn: '0.13' })).toBe(
      'api INTERCEPTOR_ROUTE needs the KEDA HTTP add-on 0.14 or newer, and the platform declares 0.13: ' +
        "leave api INTERCEPTOR_ROUTE out, or declare Platform.target(app, { httpAddOn: '0.14' }) [test/shop]",
    );
  });

  test.each([
    ['2.16', undefined, 'HTTPScaledObject'],
    ['2.17', undefined, 'InterceptorRoute'],
    ['2.16', HttpScalingApi.HTTP_SCALED_OBJECT, 'HTTPScaledObject'],
  ])('on KEDA %s with api %s is an %s', (keda, api, kind) => {
    const kinds = make({ api }, { keda }).map((manifest) => manifest.kind);
    expect(kinds.filter((made) => ['HTTPScaledObject', 'InterceptorRoute'].includes(made))).toStrictEqual([kind]);
  });

  test('fails when KEDA does not scale an InterceptorRoute', () => {
    expect(failureOf({ api: HttpScalingApi.INTERCEPTOR_ROUTE }, { keda: '2.16' })).toBe(
      'api INTERCEPTOR_ROUTE needs KEDA 2.17 or newer, and the platform declares 2.16: ' +
        "leave api INTERCEPTOR_ROUTE out, or declare Platform.target(app, { keda: '2.17' }) [test/shop]",
    );
  });

  test('fails for a setting of an InterceptorRoute on a KEDA that does not scale one, and names both releases', () => {
    expect(failureOf({ requestTimeout: Duration.seconds(30) }, { keda: '2.16' })).toBe(
      'requestTimeout needs an InterceptorRoute, and this app is routed by an HTTPScaledObject: ' +
        'leave requestTimeout out, or use the InterceptorRoute of add-on 0.14 with KEDA 2.17 [test/shop]',
    );
  });

  test.each([
    ['HTTPRoute', '"HTTPRoute"'],
    [null, 'null'],
  ])('fails when api is %s', (api, shown) => {
    expect(failureOf({ api })).toBe(
      `api (${shown}) must be one of auto, InterceptorRoute, HTTPScaledObject: write HttpScalingApi.AUTO [test/shop]`,
    );
  });
});

describe('hosts', () => {
  test.each([
    ['a scheme', 'https://shop.example.com', ': write "shop.example.com"'],
    ['a port', 'shop.example.com:8080', ': write "shop.example.com"'],
    ['upper case', 'Shop.Example.com', ': write "shop.example.com"'],
    ['a path', 'shop.example.com/api', ': write "shop.example.com"'],
    ['a wildcard in the middle', 'shop.*.com', ''],
    ['a letter beyond ASCII', 'käse.example.com', ''],
    ['a trailing dot', 'shop.example.com.', ''],
    ['254 characters', `${'a'.repeat(250)}.com`, ''],
    ['nothing', '', ''],
  ])('fails when a host has %s', (_, host, remedy) => {
    expect(failureOf({ hosts: [host] })).toBe(
      `hosts[0] ("${host}") must be a lower case host name without scheme, port or path${remedy} [test/shop]`,
    );
  });

  test.each([
    [['*', 'shop.example.com'], 0],
    [['shop.example.com', '*'], 1],
  ])('fails when the host for any host is not alone in %j', (hosts, index) => {
    expect(failureOf({ hosts })).toBe(`hosts[${index}] ("*") matches every other host: pass it alone [test/shop]`);
  });

  test('fails when there are none', () => {
    expect(failureOf({ hosts: [] })).toBe("hosts ([]) must not be empty: pass the hosts of the app, or ['*'] for any host [test/shop]");
  });

  test('fails when they are a string', () => {
    expect(failureOf({ hosts: 'shop.example.com' })).toBe(
      'hosts ("shop.example.com") must be a list: write ["shop.example.com"] [test/shop]',
    );
  });

  test('fails when one occurs twice', () => {
    expect(failureOf({ hosts: ['a.example.com', 'b.example.com', 'a.example.com'] })).toBe(
      'hosts names "a.example.com" twice: remove one [test/shop]',
    );
  });
});

describe('path prefixes', () => {
  test.each([
    ['api', '"api"'],
    ['', '""'],
    [7, '7'],
  ])('fails when one is %p', (path, shown) => {
    expect(failureOf({ pathPrefixes: ['/', path] })).toBe(`pathPrefixes[1] (${shown}) must start with "/" [test/shop]`);
  });

  test.each(['/api?v=1', '/api#top', '/a b', '/a%20b', '//api', '/api//v1', '/./api', '/api/..', '/api/../v1'])(
    'fails when one is %s, which no request has',
    (path) => {
      expect(failureOf({ pathPrefixes: [path] })).toBe(
        `pathPrefixes[0] ("${path}") must be a plain path: ` +
          'no query, fragment, escape, wildcard or space, and no segment that is empty, "." or ".." [test/shop]',
      );
    },
  );

  test.each(['/', '/api/', '/.well-known', '/v1.2/a..b'])('%s is a path', (path) => {
    expect(make({ pathPrefixes: [path] }).find(({ kind }) => kind === 'InterceptorRoute').spec.rules[0].paths).toStrictEqual([
      { value: path },
    ]);
  });

  test('fails when there are none', () => {
    expect(failureOf({ pathPrefixes: [] })).toBe('pathPrefixes ([]) must not be empty: leave it out for every path [test/shop]');
  });

  test('fails when they are a string', () => {
    expect(failureOf({ pathPrefixes: '/api' })).toBe('pathPrefixes ("/api") must be a list: write ["/api"] [test/shop]');
  });

  test('fails when one occurs twice', () => {
    expect(failureOf({ pathPrefixes: ['/api', '/api'] })).toBe('pathPrefixes names "/api" twice: remove one [test/shop]');
  });

  test('fails with the same message for an app without the add-on', () => {
    expect(errorOf((chart) => new SpinAppScaled(chart, 'shop', { image: 'x', hosts: ['a.example.com'], pathPrefixes: ['api'] }))).toBe(
      'pathPrefixes[0] ("api") must start with "/" [test/shop]',
    );
  });
});

describe('headers', () => {
  test.each([
    ['a space', { name: 'X Tenant' }, '"X Tenant"'],
    ['a colon', { name: 'X-Tenant:' }, '"X-Tenant:"'],
    ['nothing', { name: '' }, '""'],
    ['no name at all', { value: 'a' }, 'undefined'],
  ])('fails when the name has %s', (_, header, shown) => {
    expect(failureOf({ headers: [header] })).toBe(`headers[0].name (${shown}) must be the name of an HTTP header [test/shop]`);
  });

  test('fails when it has no object around it', () => {
    expect(failureOf({ headers: [null] })).toBe('headers[0] (null) must be an object: pass an object with name or value [test/shop]');
  });

  test('fails when one is Host, which the interceptor does not match as a header', () => {
    expect(failureOf({ headers: [{ name: 'HOST', value: 'shop.example.com' }] })).toBe(
      'headers[0].name ("HOST") is never matched: pass hosts instead [test/shop]',
    );
  });

  test('fails when a value is not a string', () => {
    expect(failureOf({ headers: [{ name: 'X-Tenant', value: 5 }] })).toBe('headers[0].value (5) must be a string: write "5" [test/shop]');
  });

  test('fails when two differ only in case', () => {
    expect(failureOf({ headers: [{ name: 'X-Tenant', value: 'a' }, { name: 'x-tenant' }] })).toBe(
      'headers names "x-tenant" twice: remove one [test/shop]',
    );
  });

  test('fails when there are none', () => {
    expect(failureOf({ headers: [] })).toBe('headers ([]) must not be empty: leave it out for any headers [test/shop]');
  });

  test('fails when they are an object', () => {
    expect(failureOf({ headers: { a: 'b' } })).toBe('headers ({"a":"b"}) must be a list: put it in brackets, [ ] [test/shop]');
  });
});

test('fails when metrics is empty', () => {
  expect(failureOf({ metrics: [] })).toBe('metrics ([]) must not be empty: leave it out, or pass at least one HttpMetric [test/shop]');
});

describe.each(['readinessTimeout', 'requestTimeout', 'responseHeaderTimeout'])('%s', (prop) => {
  test('fails when it is 0', () => {
    expect(failureOf({ [prop]: Duration.seconds(0) })).toBe(`${prop} (0s) must be longer than 0: leave it out for the default [test/shop]`);
  });

  test.each([
    [30, '30'],
    [0, '0'],
    ['30s', '"30s"'],
    [null, 'null'],
  ])('fails when it is %p', (timeout, shown) => {
    expect(failureOf({ [prop]: timeout })).toBe(`${prop} (${shown}) must be a Duration: write Duration.seconds(30) [test/shop]`);
  });
});

describe('the fallback of a cold start', () => {
  test('fails when its Service name is invalid', () => {
    expect(failureOf({ coldStartFallback: { service: 'Sorry_Page', port: 80 } })).toBe(
      'coldStartFallback.service ("Sorry_Page") must consist of lower case letters, digits and \'-\', start with a letter and end with ' +
        'a letter or digit: pass a name like "sorry-page" [test/shop]',
    );
  });

  test.each([0, 65536, 80.5])('fails when its port is %d', (port) => {
    expect(failureOf({ coldStartFallback: { service: 'sorry', port } })).toBe(
      `coldStartFallback.port (${port}) must be a whole number from 1 to 65535 [test/shop]`,
    );
  });

  test('fails when its port is missing', () => {
    expect(failureOf({ coldStartFallback: { service: 'sorry' } })).toBe(
      'coldStartFallback.port is missing: pass the port of the Service [test/shop]',
    );
  });
});

describe('timeouts within a request', () => {
  const coldStartFallback = { service: 'sorry', port: 80 };
  const timeouts = (request: number, readiness?: number) => ({
    requestTimeout: Duration.seconds(request),
    readinessTimeout: readiness === undefined ? undefined : Duration.seconds(readiness),
  });

  test.each<[object, string]>([
    [
      { ...timeouts(30), coldStartFallback },
      'requestTimeout (30 s) must be longer than the 30 s that a request waits for the app before the coldStartFallback answers: ' +
        'raise it, or pass a shorter readinessTimeout',
    ],
    [
      { ...timeouts(20, 20), coldStartFallback },
      'requestTimeout (20 s) must be longer than the 20 s that a request waits for the app before the coldStartFallback answers: ' +
        'raise it, or lower readinessTimeout',
    ],
    [timeouts(20, 21), 'readinessTimeout (21 s) must be at most requestTimeout (20 s): lower it or raise requestTimeout'],
    [
      { ...timeouts(20), responseHeaderTimeout: Duration.seconds(60) },
      'responseHeaderTimeout (60 s) must be at most requestTimeout (20 s): lower it or raise requestTimeout',
    ],
  ])('fails for one that never takes effect, case %#', (props, message) => {
    expect(failureOf(props)).toBe(`${message} [test/shop]`);
  });

  test.each<[object, object]>([
    [timeouts(20, 20), { request: '20s', readiness: '20s' }],
    [
      { ...timeouts(20, 19), coldStartFallback },
      { request: '20s', readiness: '19s' },
    ],
    [{ ...timeouts(31), coldStartFallback }, { request: '31s' }],
  ])('one that takes effect is written, case %#', (props, written) => {
    const [route] = make(props).filter(({ kind }) => kind === 'InterceptorRoute');
    expect(route.spec.timeouts).toStrictEqual(written);
  });
});

test.each<[string, object, string[]]>([
  [
    'beside-placeholder',
    {},
    [
      'http-add-on/unused-fallback: fallback never answers: the placeholder takes every request while no replica is ready: ' +
        'leave out fallback or placeholder [test/beside-placeholder/InterceptorRoute]',
    ],
  ],
  ['beyond-limit', { coldStartMaxPendingRequests: 5, coldStartOverflow: ColdStartOverflow.PLACEHOLDER }, []],
])('a fallback of %s is warned of where a placeholder always answers', (id, props, warnings) => {
  const warned: string[] = [];
  const spy = jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warned.push(String(warning)));
  const both = { coldStartFallback: { service: 'sorry', port: 80 }, coldStartPlaceholder: { body: 'Starting' } };
  synth((chart) => new HttpScaledWasm(chart, id, { ...APP, ...both, ...props }));
  spy.mockRestore();
  expect(warned.filter((warning) => warning.startsWith('http-add-on/unused-fallback'))).toStrictEqual(warnings);
});

describe('the placeholder of a cold start', () => {
  test.each([99, 199, 600])('fails when its status is %d', (statusCode) => {
    expect(failureOf({ coldStartPlaceholder: { statusCode } })).toBe(
      `coldStartPlaceholder.statusCode (${statusCode}) must be a whole number from 200 to 599 [test/shop]`,
    );
  });

  test.each([
    [{ statusCode: 204, body: 'x' }, 'statusCode (204) is a status without a body: leave body out, or pass 200'],
    [{ statusCode: 304, bodyConfigMap: 'pages' }, 'statusCode (304) is a status without a body: leave bodyConfigMap out, or pass 200'],
    [{ headers: { 'Retry After': '5' } }, 'headers["Retry After"] must be the name of an HTTP header, such as "Retry-After"'],
    [{ headers: { '': '5' } }, 'headers[""] must be the name of an HTTP header, such as "Retry-After"'],
  ])('fails when HTTP has no response like %j', (coldStartPlaceholder, message) => {
    expect(failureOf({ coldStartPlaceholder })).toBe(`coldStartPlaceholder.${message} [test/shop]`);
  });

  test('its status can be one without a body', () => {
    const [route] = make({ coldStartPlaceholder: { statusCode: 204, body: '' } }).filter(({ kind }) => kind === 'InterceptorRoute');
    expect(route.spec.coldStart).toStrictEqual({ placeholder: { response: { statusCode: 204, body: '' } } });
  });

  test('fails when it has two bodies', () => {
    expect(failureOf({ coldStartPlaceholder: { body: '', bodyConfigMap: 'pages' } })).toBe(
      'coldStartPlaceholder takes only one of body and bodyConfigMap: leave one out [test/shop]',
    );
  });

  test('fails when it has a key but no ConfigMap', () => {
    expect(failureOf({ coldStartPlaceholder: { bodyConfigMapKey: 'wait.html' } })).toBe(
      'coldStartPlaceholder.bodyConfigMapKey ("wait.html") needs the ConfigMap of the key: pass bodyConfigMap [test/shop]',
    );
  });

  test('fails when the name of its ConfigMap is invalid', () => {
    expect(failureOf({ coldStartPlaceholder: { bodyConfigMap: 'Pages' } })).toBe(
      "coldStartPlaceholder.bodyConfigMap (\"Pages\") must be a DNS subdomain: lower case letters, digits, '-' and '.', " +
        'at most 253 characters [test/shop]',
    );
  });

  test.each([
    [{ body: 503 }, 'body (503) must be a string: write "503"'],
    [{ bodyConfigMap: 'pages', bodyConfigMapKey: 1 }, 'bodyConfigMapKey (1) must be a string: write "1"'],
    [{ headers: { 'Retry-After': 5 } }, 'headers["Retry-After"] (5) must be a string: write "5"'],
  ])('fails when %j is not a string', (coldStartPlaceholder, message) => {
    expect(failureOf({ coldStartPlaceholder })).toBe(`coldStartPlaceholder.${message} [test/shop]`);
  });

  test('fails when its body is too long', () => {
    expect(failureOf({ coldStartPlaceholder: { body: 'x'.repeat(32_769) } })).toBe(
      'coldStartPlaceholder.body (32769 characters) must have at most 32768: put it in a ConfigMap and pass bodyConfigMap [test/shop]',
    );
  });

  test('counts the characters of its body as the API server does', () => {
    const body = '🙂'.repeat(32_768);
    const [route] = make({ coldStartPlaceholder: { body } }).filter(({ kind }) => kind === 'InterceptorRoute');
    expect(route.spec.coldStart).toStrictEqual({ placeholder: { response: { body } } });
  });
});
