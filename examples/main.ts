/** Every example in one app: what `cdk8s synth` writes to dist/. */
import { App } from 'cdk8s';
import { apiFunction } from './api-function';
import { autoscaleWagi } from './autoscale-wagi';
import { exposures } from './exposures';
import { gitops } from './gitops';
import { helloWasm } from './hello-wasm';
import { kafkaSasl } from './kafka-sasl';
import { mixedWorkload } from './mixed-workload';
import { queueWorker } from './queue-worker';
import { rabbitmqOnSpin } from './rabbitmq-on-spin';
import { rustSlight } from './rust-slight';
import { rustSlightOnAddOn012 } from './rust-slight-0-12';
import { spinPlatform } from './spin-platform';
import { spinToml } from './spin-toml';
import { wagiModules } from './wagi-modules';
import { warmByDay } from './warm-by-day';
import { webhookHandler } from './webhook-handler';

export function main(app = new App()): App {
  rustSlight(app);
  rustSlightOnAddOn012(app);
  webhookHandler(app);
  apiFunction(app);
  helloWasm(app);
  autoscaleWagi(app);
  wagiModules(app);
  mixedWorkload(app);
  queueWorker(app);
  kafkaSasl(app);
  warmByDay(app);
  rabbitmqOnSpin(app);
  exposures(app);
  spinToml(app);
  spinPlatform(app);
  gitops(app);
  return app;
}

if (require.main === module) main().synth();
