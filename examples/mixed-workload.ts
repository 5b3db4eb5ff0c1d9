/**
 * Ordinary containers beside Wasm, twice: as two Deployments in one namespace, of which only the Wasm one names a RuntimeClass, and as two
 * containers of one pod, where the Wasm shim runs the ordinary image as usual.
 */
import { App, Chart, Size } from 'cdk8s';
import { Cpu, Deployment, EnvValue } from 'cdk8s-plus-28';
import { Probe, WasmApp, WasmRuntime } from 'cdk8s-wasm';

export function mixedWorkload(app: App): void {
  const cluster = new Chart(app, 'mixed-cluster');
  new WasmApp(cluster, 'wasm-app', { image: 'ghcr.io/my-org/wasm-app:v1', runtime: WasmRuntime.WASMTIME, port: 8080, replicas: 2 });
  new Deployment(cluster, 'traditional-app', {
    metadata: { name: 'traditional-app' },
    replicas: 2,
    containers: [{ image: 'ghcr.io/my-org/api:v1', portNumber: 8080, securityContext: { user: 65532 } }],
  });

  const pod = new Chart(app, 'mixed-pod');
  new WasmApp(pod, 'wasm-with-proxy', {
    image: 'ghcr.io/my-org/wasm-app:v1',
    runtime: WasmRuntime.SPIN,
    replicas: 1,
    sidecars: [
      {
        name: 'proxy',
        image: 'docker.io/nginxinc/nginx-unprivileged:1.29-alpine',
        port: 8081,
        env: { UPSTREAM: EnvValue.fromValue('http://127.0.0.1:8080') },
        resources: { cpu: { request: Cpu.millis(50) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) } },
        readinessProbe: Probe.tcpSocket(),
      },
    ],
  });
}

if (require.main === module) {
  const app = new App();
  mixedWorkload(app);
  app.synth();
}
