/**
 * The releases that a test cluster is made of: the newest that are pinned, or with CDK8S_WASM_CLUSTER_PINS=oldest, which the option `--oldest` sets, the oldest
 * supported ones that the Go module proxy has. A node has a set of its own for that option, `older`: its controllers have to run on the newest Kubernetes, and all
 * of their modules have to be on the proxy.
 */
import { join } from 'node:path';
import { type Component, SUPPORTED } from '../../lib/cluster/supported-versions';

const PINS = 'CDK8S_WASM_CLUSTER_PINS';
const set = process.env[PINS] ?? (process.argv.includes('--oldest') ? 'oldest' : 'newest');
const FOLDERS: { readonly [set: string]: string } = { newest: 'go', older: 'go-older', oldest: 'go-oldest' };
if (!Object.hasOwn(FOLDERS, set)) throw new Error(`${PINS} (${JSON.stringify(set)}) must be one of ${Object.keys(FOLDERS).join(', ')}`);

export const IS_OLDEST = set === 'oldest';
export const IS_OLDER = set === 'older';

/** Modules of this set; what it does not pin comes from `go`, such as certs and yaml, which are of no release. */
export const PINNED_GO_DIR = join(__dirname, FOLDERS[set]);

/** The modules that the upstream CRDs and webhook configurations come from. */
export const SOURCES_FILE = IS_OLDEST
  ? join(__dirname, 'go-oldest', 'sources.json')
  : join(__dirname, '..', '..', 'imports', 'crds', 'sources.json');

/** The versions to declare for the oldest set. The module proxy has no older runtime-class-manager, and no spin shim is part of a control plane. */
export const OLDEST: { readonly [component in Component]: string } = {
  kubernetes: '1.30',
  keda: '2.14',
  httpAddOn: '0.8',
  spinOperator: '0.1',
  spinShim: '0.15',
  knative: '1.12',
  runtimeClassManager: '0.2',
  gatewayApi: '1.0',
};

/** The version of each component of the cluster: what rules have to be told. */
export const JUDGED: { readonly [component: string]: string } = IS_OLDEST
  ? OLDEST
  : Object.fromEntries(Object.entries(SUPPORTED).map(([component, { default: version }]) => [component, version]));
