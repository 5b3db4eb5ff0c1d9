import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { IConstruct } from 'constructs';
import { NAMESPACE_LABEL } from '../cluster/kubernetes';
import { checkKeys, checkLabel, checkLabels, checkList, checkObject, checkPort } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';

/** Ports of a peer. */
export interface NetworkPortOptions {
  /**
   * TCP ports, as the pods listen on them: a policy sees the port behind a Service, not the Service's own.
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
   * Labels that the pods of the namespace must carry.
   *
   * @default - every pod
   */
  readonly podLabels?: { [name: string]: string };
}

/** Options of NetworkPeer.cidr(). */
export interface CidrPeerOptions extends NetworkPortOptions {
  /**
   * Ranges within it that are left out.
   *
   * @default - none
   */
  readonly except?: string[];
}

/** A peer as a NetworkPolicy names it: in `from` what reaches ports of the app, in `to` what the app reaches there. */
export interface NetworkPeerConfig {
  /** Undefined for anybody. */
  readonly peers?: object[];
  /** Undefined for every port. */
  readonly ports?: { readonly protocol: string; readonly port: number }[];
}

/** Ranges of addresses that no internet routes: private networks, the carriers' own, and those of a link (which clouds serve credentials on). */
const NOT_INTERNET = ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
const NOT_INTERNET_V6 = ['fc00::/7', 'fe80::/10'];

/**
 * Who may talk to an app, or whom it may talk to, in a NetworkPolicy.
 *
 * A policy knows pods, namespaces and addresses, no host names: a service outside of the cluster is a range of addresses, or the internet.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPeer {
  /** Pods of a namespace; all of them unless labels are given. */
  public static namespace(namespace: string, options: NamespacePeerOptions = {}): NetworkPeer {
    return new NetworkPeer(options, ['podLabels'], (scope, prop) => {
      checkLabel(scope, `${prop} namespace`, namespace);
      const { podLabels } = options;
      checkLabels(scope, `${prop} podLabels`, podLabels);
      const namespaceSelector = { matchLabels: { [NAMESPACE_LABEL]: namespace } };
      return [podLabels ? { namespaceSelector, podSelector: { matchLabels: { ...podLabels } } } : { namespaceSelector }];
    });
  }

  /** Pods of the app's own namespace that carry these labels; `{}` for all of them. */
  public static pods(podLabels: { [name: string]: string }, options: NetworkPortOptions = {}): NetworkPeer {
    return new NetworkPeer(options, [], (scope, prop) => {
      checkObject(scope, `${prop} podLabels`, podLabels ?? null);
      checkLabels(scope, `${prop} podLabels`, podLabels);
      return [{ podSelector: Object.keys(podLabels).length > 0 ? { matchLabels: { ...podLabels } } : {} }];
    });
  }

  /** A range of addresses, such as `192.0.2.0/24`; a single address is `192.0.2.7/32`. Meant for what is outside of the cluster. */
  public static cidr(cidr: string, options: CidrPeerOptions = {}): NetworkPeer {
    return new NetworkPeer(options, ['except'], (scope, prop) => {
      checkCidr(scope, `${prop} cidr`, cidr);
      const { except } = options;
      checkList(scope, `${prop} except`, except);
      except?.forEach((range, index) => {
        checkWithin(scope, `${prop} except[${index}]`, range, cidr);
      });
      return [{ ipBlock: except && except.length > 0 ? { cidr, except } : { cidr } }];
    });
  }

  /** Every address outside of private networks, of IPv4 and IPv6. */
  public static internet(options: NetworkPortOptions = {}): NetworkPeer {
    return new NetworkPeer(options, [], () => [
      { ipBlock: { cidr: '0.0.0.0/0', except: NOT_INTERNET } },
      { ipBlock: { cidr: '::/0', except: NOT_INTERNET_V6 } },
    ]);
  }

  /** Anybody: in the cluster and outside. */
  public static anybody(options: NetworkPortOptions = {}): NetworkPeer {
    return new NetworkPeer(options, [], () => undefined);
  }

  private constructor(
    private readonly options: NetworkPortOptions,
    private readonly keys: string[],
    private readonly peers: (scope: IConstruct, prop: string) => object[] | undefined,
  ) {}

  /**
   * The peer as plain data.
   *
   * @internal
   */
  public _bind(scope: IConstruct, prop: string): NetworkPeerConfig {
    checkObject(scope, prop, this.options ?? null);
    checkKeys(scope, prop, this.options, ['ports', 'udpPorts', ...this.keys]);
    const peers = this.peers(scope, prop);
    const ports = [
      ...portsOf(scope, `${prop} ports`, 'TCP', this.options.ports),
      ...portsOf(scope, `${prop} udpPorts`, 'UDP', this.options.udpPorts),
    ];
    return { peers, ports: ports.length > 0 ? ports : undefined };
  }
}

/** Fails for what is not a list of NetworkPeers. */
export function checkPeers(scope: IConstruct, prop: string, peers: NetworkPeer[] | undefined): void {
  checkList(scope, prop, peers);
  peers?.forEach((peer, index) => {
    if (typeof peer?._bind !== 'function')
      fail(scope, `${prop}[${index}] (${show(peer)}) must be a NetworkPeer, such as NetworkPeer.namespace('monitoring')`);
  });
}

function portsOf(scope: IConstruct, prop: string, protocol: string, ports: number[] | undefined) {
  checkList(scope, prop, ports);
  if (ports?.length === 0) fail(scope, `${prop} ([]) must not be empty: leave it out for every port`);
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

/** The parts of a range of addresses; undefined for what is none. */
function rangeOf(cidr: unknown): Range | undefined {
  const match = typeof cidr === 'string' ? /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(cidr) : null;
  if (!match) return undefined;
  const [, address, bits] = match;
  if (isIPv4(address)) return Number(bits) <= 32 ? { address, bits: Number(bits), family: 'ipv4' } : undefined;
  return isIPv6(address) && Number(bits) <= 128 ? { address, bits: Number(bits), family: 'ipv6' } : undefined;
}

function checkCidr(scope: IConstruct, prop: string, cidr: string): Range {
  const range = rangeOf(cidr);
  if (range) return range;
  return fail(scope, `${prop} (${show(cidr)}) must be a range of addresses, such as "192.0.2.0/24": a single address is "192.0.2.7/32"`);
}

/** An exception that lies outside of its range is refused by the API server (pkg/apis/networking/validation/validation.go). */
function checkWithin(scope: IConstruct, prop: string, cidr: string, within: string): void {
  const range = checkCidr(scope, prop, cidr);
  const whole = rangeOf(within)!;
  const list = new BlockList();
  list.addSubnet(whole.address, whole.bits, whole.family);
  if (range.family !== whole.family || range.bits <= whole.bits || !list.check(range.address, range.family))
    fail(scope, `${prop} (${show(cidr)}) must lie within ${within}, and be smaller: correct it or leave it out`);
}
