/** Path 2: the smallest Spin app, with three replicas. */
import { App, Chart } from 'cdk8s';
import { SpinAppScaled } from 'cdk8s-wasm';

export function helloWasm(app: App): void {
  new SpinAppScaled(new Chart(app, 'hello-wasm'), 'hello-wasm', { image: 'ghcr.io/my-org/hello-wasm:v1', replicas: 3 });
}

if (require.main === module) {
  const app = new App();
  helloWasm(app);
  app.synth();
}
