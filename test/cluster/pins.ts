/**
 * The releases that a test cluster is made of: the newest that are pinned, or with CDK8S_WASM_CLUSTER_PINS=oldest, which the option `--oldest` sets, the oldest
 * supported ones that the Go module proxy has.
 */
import { join } from 'node:path';
import { type Component, SUPPORTED } from '../../lib/cluster/supported-versions';

const PINS = 'CDK8S_WASM_CLUSTER_PINS';
const set = process.env[PINS] ?? (process.argv.includes('--oldest') ? 'oldest' : 'newest');
if (set !== 'newest' && set !== 'oldest') throw new Error(`${PINS} (${JSON.stringify(set)}) must be newest or oldest`);

export const IS_OLDEST = set === 'oldest';

/** Modules of this set; certs and yaml are of no release, and lie in `go` alone. */
export const PINNED_GO_DIR = join(__dirname, IS_OLDEST ? 'go-oldest' : 'go');

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
