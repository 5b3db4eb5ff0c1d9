/**
 * The platform of SpinKube apps, in three variants: the runtime-class-manager installs the shim and creates the RuntimeClass; a
 * node image has the shims, and the file node-image.toml its containerd configuration; Spin runs in ordinary containers. The apps
 * get runtimes and executors as values.
 */
import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import {
  AppNamespace,
  ContainerdConfig,
  HttpMetric,
  HttpScaledWasm,
  ShimArch,
  ShimInstall,
  SpinAppScaled,
  SpinExecutor,
  WasmRuntime,
  WasmRuntimeClass,
} from 'cdk8s-wasm';

// the release of the manager's own sample; declare yours: Platform.target(app, { spinShim: '0.23' })
const RELEASE = 'https://github.com/spinframework/containerd-shim-spin/releases/download/v0.23.0';

export function spinPlatform(app: App): void {
  const platform = new Chart(app, 'spin-platform');
  const spin = new ShimInstall(platform, 'spin', {
    runtime: WasmRuntime.SPIN,
    nodeSelector: { spin: 'true' },
    platforms: [
      {
        arch: ShimArch.AMD64,
        location: `${RELEASE}/containerd-shim-spin-v2-linux-x86_64.tar.gz`,
        sha256: 'eec8df96fa3a4fe5dbc57ffb706461692c055299dd6d22dff9444863a2a12281',
      },
      {
        arch: ShimArch.ARM64,
        location: `${RELEASE}/containerd-shim-spin-v2-linux-aarch64.tar.gz`,
        sha256: 'a923f08d91c110d2cda29fbc380273e6d0a97aa0bab455c55f613c8d5a8bfbe4',
      },
    ],
    options: { SystemdCgroup: true },
  });
  // the image of these nodes has three more shims
  const [wasmtime, ...others] = [WasmRuntime.WASMTIME, WasmRuntime.WASMEDGE, WasmRuntime.WASMER].map(
    (runtime) =>
      new WasmRuntimeClass(platform, runtime.handler, {
        runtime,
        nodeSelector: { 'node-pool': 'wasm' },
        tolerations: [{ key: 'wasm', operator: 'Exists', effect: 'NoSchedule' }],
      }).runtime,
  );
  new ContainerdConfig(platform, 'node-image', { runtimes: [wasmtime, ...others], options: { SystemdCgroup: true } });

  // every namespace with SpinApps needs an executor
  new SpinExecutor(new Chart(app, 'spin-platform-default', { namespace: 'default' }), 'executor', { runtime: spin.runtime });

  const apps = new Chart(app, 'spin-platform-apps', { namespace: 'orders' });
  new AppNamespace(apps, 'namespace');
  const onShim = new SpinExecutor(apps, 'on-shim', {
    runtime: spin.runtime,
    telemetry: { endpoint: 'http://otel-collector.observability:4318' },
  });
  const inContainer = new SpinExecutor(apps, 'in-container', { name: 'spintainer', spinImage: 'ghcr.io/fermyon/spin:v2.7.0' });
  new SpinAppScaled(apps, 'orders', { image: 'ghcr.io/my-org/orders:v1', executor: onShim.name, replicas: 2 });
  // Spin compiles the app in the container, within its limits
  new SpinAppScaled(apps, 'reports', {
    image: 'ghcr.io/my-org/reports:v1',
    executor: inContainer.name,
    replicas: 1,
    resources: { cpu: { request: Cpu.millis(100) }, memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) } },
  });
  new HttpScaledWasm(apps, 'resize', {
    image: 'ghcr.io/my-org/resize:v1',
    runtime: wasmtime,
    port: 8080,
    hosts: ['resize.example.com'],
    metrics: [HttpMetric.concurrency(20)],
  });
}

if (require.main === module) {
  const app = new App();
  spinPlatform(app);
  app.synth();
}
