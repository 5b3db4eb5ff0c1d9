import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { Exposure, HttpScaledWasm, Platform, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { check } from '../../lib/rules/check';

jest.mock('../../lib/rules/check', () => {
  const actual = jest.requireActual('../../lib/rules/check');
  return { ...actual, check: jest.fn(actual.check) };
});

const looked = check as jest.MockedFunction<typeof check>;
const printed = jest.spyOn(process, 'emitWarning').mockImplementation();
let outdir: string;
let app: App;

beforeEach(() => {
  looked.mockClear();
  printed.mockClear();
  outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  app = new App({ outdir });
});

afterEach(() => rmSync(outdir, { recursive: true }));

const TRIGGER = Trigger.cron({ timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 });
/** The same as in a manifest. */
const DAY = [{ type: 'cron', metadata: { timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: '2' } }];

/** A chart with an app that is scaled by day, between 1 and 5 replicas. */
function worker(id: string, name = 'worker'): Chart {
  const chart = new Chart(app, id);
  new WasmApp(chart, 'worker', {
    name,
    image: 'ghcr.io/acme/worker:v1',
    runtime: WasmRuntime.WWS,
    minReplicas: 1,
    maxReplicas: 5,
    triggers: [TRIGGER],
  });
  return chart;
}

function objectOf(chart: Chart, kind: string): ApiObject {
  return chart.node.findAll().find((construct): construct is ApiObject => ApiObject.isApiObject(construct) && construct.kind === kind)!;
}

/** A patch that raises minReplicaCount above maxReplicaCount. */
function spoil(chart: Chart): void {
  objectOf(chart, 'ScaledObject').addJsonPatch(JsonPatch.replace('/spec/minReplicaCount', 9));
}

/** The CRD of KEDA 2.20 has the same rule. */
function silence(chart: Chart): void {
  const reason = 'a webhook of ours corrects it';
  objectOf(chart, 'ScaledObject').metadata.addAnnotation('cdk8s-wasm/ignore', `keda/replica-bounds: ${reason}; schema/cel: ${reason}`);
}

const BOUNDS =
  '[night/worker/ScaledObject] keda/replica-bounds: minReplicaCount (9) is above maxReplicaCount (5): raise maxReplicaCount or lower minReplicaCount, at spec.minReplicaCount';

describe('a patch that KEDA would reject', () => {
  test.each([
    ['Testing.synth()', (chart: Chart) => Testing.synth(chart), 'the following errors'],
    ['App.synth()', () => app.synth(), '1 error'],
    ['App.synthYaml()', () => app.synthYaml(), '1 error'],
  ])('fails %s with rule, message, fix, field and construct, before anything is written', (_, synth, introduction) => {
    const chart = worker('night');
    spoil(chart);
    expect(() => synth(chart)).toThrow(new Error(`Validation failed with ${introduction}:\n  ${BOUNDS}`));
    expect(readdirSync(outdir)).toStrictEqual([]);
  });

  test('fails the synthesis of another chart of the app', () => {
    spoil(worker('night'));
    const other = worker('day', 'other');
    expect(() => Testing.synth(other)).toThrow(BOUNDS);
  });

  test('passes if an annotation on the object ignores the rules with a reason', () => {
    const chart = worker('night');
    spoil(chart);
    silence(chart);
    app.synth();
    expect(readdirSync(outdir)).toStrictEqual(['night.k8s.yaml']);
  });

  test('fails if the annotation has no reason', () => {
    const chart = worker('night');
    spoil(chart);
    objectOf(chart, 'ScaledObject').metadata.addAnnotation('cdk8s-wasm/ignore', 'keda/replica-bounds');
    expect(() => app.synth()).toThrow(BOUNDS);
  });
});

test.each([
  ['apiVersion', 'a string'],
  ['kind', 'a string'],
  ['metadata', 'an object'],
])('fails for a patch that removes %s', (field, expected) => {
  objectOf(worker('shop'), 'Deployment').addJsonPatch(JsonPatch.remove(`/${field}`));
  expect(() => app.synth()).toThrow(
    `[shop/worker/Deployment] ${field} (undefined) must be ${expected} after the JSON patches of the object: do not patch it`,
  );
});

describe('two syntheses in a row', () => {
  test('fails in the second for a patch in between', () => {
    const chart = worker('night');
    app.synth();
    spoil(chart);
    expect(() => app.synth()).toThrow(BOUNDS);
    expect(() => Testing.synth(chart)).toThrow(BOUNDS);
  });

  test('the second passes after a fix in between', () => {
    const chart = worker('night');
    spoil(chart);
    expect(() => app.synth()).toThrow(BOUNDS);
    objectOf(chart, 'ScaledObject').addJsonPatch(JsonPatch.replace('/spec/maxReplicaCount', 9));
    app.synth();
  });

  test('the second passes after an annotation in between', () => {
    const chart = worker('night');
    spoil(chart);
    expect(() => app.synth()).toThrow(BOUNDS);
    silence(chart);
    app.synth();
  });

  test('fails in the second for a custom object that was added in between', () => {
    const chart = worker('night');
    app.synth();
    new ApiObject(chart, 'second', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'second' },
      spec: {
        scaleTargetRef: { name: 'worker' },
        triggers: DAY,
      },
    });
    expect(() => app.synth()).toThrow('keda/one-scaler');
  });

  test('fails in the second for a value that is computed again later', async () => {
    const chart = worker('night');
    let most = 9;
    new ApiObject(chart, 'own', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'own' },
      spec: {
        scaleTargetRef: { name: 'own' },
        minReplicaCount: 5,
        maxReplicaCount: Lazy.any({ produce: () => most }),
        triggers: DAY,
      },
    });
    app.synth();
    most = 2;
    await Promise.resolve();
    expect(() => app.synth()).toThrow('minReplicaCount (5) is above maxReplicaCount (2)');
  });
});

describe('a warning', () => {
  test('is printed once for several syntheses, which succeed', async () => {
    const chart = worker('warned');
    objectOf(chart, 'Deployment').addJsonPatch(JsonPatch.add('/spec/replicas', 3));
    app.synth();
    app.synth();
    await Promise.resolve();
    Testing.synth(chart);
    expect(printed.mock.calls).toStrictEqual([
      [
        'keda/target-replicas: replicas (3) is set back with every apply, against ScaledObject worker: leave replicas out [warned/worker/Deployment]',
        'cdk8s-wasm',
      ],
    ]);
    expect(readdirSync(outdir)).toStrictEqual(['warned.k8s.yaml']);
  });
});

describe('two platforms in one app', () => {
  /** A chart for the add-on of that version. */
  function shop(id: string, httpAddOn: string): Chart {
    const chart = new Chart(app, id, { namespace: id });
    Platform.target(chart, { httpAddOn });
    new HttpScaledWasm(chart, 'shop', {
      name: `shop-${id}`,
      image: 'ghcr.io/acme/shop:v1',
      runtime: WasmRuntime.WWS,
      hosts: ['shop.example.com'],
      exposure: Exposure.none(),
    });
    return chart;
  }

  test('each object is checked with the objects and versions of its own platform', () => {
    shop('old', '0.12');
    shop('new', '0.15');
    app.synth();
    expect(
      looked.mock.calls.map(([all, { httpAddOn }]) => [
        httpAddOn,
        new Set(all.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'])),
      ]),
    ).toStrictEqual([
      ['0.12', new Set(['shop-old'])],
      ['0.15', new Set(['shop-new'])],
    ]);
    // the host would be routed twice on one cluster
    expect(printed.mock.calls).toStrictEqual([]);
  });

  test('fails for a field that only the other platform supports', () => {
    const older = shop('old', '0.11');
    shop('new', '0.12');
    for (const { node } of app.charts) {
      const route = node
        .findAll()
        .find((construct) => ApiObject.isApiObject(construct) && construct.kind === 'HTTPScaledObject') as ApiObject;
      route.addJsonPatch(JsonPatch.add('/spec/headers', [{ name: 'x-tenant' }]));
    }
    const errors = errorOf(() => app.synth()).split('\n');
    expect(errors).toHaveLength(2);
    expect(errors[1]).toContain(`[${objectOf(older, 'HTTPScaledObject').node.path}] http-add-on/fields-by-version: headers`);
  });
});

describe('the check covers', () => {
  test('no app without objects of this library', () => {
    const chart = new Chart(app, 'other');
    new ApiObject(chart, 'wrong', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      spec: { minReplicaCount: 9, maxReplicaCount: 1 },
    });
    app.synth();
    expect(looked).not.toHaveBeenCalled();
  });

  test('custom objects in a chart with objects of this library', () => {
    const chart = worker('own');
    new ApiObject(chart, 'wrong', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'other' },
      spec: { scaleTargetRef: { name: 'other' }, triggers: [] },
    });
    expect(() => app.synth()).toThrow('[own/wrong] keda/no-triggers: ');
  });

  test('custom objects in a chart of their own', () => {
    worker('own');
    new ApiObject(new Chart(app, 'other'), 'second', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'second' },
      spec: { scaleTargetRef: { name: 'worker' }, triggers: DAY },
    });
    expect(() => app.synth()).toThrow('[other/second] keda/one-scaler: ');
  });

  test('an app of many charts once per synthesis', () => {
    for (let index = 0; index < 30; index++) worker(`chart-${index}`, `worker-${index}`);
    app.synth();
    expect(looked).toHaveBeenCalledTimes(1);
    expect(readdirSync(outdir)).toHaveLength(30);
  });

  test('the app again for every chart that is synthesized alone', () => {
    const charts = Array.from({ length: 3 }, (_, index) => worker(`chart-${index}`, `worker-${index}`));
    for (const chart of charts) Testing.synth(chart);
    expect(looked).toHaveBeenCalledTimes(3);
  });
});

function errorOf(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and there was none');
}

test.each([
  ['alb', 'the AWS load balancer controller'],
  ['gce', "GKE's Ingress controller"],
])('an alias of the interceptor before the class %s is warned of', (className, title) => {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new HttpScaledWasm(chart, 'shop', {
    image: 'ghcr.io/acme/shop:v1',
    runtime: WasmRuntime.WWS,
    hosts: ['shop.example.com'],
    exposure: Exposure.ingress({ inAppNamespace: true, className }),
  });
  app.synth();
  expect(printed.mock.calls.map(([text]) => String(text))).toStrictEqual([
    expect.stringContaining(`name ("shop-proxy") is an ExternalName, behind which ${title} finds no pods: requests get 503`),
  ]);
});

test('a cron trigger whose end fires without a start is warned of', () => {
  const chart = new Chart(app, 'worker', { namespace: 'shop' });
  const trigger = Trigger.cron({ timezone: 'Europe/Vienna', start: '30 6 * * 1-5', end: '10 22 * * *', desiredReplicas: 3 });
  new WasmApp(chart, 'worker', { image: 'ghcr.io/acme/worker:v1', runtime: WasmRuntime.WWS, triggers: [trigger] });
  app.synth();
  expect(printed.mock.calls.map(([text]) => String(text))).toStrictEqual([
    expect.stringContaining('KEDA takes the window for open from Friday 22:10 to Sunday 22:10: write end: 10 22 * * 1-5'),
  ]);
});

test('fails with all errors of all charts, and their number', () => {
  spoil(worker('night'));
  const day = worker('day', 'other');
  objectOf(day, 'Deployment').addJsonPatch(JsonPatch.replace('/spec/strategy/type', 'Recreate'));
  expect(errorOf(() => app.synth())).toBe(
    `Validation failed with 2 errors:\n  ${BOUNDS}\n  [day/worker/Deployment] the JSON patch replace /spec/strategy/type ("Recreate") has no ` +
      'place in the object, since /spec/strategy does not exist: correct the path, or add /spec/strategy before it',
  );
});

test.each<[string, JsonPatch[], string]>([
  [
    'a path below a map that is not there',
    [JsonPatch.add('/spec/template/spec/affinity/nodeAffinity', {})],
    'the JSON patch add /spec/template/spec/affinity/nodeAffinity ({}) has no place in the object, since /spec/template/spec/affinity does ' +
      'not exist: correct the path, or add /spec/template/spec/affinity before it',
  ],
  [
    'an element of a list that is not there',
    [JsonPatch.replace('/spec/template/spec/containers/1/image', 'a:1')],
    'the JSON patch replace /spec/template/spec/containers/1/image ("a:1") has no place in the object, since ' +
      '/spec/template/spec/containers/1 does not exist: correct the path, or add /spec/template/spec/containers/1 before it',
  ],
  [
    'a path that an earlier patch removes',
    [JsonPatch.remove('/spec/template'), JsonPatch.add('/spec/template/spec/hostNetwork', true)],
    'the JSON patch add /spec/template/spec/hostNetwork (true) has no place in the object, since /spec/template does not exist: ' +
      'correct the path, or add /spec/template before it',
  ],
  [
    'a value that another one has to be equal to',
    [JsonPatch.test('/spec/replicas', 5)],
    'the JSON patch test /spec/replicas (5) cannot be applied to the object: leave it out, or patch another path',
  ],
])('fails for a JSON patch of %s', (_, patches, message) => {
  objectOf(worker('shop'), 'Deployment').addJsonPatch(...patches);
  expect(errorOf(() => app.synth())).toBe(`Validation failed with 1 error:\n  [shop/worker/Deployment] ${message}`);
});

test.each([
  ['2.18', 1],
  ['2.18.1', 1],
  ['2.18.2', 0],
  ['2.19', 0],
])('a known defect is reported for KEDA %s that has it, %i times', (keda, times) => {
  Platform.target(app, { keda });
  objectOf(worker('day'), 'ScaledObject').metadata.addAnnotation('scaledobject.keda.sh/transfer-hpa-ownership', 'true');
  app.synth();
  expect(looked.mock.results.flatMap(({ value }) => value).filter(({ rule }) => rule === 'advisories/transfer-without-name')).toHaveLength(
    times,
  );
});
