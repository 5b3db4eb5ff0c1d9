/**
 * Warm by day, zero at night: requests, a schedule and a queue on one scaler, for a slight app and for a Spin app. By day two replicas are
 * kept, however quiet it is; at night the first request or message starts one.
 */
import { App, Chart } from 'cdk8s';
import { HttpMetric, HttpScaledWasm, SpinAppScaled, Trigger, WasmRuntime } from 'cdk8s-wasm';

export function warmByDay(app: App): void {
  const chart = new Chart(app, 'warm-by-day', { namespace: 'default' });
  const triggers = [
    Trigger.cron({ timezone: 'Europe/Vienna', start: '0 7 * * 1-5', end: '0 19 * * 1-5', desiredReplicas: 2 }),
    Trigger.natsJetstream({
      natsServerMonitoringEndpoint: 'nats.nats:8222',
      account: '$G',
      stream: 'orders',
      consumer: 'shop',
      lagThreshold: 20,
    }),
  ];
  new HttpScaledWasm(chart, 'shop', {
    image: 'ghcr.io/my-org/shop:v1',
    runtime: WasmRuntime.SLIGHT,
    hosts: ['shop.example.com'],
    metrics: [HttpMetric.requestRate({ target: 50 })],
    maxReplicas: 10,
    triggers,
  });
  new SpinAppScaled(chart, 'shop-api', {
    image: 'ghcr.io/my-org/shop-api:v1',
    hosts: ['shop-api.example.com'],
    metrics: [HttpMetric.concurrency(20)],
    maxReplicas: 10,
    triggers,
  });
}

if (require.main === module) {
  const app = new App();
  warmByDay(app);
  app.synth();
}
