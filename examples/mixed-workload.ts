/**
 * Ordinary containers together with Wasm: as two Deployments in one namespace, of which only the Wasm one names a RuntimeClass, and as two
 * containers of one pod, in which the Wasm shim runs the ordinary image as usual, after an init container that fetches the data of the app.
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
  new WasmApp(pod, 'wasm-with-cache', {
    image: 'ghcr.io/my-org/wasm-app:v1',
    runtime: WasmRuntime.WASMTIME,
    port: 8080,
    replicas: 1,
    volumes: [{ name: 'data', emptyDir: {} }],
    volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }],
    initContainers: [
      {
        name: 'catalogue',
        image: 'docker.io/library/busybox:1.37',
        command: ['/bin/wget', '-O', '/data/catalogue.json', 'http://catalogue.default/catalogue.json'],
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    env: { REDIS_ADDRESS: EnvValue.fromValue('redis://127.0.0.1:6379') },
    sidecars: [
      {
        name: 'cache',
        image: 'docker.io/library/redis:7.4-alpine',
        args: ['--save', '', '--appendonly', 'no'],
        port: 6379,
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
