/**
 * The same slight app on a cluster with add-on 0.12, which routes and scales it by an HTTPScaledObject; its Redis is in the
 * namespace of another team.
 */
import { App, Chart, Duration } from 'cdk8s';
import { AppNamespace, Exposure, HttpMetric, HttpScaledWasm, NetworkPeer, Platform, Redis, WasmRuntime } from 'cdk8s-wasm';

export function rustSlightOnAddOn012(app: App): void {
  const data = new Chart(app, 'redis-0-12', { namespace: 'redis-0-12' });
  new AppNamespace(data, 'namespace');
  const redis = new Redis(data, 'redis-master', { networkPolicy: { from: [NetworkPeer.namespace('rust-slight-0-12')] } });

  const chart = new Chart(app, 'rust-slight-0-12', { namespace: 'rust-slight-0-12' });
  Platform.target(chart, { httpAddOn: '0.12' });
  new AppNamespace(chart, 'namespace');
  const slight = new HttpScaledWasm(chart, 'rust-slight-0-12', {
    image: 'ghcr.io/huangyingting/rust-slight:main',
    runtime: WasmRuntime.SLIGHT,
    stores: { REDIS_ADDRESS: redis.address },
    hosts: ['rust-slight-0-12.example.com'],
    metrics: [HttpMetric.concurrency(200)],
    minReplicas: 0,
    maxReplicas: 10,
    responseHeaderTimeout: Duration.seconds(10), // add-on 0.12 would give the first answer 500 ms
    exposure: Exposure.ingress({ className: 'traefik' }),
    networkPolicy: true,
  });
  slight.httpScaledObject?.metadata.addAnnotation('cdk8s-wasm/ignore', 'http-add-on/deprecated-kind: this cluster serves no other');
}

if (require.main === module) {
  const app = new App();
  rustSlightOnAddOn012(app);
  app.synth();
}
