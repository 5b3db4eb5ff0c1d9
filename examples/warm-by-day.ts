/**
 * Warm by day, zero at night: requests, a schedule and a queue in one ScaledObject, for a slight app and for a Spin app. By day
 * at least two replicas run; at night the first request or message starts one. While NATS is away, the fallback keeps two.
 */
import { App, Chart } from 'cdk8s';
import { Exposure, HttpMetric, HttpScaledWasm, SpinAppScaled, Trigger, WasmRuntime } from 'cdk8s-wasm';

export function warmByDay(app: App): void {
  const chart = new Chart(app, 'warm-by-day', { namespace: 'default' });
  const byDay = Trigger.cron({ timezone: 'Europe/Vienna', start: '0 7 * * 1-5', end: '0 19 * * 1-5', desiredReplicas: 2 });
  const ordersOf = (consumer: string) =>
    Trigger.natsJetstream({
      natsServerMonitoringEndpoint: 'nats-headless.nats.svc:8222',
      account: '$G',
      stream: 'orders',
      consumer,
      lagThreshold: 20,
    });
  const fallback = { failureThreshold: 3, replicas: 2 };
  const exposure = Exposure.gateway({ parentRefs: [{ name: 'traefik-gateway', namespace: 'traefik' }] });
  new HttpScaledWasm(chart, 'shop', {
    image: 'ghcr.io/my-org/shop:v1',
    runtime: WasmRuntime.SLIGHT,
    hosts: ['shop.example.com'],
    metrics: [HttpMetric.requestRate({ target: 50 })],
    maxReplicas: 10,
    triggers: [byDay, ordersOf('shop')],
    fallback,
    exposure,
  });
  new SpinAppScaled(chart, 'shop-api', {
    image: 'ghcr.io/my-org/shop-api:v1',
    hosts: ['shop-api.example.com'],
    metrics: [HttpMetric.concurrency(20)],
    maxReplicas: 10,
    triggers: [byDay, ordersOf('shop-api')],
    fallback,
    exposure,
  });
}

if (require.main === module) {
  const app = new App();
  warmByDay(app);
  app.synth();
}
