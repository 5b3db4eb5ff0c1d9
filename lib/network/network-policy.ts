import type { ApiObject } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import type { Construct, IConstruct } from 'constructs';
import { checkBoolean, checkKeys } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { createObject } from '../synth/create-object';
import { NETWORK_POLICY } from '../synth/kubernetes';
import { manifestOf } from '../synth/manifest-of';
import { checkPeers, NetworkPeer } from './network-peer';

/** What an app's NetworkPolicy admits beside what the app cannot do without. */
export interface NetworkPolicyOptions {
  /**
   * Who else may talk to the app. A peer without ports reaches the app's own port; one with ports reaches those, such as the port of metrics.
   *
   * @default - none
   */
  readonly from?: NetworkPeer[];

  /**
   * Whom the app may talk to, beside DNS and its stores.
   *
   * @default - nobody
   */
  readonly to?: NetworkPeer[];
}

/** What a construct says of its app's traffic. */
export interface AppTraffic {
  /** Labels by which the policy finds the pods. */
  readonly podLabels: { [name: string]: string };
  /** Port of the pods that takes requests, if any. */
  readonly port?: number;
  /** Who must reach the pods. */
  readonly from: NetworkPeer[];
  /** Whom the pods must reach, beside DNS. */
  readonly to: NetworkPeer[];
}

/** Name resolution, wherever the cluster's DNS runs: in pods, or on the node (NodeLocal DNSCache). */
const DNS = NetworkPeer.anybody({ ports: [53], udpPorts: [53] });

/** The options of a `networkPolicy` prop; undefined where no policy is asked for. */
export function networkPolicyOptions(
  scope: IConstruct,
  prop: boolean | NetworkPolicyOptions | undefined,
): NetworkPolicyOptions | undefined {
  if (prop === undefined || prop === false) return undefined;
  if (prop === true) return {};
  if (typeof prop !== 'object' || prop === null || Array.isArray(prop)) {
    checkBoolean(scope, 'networkPolicy', prop as never);
    fail(scope, `networkPolicy (${show(prop)}) must be true, or an object with from and to`);
  }
  checkKeys(scope, 'networkPolicy', prop, ['from', 'to']);
  checkPeers(scope, 'networkPolicy.from', prop.from);
  checkPeers(scope, 'networkPolicy.to', prop.to);
  return prop;
}

/**
 * Makes the NetworkPolicy of an app: what the app needs and what the user adds is admitted, everything else is denied, in both directions. The kubelet
 * reaches its pods whatever a policy says, so that probes pass.
 *
 * It works on clusters whose network enforces policies; on others it does nothing.
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
