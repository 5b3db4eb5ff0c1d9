import { App, Chart } from 'cdk8s';
import { Exposure, HttpMetric, HttpScaledWasm, WasmRuntime } from 'cdk8s-wasm';

const app = new App();
const chart = new Chart(app, 'hello', { namespace: 'default' });

// a Deployment that the KEDA HTTP add-on scales on requests, from zero
new HttpScaledWasm(chart, 'hello', {
  image: 'ghcr.io/my-org/hello:v1',
  runtime: WasmRuntime.SPIN,
  hosts: ['hello.example.com'],
  exposure: Exposure.ingress({ className: 'traefik' }),
  metrics: [HttpMetric.concurrency(50)],
  maxReplicas: 10,
});

app.synth();
