import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { NETWORK_POLICY } from '../cluster/kinds';
import { checkBoolean } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { createObject } from '../synth/create-object';
import { manifestOf } from '../synth/manifest-of';
import { checkPeers, NetworkPeer } from './network-peer';

/** Additional peers of an app's NetworkPolicy. */
export interface NetworkPolicyOptions {
  /**
   * Peers that may connect to the app: to the app's port, or to the ports of the peer, such as a port for metrics.
   *
   * @default - none
   */
  readonly from?: NetworkPeer[];

  /**
   * Peers to which the app may connect, in addition to DNS and its stores.
   *
   * @default - none
   */
  readonly to?: NetworkPeer[];
}

/** The traffic that an app requires. */
export interface AppTraffic {
  /** Labels that select the pods. */
  readonly podLabels: { [name: string]: string };
  /** Port of the pods that receives requests, if any. */
  readonly port?: number;
  /** Peers that must reach the pods. */
  readonly from: NetworkPeer[];
  /** Peers that the pods must reach, in addition to DNS. */
  readonly to: NetworkPeer[];
}

/** DNS on any address, since it runs in pods or on the node (NodeLocal DNSCache). */
const DNS = NetworkPeer.anybody({ ports: [53], udpPorts: [53] });

/** Returns the options of a `networkPolicy` prop; undefined if the policy is disabled. */
export function networkPolicyOptions(
  scope: IConstruct,
  prop: boolean | NetworkPolicyOptions | undefined,
): NetworkPolicyOptions | undefined {
  if (prop === undefined || prop === false) return undefined;
  if (prop === true) return {};
  if (typeof prop !== 'object' || prop === null || Array.isArray(prop)) {
    checkBoolean(scope, 'networkPolicy', prop as never);
    fail(scope, `networkPolicy (${show(prop)}) must be true or an object with from and to`);
  }
  checkPeers(scope, 'networkPolicy.from', prop.from);
  checkPeers(scope, 'networkPolicy.to', prop.to);
  return prop;
}

/**
 * Creates the NetworkPolicy of an app, which admits the required traffic and the user's peers, and denies everything else in both
 * directions. Probes pass, since a policy does not apply to the kubelet on the node of the pod.
 *
 * It has no effect on clusters whose network plugin does not enforce policies.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function createNetworkPolicy(
  scope: Construct,
  name: string,
  labels: { [name: string]: string },
  { podLabels, port, from, to }: AppTraffic,
  options: NetworkPolicyOptions,
): ApiObject {
  const own = port === undefined ? undefined : [{ protocol: 'TCP', port }];
  const rules = (peers: NetworkPeer[], prop: string, direction: 'from' | 'to', defaultPorts?: object[]) =>
    peers.map((peer, index) => {
      const config = peer._bind(scope, `${prop}[${index}]`);
      return { [direction]: config.peers, ports: config.ports ?? defaultPorts };
    });
  const manifest = manifestOf<k8s.KubeNetworkPolicyProps>(NETWORK_POLICY, {
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: podLabels },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [...rules(from, 'from', 'from', own), ...rules(options.from ?? [], 'networkPolicy.from', 'from', own)],
      egress: [...rules([DNS, ...to], 'to', 'to'), ...rules(options.to ?? [], 'networkPolicy.to', 'to')],
    },
  });
  return createObject(scope, 'NetworkPolicy', manifest);
}
