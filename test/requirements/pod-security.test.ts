import { linesOf, requirements } from './lines-of';

const SECURE = '{ allowPrivilegeEscalation: false, capabilities: { drop: [ALL], add: [NET_BIND_SERVICE] } }';

/** A pod of a runtime, with the settings of the pod and of its container. */
function pod(more = '', container = SECURE, runtimeClassName = 'wasmtime'): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: hello, namespace: default }
spec:
  runtimeClassName: ${runtimeClassName}
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers: [{ name: hello, image: x, securityContext: ${container} }]${more}
`;
}

const standardOf = (yaml: string) =>
  linesOf(yaml)
    .filter((line) => line.startsWith('setting Pod Security'))
    .map((line) => line.replace('setting Pod Security Standard of ', ''));

test('the operator creates the pods of a SpinApp without a security context, so that their namespace enforces Baseline at most', () => {
  const app = `apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata: { name: hello }
spec: { image: x, executor: containerd-shim-spin, replicas: 1 }
`;
  expect(requirements(app).find(({ kind }) => kind === 'setting')).toStrictEqual({
    kind: 'setting',
    name: 'Pod Security Standard of the namespace of the pods: baseline at most',
    details: [],
    note: 'spin-operator creates them without a security context; label pod-security.kubernetes.io/enforce',
    neededBy: ['SpinApp hello'],
    install: [],
    link: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  });
});

test.each<[string, string, string[]]>([
  ['Restricted pods', pod(), []],
  ['Restricted pods with volumes', pod('\n  volumes: [{ name: a, emptyDir: {} }, { name: b, secret: { secretName: b } }]'), []],
  ['pods that may run as root', pod('', '{ runAsNonRoot: false }'), ['namespace default: baseline at most']],
  ['pods that keep capabilities', pod('', '{ allowPrivilegeEscalation: false }'), ['namespace default: baseline at most']],
  ['pods with an NFS volume', pod('\n  volumes: [{ name: a, nfs: { server: x, path: / } }]'), ['namespace default: baseline at most']],
  [
    'pods with a directory of the node',
    pod('\n  volumes: [{ name: a, hostPath: { path: / } }]'),
    ['namespace default: privileged at most'],
  ],
  ['pods on the network of the node', pod('\n  hostNetwork: true'), ['namespace default: privileged at most']],
  ['privileged containers', pod('', '{ privileged: true }'), ['namespace default: privileged at most']],
  ['pods without a Wasm runtime', pod('', '{ privileged: true }', 'gvisor'), []],
])('the standard that a namespace may enforce is known for %s', (_, yaml, expected) => {
  expect(standardOf(yaml)).toStrictEqual(expected);
});

test('a Namespace among the manifests is left to the rules', () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: default }\n';
  expect(standardOf(`${namespace}---\n${pod('', '{ privileged: true }')}`)).toStrictEqual([]);
});
