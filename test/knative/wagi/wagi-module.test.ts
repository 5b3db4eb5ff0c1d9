import { Chart, Testing } from 'cdk8s';
import type { WagiModule } from 'cdk8s-wasm';
import * as fc from 'fast-check';
import { checkRows } from '../../../lib/knative/wagi/wagi-module';

const hello: WagiModule = { route: '/hello', module: '/modules/hello.wasm' };
const scope = new Chart(Testing.app(), 'shop');

/** Returns the error of rejected modules. */
function refusalOf(modules: WagiModule[]): string | undefined {
  try {
    checkRows(scope, 'modules', modules);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

const refusal = (given: object) => refusalOf([{ ...hello, ...given }]);

test.each<[keyof WagiModule, unknown[]]>([
  ['route', ['/', '/...', '/hello', '/hello/', '/hello/...', '/a-b/c_d.txt', '/caf%C3%A9', '/healthz/...']],
  [
    'module',
    [
      '/hello.wat',
      'file:///modules/hello.wasm',
      'oci:hello',
      'oci:acme/hello:1.0.0',
      'oci:ghcr.io/acme/hello:v1',
      'oci://registry.example.com:5000/acme/hello:1',
      'oci://localhost:5000/hello@sha256:00ff',
    ],
  ],
  ['entrypoint', ['hello']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: WAGI's own placeholders
  ['argv', ['ruby index.rb ${SCRIPT_NAME} ${ARGS}', 'costs $5']],
  ['volumes', [{}, { '/': '/srv', '/data': '/var/data' }]],
  ['allowedHosts', [[], ['insecure:allow-all'], ['https://api.example.com', 'http://10.0.0.1:8080/v1']]],
  ['httpMaxConcurrency', [1, 2 ** 31 - 1]],
])('accepts a %s in every form that WAGI reads', (key, values) => {
  for (const value of values) expect([value, refusal({ [key]: value })]).toStrictEqual([value, undefined]);
});

const path = 'must be an absolute path in the container, with or without file://, or oci: and an image';

test.each<[string, object, string]>([
  ['no route', { route: undefined }, 'modules[0].route is missing: pass a string'],
  ['a route without slash', { route: 'hello' }, 'modules[0].route ("hello") must start with "/": write "/hello"'],
  [
    'a wildcard that is no segment',
    { route: '/hello...' },
    'modules[0].route ("/hello...") must have its wildcard as last segment "...": write "/hello/..."',
  ],
  ['a star', { route: '/hello/*' }, 'modules[0].route ("/hello/*") must have its wildcard as last segment "...": write "/hello/..."'],
  [
    'a wildcard in the middle',
    { route: '/a/.../b' },
    'modules[0].route ("/a/.../b") must have its wildcard as last segment "...": write "/a/..."',
  ],
  ['a query', { route: '/a?b=c' }, 'modules[0].route ("/a?b=c") must be a path, encoded as in a URL and without query'],
  ['a space', { route: '/a b' }, 'modules[0].route ("/a b") must be a path, encoded as in a URL and without query'],
  ["WAGI's own path", { route: '/healthz' }, 'modules[0].route ("/healthz") is served by WAGI itself: pass another route'],
  ['no module', { module: ' ' }, 'modules[0].module (" ") must be a non-empty string'],
  ['a relative path', { module: './hello.wasm' }, `modules[0].module ("./hello.wasm") ${path}: write "/hello.wasm"`],
  [
    'a path from the working directory',
    { module: 'modules/hello.wasm' },
    `modules[0].module ("modules/hello.wasm") ${path}: write "/modules/hello.wasm"`,
  ],
  ['a file URL with two slashes', { module: 'file://hello.wasm' }, `modules[0].module ("file://hello.wasm") ${path}: write "/hello.wasm"`],
  ['a URL', { module: 'https://example.com/hello.wasm' }, `modules[0].module ("https://example.com/hello.wasm") ${path}`],
  [
    'an image in upper case',
    { module: 'oci:Acme/hello' },
    'modules[0].module ("oci:Acme/hello") must name an image, such as "oci:registry.example.com/hello:1.0.0"',
  ],
  ['a bindle without its server', { module: 'bindle:a/1.0.0' }, 'modules[0].bindleServer is missing: pass a string'],
  [
    'a server that is no URL',
    { module: 'bindle:a/1.0.0', bindleServer: 'bindle:8080' },
    'modules[0].bindleServer ("bindle:8080") must be a URL, such as "http://bindle:8080/v1"',
  ],
  [
    'a server without bindle',
    { bindleServer: 'http://bindle:8080/v1' },
    'modules[0].bindleServer ("http://bindle:8080/v1") is for a bindle: module: leave it out',
  ],
  ['an empty entrypoint', { entrypoint: '' }, 'modules[0].entrypoint ("") must be a non-empty string'],
  ['arguments as a list', { argv: ['a'] }, 'modules[0].argv (["a"]) must be a non-empty string'],
  [
    'an unknown placeholder',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a user may write
    { argv: 'a ${QUERY}' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what a user may write
    'modules[0].argv ("a ${QUERY}") has "${QUERY}", which WAGI does not replace: write ${SCRIPT_NAME} or ${ARGS}',
  ],
  ['volumes as a list', { volumes: ['/data'] }, 'modules[0].volumes (["/data"]) must be an object'],
  [
    'a relative path of the module',
    { volumes: { data: '/var/data' } },
    'modules[0].volumes "data" must be an absolute path, at which the module sees the directory',
  ],
  [
    'a relative directory',
    { volumes: { '/data': 'data' } },
    'modules[0].volumes /data ("data") must be the absolute path of a directory in the container',
  ],
  [
    'a host without scheme',
    { allowedHosts: ['https://a.example.com', 'api.example.com'] },
    'modules[0].allowedHosts[1] ("api.example.com") must be the URL of a host, such as "https://api.example.com": ' +
      'write "https://api.example.com"',
  ],
  [
    'a host and port, which is a URL of no host',
    { allowedHosts: ['localhost:8080'] },
    'modules[0].allowedHosts[0] ("localhost:8080") must be the URL of a host, such as "https://api.example.com": ' +
      'write "https://localhost:8080"',
  ],
  [
    'any host below another',
    { allowedHosts: ['https://*.example.com'] },
    'modules[0].allowedHosts[0] ("https://*.example.com") must name one host, since WAGI has no wildcards: ' +
      'name each host, or write "insecure:allow-all"',
  ],
  ['no requests at all', { httpMaxConcurrency: 0 }, 'modules[0].httpMaxConcurrency (0) must be a whole number of at least 1'],
  [
    'an environment of its own',
    { environment: { A: 'b' } },
    'modules[0].environment is not read by WAGI 0.8: all modules share one environment: pass env to the app',
  ],
  ['a host', { host: 'a.example.com' }, 'modules[0].host is not read by WAGI 0.8: WAGI routes by path only: create an app for each host'],
  [
    'an unknown key',
    { path: '/hello' },
    'modules[0].path ("/hello") is unknown: write one of route, module, entrypoint, argv, volumes, allowedHosts, httpMaxConcurrency, bindleServer',
  ],
])('fails for %s', (_, given, message) => {
  expect(refusal(given)).toBe(`${message} [shop]`);
});

test.each([
  ['/a', '/a', 'remove one of the two'],
  ['/a/...', '/a', 'move it before modules[0]'],
  ['/a/...', '/a/b', 'move it before modules[0]'],
  ['/a/...', '/a/b/...', 'move it before modules[0]'],
  ['/...', '/', 'move it before modules[0]'],
  ['/...', '/a/...', 'move it before modules[0]'],
])('fails when %s comes before %s and matches its requests', (first, second, remedy) => {
  expect(refusalOf([first, second].map((route) => ({ ...hello, route })))).toBe(
    `modules[1].route ("${second}") is never reached, since modules[0] ("${first}") serves its requests: ${remedy} [shop]`,
  );
});

/** How WAGI matches a path (src/dispatcher.rs). */
const matches = (route: string, path: string) => {
  const prefix = route.endsWith('/...') ? route.slice(0, -4) : undefined;
  return prefix === undefined ? route === path : path === prefix || path.startsWith(`${prefix}/`);
};

test('every row of accepted modules is reached by a request, and some row of rejected ones is not', () => {
  const segments = fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }).map((parts) => `/${parts.join('/')}`);
  const route = fc.tuple(segments, fc.boolean()).map(([at, wild]) => (wild ? `${at === '/' ? '' : at}/...` : at));
  fc.assert(
    fc.property(fc.array(route, { minLength: 1, maxLength: 4 }), (routes) => {
      const paths = ['', '/'].concat(routes.flatMap((at) => [at.replace(/\/\.\.\.$/, ''), at.replace('...', 'other')]));
      const reached = routes.every((at, index) =>
        paths.some((path) => matches(at, path) && routes.findIndex((other) => matches(other, path)) === index),
      );
      expect(refusalOf(routes.map((at) => ({ ...hello, route: at }))) === undefined).toBe(reached);
    }),
  );
});
