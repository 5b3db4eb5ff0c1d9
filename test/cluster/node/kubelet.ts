/** The node itself: containerd with its runtimes, the kubelet, kube-proxy, and how they are configured. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { toml } from '../../../lib/core/toml';
import type { ClusterKeys } from './cluster-keys';
import { CLUSTER_DNS } from './components/coredns';
import { PAUSE } from './images';
import { NODE_IP, NODE_NAME, POD_RANGE } from './network';
import { CNI_DIR, HANDLERS, which } from './programs';

/** What a node with the shims carries: the label of the example, and one for the other two. */
export const NODE_LABELS = ['example.com/wasmtime-slight', 'example.com/wasm'] as const;

export const containerdSocket = (dir: string) => join(dir, 'containerd', 'containerd.sock');

/** Writes containerd's configuration; returns its file. */
export function writeContainerdConfig(dir: string): string {
  const wasm = Object.fromEntries(HANDLERS.map((handler) => [handler, { runtime_type: `io.containerd.${handler}.v1` }]));
  const config = {
    version: 3,
    root: join(dir, 'containerd', 'root'),
    state: join(dir, 'containerd', 'state'),
    disabled_plugins: ['io.containerd.nri.v1.nri', 'io.containerd.tracing.processor.v1.otlp', 'io.containerd.internal.v1.tracing'],
    grpc: { address: containerdSocket(dir) },
    plugins: {
      'io.containerd.cri.v1.images': { snapshotter: 'overlayfs', pinned_images: { sandbox: PAUSE } },
      'io.containerd.cri.v1.runtime': {
        // a machine without CAP_SYS_RESOURCE cannot lower the score of a process
        restrict_oom_score_adj: true,
        cni: { bin_dirs: [CNI_DIR], conf_dir: writeNetworkConfig(dir) },
        containerd: {
          default_runtime_name: 'runc',
          runtimes: {
            runc: { runtime_type: 'io.containerd.runc.v2', options: { BinaryName: which('runc') as string, SystemdCgroup: false } },
            ...wasm,
          },
        },
      },
    },
  };
  return write(join(dir, 'containerd', 'config.toml'), toml().stringify(config));
}

function writeNetworkConfig(dir: string): string {
  const config = {
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni0',
        isGateway: true,
        hairpinMode: true,
        ipam: {
          type: 'host-local',
          dataDir: join(dir, 'ipam'),
          ranges: [[{ subnet: POD_RANGE }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
  write(join(dir, 'cni', '10-pods.conflist'), JSON.stringify(config));
  return join(dir, 'cni');
}

/** Writes the kubelet's configuration; returns its flags. */
export function kubeletFlags(dir: string, keys: ClusterKeys): string[] {
  const config = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${basename(dir)}`,
    failCgroupV1: false,
    containerRuntimeEndpoint: `unix://${containerdSocket(dir)}`,
    clusterDNS: [CLUSTER_DNS],
    clusterDomain: 'cluster.local',
    failSwapOn: false,
    // a disk that is nearly full is no reason to end the pods of a test
    evictionHard: { 'memory.available': '100Mi', 'nodefs.available': '1%', 'imagefs.available': '1%', 'nodefs.inodesFree': '1%' },
    imageGCHighThresholdPercent: 100,
    resolvConf: write(join(dir, 'resolv.conf'), ''),
    podLogsDir: join(dir, 'pod-logs'),
    volumePluginDir: join(dir, 'volume-plugins'),
    registryPullQPS: 0,
    serializeImagePulls: false,
    nodeStatusUpdateFrequency: '5s',
  };
  return [
    `--config=${write(join(dir, 'kubelet.yaml'), stringify(config))}`,
    `--kubeconfig=${keys.kubeconfig('kubelet')}`,
    `--hostname-override=${NODE_NAME}`,
    `--node-labels=${NODE_LABELS.map((label) => `${label}=true`).join()}`,
    // the default asks DNS for the name of the machine, and there is none here yet
    `--node-ip=${NODE_IP}`,
    `--root-dir=${join(dir, 'kubelet')}`,
    `--cert-dir=${keys.file('kubelet')}`,
  ];
}

/** Writes kube-proxy's configuration; returns its flags. A new endpoint is to count at once: the default waits up to a second to gather changes. */
export function kubeProxyFlags(dir: string, keys: ClusterKeys): string[] {
  const config = {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    clientConnection: { kubeconfig: keys.kubeconfig('kube-proxy') },
    mode: 'nftables',
    nftables: { minSyncPeriod: '10ms', syncPeriod: '30s' },
    clusterCIDR: POD_RANGE,
    hostnameOverride: NODE_NAME,
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
  };
  return [`--config=${write(join(dir, 'kube-proxy.yaml'), stringify(config))}`];
}

function write(file: string, text: string): string {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}
