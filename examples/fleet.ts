/**
 * A fleet: 1,000 apps of the three paths, from the table of teams and images in fleet.json; one chart per team.
 *
 * FleetApp writes the same files as App, in linear time. The example is a separate program, whose 3 MB of YAML are not kept in dist/:
 *
 *   CDK8S_OUTDIR=/tmp/fleet npx tsx examples/fleet.ts
 */
import { type App, Chart } from 'cdk8s';
import {
  Exposure,
  FleetApp,
  HttpMetric,
  HttpScaledWasm,
  KnativeMetric,
  KnativeWagiService,
  SpinAppScaled,
  Trigger,
  WasmRuntime,
} from 'cdk8s-wasm';
import table from './fleet.json';

type Image = (typeof table.images)[number];

/** Called after each team. */
export type Progress = (done: number, total: number) => void;

/** Distributes the images over the teams, up to the number of apps in the table. */
export function fleet(app: App, progress: Progress = () => {}): void {
  const { apps, teams, images } = table;
  const perTeam = apps / teams.length;
  for (const [index, team] of teams.entries()) {
    const chart = new Chart(app, `team-${team.name}`, { namespace: team.name, labels: { team: team.name } });
    for (let number = 0; number < perTeam; number++) {
      const image = images[number % images.length];
      makeApp(chart, `${image.name}-${Math.floor(number / images.length)}`, image, team.domain);
    }
    progress((index + 1) * perTeam, apps);
  }
}

function makeApp(chart: Chart, name: string, image: Image, domain: string): void {
  const common = { image: `${table.registry}/${image.name}:v1`, minReplicas: 0, maxReplicas: image.maxReplicas };
  switch (image.path) {
    case 'http':
      new HttpScaledWasm(chart, name, {
        ...common,
        // the Ingresses of all teams are in the namespace of the interceptor, so their names must be unique
        exposure: Exposure.ingress({ className: 'traefik', name: `${name}.${domain}` }),
        runtime: image.runtime === 'SPIN' ? WasmRuntime.SPIN : WasmRuntime.WWS,
        hosts: [`${name}.${domain}`],
        metrics: [HttpMetric.concurrency(image.concurrency!)],
      });
      break;
    case 'spin':
      new SpinAppScaled(chart, name, {
        ...common,
        triggers: [
          Trigger.kafka({
            bootstrapServers: ['kafka.kafka:9092'],
            consumerGroup: name,
            topic: image.topic!,
            lagThreshold: image.lagThreshold,
          }),
        ],
      });
      break;
    case 'wagi':
      new KnativeWagiService(chart, name, { ...common, metric: KnativeMetric.concurrency(image.concurrency!) });
      break;
    default:
      throw new Error(`path (${image.path}) of image ${image.name} must be http, spin or wagi`);
  }
}

/** Overwrites a line on a terminal; prints nothing if the output is a file. */
function show(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total} apps${done === total ? '\n' : ''}`);
}

if (require.main === module) {
  const app = new FleetApp();
  fleet(app, show);
  app.synth();
}
