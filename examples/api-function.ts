/**
 * Path 2: a Spin app with an HTTP API. One replica behind an HTTPRoute to the operator's Service, and the same app behind the KEDA HTTP
 * add-on, which wakes it from zero on a request.
 */
import { App, Chart } from 'cdk8s';
import { Exposure, HttpMetric, SpinAppScaled } from 'cdk8s-wasm';

export function apiFunction(app: App): void {
  const chart = new Chart(app, 'api-function', { namespace: 'default' });
  const image = 'ghcr.io/myorg/api-function:v1';
  const exposure = Exposure.gateway({ parentRefs: [{ name: 'traefik-gateway', namespace: 'traefik' }] });
  new SpinAppScaled(chart, 'api-function', {
    image,
    replicas: 1,
    hosts: ['api.example.com'],
    exposure,
  });
  new SpinAppScaled(chart, 'api-function-from-zero', {
    image,
    hosts: ['api-from-zero.example.com'],
    metrics: [HttpMetric.concurrency(50)],
    maxReplicas: 10,
    exposure,
  });
}

if (require.main === module) {
  const app = new App();
  apiFunction(app);
  app.synth();
}
