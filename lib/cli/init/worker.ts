import { type Kind, testOf } from './kind';

/** A worker on any shim, scaled on events. */
export const worker: Kind = {
  summary: 'a worker on a containerd shim, scaled on events by KEDA: here on the length of a list in Redis',
  components: ['keda'],
  main: (name) => `import { App, Chart } from 'cdk8s';
import { Platform, Redis, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { platform } from './platform';

/** Declares the worker, its Redis, and the scaler that watches the list "jobs". */
export function declare(app: App): Chart {
  Platform.target(app, platform);
  const chart = new Chart(app, '${name}', { namespace: 'default' });
  const redis = new Redis(chart, '${name}-redis');
  new WasmApp(chart, '${name}', {
    image: 'ghcr.io/my-org/${name}:v1',
    runtime: WasmRuntime.WASMTIME,
    stores: { REDIS_ADDRESS: redis.address },
    triggers: [Trigger.redis({ store: redis.address, listName: 'jobs', listLength: 5 })],
    maxReplicas: 10,
  });
  return chart;
}

if (require.main === module) {
  const app = new App();
  declare(app);
  app.synth();
}
`,
  test: (name) => testOf(name, ['Deployment', 'Service', 'Deployment', 'ScaledObject']),
  next: (name) => [
    `\`image\` in main.ts: the image of your worker, in place of \`ghcr.io/my-org/${name}:v1\``,
    '`runtime`: the shim that runs it, such as `WasmRuntime.WASMTIME` or `WasmRuntime.WASMEDGE`',
    '`triggers`: what to scale on; `npx cdk8s-wasm triggers` lists them. A trigger only measures the backlog; the app must consume the messages',
    '`Redis` is one pod for a start, with nothing kept: `RedisAddress.external()` names a server of your own',
  ],
};
