import { Chart, Testing } from 'cdk8s';
import type { OutboundHost } from 'cdk8s-wasm';
import { parseOutboundHost } from '../../lib/network/outbound-address';
import { peersOf } from '../../lib/network/outbound-host';

const scope = new Chart(Testing.app(), 'test');
const hostsOf = (entries: string[]): OutboundHost[] => entries.map((entry) => parseOutboundHost(undefined, 'hosts', entry));
const bound = (entries: string[]) => peersOf(hostsOf(entries)).map((peer) => peer._bind(scope, 'to'));
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
const namespace = (name: string) => [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } }];

test.each<[string, object[]]>([
  ['https://api.example.com', [{ peers: undefined, ports: tcp(443) }]],
  ['https://example.com', [{ peers: undefined, ports: tcp(443) }]],
  ['http://*.example.com:8080', [{ peers: undefined, ports: tcp(8080) }]],
  ['*://*:*', [{ peers: undefined, ports: undefined }]],
  ['redis://10.0.0.7', [{ peers: [{ ipBlock: { cidr: '10.0.0.7/32' } }], ports: tcp(6379) }]],
  ['redis://[fd00::7]', [{ peers: [{ ipBlock: { cidr: 'fd00::7/128' } }], ports: tcp(6379) }]],
  ['redis://10.20.5.3/16:*', [{ peers: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: undefined }]],
  ['redis://[::ffff:10.0.0.7]', [{ peers: [{ ipBlock: { cidr: '10.0.0.7/32' } }], ports: tcp(6379) }]],
  ['redis://10.0.0.0/8:*', [{ peers: [{ ipBlock: { cidr: '10.0.0.0/8' } }], ports: undefined }]],
  ['redis://redis', [{ peers: [{ podSelector: {} }], ports: undefined }]],
  ['redis://redis.shop.svc', [{ peers: namespace('shop'), ports: undefined }]],
  ['https://api.shop.svc.cluster.local', [{ peers: namespace('shop'), ports: undefined }]],
  [
    'redis://redis.shop',
    [
      { peers: namespace('shop'), ports: undefined },
      { peers: undefined, ports: tcp(6379) },
    ],
  ],
  ...[
    'http://self',
    'http://self.alt',
    'http://other.spin.internal',
    'http://*.spin.internal',
    'redis://localhost',
    'http://127.0.0.1:3000',
  ].map((own): [string, object[]] => [own, []]),
])('the host %s becomes the peer %j', (entry, peers) => {
  expect(bound([entry])).toStrictEqual(peers);
});

test('a peer has the ports of all of its hosts, or any port if one of them has any', () => {
  expect(bound(['https://b.example.com', 'https://a.example.com', 'http://c.d.example.com:8080'])).toStrictEqual([
    { peers: undefined, ports: tcp(443, 8080) },
  ]);
  expect(bound(['http://10.0.0.7', 'http://10.0.0.7:*', 'http://10.0.0.7:81'])).toStrictEqual([
    { peers: [{ ipBlock: { cidr: '10.0.0.7/32' } }], ports: undefined },
  ]);
});
