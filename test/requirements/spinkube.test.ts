import { linesOf, requirements } from './lines-of';

const EXECUTOR = `apiVersion: core.spinkube.dev/v1alpha1
kind: SpinAppExecutor
metadata: { name: containerd-shim-spin, namespace: default }
spec: { createDeployment: true, deploymentConfig: { runtimeClassName: wasmtime-spin-v2, installDefaultCACerts: true } }
`;

function app(spec: string, group = 'core.spinkube.dev'): string {
  return `apiVersion: ${group}/v1alpha1
kind: SpinApp
metadata: { name: hello, namespace: default }
spec: { image: x, executor: containerd-shim-spin, replicas: 1${spec} }
`;
}

test('a SpinApp needs the operator, cert-manager for its webhooks, an executor in its namespace and the RuntimeClass', () => {
  const found = requirements(app(''));
  expect(found.map(({ kind, name, install }) => [kind, name, install])).toStrictEqual([
    [
      'component',
      'cert-manager',
      [
        'kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v1.20.0/cert-manager.yaml',
        'kubectl wait --for=condition=Available --timeout=5m -n cert-manager deployment/cert-manager-webhook',
      ],
    ],
    [
      'component',
      'spin-operator',
      [
        'kubectl apply -f https://github.com/spinframework/spin-operator/releases/download/v0.6.1/spin-operator.crds.yaml',
        'helm upgrade --install spin-operator oci://ghcr.io/spinframework/charts/spin-operator --version 0.6.1 --namespace spin-operator --create-namespace --wait',
      ],
    ],
    ['crd', 'spinapps.core.spinkube.dev', []],
    ['setting', 'Pod Security Standard of namespace default: baseline at most', []],
    [
      'object',
      'wasmtime-spin-v2',
      [
        'helm upgrade --install runtime-class-manager oci://ghcr.io/spinframework/charts/runtime-class-manager --version 0.2.0 --namespace runtime-class-manager --create-namespace --wait',
        'kubectl apply -f https://raw.githubusercontent.com/spinframework/runtime-class-manager/refs/tags/v0.2.0/config/samples/sample_shim_spin.yaml',
        'kubectl label node --all spin=true',
      ],
    ],
    [
      'object',
      'containerd-shim-spin',
      [
        'kubectl apply -n default -f https://github.com/spinframework/spin-operator/releases/download/v0.6.1/spin-operator.shim-executor.yaml',
      ],
    ],
  ]);
});

test('the API group bounds the release of the operator, which determines its chart registry', () => {
  expect(linesOf(app('', 'core.spinoperator.dev'), { spinOperator: '0.3' })).toContain(
    'component spin-operator 0.3, 0.1 or newer, older than 0.4: core.spinoperator.dev of SpinApp default/hello',
  );
  const [, operator] = requirements(app('', 'core.spinoperator.dev'), { spinOperator: '0.3' });
  expect(operator.install[1]).toContain('oci://ghcr.io/spinkube/charts/spin-operator --version 0.3.0');
});

test.each([
  [', components: [a]', '0.4 or newer: core.spinkube.dev of SpinApp default/hello'],
  [', serviceAccountName: default', '0.5 or newer: serviceAccountName in SpinApp default/hello'],
  [', invocationLimits: { memory: 64Mi }', '0.6 or newer: invocationLimits in SpinApp default/hello'],
])('the fields%s need the release that introduced them', (spec, releases) => {
  expect(linesOf(app(spec))).toContain(`component spin-operator 0.6, ${releases}`);
});

test('a SpinApp needs the Secrets, ConfigMaps and ServiceAccounts that it references, except for optional ones', () => {
  const spec = `, serviceAccountName: runner, imagePullSecrets: [{ name: pull }]
  , variables: [{ name: a, valueFrom: { secretKeyRef: { name: token, key: a } } }, { name: b, valueFrom: { secretKeyRef: { name: maybe, key: b, optional: true } } }]
  , volumes: [{ name: v, configMap: { name: files } }]
  , runtimeConfig: { loadFromSecret: config, keyValueStores: [{ name: s, type: redis, options: [{ name: url, valueFrom: { secretKeyRef: { name: redis, key: url } } }] }] }`;
  expect(linesOf(`${EXECUTOR}---\n${app(spec)}`).filter((line) => line.startsWith('object'))).toStrictEqual([
    'object ConfigMap default/files',
    'object RuntimeClass wasmtime-spin-v2',
    'object Secret default/config (key runtime-config.toml)',
    'object Secret default/pull',
    'object Secret default/redis (key url)',
    'object Secret default/token (key a)',
    'object ServiceAccount default/runner',
  ]);
});

test('an executor among the manifests is not required, and its RuntimeClass is', () => {
  expect(linesOf(`${EXECUTOR}---\n${app('')}`)).toStrictEqual([
    'component cert-manager 1.20.0',
    'component spin-operator 0.6, 0.4 or newer: core.spinkube.dev of SpinAppExecutor default/containerd-shim-spin',
    'setting Pod Security Standard of namespace default: baseline at most',
    'object RuntimeClass wasmtime-spin-v2',
  ]);
});

test('the commands create a namespace of the manifests before the executor in it', () => {
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: spin }\n---\n';
  const executor = requirements(namespace + app('').replace('namespace: default', 'namespace: spin')).at(-1);
  expect(executor?.install).toStrictEqual([
    'kubectl create namespace spin',
    'kubectl apply -n spin -f https://github.com/spinframework/spin-operator/releases/download/v0.6.1/spin-operator.shim-executor.yaml',
  ]);
});
