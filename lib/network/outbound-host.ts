import { isIP } from 'node:net';
import { strictCidr } from '../core/cidr';
import { clusterNamespace } from '../stores/redis-address';
import { NetworkPeer } from './network-peer';

/** A host that an app connects to. */
export interface OutboundHost {
  /** Scheme, such as `https` or `redis`; `*` for any. */
  readonly scheme: string;

  /** Name, address or address range; `*.example.com` for any subdomain, `*` for any host. */
  readonly host: string;

  /**
   * Ports.
   *
   * @default - any port
   */
  readonly ports?: number[];
}

/** Hosts inside the pod: the app itself, its other components, and the loopback address. */
const OWN = /^(self|self\.alt|localhost|127\.[\d.]+|::1|(.*\.)?spin\.internal)$/;

/** A peer of a policy with its ports; undefined for any port. */
interface Peer {
  readonly make: (ports?: number[]) => NetworkPeer;
  ports?: Set<number>;
}

/**
 * Returns the peers that a NetworkPolicy must admit for connections to the hosts. A policy does not support host names: a name outside
 * of the cluster becomes any peer on its port, and a name of a Service becomes its namespace on any port, since a policy applies to the
 * target port of a Service.
 */
export function peersOf(hosts: readonly OutboundHost[]): NetworkPeer[] {
  const peers = new Map<string, Peer>();
  const admit = (key: string, make: Peer['make'], ports?: number[]) => {
    const existing = peers.get(key);
    if (!existing) peers.set(key, { make, ports: ports && new Set(ports) });
    else if (!ports) existing.ports = undefined;
    else for (const port of ports) existing.ports?.add(port);
  };
  for (const { scheme, host, ports } of hosts) {
    const address = host.replace(/^\[(.*)\]$/, '$1');
    if (OWN.test(address)) continue;
    const bits = { 0: undefined, 4: 32, 6: 128 }[isIP(address)];
    const namespace = clusterNamespace(host);
    // Spin takes a range with bits beyond the prefix length, which a policy may not have
    const cidr = bits !== undefined ? strictCidr(`${address}/${bits}`) : host.includes('/') ? strictCidr(host) : undefined;
    if (cidr !== undefined) admit(cidr, (all) => NetworkPeer.cidr(cidr, { ports: all }), ports);
    else if (host !== '*' && !host.includes('.')) admit('pods', () => NetworkPeer.pods({}));
    else {
      const inCluster = namespace !== undefined && namespace !== '*' && isInCluster(host, scheme);
      if (inCluster) admit(`namespace ${namespace}`, () => NetworkPeer.namespace(namespace));
      if (!inCluster || !host.includes('.svc')) admit('anybody', (all) => NetworkPeer.anybody({ ports: all }), ports);
    }
  }
  return [...peers.values()].map(({ make, ports }) => make(ports && [...ports].sort((a, b) => a - b)));
}

/** Returns whether a name may be that of a Service, as `redis.shop` may, unless it is used with HTTPS. */
function isInCluster(host: string, scheme: string): boolean {
  return host.includes('.svc') || (scheme !== 'https' && !host.startsWith('*'));
}
