import { ApiObject, App, Chart } from 'cdk8s';
import { HttpMetric, HttpScaledWasm, Platform, Requirements, SpinAppScaled, WasmRuntime } from 'cdk8s-wasm';

function slight(chart: Chart, host: string): void {
  new HttpScaledWasm(chart, 'shop', { image: 'x', runtime: WasmRuntime.SLIGHT, hosts: [host], metrics: [HttpMetric.concurrency(10)] });
}

function names({ all }: Requirements): string[] {
  return all.map(({ name, version }) => (version ? `${name} ${version}` : name));
}

test('an app has the requirements of all its objects', () => {
  const app = new App();
  slight(new Chart(app, 'shop', { namespace: 'default' }), 'shop.example.com');
  expect(names(Requirements.of(app))).toStrictEqual([
    'an ingress controller whose class is the default',
    'KEDA 2.21',
    'KEDA HTTP add-on 0.16',
    'interceptorroutes.http.keda.sh v1beta1',
    'scaledobjects.keda.sh v1alpha1',
    'wasmtime-slight',
  ]);
});

test('a chart has the requirements of the objects below it', () => {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'default' });
  new SpinAppScaled(shop, 'shop', { image: 'x', replicas: 1 });
  const executor = { createDeployment: true, deploymentConfig: { runtimeClassName: 'wasmtime-spin-v2' } };
  const metadata = { name: 'containerd-shim-spin', namespace: 'default' };
  new ApiObject(new Chart(app, 'base'), 'executor', {
    apiVersion: 'core.spinkube.dev/v1alpha1',
    kind: 'SpinAppExecutor',
    metadata,
    spec: executor,
  });
  expect(names(Requirements.of(shop))).toContain('containerd-shim-spin');
  expect(names(Requirements.of(app))).not.toContain('containerd-shim-spin');
});

test('the requirements are grouped by platform; equal platforms are one cluster', () => {
  const app = new App();
  for (const name of ['a', 'b', 'c']) {
    const chart = new Chart(app, name, { namespace: 'default' });
    if (name !== 'a') Platform.target(chart, { httpAddOn: '0.12' });
    new HttpScaledWasm(chart, name, {
      image: 'x',
      runtime: WasmRuntime.SLIGHT,
      hosts: [`${name}.example.com`],
      metrics: [HttpMetric.concurrency(10)],
    });
  }
  const { clusters } = Requirements.of(app);
  expect(clusters.map(({ versions }) => versions.httpAddOn)).toStrictEqual(['0.16', '0.12']);
  expect(clusters[1].requirements.find(({ name }) => name === 'KEDA HTTP add-on')).toMatchObject({
    version: '0.12',
    neededBy: ['HTTPScaledObject default/b', 'Ingress keda/b', 'HTTPScaledObject default/c', 'Ingress keda/c'],
  });
});

test('patches are taken into account', () => {
  const app = new App();
  const chart = new Chart(app, 'shop', { namespace: 'default' });
  const object = new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} });
  expect(names(Requirements.of(app))).toStrictEqual([]);
  object.addJsonPatch({ _toJson: () => ({ op: 'add', path: '/spec/runtimeClassName', value: 'wasm' }) } as never);
  expect(names(Requirements.of(app))).toStrictEqual(['wasm']);
});

test('requirements are rendered as text, Markdown and data', () => {
  const app = new App();
  new SpinAppScaled(new Chart(app, 'hello', { namespace: 'default' }), 'hello', { image: 'x', replicas: 1 });
  const requirements = Requirements.of(app);
  expect(requirements.toText()).toContain(`
Components
  cert-manager 1.20.0
    needed by SpinApp default/hello
    issues the certificates of spin-operator's webhooks
    $ kubectl apply -f https://github.com/cert-manager/cert-manager/releases/download/v1.20.0/cert-manager.yaml
`);
  expect(requirements.toMarkdown()).toContain(`
| Objects | needed by | |
|---|---|---|
| [RuntimeClass wasmtime-spin-v2](https://github.com/spinframework/runtime-class-manager/blob/main/docs/shim.md) | SpinApp default/hello | sample\\_shim\\_spin.yaml installs containerd-shim-spin 0.23: change its locations and checksums to those of 0.25 |
| SpinAppExecutor default/containerd-shim-spin | SpinApp default/hello | one in the namespace of each SpinApp |

\`\`\`sh
kubectl apply -f https://github.com/cert-manager/`);
  expect(requirements.toJson()).toStrictEqual({ clusters: requirements.clusters });
});
