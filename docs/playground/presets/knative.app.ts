import { App, Chart } from 'cdk8s';
import { KnativeMetric, KnativeWagiService } from 'cdk8s-wasm';

const app = new App();
const chart = new Chart(app, 'wagi', { namespace: 'default' });

// WAGI modules in one container, which Knative scales on concurrent requests, from zero
new KnativeWagiService(chart, 'wagi', {
  image: 'ghcr.io/my-org/wagi:v1',
  metric: KnativeMetric.concurrency(10),
  maxReplicas: 10,
});

app.synth();
