import { Chart, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { Redis, RedisAddress, Trigger, TriggerAuth, WasmApp, WasmRuntime } from 'cdk8s-wasm';

function chartOf(namespace?: string): Chart {
  return new Chart(Testing.app(), 'test', { namespace });
}

function metadataOf(trigger: (chart: Chart) => Trigger, chart = chartOf('shop')) {
  new WasmApp(chart, 'app', { image: 'app:1', runtime: WasmRuntime.SPIN, triggers: [trigger(chart)] });
  return Testing.synth(chart).find(({ kind }) => kind === 'ScaledObject').spec.triggers[0].metadata;
}

function failureOf(trigger: (chart: Chart) => Trigger, chart = chartOf('shop')): string {
  try {
    metadataOf(trigger, chart);
  } catch (error) {
    return (error as Error).message;
  }
  return 'passes';
}

test.each<[string, RedisAddress, object]>([
  ['a host', RedisAddress.external({ host: 'redis-master.redis' }), { address: 'redis-master.redis:6379' }],
  ['an address of IPv6', RedisAddress.external({ host: 'fd00::1', port: 6380 }), { address: '[fd00::1]:6380' }],
  [
    'every setting',
    RedisAddress.external({ host: 'cache.example.com', tls: true, username: 'keda', database: 2 }),
    { address: 'cache.example.com:6379', enableTLS: 'true', username: 'keda', databaseIndex: '2' },
  ],
])('a trigger reads from a store with %s', (_, store, address) => {
  expect(metadataOf(() => Trigger.redis({ store, listName: 'jobs' }))).toStrictEqual({ ...address, listName: 'jobs' });
  expect(metadataOf(() => Trigger.redisStreams({ store, stream: 'jobs', streamLength: 5 }))).toStrictEqual({
    ...address,
    stream: 'jobs',
    streamLength: '5',
  });
});

test('a trigger reads from a Redis of the chart, with the password of an auth', () => {
  const password = (chart: Chart) => Secret.fromSecretName(chart, 'Password', 'redis');
  const trigger = (chart: Chart) => {
    const secret = password(chart);
    const { address: store } = new Redis(chart, 'redis', { password: secret });
    const auth = TriggerAuth.fromSecret(chart, 'auth', { secret, parameters: { password: 'password' } });
    return Trigger.redis({ store, listName: 'jobs' }, { auth });
  };
  expect(metadataOf(trigger)).toStrictEqual({ address: 'redis.shop:6379', listName: 'jobs' });
});

test('fails for a Redis of a chart without a namespace, which KEDA would look for in its own', () => {
  expect(failureOf((chart) => Trigger.redis({ store: new Redis(chart, 'redis').address, listName: 'jobs' }), chartOf())).toBe(
    'triggers[0].store.host ("redis") names no namespace, and KEDA connects from its own: pass a namespace to the Chart of a Redis, ' +
      'or write "redis.namespace" in RedisAddress.external() [test/app]',
  );
});

test.each<[string, object, string]>([
  ['an address beside it', { address: 'redis.data:6379' }, '.address ("redis.data:6379") is set by the store: leave one of the two out'],
  ['a host beside it', { host: 'redis.data' }, '.host ("redis.data") is set by the store: leave one of the two out'],
  [
    'a string in its place',
    { store: 'redis.data:6379' },
    '.store ("redis.data:6379") must be a RedisAddress: write RedisAddress.external({ host: \'redis-master.redis\' }), or the address of a Redis',
  ],
])('fails for a store with %s', (_, props, message) => {
  const store = RedisAddress.external({ host: 'redis.data' });
  expect(failureOf(() => Trigger.redis({ store, listName: 'jobs', ...props }))).toBe(`triggers[0]${message} [test/app]`);
});
