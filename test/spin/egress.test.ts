import type { Chart } from 'cdk8s';
import { EnvValue, type ISecret } from 'cdk8s-plus-28';
import {
  NetworkPeer,
  RedisAddress,
  SpinAppScaled,
  type SpinAppScaledProps,
  SpinDatabase,
  SpinLlmCompute,
  SpinStore,
  SpinToml,
} from 'cdk8s-wasm';
import { errorOf, only, synth } from '../support/synth';

type Given = Partial<SpinAppScaledProps>;

const make = (given: Given) => (chart: Chart) => new SpinAppScaled(chart, 'shop', { image: 'shop:v1', networkPolicy: true, ...given });
const DNS = {
  ports: [
    { protocol: 'TCP', port: 53 },
    { protocol: 'UDP', port: 53 },
  ],
};
/** Returns the egress rules of the policy, without DNS. */
const egress = (given: Given) => {
  const [dns, ...rules] = only(synth(make(given)), 'NetworkPolicy').spec.egress;
  expect(dns).toStrictEqual(DNS);
  return rules;
};
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const namespace = (name: string) => [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }];
const text = (value: string) => EnvValue.fromValue(value);
const secret = EnvValue.fromSecretValue({ secret: { name: 'shop' } as ISecret, key: 'url' });

const spinToml = SpinToml.parse(`
spin_manifest_version = 2
[application]
name = "shop"
[variables]
api_host = { default = "api.example.com:8443" }
[[trigger.http]]
route = "/..."
component = "web"
[[trigger.redis]]
address = "redis://redis.queues.svc/0"
channel = "orders"
component = "orders"
[component.web]
source = "web.wasm"
allowed_outbound_hosts = ["https://{{ api_host }}", "postgres://10.1.2.3"]
[component.orders]
source = "orders.wasm"
`);

test('a policy allows egress to the hosts of the application, after the stores', () => {
  const to = egress({ spinToml, stores: { cache: RedisAddress.external({ host: 'cache.shop' }) } });
  expect(to).toStrictEqual([
    { to: namespace('shop'), ports: tcp(6379) },
    { ports: tcp(8443) },
    { to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: tcp(5432) },
    { to: namespace('queues') },
  ]);
});

test('a variable that is set replaces its default, and a component that does not run is left out', () => {
  expect(egress({ spinToml, components: ['web'], env: { API_HOST: text('api.shop.svc:80') } })).toStrictEqual([
    { to: namespace('shop') },
    { to: [{ ipBlock: { cidr: '10.1.2.3/32' } }], ports: tcp(5432) },
  ]);
});

test('a policy allows egress to the stores of the runtime configuration', () => {
  const runtimeConfig = {
    keyValueStores: [
      SpinStore.redis({ url: text('rediss://:a@redis.shop.svc:6380/1') }),
      SpinStore.awsDynamo({ name: 'aws', region: 'a', table: 'b' }),
      SpinStore.spin({ name: 'file' }),
    ],
    sqliteDatabases: [SpinDatabase.libsql({ url: 'https://shop.turso.io', token: secret })],
    llmCompute: SpinLlmCompute.remoteHttp({ url: 'http://10.0.0.9:8080/infer', authToken: secret }),
  };
  expect(egress({ runtimeConfig })).toStrictEqual([
    { to: namespace('shop') },
    { ports: tcp(443) },
    { to: [{ ipBlock: { cidr: '10.0.0.9/32' } }], ports: tcp(8080) },
  ]);
});

const hidden: [string, Given, string][] = [
  [
    'a URL in a Secret',
    { runtimeConfig: { keyValueStores: [SpinStore.redis({ url: secret })] } },
    'runtimeConfig.keyValueStores[0].options.url',
  ],
  ['a configuration in a Secret', { runtimeConfig: { loadFromSecret: { name: 'config' } as ISecret } }, 'runtimeConfig.loadFromSecret'],
  ['a host in a Secret', { spinToml, env: { api_host: secret } }, 'https://{{ api_host }} (spin.toml)'],
];

test.each(hidden)('fails for %s, whose address is only known in the cluster', (_, given, named) => {
  expect(errorOf(make(given))).toBe(
    `networkPolicy cannot derive the address of ${named}: pass networkPolicy: { to: ` +
      '[...] }, such as NetworkPeer.internet({ ports: [443] }), or [] for none [test/shop]',
  );
});

test.each(hidden)('accepts %s if the user names the peers, or has no policy', (_, given) => {
  const networkPolicy = { to: [NetworkPeer.namespace('redis')] };
  expect(egress({ ...given, networkPolicy })).toContainEqual({ to: namespace('redis') });
  expect(synth(make({ ...given, networkPolicy: false })).length).toBe(1);
});

test('fails for an address that a variable makes invalid', () => {
  expect(errorOf(make({ spinToml, env: { api_host: text('api.example.com/v1') } }))).toBe(
    'spin.toml component.web.allowed_outbound_hosts ("https://api.example.com/v1") must have a host name, an address, ' +
      'an address range, "*.example.com" or "*", and no path [test/shop]',
  );
});
