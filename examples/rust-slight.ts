/**
 * Path 1: a slight app behind the KEDA HTTP add-on, with Redis as its store. Zero replicas until a request comes in.
 *
 * Once for the current add-on (InterceptorRoute and ScaledObject), once for a cluster that still runs add-on 0.12 (HTTPScaledObject).
 */
import { App, Chart, Duration } from 'cdk8s';
import { AppNamespace, Exposure, HttpMetric, HttpScaledWasm, NetworkPeer, Platform, Redis, WasmRuntime } from 'cdk8s-wasm';
import type { Construct } from 'constructs';

/** Redis in a namespace of its own, which the apps of another may use. */
export class RedisChart extends Chart {
  public readonly redis: Redis;

  constructor(scope: Construct, id: string, clients: string) {
    super(scope, id, { namespace: id });
    new AppNamespace(this, 'namespace');
    this.redis = new Redis(this, 'redis-master', { networkPolicy: { from: [NetworkPeer.namespace(clients)] } });
  }
}

export class RustSlight extends Chart {
  public readonly slight: HttpScaledWasm;

  constructor(scope: Construct, id: string, redis: Redis, httpAddOn?: string) {
    super(scope, id, { namespace: id });
    if (httpAddOn) Platform.target(this, { httpAddOn });
    new AppNamespace(this, 'namespace');
    this.slight = new HttpScaledWasm(this, id, {
      image: 'ghcr.io/huangyingting/rust-slight:main',
      runtime: WasmRuntime.SLIGHT,
      stores: { REDIS_ADDRESS: redis.address },
      hosts: [`${id}.example.com`],
      metrics: [HttpMetric.concurrency(200)],
      minReplicas: 0,
      maxReplicas: 10,
      responseHeaderTimeout: Duration.seconds(10), // add-on 0.12 would give the first answer 500 ms
      exposure: Exposure.ingress({ className: 'nginx' }),
      networkPolicy: true,
    });
  }
}

export function rustSlight(app: App): void {
  const { redis } = new RedisChart(app, 'redis', 'rust-slight');
  new RustSlight(app, 'rust-slight', redis);
}

export function rustSlightOnAddOn012(app: App): void {
  const { redis } = new RedisChart(app, 'redis-0-12', 'rust-slight-0-12');
  const { slight } = new RustSlight(app, 'rust-slight-0-12', redis, '0.12');
  slight.httpScaledObject?.metadata.addAnnotation('cdk8s-wasm/ignore', 'http-add-on/deprecated-kind: this cluster serves no other');
}

if (require.main === module) {
  const app = new App();
  rustSlight(app);
  rustSlightOnAddOn012(app);
  app.synth();
}
