import { Testing } from 'cdk8s';
import { checkProps, pickProps, type Struct } from '../../lib/core/props';
import { STRUCTS } from '../../lib/core/structs';

function verdict(struct: Struct, value: unknown, at = ''): string {
  try {
    checkProps(Testing.chart(), at, struct, value);
  } catch (error) {
    return (error as Error).message.replace(/ \[test\]$/, '');
  }
  return 'passes';
}

test.each(Object.keys(STRUCTS) as Struct[])('%s takes each of its props, and none of another name', (struct) => {
  const props = STRUCTS[struct].split(' ').filter((prop) => !prop.includes(':'));
  expect(verdict(struct, Object.fromEntries(props.map((prop) => [prop, 'x'])))).toBe('passes');
  expect(verdict(struct, { qqqqqqqqqqqqqqqqqqqq: 1 })).toMatch(/^qqqqqqqqqqqqqqqqqqqq \(1\) is unknown: (write one of|leave it out)/);
});

test.each<[string, Struct, unknown]>([
  ['an unknown prop that is undefined', 'FluxOptions', { source: undefined }],
  ['another value in place of a struct that is optional', 'WasmAppProps', { networkPolicy: true }],
  ['an empty object', 'RedisProps', {}],
  ['an object without a prototype', 'RedisProps', Object.assign(Object.create(null), { name: 'a' })],
])('passes for %s', (_, struct, value) => {
  expect(verdict(struct, value)).toBe('passes');
});

test.each<[string, Struct, unknown, string]>([
  ['a name of Object.prototype', 'ShimPlatform', { constructor: 1 }, 'constructor (1) is unknown: write one of arch, location, sha256'],
  ['a name in another case', 'FluxOptions', { sourcename: 'a' }, 'sourcename ("a") is unknown: did you mean sourceName?'],
  ['a part of a name', 'PortProbeOptions', { delay: 5 }, 'delay (5) is unknown: did you mean initialDelay?'],
  ['a longer name', 'PlatformProps', { kedaVersion: '2.20' }, 'kedaVersion ("2.20") is unknown: did you mean keda?'],
  ['a struct in a list', 'WasmAppProps', { sidecars: [{ ports: 1 }] }, 'sidecars[0].ports (1) is unknown: did you mean port?'],
  [
    'undefined in a list',
    'WasmAppProps',
    { volumes: [undefined] },
    'volumes[0] (undefined) must be an object: pass an object with props of Volume',
  ],
  [
    'null',
    'RedisProps',
    null,
    'props (null) must be an object: pass an object with name, image, password, passwordKey, storage, storageClassName, resources, networkPolicy or labels',
  ],
  ['nothing', 'ShimPlatform', undefined, 'props is missing: pass an object with arch, location or sha256'],
  ['a long value', 'ShimPlatform', { os: 'x'.repeat(100) }, `os ("${'x'.repeat(76)}...) is unknown: write one of arch, location, sha256`],
  [
    'errors at several depths, all at once',
    'WasmAppProps',
    { replica: 1, volumes: [{ name: 'a', secret: { secret: 'b' } }], resources: { memory: '64Mi' } },
    [
      '3 errors:',
      '  replica (1) is unknown: did you mean replicas?',
      '  volumes[0].secret.secret ("b") is unknown: did you mean secretName?',
      '  resources.memory ("64Mi") must be an object: write { request: Size.mebibytes(64), limit: Size.mebibytes(64) }',
    ].join('\n'),
  ],
])('fails for %s', (_, struct, value, message) => {
  expect(verdict(struct, value)).toBe(message);
});

test('pickProps() leaves the props of other structs out', () => {
  expect(pickProps('ShimPlatform', { arch: 'amd64', os: 'linux' })).toStrictEqual({ arch: 'amd64' });
});
