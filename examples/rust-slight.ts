/**
 * Path 1: a slight app behind the KEDA HTTP add-on, with Redis as its store. Zero replicas until a request comes in.
 *
 * Once for the current add-on (InterceptorRoute and ScaledObject), once for a cluster that still runs add-on 0.12 (HTTPScaledObject).
 */
import { App, Chart, Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { Exposure, HttpMetric, HttpScaledWasm, Platform, type PlatformProps, WasmRuntime } from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import { namespaceOf } from './namespace';
import { RedisChart } from './redis';

export interface RustSlightProps {
  readonly namespace: string;
  readonly host: string;
  readonly redisAddress: string;
  readonly platform?: PlatformProps;
}

export class RustSlight extends Chart {
  constructor(scope: Construct, id: string, { namespace, host, redisAddress, platform }: RustSlightProps) {
    super(scope, id, { namespace });
    if (platform) Platform.target(this, platform);
    namespaceOf(this, namespace);
    const slight = new HttpScaledWasm(this, id, {
      image: 'ghcr.io/huangyingting/rust-slight:main',
      runtime: WasmRuntime.SLIGHT,
      env: { REDIS_ADDRESS: EnvValue.fromValue(redisAddress) },
      hosts: [host],
      metrics: [HttpMetric.concurrency(200)],
      minReplicas: 0,
      maxReplicas: 10,
      responseHeaderTimeout: Duration.seconds(10), // add-on 0.12 would give the first answer 500 ms
      exposure: Exposure.ingress({ className: 'nginx' }),
    });
    slight.httpScaledObject?.metadata.addAnnotation('cdk8s-wasm/ignore', 'http-add-on/deprecated-kind: this cluster serves no other');
  }
}

export function rustSlight(app: App): void {
  const redis = new RedisChart(app, 'redis', 'redis');
  new RustSlight(app, 'rust-slight', { namespace: 'rust-slight', host: 'rust-slight.example.com', redisAddress: redis.address });
}

export function rustSlightOnAddOn012(app: App): void {
  const redis = new RedisChart(app, 'redis-0-12', 'redis-0-12');
  new RustSlight(app, 'rust-slight-0-12', {
    namespace: 'rust-slight-0-12',
    host: 'rust-slight-0-12.example.com',
    redisAddress: redis.address,
    platform: { httpAddOn: '0.12' },
  });
}

if (require.main === module) {
  const app = new App();
  rustSlight(app);
  rustSlightOnAddOn012(app);
  app.synth();
}
