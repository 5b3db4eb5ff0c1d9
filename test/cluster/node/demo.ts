/**
 * The demo, inside the sandbox: an app of this library on a real node, from zero to n and back to zero, with a line a second of what is to be seen.
 *
 *   node demo.ts [--path 1|2|3] [--keep]
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { programDir } from '../programs';
import { HPA_SYNC_PERIOD, QUEUE, redisTrigger, runtimeClasses, SHORT_TEXT, spinApp, WORK_MS, wagiApp } from './apps';
import { articleApp, isRedis } from './article-app';
import type { Component } from './components/component';
import { CONTOUR_AND_ENVOY } from './components/contour';
import { COREDNS } from './components/coredns';
import { HTTP_ADD_ON } from './components/http-add-on';
import { KEDA } from './components/keda';
import { KNATIVE } from './components/knative';
import { SPIN_OPERATOR } from './components/spin-operator';
import { INGRESS_PORT, KnativeIngress } from './knative-ingress';
import { ask, type Load, type LoadReport, type Target, underLoad } from './load';
import { NODE_IP } from './network';
import { Node } from './node';
import { NODE_PROGRAMS } from './programs';
import { redis } from './redis';
import { HOLDER } from './sandbox';
import { sleep } from './wait';
import { wayIn } from './way-in';
import { Workload } from './workload';

const start = Date.now();
const elapsed = () => `${((Date.now() - start) / 1000).toFixed(1).padStart(6)} s`;
const say = (text: string) => console.log(`${elapsed()}  ${text}`);

interface Scenario {
  readonly title: string;
  readonly components: readonly Component[];
  readonly run: (node: Node) => Promise<void>;
}

const SCENARIOS: { readonly [path: string]: Scenario } = {
  1: {
    title: 'HttpScaledWasm: KEDA HTTP add-on, Contour and a Wasm Deployment',
    components: [COREDNS, KEDA, HTTP_ADD_ON, CONTOUR_AND_ENVOY],
    run: async (node) => {
      await node.apply(articleApp());
      say(`applied examples/rust-slight.ts, for Contour and with ${SHORT_TEXT}`);
      const app = new Workload(node.client, 'rust-slight', 'rust-slight');
      const target = { address: await wayIn(node), port: 80, host: 'rust-slight.example.com' };
      await watched(app, 'waiting for zero', () => app.untilReplicas(0));
      await firstRequest(target, app);
      const report = await underLoad(target, 500, async (load) => {
        await watched(app, `500 clients, requests of ${WORK_MS} ms, scaled on 200 at a time`, () => app.untilAtLeast(2), load);
        await watched(app, 'under load', () => sleep(10_000), load);
      });
      tell(report);
      await watched(app, 'silence', () => app.untilReplicas(0));
    },
  },
  2: {
    title: 'SpinAppScaled: spin-operator, KEDA and a Redis list',
    components: [COREDNS, KEDA, SPIN_OPERATOR],
    run: async (node) => {
      await node.apply(runtimeClasses());
      await node.apply(articleApp().filter(isRedis));
      await node.untilAvailable('rust-slight/redis-master');
      await node.apply(spinApp('worker', { triggers: [redisTrigger()] }));
      say('applied a SpinApp that is scaled on a Redis list, five entries for each replica');
      const app = new Workload(node.client, 'default', 'worker');
      await watched(app, 'waiting for zero', () => app.untilReplicas(0));
      await redis(node, 'LPUSH', QUEUE, ...Array.from({ length: 20 }, (_, at) => `order-${at}`));
      await watched(app, '20 entries in the list', () => app.untilAtLeast(4));
      await redis(node, 'DEL', QUEUE);
      await watched(app, 'the list is empty', () => app.untilReplicas(0));
    },
  },
  3: {
    title: 'KnativeWagiService: Knative Serving',
    components: [COREDNS, KNATIVE],
    run: async (node) => {
      const ingress = new KnativeIngress(node.client);
      await node.apply(wagiApp('wagi'));
      say('applied a Knative Service with one WAGI module');
      const app = new Workload(node.client, 'default', 'wagi-00001-deployment');
      const target = { address: NODE_IP, port: INGRESS_PORT, host: 'wagi.default.svc.cluster.local' };
      await watched(app, 'waiting for zero', () => app.untilReplicas(0, 180_000));
      await firstRequest(target, app);
      const report = await underLoad(target, 20, async (load) => {
        await watched(app, `20 clients, requests of ${WORK_MS} ms, scaled on 5 at a time`, () => app.untilAtLeast(2), load);
        await watched(app, 'under load', () => sleep(10_000), load);
      });
      tell(report);
      await watched(app, 'silence', () => app.untilReplicas(0, 180_000));
      ingress.stop();
    },
  },
};

/** The request that wakes the app. */
async function firstRequest(target: Target, app: Workload): Promise<void> {
  const { status, ms, body } = await watched(app, 'the first request', () => ask(target));
  say(`answered ${status} after ${Math.round(ms)} ms: ${body.trim()}`);
}

/** Does something, and tells each second what is to be seen of the app meanwhile. */
async function watched<T>(app: Workload, title: string, doing: () => Promise<T>, load?: Load): Promise<T> {
  say(`-- ${title}`);
  let running = true;
  const done = doing().finally(() => {
    running = false;
  });
  const watching = (async () => {
    while (running) {
      const { wanted, ready, phases } = await app.see();
      const requests = load ? `  ${String(load.requests).padStart(6)} answered  ${String(load.waiting).padStart(4)} waiting` : '';
      say(`replicas ${wanted} wanted ${ready} ready${requests}  ${phases}`);
      await Promise.race([sleep(1000), done.catch(() => {})]);
    }
  })();
  const result = await done;
  await watching;
  return result;
}

function tell({ requests, statuses, failures, median, p99, pods }: LoadReport): void {
  const codes = Object.entries(statuses).map(([status, count]) => `${count} x ${status}`);
  say(`${requests} requests: ${codes.join(', ')}; median ${median} ms, p99 ${p99} ms; answered by ${Object.keys(pods).length} pods`);
  for (const failure of failures) say(`  ${failure}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { path: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } } });
  const { title, components, run } = SCENARIOS[values.path as string];
  say(title);
  const node = await Node.start({ log: say, hpaSyncPeriod: HPA_SYNC_PERIOD });
  await node.install(components);
  await run(node);
  say('done');
  if (!values.keep) return;
  const holder = readFileSync(join(node.dir, HOLDER), 'utf8');
  const kubectl = join(programDir(NODE_PROGRAMS.kubectl), 'kubectl');
  console.log(
    `\nThe node stays up until you leave this shell. kubectl is configured; the app answers on ${NODE_IP}.\nFrom another terminal: nsenter --net --mount --target ${holder} ${kubectl} --kubeconfig ${node.kubeconfig} get pods --all-namespaces`,
  );
  spawnSync(process.env.SHELL ?? 'bash', { stdio: 'inherit', env: { ...process.env, KUBECONFIG: node.kubeconfig, PATH: node.path } });
}

process.once('SIGINT', () => {
  console.log('\nstopped');
  process.exit(130);
});
main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
