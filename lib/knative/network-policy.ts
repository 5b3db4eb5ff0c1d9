import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { KNATIVE_NAMESPACE, QUEUE_METRICS_PORT, QUEUE_PORTS, SERVICE_LABEL } from '../cluster/knative';
import { Platform } from '../cluster/platform';
import { NetworkPeer } from '../network/network-peer';
import { createNetworkPolicy, type NetworkPolicyOptions } from '../network/network-policy';

/**
 * Creates the NetworkPolicy of a Knative Service. Requests reach Knative's sidecar from the activator or directly from the pods
 * of the ingress, and the autoscaler scrapes the metrics of the sidecar: without them the app never scales.
 */
export function createKnativeNetworkPolicy(
  scope: Construct,
  name: string,
  labels: { [name: string]: string },
  to: NetworkPeer[],
  options: NetworkPolicyOptions,
): ApiObject {
  const traffic = {
    podLabels: { [SERVICE_LABEL]: name },
    from: [
      NetworkPeer.namespace(KNATIVE_NAMESPACE, { ports: [...QUEUE_PORTS, QUEUE_METRICS_PORT] }),
      NetworkPeer.namespace(Platform.of(scope).knativeIngressNamespace, { ports: [...QUEUE_PORTS] }),
    ],
    to,
  };
  return createNetworkPolicy(scope, name, labels, traffic, options);
}
