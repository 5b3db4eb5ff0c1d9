/** The app of the design's first page: the three paths as a user writes them. Run from the package by `npm run test:package`. */
import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu, EnvValue } from 'cdk8s-plus-28';
import {
  Exposure,
  HttpMetric,
  HttpScaledWasm,
  KnativeMetric,
  KnativeWagiService,
  Platform,
  SpinAppScaled,
  Trigger,
  WasmRuntime,
} from 'cdk8s-wasm';

const app = new App();
Platform.target(app, { keda: '2.21', httpAddOn: '0.15', spinOperator: '0.6', knative: '1.24' });

new HttpScaledWasm(new Chart(app, 'rust-slight', { namespace: 'rust-slight' }), 'rust-slight', {
  image: 'ghcr.io/huangyingting/rust-slight:main',
  runtime: WasmRuntime.SLIGHT,
  env: { REDIS_ADDRESS: EnvValue.fromValue('redis://redis-master.redis:6379') },
  hosts: ['rust-slight.example.com'],
  metrics: [HttpMetric.concurrency(200)],
  minReplicas: 0,
  maxReplicas: 10,
  exposure: Exposure.ingress({ className: 'nginx' }),
});

new SpinAppScaled(new Chart(app, 'webhook-handler'), 'webhook-handler', {
  image: 'ghcr.io/myorg/webhook-handler:v1',
  resources: { cpu: { limit: Cpu.millis(100) }, memory: { limit: Size.mebibytes(64) } },
  minReplicas: 0,
  maxReplicas: 50,
  cooldown: Duration.seconds(30),
  triggers: [
    Trigger.prometheus({
      serverAddress: 'http://prometheus.monitoring:9090',
      query: 'sum(rate(http_requests_total{app="webhook-handler"}[1m]))',
      threshold: 10,
    }),
    Trigger.kafka({ bootstrapServers: ['kafka.default:9092'], consumerGroup: 'webhook-handler', topic: 'events', lagThreshold: 5 }),
  ],
});

new KnativeWagiService(new Chart(app, 'autoscale-wagi'), 'autoscale-wagi', {
  image: 'registry.cn-hangzhou.aliyuncs.com/denverdino/knative-wagi:0.8.1-with-cache',
  metric: KnativeMetric.concurrency(10),
  minReplicas: 1,
  maxReplicas: 10,
});

app.synth();
