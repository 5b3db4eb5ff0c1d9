/** Path 1: the KEDA HTTP add-on before a Wasm Deployment. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duration } from 'cdk8s';
import { EnvValue } from 'cdk8s-plus-28';
import { stringify } from 'yaml';
import { HttpMetric, type HttpScaledWasmProps, HttpScalingApi } from '../../../../lib';
import { readWhole } from '../../../../lib/files/read';
import { run } from '../../../cli/run';
import type { Applied } from '../../client';
import { HAS_ROUTES, HTTP_ADD_ON_VERSION, httpApp, PATIENT, SHORT, SHORT_TEXT, WAITS_FOR_ROUTES, WORK_MS } from '../apps';
import type { Any } from '../components/component';
import { CONTOUR_AND_ENVOY } from '../components/contour';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { ask, type Target, underLoad } from '../load';
import { Node } from '../node';
import { observed, seconds } from '../observations';
import { testRoutes } from '../test-routes';
import { sleep, until } from '../wait';
import { wayIn } from '../way-in';
import { Workload } from '../workload';

const GROUP = 'Path 1: HTTP add-on';
const node = Node.running();
const app = (name: string) => new Workload(node.client, 'default', name);
let envoy: string;

const at = (name: string): Target => ({ address: envoy, port: 80, host: `${name}.example.com` });
const working = (ms: number) => ({ env: { DELAY_MS: EnvValue.fromValue(String(ms)) } });
const WORK = { ...working(WORK_MS), ...PATIENT };

beforeAll(async () => {
  await node.install([KEDA, HTTP_ADD_ON, CONTOUR_AND_ENVOY]);
  envoy = await wayIn(node);
});

/** Waits until the way in knows the host: Contour takes a moment to configure Envoy. */
async function untilLed(name: string): Promise<void> {
  await until(`Envoy leads ${name} to the interceptor`, async () => {
    const { status, body } = await ask(at(name));
    return status === 200 || `${status} ${body}`;
  });
}

describe(`${HAS_ROUTES ? 'an InterceptorRoute' : 'an HTTPScaledObject'} and a ScaledObject`, () => {
  const objects = httpApp('orders', WORK);
  const orders = app('orders');

  afterAll(() => node.remove(objects));

  test('a fresh app goes to zero, though nobody asked it', async () => {
    await node.apply(objects);
    observed(GROUP, 'first apply, to zero', seconds(await orders.untilReplicas(0)));
  });

  test('the first request waits for the app, and is answered', async () => {
    const { status, body, ms } = await ask(at('orders'));
    expect([status, body]).toStrictEqual([200, expect.stringMatching(/^hello from orders-/)]);
    observed(GROUP, `first request, of an app that works ${WORK_MS} ms`, `${Math.round(ms)} ms`);
  });

  test('load makes it grow, and each request is answered', async () => {
    const start = Date.now();
    const { requests, statuses, failures, p99 } = await underLoad(at('orders'), 40, () => orders.untilAtLeast(4));
    observed(GROUP, '40 clients, 10 for each replica: to 4 replicas', seconds(Date.now() - start));
    expect(failures).toStrictEqual([]);
    expect(statuses).toStrictEqual({ 200: requests });
    observed(GROUP, 'requests under load', `${requests}, all 200, p99 ${p99} ms`);
  });

  test('applying the same manifests again leaves the replicas as they are', async () => {
    const { failures } = await underLoad(at('orders'), 40, async () => {
      await orders.untilAtLeast(4);
      const before = (await orders.see()).wanted;
      await node.apply(objects);
      expect((await orders.see()).wanted).toBeGreaterThanOrEqual(before);
    });
    expect(failures).toStrictEqual([]);
  });

  test('a metric that changes reaches the HPA', async () => {
    const target = async () => {
      const { body } = await node.client.send('GET', '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/keda-hpa-orders');
      return (body.spec?.metrics ?? []).map(({ external }: Any) => external.target.averageValue);
    };
    const { failures } = await underLoad(at('orders'), 40, async () => {
      await node.apply(httpApp('orders', { ...WORK, metrics: [HttpMetric.concurrency(20)] }));
      const took = await until('the HPA aims at 20', async () => {
        const values = await target();
        return values.join() === '20' || values.join();
      });
      observed(GROUP, 'a changed target reaches the HPA', seconds(took));
    });
    expect(failures).toStrictEqual([]);
  });

  test('silence takes it from n to zero in one step', async () => {
    const seen = new Set<number>();
    const start = Date.now();
    await until('orders is at zero', async () => {
      const { wanted } = await orders.see();
      seen.add(wanted);
      return wanted === 0 || `${wanted}`;
    });
    observed(GROUP, `silence, to zero (${SHORT_TEXT})`, `${seconds(Date.now() - start)}, by way of ${[...seen].join(', ')}`);
  });
});

testRoutes('migrating a running HTTPScaledObject in its two commits loses no request', async () => {
  const before = httpApp('moved', { ...WORK, api: HttpScalingApi.HTTP_SCALED_OBJECT });
  const moved = app('moved');
  await node.apply(before);
  await moved.untilReplicas(0);
  await untilLed('moved');
  const after = migrated(before, ['1', '2']);
  const { requests, statuses, failures } = await underLoad(at('moved'), 20, async () => {
    await moved.untilAtLeast(2);
    await node.apply(migrated(before, ['1']));
    await sleep(5000);
    await node.apply(after);
    await node.remove(before.filter(({ kind }) => kind === 'HTTPScaledObject'));
    await sleep(5000);
  });
  expect([statuses, failures]).toStrictEqual([{ 200: requests }, []]);
  observed(GROUP, 'from an HTTPScaledObject to an InterceptorRoute under load', `${requests} requests, all 200`);
  await moved.untilReplicas(0);
  await node.remove(after);
});

/** What `cdk8s-wasm migrate --write` makes of manifests in some steps. */
function migrated(objects: readonly Applied[], steps: readonly string[]): Applied[] {
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-migrate-'));
  try {
    const file = join(dir, 'app.yaml');
    writeFileSync(file, objects.map((object) => stringify(object)).join('---\n'));
    for (const step of steps) {
      const { status, stderr } = run(['migrate', '--write', '--step', step, '--platform', `httpAddOn=${HTTP_ADD_ON_VERSION}`, file]);
      if (status !== 0) throw new Error(stderr);
    }
    return readWhole(readFileSync(file, 'utf8'), file).map(({ manifest }) => manifest as unknown as Applied);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

test('the add-on makes a ScaledObject of an HTTPScaledObject, which wakes the app', async () => {
  const objects = httpApp('made', { api: HttpScalingApi.HTTP_SCALED_OBJECT, pollingInterval: undefined });
  expect(objects.map(({ kind }) => kind)).not.toContain('ScaledObject');
  await node.apply(objects);
  await app('made').untilReplicas(0);
  await untilLed('made');
  const { body } = await node.client.send('GET', '/apis/keda.sh/v1alpha1/namespaces/default/scaledobjects/made');
  const { pollingInterval, cooldownPeriod, advanced } = body.spec;
  expect([pollingInterval, cooldownPeriod, advanced.restoreToOriginalReplicaCount]).toStrictEqual([15, SHORT.cooldown.toSeconds(), true]);
  observed(GROUP, 'an HTTPScaledObject alone', 'its ScaledObject polls every 15 s, restores the replica count, and wakes the app');
  await node.remove(objects);
});

test('a ScaledObject that is polled before its route is there gets the metric of the route', async () => {
  const objects = httpApp('early');
  const isRoute = ({ kind }: Applied) => kind === 'InterceptorRoute' || kind === 'HTTPScaledObject';
  const metrics = async () => {
    const { body } = await node.client.send('GET', '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/keda-hpa-early');
    return (body.spec?.metrics ?? []).map(({ type, resource }: Any) => [type, resource?.name].join(' ').trim()).join();
  };
  await node.apply(objects.filter((object) => !isRoute(object)));
  await sleep(8000);
  const before = await metrics();
  expect(before).toBe(WAITS_FOR_ROUTES ? '' : 'Resource cpu');
  await node.apply(objects.filter(isRoute));
  const took = await until('the HPA has the metric of the route', async () => (await metrics()) === 'External' || (await metrics()));
  observed(
    GROUP,
    `a ScaledObject 8 s before its route: ${before ? 'an HPA on CPU' : 'no HPA'}, and that of the route after`,
    seconds(took),
  );
  await node.remove(objects);
});

/** Of HTTP add-ons without InterceptorRoutes. */
(HAS_ROUTES ? test.skip : test)('a first byte after more than 500 ms is a 502, unless responseHeaderTimeout allows it', async () => {
  const slow = (props: Partial<HttpScaledWasmProps>) => httpApp('slow', { ...working(1000), ...props });
  await node.apply(slow({}));
  await app('slow').untilReplicas(0);
  await until('Envoy leads slow to the interceptor', async () => {
    const { status, body } = await ask(at('slow'));
    return status === 502 || `${status} ${body}`;
  });
  const { ms } = await ask(at('slow'));
  observed(GROUP, 'an app that works 1000 ms, by default', `502 after ${Math.round(ms)} ms`);
  await node.apply(slow({ responseHeaderTimeout: Duration.seconds(10) }));
  await untilLed('slow');
  observed(GROUP, 'an app that works 1000 ms, with responseHeaderTimeout of 10 s', '200');
  await node.remove(slow({}));
});

test('each cold start is answered', async () => {
  const objects = httpApp('quick');
  const quick = app('quick');
  await node.apply(objects);
  await quick.untilReplicas(0);
  await untilLed('quick');
  const times: number[] = [];
  for (let run = 0; run < 8; run++) {
    await toZero('quick');
    const { status, ms } = await ask(at('quick'));
    expect(status).toBe(200);
    times.push(ms);
  }
  await node.remove(objects);
  const [min, median, max] = [0, 4, 7].map((index) => Math.round(times.sort((a, b) => a - b)[index]));
  observed(GROUP, 'cold start, request to answer, of 8', `min ${min} ms, median ${median} ms, max ${max} ms`);
});

/** As the end of a cooldown does. */
async function toZero(name: string): Promise<void> {
  const path = `/apis/apps/v1/namespaces/default/deployments/${name}/scale`;
  await node.client.send('PATCH', path, { spec: { replicas: 0 } }, 'application/merge-patch+json');
  await app(name).untilReplicas(0);
  // the interceptor learns of the last pod's end from the API server, as everybody does
  await sleep(1000);
}
