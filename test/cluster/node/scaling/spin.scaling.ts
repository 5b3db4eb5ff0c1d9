/** Path 2: SpinApps, scaled by KEDA on what waits for them. */
import { HttpMetric, RedisAddress, Trigger } from '../../../../lib';
import type { Applied } from '../../client';
import { PATIENT, QUEUE, redisTrigger, SHORT_TEXT, spinApp } from '../apps';
import { articleApp, isRedis } from '../article-app';
import type { Any } from '../components/component';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { SPIN_OPERATOR } from '../components/spin-operator';
import { ask, underLoad } from '../load';
import { Node } from '../node';
import { observed, seconds } from '../observations';
import { redis } from '../redis';
import { until } from '../wait';
import { Workload } from '../workload';

const GROUP = 'Path 2: SpinApp';
const node = Node.running();
const workload = (name: string) => new Workload(node.client, 'default', name);

beforeAll(async () => {
  await node.install([KEDA, HTTP_ADD_ON, SPIN_OPERATOR]);
  await node.apply(articleApp().filter(isRedis));
  await node.untilAvailable('rust-slight/redis-master');
});

/** All but the executor, which the apps share. */
async function removed(objects: readonly Applied[]): Promise<void> {
  await node.remove(objects.filter(({ kind }) => kind !== 'SpinAppExecutor'));
}

test('a Redis list wakes a SpinApp, makes it grow, and lets it go to zero', async () => {
  const objects = spinApp('worker', { triggers: [redisTrigger()] });
  const worker = workload('worker');
  await node.apply(objects);
  observed(GROUP, 'first apply, to zero', seconds(await worker.untilReplicas(0)));

  await redis(node, 'LPUSH', QUEUE, ...Array.from({ length: 20 }, (_, at) => `order-${at}`));
  const start = Date.now();
  await worker.untilAtLeast(1);
  observed(GROUP, '20 entries in a Redis list, to the first replica', seconds(Date.now() - start));
  await worker.untilReplicas(4);
  observed(GROUP, '20 entries, 5 for each replica: to 4 replicas', seconds(Date.now() - start));

  await redis(node, 'DEL', QUEUE);
  observed(GROUP, `an empty list, to zero (${SHORT_TEXT})`, seconds(await worker.untilReplicas(0)));
  await removed(objects);
});

test('requests wake a SpinApp and make it grow, and each is answered', async () => {
  const objects = spinApp('shop', {
    image: 'ghcr.io/huangyingting/rust-slight:main',
    hosts: ['shop.example.com'],
    metrics: [HttpMetric.concurrency(10)],
    ...PATIENT,
  });
  const shop = workload('shop');
  await node.apply(objects);
  await shop.untilReplicas(0);
  const { body } = await node.client.send('GET', '/api/v1/namespaces/keda/services/keda-add-ons-http-interceptor-proxy');
  const target = { address: body.spec.clusterIP, port: 8080, host: 'shop.example.com' };
  const first = await ask(target);
  expect([first.status, first.body]).toStrictEqual([200, expect.stringMatching(/^hello from shop-/)]);
  observed(GROUP, 'first request, of an app that works 300 ms', `${Math.round(first.ms)} ms`);
  const { requests, statuses, failures } = await underLoad(target, 40, () => shop.untilAtLeast(4));
  expect([statuses, failures]).toStrictEqual([{ 200: requests }, []]);
  await shop.untilReplicas(0);
  await removed(objects);
});

test('a cron trigger wakes a SpinApp at its time', async () => {
  // a minute that leaves at least 20 s to go to zero before, and the whole hour after it
  const at = new Date(Date.now() + 80_000);
  const start = `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`;
  const end = `${at.getUTCMinutes()} ${(at.getUTCHours() + 1) % 24} * * *`;
  const objects = spinApp('report', { triggers: [Trigger.cron({ timezone: 'Etc/UTC', start, end, desiredReplicas: 2 })] });
  const report = workload('report');
  await node.apply(objects);
  await report.untilReplicas(0);
  const took = await report.untilReplicas(2);
  const late = Date.now() - new Date(at).setUTCSeconds(0, 0);
  observed(GROUP, `cron, from its minute to 2 replicas (${SHORT_TEXT})`, seconds(Math.min(took, late)));
  await removed(objects);
});

test('a trigger whose broker is away keeps KEDA from making an HPA, and the app at one replica', async () => {
  const away = Trigger.redis({ store: RedisAddress.external({ host: 'redis.nowhere' }), listName: QUEUE, listLength: 5 });
  const objects = spinApp('stuck', { triggers: [redisTrigger(), away] });
  await node.apply(objects);
  const took = await until('KEDA says that the ScaledObject is not ready', async () => {
    const { body } = await node.client.send('GET', '/apis/keda.sh/v1alpha1/namespaces/default/scaledobjects/stuck');
    const ready = (body.status?.conditions ?? []).find(({ type }: Any) => type === 'Ready');
    return ready?.status === 'False' || JSON.stringify(ready ?? 'no condition');
  });
  const { status } = await node.client.send('GET', '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/keda-hpa-stuck');
  expect(status).toBe(404);
  observed(GROUP, 'one of two brokers away: no HPA, Ready=False after', seconds(took));
  await removed(objects);
});
