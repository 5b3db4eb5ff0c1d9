/** GitOps: what GitOps.flux() writes, applied by Flux's own controller. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, Duration } from 'cdk8s';
import { stringify } from 'yaml';
import {
  AppNamespace,
  Exposure,
  GitOps,
  HttpMetric,
  HttpScaledWasm,
  Platform,
  SpinAppScaled,
  SpinExecutor,
  WasmRuntime,
} from '../../../../lib';
import type { Applied } from '../../client';
import { HAS_ROUTES, HELLO_IMAGE, PLATFORM, QUEUE, redisTrigger, SHORT, spinApp } from '../apps';
import { articleApp, isRedis } from '../article-app';
import type { Any } from '../components/component';
import { FLUX, FLUX_NAMESPACE } from '../components/flux';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { SPIN_OPERATOR } from '../components/spin-operator';
import { FluxSource } from '../flux-source';
import { Node } from '../node';
import { observed, seconds } from '../observations';
import { redis } from '../redis';
import { sleep, until } from '../wait';
import { Workload } from '../workload';

const GROUP = 'GitOps: Flux';
const NAMESPACE = 'fleet';
const node = Node.running();
const worker = new Workload(node.client, NAMESPACE, 'worker');
/** Goes with the node. */
const folder = join(node.dir, 'fleet');
let source: FluxSource;

beforeAll(async () => {
  await node.install([KEDA, HTTP_ADD_ON, SPIN_OPERATOR, FLUX]);
  await node.apply(articleApp().filter(isRedis));
  await node.untilAvailable('rust-slight/redis-master');
  source = await FluxSource.create(node, 'fleet');
});

afterAll(() => source.delete());

/** Synthesizes two apps and what they need, each a chart of its own, into `dist`. */
function synthesize({ web = true } = {}): void {
  const outdir = join(folder, 'dist');
  rmSync(outdir, { recursive: true, force: true });
  const app = new App({ outdir });
  Platform.target(app, { ...PLATFORM, gitOps: GitOps.flux({ sourceName: 'fleet', interval: Duration.minutes(1), wait: true }) });
  const base = new Chart(app, 'base', { namespace: NAMESPACE });
  new AppNamespace(base, 'namespace');
  const executor = new SpinExecutor(base, 'executor', { runtime: WasmRuntime.SPIN });
  const spin = new Chart(app, 'spin', { namespace: NAMESPACE });
  spin.addDependency(base);
  new SpinAppScaled(spin, 'worker', { image: HELLO_IMAGE, executor: executor.name, triggers: [redisTrigger()], maxReplicas: 5, ...SHORT });
  if (web) {
    const http = new Chart(app, 'http', { namespace: NAMESPACE });
    http.addDependency(base);
    new HttpScaledWasm(http, 'web', {
      image: HELLO_IMAGE,
      runtime: WasmRuntime.WASMTIME,
      hosts: ['web.example.com'],
      metrics: [HttpMetric.concurrency(10)],
      exposure: Exposure.cluster(),
      ...SHORT,
    });
  }
  app.synth();
}

/** A Kustomization of a path of the source, as a user writes one. */
const kustomization = (name: string, path: string): Applied => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: FLUX_NAMESPACE },
  spec: { interval: '1m', path, prune: true, sourceRef: { kind: 'GitRepository', name: 'fleet' } },
});
const ROOT = kustomization('root', './dist/flux/root');

/** Kustomizations by name, with their condition Ready. */
async function kustomizations(): Promise<Map<string, Any>> {
  const { body } = await node.client.send('GET', `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${FLUX_NAMESPACE}/kustomizations`);
  const ready = ({ status = {} }: Any) => (status.conditions ?? []).find(({ type }: Any) => type === 'Ready') ?? {};
  return new Map(body.items.map((item: Any) => [item.metadata.name, { ...ready(item), ...item.status }]));
}

/** Waits until a Kustomization has applied a revision, and what it applied is healthy. */
async function applied(name: string, revision: string): Promise<void> {
  await until(`Kustomization ${name} has applied ${revision}`, async () => {
    const { status, message, lastAppliedRevision } = (await kustomizations()).get(name) ?? {};
    return (status === 'True' && lastAppliedRevision === revision) || `${status} ${message}`;
  });
}

const exists = async (path: string) => (await node.client.send('GET', path)).status === 200;
const SPIN_APP = `/apis/core.spinkube.dev/v1alpha1/namespaces/${NAMESPACE}/spinapps/worker`;
const ROUTE = HAS_ROUTES
  ? `/apis/http.keda.sh/v1beta1/namespaces/${NAMESPACE}/interceptorroutes/web`
  : `/apis/http.keda.sh/v1alpha1/namespaces/${NAMESPACE}/httpscaledobjects/web`;

describe('what GitOps.flux() writes', () => {
  test('is applied chart by chart: none before the charts that it depends on are ready', async () => {
    synthesize();
    const revision = await source.publish(folder);
    const start = Date.now();
    await node.apply([ROOT]);
    const early: string[] = [];
    await until('the three charts are ready', async () => {
      const [isApp, isRoute] = [await exists(SPIN_APP), await exists(ROUTE)];
      const states = await kustomizations();
      if ((isApp || isRoute) && states.get('base')?.status !== 'True') early.push(`${isApp} ${isRoute}`);
      return ['base', 'http', 'spin'].every((name) => states.get(name)?.status === 'True') || JSON.stringify([...states]);
    });
    for (const name of ['root', 'base', 'http', 'spin']) await applied(name, revision);
    expect(early).toStrictEqual([]);
    observed(GROUP, 'three charts, two of which wait for the first, all healthy', seconds(Date.now() - start));
    await worker.untilReplicas(0);
  });

  test('is applied again while an app is at n, and the replicas stay', async () => {
    await redis(node, 'LPUSH', QUEUE, ...Array.from({ length: 20 }, (_, at) => `order-${at}`));
    await worker.untilReplicas(4);
    const requestedAt = new Date().toISOString();
    const path = `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/${FLUX_NAMESPACE}/kustomizations/spin`;
    const annotations = { 'reconcile.fluxcd.io/requestedAt': requestedAt };
    await node.client.send('PATCH', path, { metadata: { annotations } }, 'application/merge-patch+json');
    await until('Flux has reconciled the chart', async () => {
      const { lastHandledReconcileAt } = (await kustomizations()).get('spin');
      return lastHandledReconcileAt === requestedAt || String(lastHandledReconcileAt);
    });
    await sleep(2000);
    expect((await worker.see()).wanted).toBe(4);
    observed(GROUP, 'reconciled at 4 replicas', 'still 4');
    await redis(node, 'DEL', QUEUE);
    await worker.untilReplicas(0);
  });

  test('goes with its chart: what is removed from the app is deleted from the cluster', async () => {
    synthesize({ web: false });
    const revision = await source.publish(folder);
    const start = Date.now();
    await applied('root', revision);
    await until('the route of the app is gone', async () => !(await exists(ROUTE)));
    observed(GROUP, 'a chart that is removed, until its objects are gone', seconds(Date.now() - start));
    expect(await exists(SPIN_APP)).toBe(true);
  });

  test('is deleted with the Kustomization that holds it', async () => {
    await node.remove([ROOT]);
    await until('the SpinApp is gone', async () => !(await exists(SPIN_APP)));
    await until('the charts are gone', async () => (await kustomizations()).size === 0 || [...(await kustomizations()).keys()].join());
  });
});

test('Flux cannot apply a SpinApp together with its executor, which GitOps.flux() refuses', async () => {
  mkdirSync(join(folder, 'mixed'), { recursive: true });
  const objects = spinApp('mixed', { executor: 'mixed', triggers: [redisTrigger()] });
  const executor = objects.map((object) =>
    object.kind === 'SpinAppExecutor' ? { ...object, metadata: { ...object.metadata, name: 'mixed' } } : object,
  );
  writeFileSync(join(folder, 'mixed', 'app.yaml'), executor.map((object) => `---\n${stringify(object)}`).join(''));
  await source.publish(folder);
  const mixed = kustomization('mixed', './mixed');
  await node.apply([mixed]);
  await until('the webhook has refused it', async () => {
    const { status, message } = (await kustomizations()).get('mixed') ?? {};
    return (status === 'False' && /executor does not exist in namespace/.test(message)) || `${status} ${message}`;
  });
  observed(GROUP, 'a SpinApp and its executor in one Kustomization', 'refused: the executor does not exist');
  await node.remove([mixed]);
});
