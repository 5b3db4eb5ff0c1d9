import { App, Chart } from 'cdk8s';
import { RedisAddress, SpinAppScaled, Trigger } from 'cdk8s-wasm';

const app = new App();
const chart = new Chart(app, 'worker', { namespace: 'default' });

// a SpinApp that KEDA scales on the length of a list in Redis, from zero
new SpinAppScaled(chart, 'worker', {
  image: 'ghcr.io/my-org/worker:v1',
  maxReplicas: 20,
  triggers: [
    Trigger.redis({
      store: RedisAddress.external({ host: 'redis.data.svc.cluster.local' }),
      listName: 'jobs',
      listLength: 10,
    }),
  ],
});

app.synth();
