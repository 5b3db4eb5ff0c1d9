/** Random props: what the constructs make of them, and no rule calls an error, the server accepts. */
import { App, Chart, Testing } from 'cdk8s';
import { HttpScaledWasm, KnativeWagiService, Platform, SpinAppScaled, WasmApp } from 'cdk8s-wasm';
import type { Construct } from 'constructs';
import * as fc from 'fast-check';
import { check } from '../../lib/rules/check';
import { clusterOf } from '../rules/corpus';
import { httpScaledWasm, knativeWagiService, minor, type Sample, spinAppScaled, wasmApp } from '../support/arbitraries';
import type { Applied } from './client';
import { client, isOwn } from './connected';
import { applied, prepare } from './ground';
import { withFeatures } from './knative-features';
import { tell } from './report';

// biome-ignore lint/suspicious/noExplicitAny: each construct has props of its own, and manifests are plain data of any shape
type Any = any;

const CASES = 500;
/** Namespaces in which cases are tried at the same time. */
const LANES = 4;
const SEED = Number(process.env.CDK8S_WASM_SEED ?? Math.floor(Math.random() * 2 ** 31));

const ROOMS: {
  readonly [name: string]: { make: new (chart: Chart, id: string, props: Any) => Construct; samples: fc.Arbitrary<Sample<Any>> };
} = {
  WasmApp: { make: WasmApp, samples: wasmApp },
  HttpScaledWasm: { make: HttpScaledWasm, samples: httpScaledWasm },
  SpinAppScaled: { make: SpinAppScaled, samples: spinAppScaled },
  KnativeWagiService: { make: KnativeWagiService, samples: knativeWagiService },
};

/** What the cluster serves: add-on 0.8 named its target in another way, and the flags of somebody else's cluster are left as they are. */
const isServed = ({ platform }: Sample<Any>) => minor(platform.httpAddOn) >= 9 && (isOwn || platform.knativeFeatures.length === 0);

/** The executor that every namespace has, as it has the account `default`: what an app names must be there, and is no matter of chance here. */
const EXECUTOR = 'containerd-shim-spin';

/** What a construct makes in a namespace, under a name of its own where the props give none: KEDA's webhook knows the scalers before it. */
function manifestsOf(room: string, { platform, props }: Sample<Any>, namespace: string, id: string): Applied[] {
  const app = new App();
  Platform.target(app, platform);
  const chart = new Chart(app, 'test', { namespace });
  const given = {
    ...props,
    ...(props.executor && { executor: EXECUTOR }),
    ...(props.serviceAccountName && { serviceAccountName: 'default' }),
  };
  new ROOMS[room].make(chart, id, given);
  return Testing.synth(chart);
}

/** KEDA's webhook looks at the target of a scaler only when the scaler is kept. */
const mustBeKept = (manifests: Applied[], { kind }: Applied) =>
  isOwn && ['Deployment', 'ScaledObject'].includes(kind) && manifests.some((other) => other.kind === 'Deployment');

/** What is wrong with a case: a refusal, or an error of a rule. */
async function complaints(room: string, sample: Sample<Any>, namespace: string, id: string): Promise<string[]> {
  const manifests = manifestsOf(room, sample, namespace, id);
  const { knativeFeatures, ...versions } = sample.platform;
  const errors = check(manifests as Any, clusterOf(versions, knativeFeatures)).filter(({ severity }) => severity === 'error');
  const wrong = errors.map(({ rule, message }) => `${rule}: ${message}`);
  const kept: Applied[] = [];
  for (const manifest of manifests) {
    const keep = mustBeKept(manifests, manifest);
    const { status, body } = await applied(client, manifest, { dryRun: !keep });
    if (keep && status < 300) kept.unshift(manifest);
    if (status >= 300) wrong.push(`${manifest.kind} ${manifest.metadata.name} is refused: ${body?.message ?? body}`);
  }
  for (const manifest of kept) await client.delete(manifest);
  return wrong;
}

const FLAGS = [
  'allow-zero-initial-scale',
  'kubernetes.podspec-nodeselector',
  'kubernetes.podspec-tolerations',
  'kubernetes.podspec-persistent-volume-claim',
];

let tried = 0;

beforeAll(async () => {
  for (let lane = 0; lane < LANES; lane++) {
    const spinApp = {
      apiVersion: 'core.spinkube.dev/v1alpha1',
      kind: 'SpinApp',
      metadata: { namespace: `random-${lane}` },
      spec: { executor: EXECUTOR },
    };
    await prepare(client, [spinApp, { metadata: { namespace: 'keda' } }]);
  }
});

afterAll(() => tell(`${tried} random cases accepted (seed ${SEED})`));

test.each(Object.keys(ROOMS))('whatever props a %s accepts, the server accepts what it makes of them', async (room) => {
  const samples = fc.sample(ROOMS[room].samples.filter(isServed), { seed: SEED, numRuns: CASES });
  await withFeatures(client, isOwn ? FLAGS : [], async () => {
    const failed = await inLanes(samples, (sample, lane, index) => complaints(room, sample, `random-${lane}`, `shop-${index}`));
    if (failed.length === 0) return;
    // again, for the least case that fails
    const holds = async (sample: Sample<Any>) => expect(await complaints(room, sample, 'random-0', 'shop')).toStrictEqual([]);
    await fc.assert(fc.asyncProperty(ROOMS[room].samples.filter(isServed), holds), {
      seed: SEED,
      numRuns: CASES,
      interruptAfterTimeLimit: 60_000,
    });
    expect(failed).toStrictEqual([]);
  });
  tried += samples.length;
});

/** Tries all cases, as many at a time as there are lanes, and returns what they complain of. */
async function inLanes<T>(cases: readonly T[], attempt: (given: T, lane: number, index: number) => Promise<string[]>): Promise<string[]> {
  const queue = cases.entries();
  const complaints: string[] = [];
  const work = async (lane: number) => {
    for (const [index, given] of queue) complaints.push(...(await attempt(given, lane, index)));
  };
  await Promise.all(Array.from({ length: LANES }, (_, lane) => work(lane)));
  return complaints;
}
