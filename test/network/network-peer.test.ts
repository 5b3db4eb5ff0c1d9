import { Chart, Testing } from 'cdk8s';
import { NetworkPeer, Platform } from 'cdk8s-wasm';

const scope = new Chart(Testing.app(), 'test');
const bound = (peer: NetworkPeer) => peer._bind(scope, 'to[0]');

test.each([
  [
    'the pods of a namespace',
    NetworkPeer.namespace('data', { ports: [6379], podLabels: { app: 'redis' } }),
    {
      peers: [
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: { matchLabels: { app: 'redis' } } },
      ],
      ports: [{ protocol: 'TCP', port: 6379 }],
    },
  ],
  ['all pods of the own namespace', NetworkPeer.pods({}), { peers: [{ podSelector: {} }], ports: undefined }],
  [
    'some pods of the own namespace',
    NetworkPeer.pods({ app: 'redis' }, { udpPorts: [514] }),
    { peers: [{ podSelector: { matchLabels: { app: 'redis' } } }], ports: [{ protocol: 'UDP', port: 514 }] },
  ],
  [
    'a range of addresses with an exception',
    NetworkPeer.cidr('10.0.0.0/8', { except: ['10.1.0.0/16'] }),
    { peers: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: undefined },
  ],
  ['a range of IPv6', NetworkPeer.cidr('2001:db8::/32'), { peers: [{ ipBlock: { cidr: '2001:db8::/32' } }], ports: undefined }],
  ['anybody', NetworkPeer.anybody({ ports: [443] }), { peers: undefined, ports: [{ protocol: 'TCP', port: 443 }] }],
])('%s', (_, peer, expected) => {
  expect(bound(peer)).toStrictEqual(expected);
});

test('a range with bits beyond the prefix length is accepted before Kubernetes 1.36', () => {
  const chart = new Chart(Testing.app(), 'test');
  Platform.target(chart, { kubernetes: '1.35' });
  const peer = NetworkPeer.cidr('10.20.5.3/16', { except: ['10.20.7.9/24'] });
  expect(peer._bind(chart, 'to[0]').peers).toStrictEqual([{ ipBlock: { cidr: '10.20.5.3/16', except: ['10.20.7.9/24'] } }]);
});

test('the internet is all public addresses, without those of cloud metadata services', () => {
  const [v4, v6] = bound(NetworkPeer.internet()).peers as { ipBlock: { cidr: string; except: string[] } }[];
  expect(v4.ipBlock.cidr).toBe('0.0.0.0/0');
  expect(v4.ipBlock.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16']));
  expect(v6.ipBlock).toStrictEqual({ cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] });
});

test.each([
  [
    NetworkPeer.namespace('Data'),
    'to[0] namespace ("Data") must be a DNS label: lower case letters, digits and \'-\', at most 63 characters',
  ],
  [NetworkPeer.namespace('data', { port: 6379 } as never), 'to[0].port (6379) is unknown: did you mean ports?'],
  [NetworkPeer.namespace('data', { ports: [] }), 'to[0] ports ([]) must not be empty: leave it out for all ports'],
  [NetworkPeer.namespace('data', { ports: [0] }), 'to[0] ports[0] (0) must be a whole number from 1 to 65535'],
  [NetworkPeer.namespace('data', { ports: 6379 as never }), 'to[0] ports (6379) must be a list: write [6379]'],
  [NetworkPeer.pods(undefined as never), 'to[0] podLabels (null) must be an object'],
  [
    NetworkPeer.cidr('10.0.0.1'),
    'to[0] cidr ("10.0.0.1") must be an address range, such as "192.0.2.0/24": a single address is "192.0.2.7/32"',
  ],
  [
    NetworkPeer.cidr('10.20.5.3/16'),
    'to[0] cidr ("10.20.5.3/16") has bits set beyond its prefix length, which Kubernetes rejects from 1.36: write "10.20.0.0/16", or ' +
      '"10.20.5.3/32" for the address alone',
  ],
  [
    NetworkPeer.cidr('::ffff:10.20.0.0/112'),
    'to[0] cidr ("::ffff:10.20.0.0/112") is an IPv4-mapped IPv6 address, which Kubernetes rejects from 1.36: write "10.20.0.0/16"',
  ],
  [
    NetworkPeer.cidr('10.0.0.0/8', { except: ['10.1.2.3/24'] }),
    'to[0] except[0] ("10.1.2.3/24") has bits set beyond its prefix length, which Kubernetes rejects from 1.36: write "10.1.2.0/24"',
  ],
  [NetworkPeer.cidr('10.0.0.0/33'), 'to[0] cidr ("10.0.0.0/33") must be an address range'],
  [
    NetworkPeer.cidr('10.0.0.0/8', { except: ['11.0.0.0/16'] }),
    'to[0] except[0] ("11.0.0.0/16") must be a smaller range within 10.0.0.0/8: correct it or leave it out',
  ],
  [NetworkPeer.cidr('10.0.0.0/8', { except: ['10.0.0.0/8'] }), 'to[0] except[0] ("10.0.0.0/8") must be a smaller range within 10.0.0.0/8'],
  [NetworkPeer.cidr('10.0.0.0/8', { except: ['::1/128'] }), 'to[0] except[0] ("::1/128") must be a smaller range within 10.0.0.0/8'],
  [NetworkPeer.internet(null as never), 'to[0] (null) must be an object'],
])('fails for an invalid peer (%#)', (peer, message) => {
  expect(() => bound(peer)).toThrow(message);
});
