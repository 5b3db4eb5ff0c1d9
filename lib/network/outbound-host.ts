import { isIP } from 'node:net';
import { clusterNamespace } from '../stores/redis-address';
import { NetworkPeer } from './network-peer';

/** A place that an app talks to, as data: for a NetworkPolicy, or to be read. */
export interface OutboundHost {
  /** Scheme, such as `https` or `redis`; `*` for any. */
  readonly scheme: string;

  /** Name, address or range of addresses; `*.example.com` for any name below, `*` for any host. */
  readonly host: string;

  /**
   * Ports.
   *
   * @default - any port
   */
  readonly ports?: number[];
}

/** What is reached without leaving the pod: the app itself, its other components, and the pod's own address. */
const OWN = /^(self|self\.alt|localhost|127\.[\d.]+|::1|(.*\.)?spin\.internal)$/;

/** One peer of a policy, with all the ports on which it is talked to; undefined for any. */
interface Peer {
  readonly make: (ports?: number[]) => NetworkPeer;
  ports?: Set<number>;
}

/**
 * Whom a NetworkPolicy must admit so that the hosts can be reached. A policy knows no names: for a name outside of the cluster it is anybody on that port,
 * for one inside its namespace, on any port, since a policy sees the port behind a Service and not that of the Service.
 */
export function peersOf(hosts: readonly OutboundHost[]): NetworkPeer[] {
  const peers = new Map<string, Peer>();
  const admit = (key: string, make: Peer['make'], ports?: number[]) => {
    const known = peers.get(key);
    if (!known) peers.set(key, { make, ports: ports && new Set(ports) });
    else if (!ports) known.ports = undefined;
    else for (const port of ports) known.ports?.add(port);
  };
  for (const { scheme, host, ports } of hosts) {
    const address = host.replace(/^\[(.*)\]$/, '$1');
    if (OWN.test(address)) continue;
    const bits = { 0: undefined, 4: 32, 6: 128 }[isIP(address)];
    const namespace = clusterNamespace(host);
    if (bits !== undefined) admit(address, (all) => NetworkPeer.cidr(`${address}/${bits}`, { ports: all }), ports);
    else if (host.includes('/')) admit(host, (all) => NetworkPeer.cidr(host, { ports: all }), ports);
    else if (host !== '*' && !host.includes('.')) admit('pods', () => NetworkPeer.pods({}));
    else {
      const inCluster = namespace !== undefined && namespace !== '*' && isInCluster(host, scheme);
      if (inCluster) admit(`namespace ${namespace}`, () => NetworkPeer.namespace(namespace));
      if (!inCluster || !host.includes('.svc')) admit('anybody', (all) => NetworkPeer.anybody({ ports: all }), ports);
    }
  }
  return [...peers.values()].map(({ make, ports }) => make(ports && [...ports].sort((a, b) => a - b)));
}

/** Whether a name may be that of a Service: `redis.shop` may, and is a name of the internet as well; over HTTPS it is hardly one. */
function isInCluster(host: string, scheme: string): boolean {
  return host.includes('.svc') || (scheme !== 'https' && !host.startsWith('*'));
}
