import { KnativeWagiService, type WagiModule } from 'cdk8s-wasm';
import { only, synth } from '../../support/synth';

/** Returns the egress rules of the policy, without DNS. */
const egress = (...modules: Omit<WagiModule, 'route'>[]) => {
  const rows = modules.map((module, index) => ({ route: `/${index}`, ...module }));
  const manifests = synth((chart) => new KnativeWagiService(chart, 'shop', { image: 'wagi', modules: rows, networkPolicy: true }));
  return only(manifests, 'NetworkPolicy').spec.egress.slice(1);
};
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const namespace = (name: string) => [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }];

test.each<[string, Omit<WagiModule, 'route'>, object[]]>([
  ['nobody for a module of the image', { module: '/a.wasm' }, []],
  ['the registry of a module', { module: 'oci:ghcr.io/acme/a:1' }, [{ ports: tcp(443) }]],
  ['the registry of a module on a port', { module: 'oci://registry.example.com:5000/a' }, [{ ports: tcp(5000) }]],
  ['the default registry', { module: 'oci:acme/a' }, [{ ports: tcp(443) }]],
  ['the default registry without a user', { module: 'oci:a:1' }, [{ ports: tcp(443) }]],
  ['a registry in the cluster', { module: 'oci:registry.infra.svc/a' }, [{ to: namespace('infra') }]],
  ['a Bindle server', { module: 'bindle:a/1.0.0', bindleServer: 'http://bindle.infra.svc:8080/v1' }, [{ to: namespace('infra') }]],
  [
    'hosts that a module may call',
    { module: '/a.wasm', allowedHosts: ['https://a.example.com', 'http://b.example.com:81'] },
    [{ ports: tcp(81, 443) }],
  ],
  ['anybody', { module: '/a.wasm', allowedHosts: ['insecure:allow-all'] }, [{}]],
])('a policy allows egress to %s', (_, module, rules) => {
  expect(egress(module)).toStrictEqual(rules);
});

test('modules with the same destination share a rule', () => {
  expect(egress({ module: 'oci:ghcr.io/acme/a:1' }, { module: '/b.wasm', allowedHosts: ['https://b.example.com'] })).toStrictEqual([
    { ports: tcp(443) },
  ]);
});
