import { type Chart, Duration } from 'cdk8s';
import { EnvValue, type ISecret } from 'cdk8s-plus-28';
import {
  HttpMetric,
  KnativeMetric,
  Probe,
  RedisAddress,
  SpinAppScaled,
  type SpinAppScaledProps,
  SpinLlmCompute,
  SpinStore,
  SpinToml,
  Trigger,
} from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

type Given = Partial<SpinAppScaledProps>;

const HEAD = 'spin_manifest_version = 2\n[application]\nname = "guestbook"\n';
const WEB = '[[trigger.http]]\nroute = "/guests/..."\ncomponent = "web"\n[component.web]\nsource = "web.wasm"\n';
const image = 'ghcr.io/acme/guestbook:v1';
const text = (value: string) => EnvValue.fromValue(value);
const secret = EnvValue.fromSecretValue({ secret: { name: 'guestbook' } as ISecret, key: 'token' });
const make =
  (toml: string, given: Given = {}) =>
  (chart: Chart) =>
    SpinAppScaled.fromSpinToml(chart, 'app', SpinToml.parse(HEAD + toml), { image, ...given });
const build = (toml: string, given?: Given) => synth(make(toml, given));
const refusal = (toml: string, given?: Given) => errorOf(make(toml, given));
const trigger = Trigger.prometheus({ serverAddress: 'http://prometheus:9090', query: 'sum(rate(requests[1m]))', threshold: 10 });

let warning: jest.SpyInstance;
beforeEach(() => {
  warning = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
});
afterEach(() => warning.mockRestore());
const warnings = () => warning.mock.calls.map(([message]) => message);

test('the smallest app has the name of its application', () => {
  expect(build(WEB)).toStrictEqual([
    {
      apiVersion: 'core.spinkube.dev/v1alpha1',
      kind: 'SpinApp',
      metadata: { name: 'guestbook', labels: { 'app.kubernetes.io/name': 'guestbook' } },
      spec: {
        image,
        executor: 'containerd-shim-spin',
        replicas: 1,
        resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      },
    },
  ]);
  expect(warnings()).toStrictEqual([]);
});

test('its routes are its path prefixes, with the interceptor and without', () => {
  const hosts = ['guests.example.com'];
  expect(only(build(WEB, { hosts }), 'Ingress').spec.rules[0].http.paths.map(({ path }: { path: string }) => path)).toStrictEqual([
    '/guests',
  ]);
  const route = (given: Given) =>
    only(build(WEB, { hosts, metrics: [HttpMetric.concurrency(9)], ...given }), 'InterceptorRoute').spec.rules[0].paths;
  expect(route({})).toStrictEqual([{ value: '/guests' }]);
  expect(route({ pathPrefixes: ['/all'] })).toStrictEqual([{ value: '/all' }]);
  expect(only(build(WEB.replace('/guests/...', '/...'), { hosts }), 'Ingress').spec.rules[0].http.paths[0].path).toBe('/');
});

test('fails for an MQTT trigger before the shim that runs it', () => {
  const mqtt = `${WEB}[[trigger.mqtt]]\naddress = "mqtt://broker:1883"\ntopic = "guests"\nqos = "1"\ncomponent = "web"\n`;
  expect(only(synth(make(mqtt), { platform: { spinShim: '0.16' } }), 'SpinApp').spec.image).toBe(image);
  expect(errorOf(make(mqtt), { platform: { spinShim: '0.15' } })).toBe(
    'spin.toml of guestbook does not fit the app: trigger.mqtt needs the shim 0.16 or newer, and the platform declares 0.15: remove it, ' +
      'or declare the newer shim [test/app]',
  );
});

test('a name takes precedence over that of the application', () => {
  expect(only(build(WEB, { name: 'other' }), 'SpinApp').metadata.name).toBe('other');
});

test('the constructor accepts the same spin.toml as a prop', () => {
  const spinToml = SpinToml.parse(HEAD + WEB);
  expect(synth((chart) => new SpinAppScaled(chart, 'app', { image, spinToml }))).toStrictEqual(build(WEB));
});

const DEMANDING = `
[variables]
greeting = { default = "Hi" }
mail_host = { required = true }
mail_token = { required = true, secret = true }
[[trigger.http]]
route = "/..."
component = "web"
[[trigger.cron]]
component = "nightly"
[component.web]
source = "web.wasm"
key_value_stores = ["default", "sessions", "carts"]
sqlite_databases = ["default", "audit"]
ai_models = ["llama2-chat", "all-minilm-l6-v2"]
[component.nightly]
source = "nightly.wasm"
`;
const ENOUGH: Given = {
  components: ['web'],
  env: { MAIL_HOST: text('mail.example.com'), mail_token: secret },
  runtimeConfig: {
    keyValueStores: [SpinStore.redis({ url: secret }), SpinStore.spin({ name: 'sessions' }), SpinStore.spin({ name: 'carts' })],
    sqliteDatabases: [
      { name: 'audit', type: 'spin' },
      { name: 'default', type: 'spin' },
    ],
    llmCompute: SpinLlmCompute.remoteHttp({ url: 'http://llm', authToken: secret }),
  },
};

test('fails once for everything that the application needs and the props do not pass', () => {
  expect(refusal(DEMANDING)).toBe(
    'spin.toml of guestbook does not fit the app: ' +
      'trigger.cron is of a type that the shim does not run (http, redis, mqtt, sqs, command): remove it; ' +
      'variable mail_host is required: pass env.mail_host; ' +
      'variable mail_token is required and secret: pass env.mail_token; ' +
      'key-value store "sessions" is not configured: pass it in runtimeConfig.keyValueStores; ' +
      'key-value store "carts" is not configured: pass it in runtimeConfig.keyValueStores; ' +
      'SQLite database "audit" is not configured: pass it in runtimeConfig.sqliteDatabases; ' +
      'models (llama2-chat, all-minilm-l6-v2) need a service that runs them, since the shim has none: pass runtimeConfig.llmCompute ' +
      '[test/app]',
  );
});

test('accepts props with everything needed, and ignores components that do not run', () => {
  expect(only(build(DEMANDING, ENOUGH), 'SpinApp').spec.components).toStrictEqual(['web']);
  expect(warnings()).toStrictEqual([]);
});

test('a store that is passed as a variable satisfies a required variable', () => {
  const toml = `[variables]\nredis_address = { required = true }\n${WEB}`;
  expect(build(toml, { stores: { redis_address: RedisAddress.external({ host: 'redis.shop' }) } }).length).toBe(1);
});

test('a whole configuration in a Secret may have everything', () => {
  const { components } = ENOUGH;
  expect(build(DEMANDING, { components, runtimeConfig: { loadFromSecret: { name: 'config' } as ISecret } }).length).toBe(1);
  expect(warnings()).toStrictEqual([]);
});

const QUEUE = '[[trigger.redis]]\naddress = "redis://redis.shop"\nchannel = "a"\ncomponent = "web"\n[component.web]\nsource = "web.wasm"\n';

test.each<[string, string, Given, string]>([
  ['a component that is not there', WEB, { components: ['api'] }, 'components names "api", and the application has web'],
  ['hosts without HTTP', QUEUE, { hosts: ['a.example.com'] }, 'hosts needs an HTTP trigger, and the application has none: leave it out'],
  [
    'a probe without HTTP',
    QUEUE,
    { livenessProbe: Probe.httpGet('/', { period: Duration.seconds(5) }) },
    'livenessProbe needs an HTTP trigger, and the application has none: leave it out',
  ],
  [
    'hosts with private routes alone',
    WEB.replace('"/guests/..."', '{ private = true }'),
    { hosts: ['a.example.com'] },
    'hosts needs a public route, and all of its routes are private: leave it out',
  ],
])('fails for %s', (_, toml, given, message) => {
  expect(refusal(toml, given)).toBe(`spin.toml of guestbook does not fit the app: ${message} [test/app]`);
});

test.each([[null], ['spin.toml'], [{}], [KnativeMetric.rps(1)]])('fails for %j in place of a spin.toml', (spinToml) => {
  expect(errorOf((chart) => SpinAppScaled.fromSpinToml(chart, 'app', spinToml as never, { image }))).toMatch(
    /^spinToml \(.*\) must be a SpinToml, such as SpinToml\.fromFile\('spin\.toml'\) \[test\/app\]$/,
  );
});

test('fails for an application whose name is not a valid object name, and suggests one', () => {
  expect(
    errorOf((chart) =>
      SpinAppScaled.fromSpinToml(chart, 'app', SpinToml.parse((HEAD + WEB).replace('guestbook', 'Guest_Book')), { image }),
    ),
  ).toBe(
    'name ("Guest_Book") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
      'pass a name like "guest-book" [test/app]',
  );
});

test('warns of variables that the application never reads, and of secrets in plain text', () => {
  const toml = `[variables]\ntoken = { required = true, secret = true }\n${WEB}`;
  build(toml, { name: 'told', env: { TOKEN: text('t0ps3cret'), colour: text('red') } });
  expect(warnings()).toStrictEqual([
    'env.TOKEN is secret, and is in plain text in the manifest: take it from a Secret with EnvValue.fromSecretValue() [test/app]',
    'env.colour is not a variable of the application, which never reads it: pass one of its variables (token) [test/app]',
  ]);
});

test('warns of stores that are lost with their pod', () => {
  build(`${WEB}key_value_stores = ["default"]\nsqlite_databases = ["default"]\n`);
  const gone = 'is a file in each pod and is lost with it, at the latest when the app scales to zero: configure it in';
  expect(warnings()).toStrictEqual([
    `the default key-value store ${gone} runtimeConfig.keyValueStores [test/app]`,
    `the default SQLite database ${gone} runtimeConfig.sqliteDatabases [test/app]`,
  ]);
});

test('warns of messages that are lost at zero replicas', () => {
  build(QUEUE, { triggers: [trigger], minReplicas: 1 });
  build(QUEUE);
  expect(warnings()).toStrictEqual([]);
  build(QUEUE, { triggers: [trigger] });
  expect(warnings()).toContain(
    'trigger.redis subscribes only while a pod runs, and messages published at zero replicas are lost: ' +
      'pass minReplicas of at least 1 [test/app]',
  );
});
