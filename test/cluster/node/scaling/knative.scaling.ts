/** Path 3: WAGI on Knative. The container is a stand-in for WAGI; the module is real Wasm. */
import type { Applied } from '../../client';
import { WORK_MS, wagiApp } from '../apps';
import { KNATIVE } from '../components/knative';
import { INGRESS_PORT, KnativeIngress } from '../knative-ingress';
import { ask, type Target, underLoad } from '../load';
import { NODE_IP } from '../network';
import { Node } from '../node';
import { observed, seconds } from '../observations';
import { until } from '../wait';
import { Workload } from '../workload';

const GROUP = 'Path 3: WAGI on Knative';
const node = Node.running();
const target: Target = { address: NODE_IP, port: INGRESS_PORT, host: 'wagi.default.svc.cluster.local' };
const revision = new Workload(node.client, 'default', 'wagi-00001-deployment');
let ingress: KnativeIngress;
let objects: Applied[];

beforeAll(async () => {
  await node.install([KNATIVE]);
  ingress = new KnativeIngress(node.client);
  objects = wagiApp('wagi', { maxReplicas: 4 });
  await node.apply(objects);
});

afterAll(async () => {
  await node.remove(objects);
  ingress.stop();
});

test('the Service becomes ready, and its revision goes to zero', async () => {
  const took = await until('the Knative Service is ready', async () => {
    const { body } = await node.client.send('GET', '/apis/serving.knative.dev/v1/namespaces/default/services/wagi');
    const conditions: { type: string; status: string; message?: string }[] = body.status?.conditions ?? [];
    const ready = conditions.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' || JSON.stringify(conditions);
  });
  observed(GROUP, 'first apply, to ready', seconds(took));
  observed(GROUP, 'ready, to zero (stable window 6 s, grace period 6 s)', seconds(await revision.untilReplicas(0)));
});

test('the first request waits for the module, and is answered', async () => {
  const { status, body, ms } = await ask(target);
  expect([status, body]).toStrictEqual([200, expect.stringMatching(/^hello from wagi-00001-/)]);
  observed(GROUP, `first request, of a module that works ${WORK_MS} ms`, `${Math.round(ms)} ms`);
});

test('load makes it grow, each request is answered, and silence takes it to zero', async () => {
  const start = Date.now();
  const { requests, statuses, failures, pods } = await underLoad(target, 20, async (load) => {
    await revision.untilAtLeast(2);
    observed(GROUP, '20 clients, 5 for each replica: to more than one', seconds(Date.now() - start));
    await until('more than one pod answers', async () => {
      return Object.keys(load.pods).length > 1 || JSON.stringify([load.pods, await revision.see()]);
    });
  });
  expect([statuses, failures]).toStrictEqual([{ 200: requests }, []]);
  observed(GROUP, 'requests under load', `${requests}, all 200, answered by ${Object.keys(pods).length} pods`);
  observed(GROUP, 'silence, to zero', seconds(await revision.untilReplicas(0)));
});
