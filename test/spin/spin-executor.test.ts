import { SpinAppScaled, SpinExecutor, type SpinExecutorProps, WasmRuntime } from 'cdk8s-wasm';
import { CURRENT, schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const executorOf = (props?: SpinExecutorProps, spinOperator = '0.6') =>
  only(
    synth((chart) => new SpinExecutor(chart, 'executor', props), { namespace: 'prod', platform: { spinOperator } }),
    'SpinAppExecutor',
  );

test("by default it is the default executor of apps, with SpinKube's RuntimeClass and CA certificates", () => {
  const executor = executorOf();
  expect(executor).toStrictEqual({
    apiVersion: 'core.spinkube.dev/v1alpha1',
    kind: 'SpinAppExecutor',
    metadata: { name: 'containerd-shim-spin', namespace: 'prod' },
    spec: { createDeployment: true, deploymentConfig: { runtimeClassName: 'wasmtime-spin-v2', installDefaultCACerts: true } },
  });
  expect(schemaErrors(executor, CURRENT) ?? []).toStrictEqual([]);
});

test('it has a runtime, CA certificates and telemetry endpoints', () => {
  const executor = executorOf({
    name: 'edge',
    runtime: WasmRuntime.SPIN.withRuntimeClassName('spin'),
    caCertSecret: 'company-ca',
    telemetry: {
      endpoint: 'http://otel:4318',
      tracesEndpoint: 'https://tempo:4318',
      metricsEndpoint: 'http://m:1',
      logsEndpoint: 'http://l',
    },
    labels: { team: 'web' },
    annotations: { owner: 'web' },
  });
  expect(executor).toMatchObject({ metadata: { name: 'edge', labels: { team: 'web' }, annotations: { owner: 'web' } } });
  expect(executor.spec.deploymentConfig).toStrictEqual({
    runtimeClassName: 'spin',
    caCertSecret: 'company-ca',
    otel: {
      exporter_otlp_endpoint: 'http://otel:4318',
      exporter_otlp_traces_endpoint: 'https://tempo:4318',
      exporter_otlp_metrics_endpoint: 'http://m:1',
      exporter_otlp_logs_endpoint: 'http://l',
    },
  });
  expect(schemaErrors(executor, CURRENT) ?? []).toStrictEqual([]);
});

test.each<[string, SpinExecutorProps, object]>([
  [
    'an image of Spin',
    { spinImage: 'ghcr.io/fermyon/spin:v2.7.0' },
    { spinImage: 'ghcr.io/fermyon/spin:v2.7.0', installDefaultCACerts: true },
  ],
  ['no certificates', { installDefaultCaCerts: false }, { runtimeClassName: 'wasmtime-spin-v2', installDefaultCACerts: false }],
  [
    'certificates of both',
    { caCertSecret: 'ca', installDefaultCaCerts: true },
    { runtimeClassName: 'wasmtime-spin-v2', caCertSecret: 'ca', installDefaultCACerts: true },
  ],
])('it has %s', (_, props, config) => {
  expect(executorOf(props).spec.deploymentConfig).toStrictEqual(config);
});

test('one without Deployments has no settings of them', () => {
  expect(executorOf({ name: 'cyclotron', createDeployment: false }).spec).toStrictEqual({ createDeployment: false });
});

test.each([
  ['0.1', 'core.spinoperator.dev/v1alpha1', { runtimeClassName: 'wasmtime-spin-v2' }],
  ['0.3', 'core.spinoperator.dev/v1alpha1', { runtimeClassName: 'wasmtime-spin-v2', installDefaultCACerts: true }],
  ['0.4', 'core.spinkube.dev/v1alpha1', { runtimeClassName: 'wasmtime-spin-v2', installDefaultCACerts: true }],
])('for operator %s it is in group %s, and has the fields of that version', (version, apiVersion, deploymentConfig) => {
  const executor = executorOf({}, version);
  expect([executor.apiVersion, executor.spec.deploymentConfig]).toStrictEqual([apiVersion, deploymentConfig]);
});

test('each namespace has its own executor, which its apps use by default', () => {
  const manifests = synth(
    (chart) => {
      const executor = new SpinExecutor(chart, 'executor');
      const app = new SpinAppScaled(chart, 'app', { image: 'ghcr.io/acme/app:v1' });
      expect(app.spinApp.toJson().spec.executor).toBe(executor.name);
    },
    { namespace: 'prod' },
  );
  expect(manifests.map(({ kind }) => kind)).toStrictEqual(['SpinAppExecutor', 'SpinApp']);
});

test.each<[string, object, string]>([
  ['0.1', { installDefaultCaCerts: true }, 'installDefaultCaCerts needs the SpinKube spin-operator 0.2 or newer'],
  ['0.1', { caCertSecret: 'ca' }, 'caCertSecret needs the SpinKube spin-operator 0.2 or newer'],
  ['0.2', { telemetry: { endpoint: 'http://a' } }, 'telemetry needs the SpinKube spin-operator 0.3 or newer'],
  ['0.3', { spinImage: 'spin' }, 'spinImage needs the SpinKube spin-operator 0.4 or newer'],
  ['0.6', { name: 'Spin' }, 'name ("Spin") must be a DNS subdomain'],
  ['0.6', { spinImage: '' }, 'spinImage ("") must be a non-empty string'],
  ['0.6', { spinImage: 'spin', runtime: WasmRuntime.SPIN }, 'spinImage and runtime exclude each other: leave one of the two out'],
  ['0.6', { runtime: 'wasmtime-spin-v2' }, 'runtime ("wasmtime-spin-v2") must be a WasmRuntime, such as WasmRuntime.SPIN'],
  [
    '0.6',
    { runtime: WasmRuntime.SLIGHT },
    'runtime ("wasmtime-slight", io.containerd.slight.v1) does not run Spin apps: ' +
      'pass WasmRuntime.SPIN, or the runtime of a ShimInstall of Spin',
  ],
  ['0.6', { createDeployment: false, spinImage: 'a' }, 'spinImage is a setting of the Deployments, and createDeployment is false'],
  ['0.6', { createDeployment: 'no' }, 'createDeployment ("no") must be true or false'],
  ['0.6', { installDefaultCaCerts: 1 }, 'installDefaultCaCerts (1) must be true or false'],
  ['0.6', { caCertSecret: 'CA' }, 'caCertSecret ("CA") must be a DNS subdomain'],
  ['0.6', { telemetry: {} }, 'telemetry is empty: pass endpoint, or leave telemetry out'],
  ['0.6', { telemetry: { endpoint: 'otel:4318' } }, 'telemetry.endpoint ("otel:4318") must be an http or https URL'],
  ['0.6', { telemetry: { url: 'http://a' } }, 'telemetry.url ("http://a") is unknown: write one of endpoint, tracesEndpoint'],
])('fails for operator %s with %j', (spinOperator, props, message) => {
  const error = errorOf((chart) => new SpinExecutor(chart, 'executor', props as never), { platform: { spinOperator } });
  expect(error).toContain(message);
});
