/** What a test cluster is built from: `npm run test:cluster` runs it. */
import { SUPPORTED } from '../lib/cluster/supported-versions';
import { PROGRAMS, programDir } from './cluster/programs';
import { currentVersion } from './cluster/upstream';

test.each([
  [PROGRAMS.keda, 'github.com/kedacore/keda/v2'],
  [PROGRAMS.spinOperator, 'github.com/spinkube/spin-operator'],
  [PROGRAMS.knative, 'knative.dev/serving'],
])('$name is of the version of the pinned CRDs', ({ version }, module) => {
  expect(version).toBe(currentVersion(module));
});

test('the webhooks and CRDs are of the releases that are taken where none is declared', () => {
  const minor = (version: string) => version.replace(/^v(\d+\.\d+)\..*$/, '$1');
  expect(minor(PROGRAMS.keda.version)).toBe(SUPPORTED.keda.default);
  expect(minor(PROGRAMS.spinOperator.version)).toBe(SUPPORTED.spinOperator.default);
});

test('what is built is kept outside of the repository, where the environment says', () => {
  const before = process.env.CDK8S_WASM_CLUSTER_CACHE;
  process.env.CDK8S_WASM_CLUSTER_CACHE = '/somewhere';
  try {
    expect(programDir(PROGRAMS.etcd)).toMatch(/^\/somewhere\/etcd-[0-9a-f]{16}$/);
  } finally {
    if (before === undefined) delete process.env.CDK8S_WASM_CLUSTER_CACHE;
    else process.env.CDK8S_WASM_CLUSTER_CACHE = before;
  }
});
