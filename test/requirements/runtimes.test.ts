import { linesOf, requirements } from './lines-of';

const POD = `apiVersion: v1
kind: Pod
metadata: { name: hello }
spec: { runtimeClassName: wasmtime-slight, containers: [] }
`;
const CLASS = `apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: wasmtime-slight }
handler: slight
scheduling: { nodeSelector: { wasm: "yes", kubernetes.io/arch: amd64 } }
`;
const SHIM = `apiVersion: runtime.spinkube.dev/v1alpha1
kind: Shim
metadata: { name: spin-v2 }
spec:
  nodeSelector: { spin: "true" }
  fetchStrategy: { platforms: [] }
  runtimeClass: { name: wasmtime-spin-v2, handler: spin-v2 }
  rolloutStrategy: { type: recreate }
`;

test('a pod needs its RuntimeClass', () => {
  expect(linesOf(POD)).toStrictEqual(['object RuntimeClass wasmtime-slight']);
});

test('a RuntimeClass among the manifests needs the runtime and the labels on the nodes', () => {
  expect(requirements(`${POD}---\n${CLASS}`)).toStrictEqual([
    {
      kind: 'node',
      name: 'label wasm=yes',
      details: [],
      note: 'on the nodes that run these pods',
      neededBy: ['RuntimeClass wasmtime-slight'],
      install: ['kubectl label node NODE wasm=yes'],
    },
    {
      kind: 'node',
      name: 'runtime slight',
      details: [],
      note: 'containerd must have a runtime of this name on the nodes of RuntimeClass wasmtime-slight',
      neededBy: ['RuntimeClass wasmtime-slight'],
      install: [],
      link: 'https://github.com/spinframework/runtime-class-manager/blob/main/docs/shim.md',
    },
  ]);
});

test.each([
  ['0.23', undefined],
  ['0.24', 'sample_shim_spin.yaml installs containerd-shim-spin 0.23: change its locations and checksums to those of 0.24'],
])('the class of the Spin shim comes from a sample, which installs the declared release %s or has a note', (spinShim, note) => {
  const [named] = requirements(POD.replace('wasmtime-slight', 'wasmtime-spin-v2'), { spinShim }).filter(
    ({ name }) => name === 'wasmtime-spin-v2',
  );
  expect(named.note).toBe(note);
  expect(named.install[1]).toMatch(/^kubectl apply -f https:.*sample_shim_spin\.yaml$/);
});

test('a Shim provides RuntimeClass and runtime, and needs runtime-class-manager and labelled nodes', () => {
  const pod = POD.replace('wasmtime-slight', 'wasmtime-spin-v2');
  expect(linesOf(`${pod}---\n${SHIM}`)).toStrictEqual([
    'component runtime-class-manager 0.2, 0.2 or newer: fetchStrategy.platforms in Shim spin-v2',
    'node label spin=true',
  ]);
});

test('a RuntimeClass of another name with the runtime of a Shim needs no other runtime', () => {
  const other = CLASS.replace('handler: slight', 'handler: spin-v2').replace('wasm: "yes"', 'spin: "true"');
  expect(linesOf(`${SHIM}---\n${other}`)).not.toContainEqual(expect.stringContaining('runtime spin-v2'));
});
