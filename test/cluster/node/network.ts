/** The network of the node: a network namespace without a way out, in which it has one address. */
import { execFileSync } from 'node:child_process';

export const NODE_NAME = 'wasm-node';
export const NODE_IP = '10.99.0.1';
export const API_SERVER = `https://${NODE_IP}:6443`;
export const POD_RANGE = '10.244.0.0/24';
export const SERVICE_RANGE = '10.96.0.0/16';

/** Called inside the namespace. */
export function configureNetwork(): void {
  const ip = (...args: string[]) => execFileSync('ip', args);
  ip('link', 'set', 'lo', 'up');
  ip('link', 'add', 'node0', 'type', 'veth', 'peer', 'name', 'node1');
  ip('link', 'set', 'node0', 'up');
  ip('link', 'set', 'node1', 'up');
  ip('addr', 'add', `${NODE_IP}/24`, 'dev', 'node0');
  // nothing answers there; but Kubernetes picks the address of the node by its default route
  ip('route', 'add', 'default', 'via', '10.99.0.254', 'dev', 'node0', 'onlink');
  execFileSync('sysctl', ['-qw', 'net.ipv4.ip_forward=1']);
}
