import { Chart, Testing } from 'cdk8s';
import { EnvValue, Secret } from 'cdk8s-plus-28';
import { SpinAppScaled, SpinDatabase, SpinLlmApi, SpinLlmCompute, type SpinRuntimeConfig, SpinStore } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const secret = Secret.fromSecretName(new Chart(Testing.app(), 'outside'), 'Secret', 'shop');
const from = (key: string) => EnvValue.fromSecretValue({ secret, key });
const image = 'ghcr.io/acme/shop:v1';
const spinApp = (runtimeConfig: SpinRuntimeConfig) =>
  only(
    synth((chart) => new SpinAppScaled(chart, 'shop', { image, runtimeConfig })),
    'SpinApp',
  );
const refusal = (runtimeConfig: SpinRuntimeConfig) => errorOf((chart) => new SpinAppScaled(chart, 'shop', { image, runtimeConfig }));

test('each backend is rendered with its type and the options that Spin reads', () => {
  const manifest = spinApp({
    keyValueStores: [
      SpinStore.redis({ url: from('redis') }),
      SpinStore.spin({ name: 'file', path: '/data/kv.db' }),
      SpinStore.spin({ name: 'memory' }),
      SpinStore.azureCosmos({ name: 'azure', account: 'acme', database: 'shop', container: 'carts', key: from('cosmos') }),
      SpinStore.awsDynamo({ name: 'aws', region: 'eu-central-1', table: 'carts', accessKey: from('id'), secretKey: from('key') }),
      SpinStore.of('own', 'redis', { url: EnvValue.fromValue('rediss://redis.shop:6380') }),
    ],
    sqliteDatabases: [
      SpinDatabase.libsql({ url: 'https://shop.turso.io', token: from('libsql') }),
      SpinDatabase.spin({ name: 'file', path: '/data/shop.db' }),
      SpinDatabase.of('own', 'spin'),
    ],
    llmCompute: SpinLlmCompute.remoteHttp({ url: 'http://llm.shop.svc', authToken: from('llm'), apiType: SpinLlmApi.OPEN_AI }),
  });
  const ref = (key: string) => ({ secretKeyRef: { name: 'shop', key } });
  expect(manifest.spec.runtimeConfig).toStrictEqual({
    keyValueStores: [
      { name: 'default', type: 'redis', options: [{ name: 'url', valueFrom: ref('redis') }] },
      { name: 'file', type: 'spin', options: [{ name: 'path', value: '/data/kv.db' }] },
      { name: 'memory', type: 'spin' },
      {
        name: 'azure',
        type: 'azure_cosmos',
        options: [
          { name: 'account', value: 'acme' },
          { name: 'database', value: 'shop' },
          { name: 'container', value: 'carts' },
          { name: 'key', valueFrom: ref('cosmos') },
        ],
      },
      {
        name: 'aws',
        type: 'aws_dynamo',
        options: [
          { name: 'region', value: 'eu-central-1' },
          { name: 'table', value: 'carts' },
          { name: 'access_key', valueFrom: ref('id') },
          { name: 'secret_key', valueFrom: ref('key') },
        ],
      },
      { name: 'own', type: 'redis', options: [{ name: 'url', value: 'rediss://redis.shop:6380' }] },
    ],
    sqliteDatabases: [
      {
        name: 'default',
        type: 'libsql',
        options: [
          { name: 'url', value: 'https://shop.turso.io' },
          { name: 'token', valueFrom: ref('libsql') },
        ],
      },
      { name: 'file', type: 'spin', options: [{ name: 'path', value: '/data/shop.db' }] },
      { name: 'own', type: 'spin' },
    ],
    llmCompute: {
      type: 'remote_http',
      options: [
        { name: 'url', value: 'http://llm.shop.svc' },
        { name: 'api_type', value: 'open_ai' },
        { name: 'auth_token', valueFrom: ref('llm') },
      ],
    },
  });
  expect(schemaErrors(manifest)).toStrictEqual([]);
});

const any = (value: unknown) => value as never;
const text = (value: string) => EnvValue.fromValue(value);
const stores = (...keyValueStores: SpinStore[]) => ({ keyValueStores });
const store = 'runtimeConfig.keyValueStores[0]';
const database = 'runtimeConfig.sqliteDatabases[0]';

test.each<[string, SpinRuntimeConfig, string]>([
  ['a Redis without URL', stores(SpinStore.redis(any({}))), `${store}.options.url is missing, which type redis needs: pass an EnvValue`],
  [
    'a URL as a text, which most often has a password',
    stores(SpinStore.redis({ url: any('redis://redis') })),
    `${store}.options.url ("redis://redis") must be an EnvValue of a string: write EnvValue.fromValue("redis://redis")`,
  ],
  [
    'a URL of another scheme',
    stores(SpinStore.redis({ url: text('http://redis:6379') })),
    `${store}.options.url ("http://redis:6379") must start with redis:// or rediss://`,
  ],
  [
    'a table without region',
    stores(SpinStore.awsDynamo(any({ table: 'carts' }))),
    `${store}.options.region is missing, which type aws_dynamo needs: pass an EnvValue`,
  ],
  [
    'half of a pair of keys',
    stores(SpinStore.awsDynamo({ region: 'a', table: 'b', accessKey: text('c') })),
    `${store}.options has one of access_key and secret_key, and Spin ignores one alone: pass both, or neither`,
  ],
  [
    'a flag, which the operator writes as a text',
    stores(SpinStore.of('a', 'aws_dynamo', { region: text('a'), table: text('b'), consistent_read: text('true') })),
    `${store}.options.consistent_read cannot be set here, since the operator writes a string and Spin reads true or false: ` +
      'use loadFromSecret',
  ],
  [
    'an option of another type',
    stores(SpinStore.of('a', 'spin', { url: text('b') })),
    `${store}.options.url is not an option of type spin: write one of path`,
  ],
  [
    'an option that replaces the type',
    stores(SpinStore.of('a', 'spin', { type: text('redis') })),
    `${store}.options.type ("redis") would override the type: leave it out, and pass type`,
  ],
  [
    'a libSQL URL of another scheme',
    { sqliteDatabases: [SpinDatabase.libsql({ url: 'libsql://a.turso.io', token: text('b') })] },
    `${database}.options.url ("libsql://a.turso.io") must start with http:// or https://`,
  ],
  [
    'a libSQL server without token',
    { sqliteDatabases: [SpinDatabase.of('a', 'libsql', { url: text('https://a.turso.io') })] },
    `${database}.options.token is missing, which type libsql needs: pass an EnvValue`,
  ],
  [
    'a token as a text',
    { llmCompute: SpinLlmCompute.remoteHttp(any({ url: 'http://llm', authToken: 5 })) },
    'runtimeConfig.llmCompute.options.auth_token (5) must be an EnvValue of a string: write EnvValue.fromValue("5")',
  ],
  [
    'options of an engine that has none',
    { llmCompute: SpinLlmCompute.of('spin', { url: text('a') }) },
    'runtimeConfig.llmCompute.options.url is not an option of type spin: leave it out',
  ],
])('fails for %s', (_, config, message) => {
  expect(refusal(config)).toBe(`${message} [test/shop]`);
});

test('warns of a type that Spin does not have, and renders it', () => {
  const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  expect(spinApp(stores(SpinStore.of('a', 'sqlite', { path: text('/a') }))).spec.runtimeConfig.keyValueStores[0].type).toBe('sqlite');
  expect(warning.mock.calls.map(([message]) => message)).toStrictEqual([
    'spinkube/backend-options: type ("sqlite") is not a type of Spin, and needs a shim of its own: write one of spin, redis, azure_cosmos, aws_dynamo [test/shop/SpinApp]',
  ]);
  warning.mockRestore();
});
