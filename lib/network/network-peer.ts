import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { IConstruct } from 'constructs';
import { NAMESPACE_LABEL } from '../cluster/kubernetes';
import { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { compareVersions } from '../cluster/supported-versions';
import { checkInstance, checkLabel, checkLabels, checkList, checkObject, checkPort } from '../core/checks';
import { cidrFault, cidrRemedy } from '../core/cidr';
import { fail } from '../core/errors';
import { checkProps, type Struct } from '../core/props';
import { show } from '../core/show';

/** Ports of a peer. */
export interface NetworkPortOptions {
  /**
   * TCP ports of the pods: a policy applies to the target port of a Service, not to the Service's port.
   *
   * @default - every port, unless udpPorts are given
   */
  readonly ports?: number[];

  /**
   * UDP ports.
   *
   * @default - every port, unless ports are given
   */
  readonly udpPorts?: number[];
}

/** Options of NetworkPeer.namespace(). */
export interface NamespacePeerOptions extends NetworkPortOptions {
  /**
   * Labels that select pods of the namespace.
   *
   * @default - every pod
   */
  readonly podLabels?: { [name: string]: string };
}

/** Options of NetworkPeer.cidr(). */
export interface CidrPeerOptions extends NetworkPortOptions {
  /**
   * Ranges within the CIDR that are excluded.
   *
   * @default - none
   */
  readonly except?: string[];
}

/** A peer as part of a NetworkPolicy: in `from` with ports of the app, in `to` with ports of the peer. */
export interface NetworkPeerConfig {
  /** Undefined for any peer. */
  readonly peers?: object[];
  /** Undefined for any port. */
  readonly ports?: { readonly protocol: string; readonly port: number }[];
}

/** Address ranges that are not public: private, carrier-grade NAT, and link-local ones, which include cloud metadata services. */
const NON_PUBLIC = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
const NON_PUBLIC_V6 = ['fc00::/7', 'fe80::/10'];

/**
 * A peer that may connect to an app, or to which an app may connect, in a NetworkPolicy.
 *
 * A policy selects pods, namespaces and address ranges, not host names: use an address range or the internet for a service outside of
 * the cluster.
 *
 * @example
 * const networkPolicy = {
 *   from: [NetworkPeer.namespace('monitoring', { ports: [9100] })],
 *   to: [NetworkPeer.internet({ ports: [443] }), NetworkPeer.cidr('10.20.0.0/16', { ports: [5432] })],
 * };
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPeer {
  /** Pods of a namespace; all of them unless labels are given. */
  public static namespace(namespace: string, options: NamespacePeerOptions = {}): NetworkPeer {
    return new NetworkPeer(options, 'NamespacePeerOptions', (scope, prop) => {
      checkLabel(scope, `${prop} namespace`, namespace);
      const { podLabels } = options;
      checkLabels(scope, `${prop} podLabels`, podLabels);
      const namespaceSelector = { matchLabels: { [NAMESPACE_LABEL]: namespace } };
      return [podLabels ? { namespaceSelector, podSelector: { matchLabels: { ...podLabels } } } : { namespaceSelector }];
    });
  }

  /** Pods of the app's namespace with these labels; `{}` for all of them. */
  public static pods(podLabels: { [name: string]: string }, options: NetworkPortOptions = {}): NetworkPeer {
    return new NetworkPeer(options, 'NetworkPortOptions', (scope, prop) => {
      checkObject(scope, `${prop} podLabels`, podLabels ?? null);
      checkLabels(scope, `${prop} podLabels`, podLabels);
      return [{ podSelector: Object.keys(podLabels).length > 0 ? { matchLabels: { ...podLabels } } : {} }];
    });
  }

  /**
   * An address range outside of the cluster, such as `192.0.2.0/24`; a single address is `192.0.2.7/32`. Kubernetes 1.36 and newer
   * reject a range with bits set beyond the prefix length, such as `192.0.2.7/24`.
   */
  public static cidr(cidr: string, options: CidrPeerOptions = {}): NetworkPeer {
    return new NetworkPeer(options, 'CidrPeerOptions', (scope, prop) => {
      checkCidr(scope, `${prop} cidr`, cidr);
      const { except } = options;
      checkList(scope, `${prop} except`, except);
      except?.forEach((range, index) => {
        checkWithin(scope, `${prop} except[${index}]`, range, cidr);
      });
      return [{ ipBlock: except && except.length > 0 ? { cidr, except } : { cidr } }];
    });
  }

  /** All public addresses of IPv4 and IPv6. */
  public static internet(options: NetworkPortOptions = {}): NetworkPeer {
    return new NetworkPeer(options, 'NetworkPortOptions', () => [
      { ipBlock: { cidr: '0.0.0.0/0', except: NON_PUBLIC } },
      { ipBlock: { cidr: '::/0', except: NON_PUBLIC_V6 } },
    ]);
  }

  /** Any peer, in and outside of the cluster. */
  public static anybody(options: NetworkPortOptions = {}): NetworkPeer {
    return new NetworkPeer(options, 'NetworkPortOptions', () => undefined);
  }

  private constructor(
    private readonly options: NetworkPortOptions,
    private readonly struct: Struct,
    private readonly peers: (scope: IConstruct, prop: string) => object[] | undefined,
  ) {}

  /**
   * Renders the peer.
   *
   * @internal
   */
  public _bind(scope: IConstruct, prop: string): NetworkPeerConfig {
    checkProps(scope, prop, this.struct, this.options);
    const peers = this.peers(scope, prop);
    const ports = [
      ...portsOf(scope, `${prop} ports`, 'TCP', this.options.ports),
      ...portsOf(scope, `${prop} udpPorts`, 'UDP', this.options.udpPorts),
    ];
    return { peers, ports: ports.length > 0 ? ports : undefined };
  }
}

/** Fails unless the value is a list of NetworkPeers; an absent list passes. */
export function checkPeers(scope: IConstruct, prop: string, peers: NetworkPeer[] | undefined): void {
  checkList(scope, prop, peers, (peer) => `NetworkPeer.namespace(${typeof peer === 'string' ? show(peer) : "'monitoring'"})`);
  peers?.forEach((peer, index) => {
    checkInstance(scope, `${prop}[${index}]`, peer, '_bind', "a NetworkPeer, such as NetworkPeer.namespace('monitoring')");
  });
}

function portsOf(scope: IConstruct, prop: string, protocol: string, ports: number[] | undefined) {
  checkList(scope, prop, ports);
  if (ports?.length === 0) fail(scope, `${prop} ([]) must not be empty: leave it out for all ports`);
  return (ports ?? []).map((port, index) => {
    if (port === undefined) fail(scope, `${prop}[${index}] is missing: pass a port`);
    checkPort(scope, `${prop}[${index}]`, port);
    return { protocol, port };
  });
}

interface Range {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** Parses an address range; returns undefined for an invalid one. */
function rangeOf(cidr: unknown): Range | undefined {
  const match = typeof cidr === 'string' ? /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(cidr) : null;
  if (!match) return undefined;
  const [, address, bits] = match;
  if (isIPv4(address)) return Number(bits) <= 32 ? { address, bits: Number(bits), family: 'ipv4' } : undefined;
  return isIPv6(address) && Number(bits) <= 128 ? { address, bits: Number(bits), family: 'ipv6' } : undefined;
}

function checkCidr(scope: IConstruct, prop: string, cidr: string): Range {
  const range = rangeOf(cidr);
  if (range) {
    checkStrict(scope, prop, cidr);
    return range;
  }
  return fail(scope, `${prop} (${show(cidr)}) must be an address range, such as "192.0.2.0/24": a single address is "192.0.2.7/32"`);
}

/** Fails for a range that the declared Kubernetes refuses, because readers differ in what it means. */
function checkStrict(scope: IConstruct, prop: string, cidr: string): void {
  const since = SINCE.kubernetes.strictCidrs;
  const wrong = cidrFault(cidr);
  if (!wrong || compareVersions(Platform.of(scope).kubernetes, since) < 0) return;
  fail(scope, `${prop} (${show(cidr)}) ${wrong.fault}, which Kubernetes rejects from ${since}: ${cidrRemedy(wrong)}`);
}

/** Fails for an exception outside of its range, which the API server rejects (pkg/apis/networking/validation/validation.go). */
function checkWithin(scope: IConstruct, prop: string, cidr: string, within: string): void {
  const range = checkCidr(scope, prop, cidr);
  const outer = rangeOf(within)!;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.bits, outer.family);
  if (range.family !== outer.family || range.bits <= outer.bits || !list.check(range.address, range.family))
    fail(scope, `${prop} (${show(cidr)}) must be a smaller range within ${within}: correct it or leave it out`);
}
