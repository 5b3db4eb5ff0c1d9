import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SpinToml } from 'cdk8s-wasm';

/** Returns the properties of a spin.toml as plain data. */
const partsOf = ({
  name,
  triggerTypes,
  routes,
  pathPrefixes,
  variables,
  components,
  keyValueStores,
  sqliteDatabases,
  aiModels,
  outboundHosts,
}: SpinToml) => ({
  name,
  triggerTypes,
  routes,
  pathPrefixes,
  variables,
  components,
  keyValueStores,
  sqliteDatabases,
  aiModels,
  outboundHosts,
});

const VERSION_2 = `
spin_manifest_version = 2
[application]
name = "shop"
version = "0.1.0"
[application.trigger.redis]
address = "redis://redis.queues:6379/0"
[variables]
api_host = { default = "api.example.com" }
token = { required = true, secret = true }
[[trigger.http]]
id = "web"
route = "/shop/..."
component = "web"
[[trigger.http]]
route = "/users/:id"
component = { source = "users.wasm", key_value_stores = ["users"] }
[[trigger.http]]
route = { private = true }
component = "mailer"
[[trigger.http]]
route = "/static"
static_response = { status_code = 200 }
[[trigger.redis]]
channel = "orders"
component = "orders"
components = { audit = ["audit", { source = "a.wasm", ai_models = ["llama2-chat"] }] }
[[trigger.redis]]
address = "rediss://user:secret@other.example.com"
channel = "orders"
component = "orders"
[component.web]
source = "web.wasm"
key_value_stores = ["default", "carts"]
sqlite_databases = ["default"]
ai_models = ["codellama-instruct"]
allowed_outbound_hosts = ["https://{{ api_host }}", "https://{{token}}.example.com", "http://mailer.spin.internal"]
[component.web.variables]
token = "{{ token }}"
[component.mailer]
source = { url = "https://example.com/mailer.wasm", digest = "sha256:00" }
allowed_outbound_hosts = ["https://{{ api_host }}"]
[component.orders]
source = "orders.wasm"
[component.audit]
source = "audit.wasm"
sqlite_databases = ["audit"]
[component.unused]
source = "unused.wasm"
key_value_stores = ["unused"]
allowed_outbound_hosts = ["redis://unused"]
`;

test('reads the requirements of an application of version 2, of the components that a trigger starts', () => {
  expect(partsOf(SpinToml.parse(VERSION_2))).toStrictEqual({
    name: 'shop',
    triggerTypes: ['http', 'redis'],
    routes: ['/shop/...', '/users/:id', '/static'],
    pathPrefixes: ['/shop', '/static', '/users'],
    variables: [
      { name: 'api_host', required: false, secret: false, default: 'api.example.com' },
      { name: 'token', required: true, secret: true },
    ],
    components: ['web', 'mailer', 'orders', 'audit', 'trigger.http[1].component', 'trigger.redis[0].component2'],
    keyValueStores: ['default', 'carts', 'users'],
    sqliteDatabases: ['default', 'audit'],
    aiModels: ['codellama-instruct', 'llama2-chat'],
    outboundHosts: [
      { scheme: 'https', host: 'api.example.com', ports: [443] },
      { scheme: 'http', host: 'mailer.spin.internal', ports: [80] },
      { scheme: 'redis', host: 'redis.queues', ports: [6379] },
      { scheme: 'rediss', host: 'other.example.com', ports: [6379] },
    ],
  });
});

test('reads an application of version 1, with its former keys of hosts and base', () => {
  const toml = SpinToml.parse(`
spin_manifest_version = "1"
name = "former"
version = "0.1.0"
trigger = { type = "http", base = "/former/" }
[variables]
greeting = { default = "" }
[[component]]
id = "web"
source = "web.wasm"
allowed_http_hosts = ["api.example.com:8080", "https://b.example.com"]
key_value_stores = ["default"]
[component.trigger]
route = "/web/..."
[[component]]
id = "db"
source = "db.wasm"
allowed_outbound_hosts = ["mysql://db"]
allowed_http_hosts = ["insecure:allow-all"]
[component.trigger]
route = "db"
`);
  expect(partsOf(toml)).toStrictEqual({
    name: 'former',
    triggerTypes: ['http'],
    routes: ['/former/web/...', '/former/db'],
    pathPrefixes: ['/former/db', '/former/web'],
    variables: [{ name: 'greeting', required: false, secret: false, default: '' }],
    components: ['web', 'db'],
    keyValueStores: ['default'],
    sqliteDatabases: [],
    aiModels: [],
    outboundHosts: [
      { scheme: 'redis', host: '*', ports: undefined },
      { scheme: 'mysql', host: '*', ports: undefined },
      { scheme: 'postgres', host: '*', ports: undefined },
      { scheme: 'http', host: 'api.example.com', ports: [8080] },
      { scheme: 'https', host: 'api.example.com', ports: [8080] },
      { scheme: 'http', host: 'b.example.com', ports: [80] },
      { scheme: 'https', host: 'b.example.com', ports: [443] },
      { scheme: 'mysql', host: 'db', ports: [3306] },
      { scheme: 'http', host: '*', ports: undefined },
      { scheme: 'https', host: '*', ports: undefined },
    ],
  });
});

test('an application without HTTP triggers has no paths, and one with a catch-all route has all', () => {
  const queue =
    'spin_manifest_version = 2\n[application]\nname = "a"\n[[trigger.sqs]]\nqueue_url = "https://sqs.eu-central-1.amazonaws.com/1/q"\ncomponent = "a"\n[component.a]\nsource = "a.wasm"';
  const everywhere =
    'spin_manifest_version = 2\n[application]\nname = "a"\n[[trigger.http]]\nroute = "/..."\ncomponent = "a"\n[component.a]\nsource = "a.wasm"';
  expect([SpinToml.parse(queue), SpinToml.parse(everywhere)].map(({ routes, pathPrefixes }) => [routes, pathPrefixes])).toStrictEqual([
    [[], undefined],
    [['/...'], undefined],
  ]);
  expect(SpinToml.parse(queue).outboundHosts).toStrictEqual([{ scheme: 'https', host: 'sqs.eu-central-1.amazonaws.com', ports: [443] }]);
});

test('an empty variable disables an endpoint', () => {
  const optional = VERSION_2.replace('default = "api.example.com"', 'default = ""');
  expect(SpinToml.parse(optional).outboundHosts.map(({ host }) => host)).toStrictEqual([
    'mailer.spin.internal',
    'redis.queues',
    'other.example.com',
  ]);
});

test('a file is read like its content', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  const file = join(folder, 'spin.toml');
  writeFileSync(file, VERSION_2);
  expect(SpinToml.fromFile(file)).toStrictEqual(SpinToml.parse(VERSION_2));
  rmSync(folder, { recursive: true });
});

const head = 'spin_manifest_version = 2\n[application]\nname = "a"\n';

test.each<[string, unknown, string]>([
  ['content that is not a string', 5, 'text (5) must be the content of a spin.toml'],
  ['what is no TOML', 'name = ', 'spin.toml is not valid TOML at line 1, column 8: '],
  ['a version to come', 'spin_manifest_version = 3', 'spin.toml spin_manifest_version (3) must be 2, or "1"'],
  ['no version', '[application]\nname = "a"', 'spin.toml spin_manifest_version (undefined) must be 2, or "1"'],
  ['no application', 'spin_manifest_version = 2', 'spin.toml application (undefined) must be a table'],
  ['an empty name', 'spin_manifest_version = 2\n[application]\nname = ""', 'spin.toml application.name ("") must be a non-empty string'],
  ['a variable of nothing', `${head}[variables]\nx = {}`, 'spin.toml variables.x must have required = true, or a default'],
  ['a default of a number', `${head}[variables]\nx = { default = 5 }`, 'spin.toml variables.x.default (5) must be a string'],
  ['triggers that are no list', `${head}[trigger.http]\nroute = "/"`, 'spin.toml trigger.http ({"route":"/"}) must be a list'],
  ['a trigger without route', `${head}[[trigger.http]]\ncomponent = "a"`, 'spin.toml trigger.http[0].route (undefined) must be a string'],
  [
    'a private route that is not',
    `${head}[[trigger.http]]\ncomponent = "a"\nroute = { private = false }`,
    'spin.toml trigger.http[0].route ({"private":false}) must be a string',
  ],
  [
    'a store as a text',
    `${head}[component.a]\nkey_value_stores = "default"`,
    'spin.toml component.a.key_value_stores ("default") must be a list',
  ],
  [
    'a host without scheme',
    `${head}[[trigger.http]]\ncomponent = "a"\nroute = "/"\n[component.a]\nallowed_outbound_hosts = ["example.com"]`,
    'spin.toml component.a.allowed_outbound_hosts ("example.com") must have a scheme, such as https://api.example.com',
  ],
])('fails for %s', (_, text, message) => {
  let error: Error | undefined;
  try {
    SpinToml.parse(text as string);
  } catch (thrown) {
    error = thrown as Error;
  }
  expect(error?.message.slice(0, message.length)).toBe(message);
});

test.each<[unknown, string]>([
  ['missing/spin.toml', 'missing/spin.toml cannot be read (ENOENT): pass the path of a spin.toml, relative to the working directory'],
  [undefined, 'path (undefined) must be the path of a spin.toml'],
])('fails for the file %s', (path, message) => {
  expect(() => SpinToml.fromFile(path as string)).toThrow(new Error(message));
});
