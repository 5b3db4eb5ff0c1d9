/** What a test cluster is made of: the programs, how each is built, and the upstream manifests that come with them. */
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PINNED_GO_DIR, SOURCES_FILE } from './pins';

export const GO_DIR = join(__dirname, 'go');

/** Folder of a module: that of the releases which are built, or the one that is the same for all. */
export function moduleDir(module: string): string {
  const pinned = join(PINNED_GO_DIR, module);
  return existsSync(join(pinned, 'go.mod')) ? pinned : join(GO_DIR, module);
}

export const KUBERNETES_VERSION = pinned('kubernetes', 'k8s.io/kubernetes');

/** A program built from a Go module of test/cluster/go. */
export interface Program {
  readonly name: string;
  /** Folder of its go.mod and go.sum. */
  readonly module: string;
  readonly package: string;
  /** Of the module that holds the package: a change of it builds the program anew. */
  readonly version: string;
  readonly ldflags?: string;
  /** For the compiler, such as the platform that it compiles for. */
  readonly env?: { readonly [name: string]: string };
}

const COMPONENT_BASE = 'k8s.io/component-base/version';
const [, MAJOR, MINOR] = /^v(\d+)\.(\d+)\./.exec(KUBERNETES_VERSION) as RegExpExecArray;

export const PROGRAMS = {
  certs: { name: 'certs', module: 'certs', package: '.', version: '' },
  etcd: {
    name: 'etcd',
    module: 'kubernetes',
    package: 'go.etcd.io/etcd/server/v3',
    version: pinned('kubernetes', 'go.etcd.io/etcd/server/v3'),
  },
  kubeApiserver: {
    name: 'kube-apiserver',
    module: 'kubernetes',
    package: 'k8s.io/kubernetes/cmd/kube-apiserver',
    version: KUBERNETES_VERSION,
    // a build outside of Kubernetes' own scripts would call itself v0.0.0-master
    ldflags: [`gitVersion=${KUBERNETES_VERSION}`, `gitMajor=${MAJOR}`, `gitMinor=${MINOR}`]
      .map((value) => `-X ${COMPONENT_BASE}.${value}`)
      .join(' '),
  },
  knative: {
    name: 'knative-webhook',
    module: 'knative',
    package: 'knative.dev/serving/cmd/webhook',
    version: pinned('knative', 'knative.dev/serving'),
  },
  spinOperator: {
    name: 'spin-operator',
    module: 'spin-operator',
    package: '.',
    version: pinned('spin-operator', 'github.com/spinkube/spin-operator'),
  },
  keda: {
    name: 'keda-admission-webhooks',
    module: 'keda',
    package: 'github.com/kedacore/keda/v2/cmd/webhooks',
    version: pinned('keda', 'github.com/kedacore/keda/v2'),
  },
} satisfies { [name: string]: Program };

/** The version that a go.mod of test/cluster/go requires of a module. */
export function pinned(module: string, requirement: string): string {
  const text = readFileSync(join(moduleDir(module), 'go.mod'), 'utf8');
  const lines = text.split('\n').map((line) =>
    line
      .trim()
      .replace(/^require /, '')
      .split(' '),
  );
  const version = lines.find(([name, second]) => name === requirement && second?.startsWith('v'))?.[1];
  if (!version) throw new Error(`${join(moduleDir(module), 'go.mod')} does not require ${requirement}`);
  return version;
}

/** Everything that is built lies below this folder, outside the repository. */
export function cacheRoot(): string {
  return process.env.CDK8S_WASM_CLUSTER_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-wasm', 'cluster');
}

/** Where a program is kept: a folder of its own, whose name changes with the sources and the pins that it is built from. */
export function programDir(program: Program): string {
  return join(cacheRoot(), `${program.name}-${digest(JSON.stringify(program), ...sources(program.module))}`);
}

function sources(module: string): string[] {
  const dir = moduleDir(module);
  const files = readdirSync(dir).filter((file) => /^go\.(mod|sum)$|\.go$/.test(file));
  return files.sort().map((file) => readFileSync(join(dir, file), 'utf8'));
}

/** Where the upstream manifests of this set of pins are kept. */
export function manifestsDir(): string {
  return join(cacheRoot(), `manifests-${digest(readFileSync(SOURCES_FILE, 'utf8'))}`);
}

/** Short name of what some texts say. */
export function digest(...texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

/** The path of a program: from the folder that KUBEBUILDER_ASSETS names, or from the cache; undefined where it is in neither. */
export function find(program: Program): string | undefined {
  const dirs = [process.env.KUBEBUILDER_ASSETS, programDir(program)].filter((dir) => dir !== undefined);
  return dirs.map((dir) => join(dir, program.name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
