/**
 * Path 1, end to end: namespace, RuntimeClass, Redis, a slight app with its Service, the route and the scaler of the KEDA HTTP
 * add-on, the Ingress to its interceptor, and network policies. Zero replicas until a request comes in. The nodes must have the
 * shim and its label.
 */
import { App, Chart } from 'cdk8s';
import { AppNamespace, Exposure, HttpMetric, HttpScaledWasm, Redis, WasmRuntime, WasmRuntimeClass } from 'cdk8s-wasm';

export function rustSlight(app: App): void {
  const chart = new Chart(app, 'rust-slight', { namespace: 'rust-slight' });
  new AppNamespace(chart, 'namespace');
  const nodeSelector = { 'example.com/wasmtime-slight': 'true' };
  const { runtime } = new WasmRuntimeClass(chart, 'wasmtime-slight', { runtime: WasmRuntime.SLIGHT, nodeSelector });
  const redis = new Redis(chart, 'redis-master', { networkPolicy: true });
  new HttpScaledWasm(chart, 'rust-slight', {
    image: 'ghcr.io/huangyingting/rust-slight:main',
    runtime,
    stores: { REDIS_ADDRESS: redis.address },
    hosts: ['rust-slight.example.com'],
    metrics: [HttpMetric.concurrency(200)],
    minReplicas: 0,
    maxReplicas: 10,
    exposure: Exposure.ingress({ className: 'traefik' }),
    networkPolicy: true,
  });
}

if (require.main === module) {
  const app = new App();
  rustSlight(app);
  app.synth();
}
