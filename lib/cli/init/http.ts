import { hostTest, type Kind, testOf } from './kind';

/** Path 1: any Wasm image, scaled on requests by the KEDA HTTP add-on. */
export const http: Kind = {
  summary: 'a Wasm image on a containerd shim, scaled on requests by KEDA and its HTTP add-on',
  components: ['keda', 'httpAddOn'],
  main: (name) => `import { App, Chart } from 'cdk8s';
import { Exposure, HttpMetric, HttpScaledWasm, Platform, WasmRuntime } from 'cdk8s-wasm';
import { platform } from './platform';

/** Declares the app: a Deployment, a Service, the route of the interceptor, the scaler, and an HTTPRoute from the Gateway. */
export function declare(app: App): Chart {
  Platform.target(app, platform);
  const chart = new Chart(app, '${name}', { namespace: 'default' });
  new HttpScaledWasm(chart, '${name}', {
    image: 'ghcr.io/my-org/${name}:v1',
    runtime: WasmRuntime.SPIN,
    hosts: ['${name}.example.com'],
    metrics: [HttpMetric.concurrency(50)],
    maxReplicas: 10,
    exposure: Exposure.gateway({ parentRefs: [{ name: 'gateway', namespace: 'gateway-system' }] }),
  });
  return chart;
}

if (require.main === module) {
  const app = new App();
  declare(app);
  app.synth();
}
`,
  test: (name) =>
    testOf(name, ['Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'ReferenceGrant', 'HTTPRoute'], hostTest(name)),
  next: (name) => [
    `\`image\` in main.ts: the image of your app, in place of \`ghcr.io/my-org/${name}:v1\``,
    '`runtime`: the shim that runs it, such as `WasmRuntime.SPIN` or `WasmRuntime.WASMTIME`; the latter needs a `port`',
    '`hosts`, and the Gateway in `parentRefs`',
  ],
};
