import { Chart, Testing } from 'cdk8s';
import { ConfigMap, EnvValue, Secret } from 'cdk8s-plus-28';
import { type PlatformProps, SpinAppScaled, SpinLlmApi, SpinLlmCompute, type SpinRuntimeConfig, SpinStore } from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const outside = new Chart(Testing.app(), 'outside');
const redis = Secret.fromSecretName(outside, 'Redis', 'redis');
const settings = ConfigMap.fromConfigMapName(outside, 'Settings', 'settings');

const make = (runtimeConfig: SpinRuntimeConfig) => (chart: Chart) =>
  new SpinAppScaled(chart, 'shop', { image: 'ghcr.io/acme/shop:v1', runtimeConfig });
const spinApp = (runtimeConfig: SpinRuntimeConfig, platform?: PlatformProps) => only(synth(make(runtimeConfig), { platform }), 'SpinApp');
const refusal = (runtimeConfig: SpinRuntimeConfig, platform?: PlatformProps) => errorOf(make(runtimeConfig), { platform });

test('stores, databases and inference are rendered with options of every source', () => {
  const manifest = spinApp({
    keyValueStores: [
      {
        name: 'default',
        type: 'redis',
        options: { url: EnvValue.fromSecretValue({ secret: redis, key: 'url' }) },
      },
      { name: 'local', type: 'spin' },
    ],
    sqliteDatabases: [
      {
        name: 'default',
        type: 'libsql',
        options: { url: EnvValue.fromConfigMap(settings, 'libsql', { optional: true }), token: EnvValue.fromValue('') },
      },
    ],
    llmCompute: { type: 'remote_http', options: { url: EnvValue.fromValue('http://llm'), auth_token: EnvValue.fromValue('a') } },
  });
  expect(manifest.spec.runtimeConfig).toStrictEqual({
    keyValueStores: [
      {
        name: 'default',
        type: 'redis',
        options: [{ name: 'url', valueFrom: { secretKeyRef: { name: 'redis', key: 'url' } } }],
      },
      { name: 'local', type: 'spin' },
    ],
    sqliteDatabases: [
      {
        name: 'default',
        type: 'libsql',
        options: [
          { name: 'url', valueFrom: { configMapKeyRef: { name: 'settings', key: 'libsql', optional: true } } },
          { name: 'token', value: '' },
        ],
      },
    ],
    llmCompute: {
      type: 'remote_http',
      options: [
        { name: 'url', value: 'http://llm' },
        { name: 'auth_token', value: 'a' },
      ],
    },
  });
  expect(schemaErrors(manifest)).toStrictEqual([]);
});

test('an option from a ConfigMap warns, since the operator may not read it', () => {
  const warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const from = (value: EnvValue): SpinRuntimeConfig => ({ keyValueStores: [SpinStore.redis({ url: value })] });
  synth((chart) => {
    make(from(EnvValue.fromSecretValue({ secret: redis, key: 'url' })))(chart);
    new SpinAppScaled(chart, 'cart', { image: 'ghcr.io/acme/cart:v1', runtimeConfig: from(EnvValue.fromConfigMap(settings, 'url')) });
  });
  const messages = warning.mock.calls.map(([message]) => message);
  warning.mockRestore();
  expect(messages).toStrictEqual([
    'spinkube/config-map-option: ConfigMap "settings" is read by the operator, whose ClusterRole does not allow that, so that it makes no ' +
      'Deployment: take the option from a Secret, write its value, or let the ServiceAccount of the operator get, list and watch ConfigMaps ' +
      '[test/cart/SpinApp]',
  ]);
});

test('a whole configuration is loaded from a Secret', () => {
  const manifest = spinApp({ loadFromSecret: redis });
  expect(manifest.spec.runtimeConfig).toStrictEqual({ loadFromSecret: 'redis' });
  expect(schemaErrors(manifest)).toStrictEqual([]);
});

test('inference needs no options', () => {
  expect(spinApp({ llmCompute: { type: 'spin' } }).spec.runtimeConfig).toStrictEqual({ llmCompute: { type: 'spin' } });
});

const REMOTE = { url: EnvValue.fromValue('https://llm'), auth_token: EnvValue.fromValue('') };
const any = (value: unknown) => value as never;
const store = { name: 'default', type: 'redis' };
const ignored = 'runtimeConfig.loadFromSecret makes the operator ignore the other settings: leave one of the two out';
const field = { valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } } as EnvValue;

test.each<[string, SpinRuntimeConfig, string]>([
  ['a Secret with stores', { loadFromSecret: redis, keyValueStores: [store] }, ignored],
  ['a Secret with databases', { loadFromSecret: redis, sqliteDatabases: [store] }, ignored],
  ['a Secret with inferencing', { loadFromSecret: redis, llmCompute: { type: 'spin' } }, ignored],
  [
    'a Secret by its name',
    { loadFromSecret: any('redis') },
    "runtimeConfig.loadFromSecret (\"redis\") must be a Secret: write Secret.fromSecretName(this, 'SpinConfig', 'redis')",
  ],
  ['no stores', { keyValueStores: [] }, 'runtimeConfig.keyValueStores ([]) must not be empty: leave it out'],
  ['no databases', { sqliteDatabases: [] }, 'runtimeConfig.sqliteDatabases ([]) must not be empty: leave it out'],
  ['stores as a string', { keyValueStores: any('redis') }, 'runtimeConfig.keyValueStores ("redis") must be a list: write ["redis"]'],
  ['two stores of one name', { keyValueStores: [store, store] }, 'runtimeConfig.keyValueStores names "default" twice: remove one'],
  ['two databases of one name', { sqliteDatabases: [store, store] }, 'runtimeConfig.sqliteDatabases names "default" twice: remove one'],
  [
    'a store without a name',
    { keyValueStores: [{ name: '', type: 'spin' }] },
    'runtimeConfig.keyValueStores[0].name ("") must be a non-empty string',
  ],
  [
    'a store without a type',
    { keyValueStores: [{ name: 'a', type: 'spin' }, any({ name: 'b' })] },
    'runtimeConfig.keyValueStores[1].type is missing: pass a string',
  ],
  [
    'a database without a type',
    { sqliteDatabases: [{ name: 'a', type: ' ' }] },
    'runtimeConfig.sqliteDatabases[0].type (" ") must be a non-empty string',
  ],
  ['inferencing without a type', { llmCompute: any({}) }, 'runtimeConfig.llmCompute.type is missing: pass a string'],
  [
    'an option from a field of the pod',
    { keyValueStores: [{ ...store, options: { url: field } }] },
    'runtimeConfig.keyValueStores[0].options.url ({"fieldRef":{"fieldPath":"metadata.name"}}) must be a value, or a key of a Secret or ' +
      'a ConfigMap',
  ],
  [
    'an option as a plain text',
    { sqliteDatabases: [{ ...store, options: { url: any('http://libsql') } }] },
    'runtimeConfig.sqliteDatabases[0].options.url ("http://libsql") must be an EnvValue of a string: ' +
      'write EnvValue.fromValue("http://libsql")',
  ],
  [
    'an option of a number',
    { llmCompute: { type: 'spin', options: { port: EnvValue.fromValue(any(80)) } } },
    'runtimeConfig.llmCompute.options.port (80) must be an EnvValue of a string: write EnvValue.fromValue("80")',
  ],
  [
    'an option of null',
    { keyValueStores: [{ ...store, options: { url: any(null) } }] },
    'runtimeConfig.keyValueStores[0].options.url (null) must be an EnvValue of a string: write EnvValue.fromValue("null")',
  ],
  [
    'an empty option that Spin needs',
    { keyValueStores: [{ ...store, options: { url: EnvValue.fromValue('') } }] },
    'runtimeConfig.keyValueStores[0].options.url is empty: pass an EnvValue of its value',
  ],
  [
    'an empty option that Spin can do without',
    { sqliteDatabases: [{ name: 'a', type: 'spin', options: { path: EnvValue.fromValue('') } }] },
    'runtimeConfig.sqliteDatabases[0].options.path is empty: leave it out',
  ],
  [
    'an API of inferencing that Spin does not have',
    { llmCompute: SpinLlmCompute.of('remote_http', { ...REMOTE, api_type: EnvValue.fromValue('openai') }) },
    'runtimeConfig.llmCompute.options.api_type ("openai") must be default or open_ai',
  ],
])('fails for %s', (_, runtimeConfig, message) => {
  expect(refusal(runtimeConfig)).toBe(`${message} [test/shop]`);
});

const cosmos = { account: 'shop', database: 'shop', container: 'carts' };
const remote = { url: 'https://llm', authToken: EnvValue.fromValue('') };

test.each<[string, SpinRuntimeConfig, string, string, string, string]>([
  [
    'a store of DynamoDB',
    { keyValueStores: [SpinStore.awsDynamo({ region: 'eu-west-1', table: 'carts' })] },
    '0.17',
    '0.18',
    'runtimeConfig.keyValueStores[0]: type aws_dynamo',
    'Spin does not know the type, and exits: use another type',
  ],
  [
    'a store of Cosmos DB without a key',
    { keyValueStores: [SpinStore.azureCosmos(cosmos)] },
    '0.16',
    '0.17',
    'runtimeConfig.keyValueStores[0]: type azure_cosmos without key',
    'Spin exits for the lack of key: add the option key',
  ],
  [
    'the API of OpenAI',
    { llmCompute: SpinLlmCompute.remoteHttp({ ...remote, apiType: SpinLlmApi.OPEN_AI }) },
    '0.21',
    '0.22',
    'runtimeConfig.llmCompute.options.api_type',
    'Spin ignores it: leave api_type out',
  ],
])('fails for %s before the shim that has it', (_, runtimeConfig, before, since, what, consequence) => {
  expect(spinApp(runtimeConfig, { spinShim: since }).spec.runtimeConfig).toBeDefined();
  expect(refusal(runtimeConfig, { spinShim: before })).toBe(
    `${what} needs containerd-shim-spin ${since} or newer, and the platform declares ${before}, on which ${consequence}, or declare ` +
      `Platform.target(app, { spinShim: '${since}' }) [test/shop]`,
  );
});

test.each<[string, SpinRuntimeConfig]>([
  ['a store of Cosmos DB with a key', { keyValueStores: [SpinStore.azureCosmos({ ...cosmos, key: EnvValue.fromValue('a') })] }],
  ['the API of Spin', { llmCompute: SpinLlmCompute.remoteHttp({ ...remote, apiType: SpinLlmApi.SPIN }) }],
])('the oldest shim takes %s', (_, runtimeConfig) => {
  expect(spinApp(runtimeConfig, { spinShim: '0.15' }).spec.runtimeConfig).toBeDefined();
});
