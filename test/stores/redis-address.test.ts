import { Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { type ExternalRedisProps, Redis, RedisAddress, SpinAppScaled, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

const scope = new Chart(Testing.app(), 'test', { namespace: 'prod' });
const bind = (props: ExternalRedisProps) => RedisAddress.external(props)._bind(scope, 'REDIS_ADDRESS');
const app = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.WASMEDGE };

test.each([
  ['a name', { host: 'redis.data' }, 'redis://redis.data:6379'],
  ['a port and a database', { host: 'redis.data', port: 6380, database: 3 }, 'redis://redis.data:6380/3'],
  ['TLS', { host: 'cache.example.com', tls: true }, 'rediss://cache.example.com:6379'],
  ['a user', { host: 'redis.data', username: 'app' }, 'redis://app@redis.data:6379'],
  ['an address of IPv6', { host: '2001:db8::7' }, 'redis://[2001:db8::7]:6379'],
])('an address with %s', (_, props, address) => {
  expect(bind(props).env).toStrictEqual({ REDIS_ADDRESS: { value: address } });
});

test.each([
  [
    'a host of the cluster is looked for in its namespace',
    'redis.data.svc.cluster.local',
    [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } } }],
  ],
  ["a bare name in the app's namespace", 'redis', [{ podSelector: {} }]],
  ['an address is that address', '10.1.2.3', [{ ipBlock: { cidr: '10.1.2.3/32' } }]],
  ['a public name is anybody, since a policy knows no names', 'cache.example.com', undefined],
])('%s', (_, host, peers) => {
  expect(bind({ host }).peer._bind(scope, 'to')).toStrictEqual({ peers, ports: [{ protocol: 'TCP', port: 6379 }] });
});

test('the address range of a public name can be passed', () => {
  expect(bind({ host: 'cache.example.com', cidr: '10.20.0.0/16' }).peer._bind(scope, 'to').peers).toStrictEqual([
    { ipBlock: { cidr: '10.20.0.0/16' } },
  ]);
});

test('a SpinApp refers to the password by the name that the operator gives the variable', () => {
  const manifests = synth((chart) => {
    const password = Secret.fromSecretName(chart, 'Password', 'redis');
    const address = RedisAddress.external({ host: 'redis.data', username: 'app', password });
    new SpinAppScaled(chart, 'shop', { image: app.image, replicas: 1, stores: { redis_address: address } });
  });
  expect(only(manifests, 'SpinApp').spec.variables).toStrictEqual([
    { name: 'redis_address_password', valueFrom: { secretKeyRef: { name: 'redis', key: 'password' } } },
    { name: 'redis_address', value: 'redis://app:$(SPIN_VARIABLE_REDIS_ADDRESS_PASSWORD)@redis.data:6379' },
  ]);
});

describe('a Redis of another namespace', () => {
  function shop(withPassword: boolean) {
    const tree = Testing.app();
    const data = new Chart(tree, 'data', { namespace: 'data' });
    const redis = new Redis(data, 'redis', { password: Secret.fromSecretName(data, 'Password', 'redis') });
    const chart = new Chart(tree, 'prod', { namespace: 'prod' });
    const address = withPassword ? redis.address.withPassword(Secret.fromSecretName(chart, 'Password', 'copy'), 'pw') : redis.address;
    new WasmApp(chart, 'shop', { ...app, stores: { REDIS_ADDRESS: address } });
    return only(Testing.synth(chart), 'Deployment').spec.template.spec.containers[0].env;
  }

  test('has its password in another Secret with withPassword()', () => {
    expect(shop(true)).toStrictEqual([
      { name: 'REDIS_ADDRESS_PASSWORD', valueFrom: { secretKeyRef: { name: 'copy', key: 'pw' } } },
      { name: 'REDIS_ADDRESS', value: 'redis://:$(REDIS_ADDRESS_PASSWORD)@redis.data:6379' },
    ]);
  });

  test('fails for a password in a Secret of its own namespace', () => {
    expect(() => shop(false)).toThrow(
      'stores.REDIS_ADDRESS has its password in a Secret of namespace data, which pods of namespace prod cannot use: ' +
        'create a Secret there and pass address.withPassword(secret) [prod/shop]',
    );
  });
});

test.each([
  [{}, 'stores.REDIS_ADDRESS.host is missing: pass a string'],
  [
    { host: 'redis://redis.data' },
    'stores.REDIS_ADDRESS.host ("redis://redis.data") must be a lower case host name without scheme, port or path: write "redis.data"',
  ],
  [{ host: 'redis', prot: 1 }, 'stores.REDIS_ADDRESS.prot (1) is unknown: did you mean port?'],
  [{ host: 'redis', port: 70_000 }, 'stores.REDIS_ADDRESS.port (70000) must be a whole number from 1 to 65535'],
  [{ host: 'redis', username: 'a@b' }, "stores.REDIS_ADDRESS.username (\"a@b\") must consist of letters, digits, '-' and '_'"],
  [{ host: 'redis', password: 'secret' }, 'stores.REDIS_ADDRESS.password ("secret") must be a Secret'],
  [{ host: 'redis', cidr: '10.0.0.1' }, 'must be an address range'],
])('fails for %j', (props, message) => {
  expect(() => bind(props as never)).toThrow(message);
});

test('fails for a store that is not a RedisAddress, and for a variable that is also part of env', () => {
  expect(errorOf((chart) => new WasmApp(chart, 'shop', { ...app, stores: { REDIS: 'redis://redis' as never } }))).toBe(
    'stores.REDIS ("redis://redis") must be a RedisAddress, such as RedisAddress.external({ host: \'redis-master.redis\' }) [test/shop]',
  );
  const stores = { REDIS: RedisAddress.external({ host: 'redis' }) };
  expect(errorOf((chart) => new WasmApp(chart, 'shop', { ...app, stores, env: { REDIS: { value: 'x' } as never } }))).toBe(
    'env.REDIS is set by stores.REDIS: leave one of the two out [test/shop]',
  );
});
