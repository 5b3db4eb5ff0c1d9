/**
 * Path 3: WAGI modules on Knative, scaled on concurrent requests. One replica always runs; minReplicas: 0 would scale to zero.
 *
 * The container runs as user 65532: an image that writes to directories of another user needs securityContext: { runAsUser }.
 */
import { App, Chart } from 'cdk8s';
import { KnativeMetric, KnativeWagiService } from 'cdk8s-wasm';

export function autoscaleWagi(app: App): void {
  new KnativeWagiService(new Chart(app, 'autoscale-wagi'), 'autoscale-wagi', {
    image: 'registry.cn-hangzhou.aliyuncs.com/denverdino/knative-wagi:0.8.1-with-cache',
    metric: KnativeMetric.concurrency(10),
    minReplicas: 1,
    maxReplicas: 10,
  });
}

if (require.main === module) {
  const app = new App();
  autoscaleWagi(app);
  app.synth();
}
