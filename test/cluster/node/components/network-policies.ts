/** kube-network-policies: what enforces NetworkPolicies on a node whose network does not. */
import { join } from 'node:path';
import { NODE_PROGRAMS } from '../programs';
import { type Component, objectsOf, programImage, sourceDir } from './component';

const { version } = NODE_PROGRAMS.networkPolicies;

/** Number of the queue that packets are judged in. */
export const QUEUE = 98;

export const NETWORK_POLICIES: Component = {
  name: 'network-policies',
  title: 'kube-network-policies',
  version: version.slice(1),
  images: {
    // the arguments of its DaemonSet start with the program
    'registry.k8s.io/networking/kube-network-policies:v0.7.0': () => ({
      ...programImage(`registry.k8s.io/networking/kube-network-policies:${version}`, NODE_PROGRAMS.networkPolicies, '/bin/netpol'),
      entrypoint: [],
      user: '0:0',
    }),
  },
  upstream: () => objectsOf(join(sourceDir('kube-network-policies', 'sigs.k8s.io/kube-network-policies'), 'install.yaml')),
  workloads: ['kube-system/kube-network-policies'],
};
