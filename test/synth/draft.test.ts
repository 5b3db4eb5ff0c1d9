import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import {
  Exposure,
  FleetApp,
  GitOps,
  HttpScaledWasm,
  KnativeWagiService,
  Platform,
  SpinAppScaled,
  Trigger,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { type Draft, pathOf } from '../../lib/synth/draft';
import { planOf, validate } from '../../lib/synth/fleet/plan';
import { manifestOf } from '../../lib/synth/manifest-of';
import { createObject } from '../../lib/synth/objects';
import { both, outcomeOf } from './fleet/both';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const APP = { image: 'ghcr.io/acme/shop:v1', runtime: WasmRuntime.SLIGHT };

function settings(scope: Construct, name: string): Draft {
  return createObject(scope, name, manifestOf<object>(CONFIG_MAP, { metadata: { name } }));
}

function idsOf({ node }: Construct): string[] {
  return node.children.map((child) => child.node.id);
}

/** A construct with the drafts a and b. */
function withDrafts(scope: Construct = Testing.chart()): { readonly scope: Construct; readonly drafts: readonly Draft[] } {
  const made = new Construct(scope, 'made');
  return { scope: made, drafts: [settings(made, 'a'), settings(made, 'b')] };
}

describe('all drafts of a construct become objects for whoever asks for', () => {
  test.each<[string, (scope: Construct, drafts: readonly Draft[]) => unknown]>([
    ['one of them', (_, [, b]) => b.object],
    ['its children', ({ node }) => node.children],
    ['a child', ({ node }) => node.findChild('a')],
    ['a child that may be there', ({ node }) => node.tryFindChild('c')],
    ['all that is below', ({ node }) => node.root.node.findAll()],
    ['its default child', ({ node }) => node.defaultChild],
  ])('%s', (_, ask) => {
    const { scope, drafts } = withDrafts();
    expect(drafts.map(({ made }) => made)).toStrictEqual([undefined, undefined]);
    ask(scope, drafts);
    expect(drafts.map(({ made }) => made?.node.path)).toStrictEqual(['test/made/a', 'test/made/b']);
    expect(scope.node.children).toStrictEqual(drafts.map(({ object }) => object));
  });

  test('a place beside them', () => {
    const { scope, drafts } = withDrafts();
    new Construct(scope, 'c');
    expect(drafts.every(({ made }) => made)).toBe(true);
    expect(idsOf(scope)).toStrictEqual(['a', 'b', 'c']);
  });

  test('nothing, where they are removed', () => {
    const { scope } = withDrafts();
    expect(scope.node.tryRemoveChild('a')).toBe(true);
    expect(idsOf(scope)).toStrictEqual(['b']);
  });
});

test('an object is made once', () => {
  const { scope, drafts } = withDrafts();
  expect(drafts[0].object).toBe(drafts[0].object);
  expect(scope.node.findChild('a')).toBe(drafts[0].object);
});

test('a draft comes after the objects that are there', () => {
  const { scope, drafts } = withDrafts();
  expect(idsOf(scope)).toStrictEqual(['a', 'b']);
  const third = settings(scope, 'c');
  expect(drafts[0].made).toBeDefined();
  expect(third.made).toBeUndefined();
  expect(idsOf(scope)).toStrictEqual(['a', 'b', 'c']);
});

test('an object is made in a tree that is locked, in which it was before', () => {
  const { scope } = withDrafts();
  scope.node.root.node.lock();
  expect(idsOf(scope)).toStrictEqual(['a', 'b']);
  expect(() => new Construct(scope, 'c')).toThrow('Cannot add children');
});

test('fails for a second child of the same id, as cdk8s does', () => {
  const { scope } = withDrafts();
  expect(() => new Construct(scope, 'a')).toThrow("There is already a Construct with name 'a' in Construct [made]");
});

test('what a draft comes after is made with it, and comes before it', () => {
  const chart = Testing.chart();
  const { drafts } = withDrafts(new Construct(chart, 'one'));
  const other = settings(new Construct(chart, 'other'), 'c');
  other.addDependency(drafts[1], chart);
  expect(other.object.node.dependencies).toStrictEqual([drafts[1].object, chart]);
  other.addDependency(drafts[0]);
  expect(other.object.node.dependencies).toStrictEqual([drafts[1].object, chart, drafts[0].object]);
});

test('drafts that come after each other are made', () => {
  const {
    drafts: [a, b],
  } = withDrafts();
  a.addDependency(b);
  b.addDependency(a);
  expect(a.object.node.dependencies).toStrictEqual([b.object]);
  expect(b.object.node.dependencies).toStrictEqual([a.object]);
});

test('a manifest has the labels and the namespace of its chart, and its own before them', () => {
  const chart = new Chart(new App(), 'shop', { namespace: 'shop', labels: { team: 'shop', stage: 'test' } });
  const own = createObject(chart, 'own', manifestOf<object>(CONFIG_MAP, { metadata: { name: 'own', labels: { stage: 'live' } } }));
  const other = createObject(chart, 'other', manifestOf<object>(CONFIG_MAP, { metadata: { name: 'other', namespace: 'pub', labels: {} } }));
  expect(own.manifest.metadata).toStrictEqual({ labels: { team: 'shop', stage: 'live' }, name: 'own', namespace: 'shop' });
  expect(other.manifest.metadata).toStrictEqual({ labels: { team: 'shop', stage: 'test' }, name: 'other', namespace: 'pub' });
  expect(own.object.toJson()).toStrictEqual(own.manifest);
  expect(other.object.toJson()).toStrictEqual(other.manifest);
});

test('what resolves itself is an object at once', () => {
  const data = { a: Lazy.any({ produce: () => 'late' }) };
  const draft = createObject(Testing.chart(), 'lazy', manifestOf<object>(CONFIG_MAP, { metadata: { name: 'lazy' }, data }));
  expect(draft.made?.toJson().data).toStrictEqual({ a: 'late' });
});

describe('what the chart says is asked for when the construct is made', () => {
  test('and not once more with the object', () => {
    const labels: { [name: string]: string } = { team: 'shop' };
    const chart = new Chart(new App(), 'shop', { labels });
    const { manifest } = settings(chart, 'a');
    labels.late = 'yes';
    Object.assign(chart, { namespace: 'late' });
    expect(chart.toJson()).toStrictEqual([manifest]);
    expect(manifest.metadata).toStrictEqual({ name: 'a', labels: { team: 'shop' } });
  });

  test('and is left as it is', () => {
    const shared = Object.freeze({ team: 'shop' });
    class Own extends Chart {
      public get labels() {
        return shared;
      }
    }
    const chart = new Own(new App(), 'shop');
    new WasmApp(chart, 'one', { ...APP, labels: { only: 'one' } });
    const { deployment } = new WasmApp(chart, 'two', APP);
    expect(deployment.metadata.toJson().labels).toStrictEqual({ team: 'shop', 'app.kubernetes.io/name': 'two' });
  });

  test.each<[string, object]>([
    ['a label named constructor', { labels: { constructor: 'a' } }],
    ['a label that is a map', { labels: { a: {} } }],
    ['a namespace that resolves itself', { namespace: Lazy.any({ produce: () => 'late' }) }],
  ])('and makes an object at once for %s', (_, props) => {
    expect(settings(new Chart(new App(), 'shop', props), 'a').made).toBeDefined();
  });
});

test('drafts that cannot be made, since the chart throws, are made when it does no more, with what they come after', () => {
  let left = Number.POSITIVE_INFINITY;
  class Own extends Chart {
    public get labels() {
      if (left-- <= 0) throw new Error('not now');
      return {};
    }
  }
  const { scope, drafts } = withDrafts(new Own(Testing.app(), 'test'));
  const first = new Construct(scope.node.scope as Construct, 'first');
  for (const draft of drafts) draft.addDependency(first);
  // of two objects the first is made
  left = 1;
  expect(() => scope.node.children).toThrow(new Error('not now'));
  expect(drafts.map(({ made }) => made)).toStrictEqual([undefined, undefined]);
  left = Number.POSITIVE_INFINITY;
  expect(idsOf(scope)).toStrictEqual(['a', 'b']);
  expect(drafts.map(({ object }) => object.node.dependencies)).toStrictEqual([[first], [first]]);
});

test('a node of a prototype of its own has objects at once', () => {
  const scope = new Construct(Testing.chart(), 'own');
  const prototype = Object.create(Object.getPrototypeOf(scope.node));
  Object.setPrototypeOf(scope.node, prototype);
  expect(settings(scope, 'a').made).toBeDefined();
  expect(Object.getPrototypeOf(scope.node)).toBe(prototype);
});

test('methods of a node can be replaced, and called by what replaces them', () => {
  const { scope, drafts } = withDrafts();
  const find = jest.spyOn(scope.node, 'tryFindChild');
  expect(scope.node.tryFindChild('a')).toBe(drafts[0].object);
  expect(scope.node.findChild('b')).toBe(drafts[1].object);
  expect(find.mock.calls).toStrictEqual([['a'], ['b']]);
});

test('a chart that looks at an object while it is made sees none yet', () => {
  const seen: unknown[] = [];
  class Own extends Chart {
    public get labels() {
      seen.push(shop?.deployment);
      return {};
    }
  }
  let shop: WasmApp | undefined;
  const chart = new Own(Testing.app(), 'test');
  shop = new WasmApp(chart, 'shop', APP);
  const { deployment } = shop;
  expect(seen).toStrictEqual([undefined, undefined, undefined, deployment]);
});

test('a construct that failed half-way has the objects that it made', () => {
  const chart = Testing.chart();
  expect(() => new WasmApp(chart, 'shop', { ...APP, networkPolicy: 5 as never })).toThrow('networkPolicy (5)');
  const shop = chart.node.findChild('shop') as WasmApp;
  expect([shop.deployment.kind, shop.service?.kind, shop.networkPolicy]).toStrictEqual(['Deployment', 'Service', undefined]);
});

test('drafts of two copies of this library come after each other', () => {
  const other = isolated();
  const chart = new Chart(new App(), 'shop');
  new WasmApp(chart, 'shop', APP);
  new other.WasmRuntimeClass(chart, 'class', { runtime: other.WasmRuntime.SLIGHT });
  expect(chart.toJson().map(({ kind }: { kind: string }) => kind)).toStrictEqual(['RuntimeClass', 'Deployment', 'Service']);
});

function isolated(): typeof import('cdk8s-wasm') {
  let copy: typeof import('cdk8s-wasm') | undefined;
  jest.isolateModules(() => {
    copy = require('cdk8s-wasm');
  });
  return copy!;
}

test('a label of the chart that resolves itself makes an object at once, and one without a value is left out', () => {
  const labels = { late: Lazy.any({ produce: () => 'yes' }), none: undefined as unknown as string };
  const chart = new Chart(new App(), 'shop', { labels });
  const draft = settings(chart, 'a');
  expect(draft.manifest.metadata.labels).toStrictEqual({ late: labels.late });
  expect(draft.made?.toJson().metadata).toStrictEqual({ name: 'a', labels: { late: 'yes' } });
});

describe('a FleetApp', () => {
  const kafka = Trigger.kafka({ bootstrapServers: ['kafka:9092'], topic: 'orders', consumerGroup: 'shop' });

  test('writes drafts as they are', () => {
    const app = new FleetApp();
    const shop = new WasmApp(new Chart(app, 'shop'), 'shop', { ...APP, triggers: [kafka] });
    const text = app.synthYaml();
    expect(text.match(/^kind: .*$/gm)).toStrictEqual(['kind: Service', 'kind: Deployment', 'kind: ScaledObject']);
    expect(Object.values(shop._drafts).map((draft: Draft | undefined) => draft?.made)).toStrictEqual(Array(4).fill(undefined));
    const { deployment, scaledObject } = shop;
    expect(scaledObject?.node.dependencies).toStrictEqual([deployment]);
    expect(app.synthYaml()).toBe(text);
  });

  test('writes a draft after an object, without help of an App', () => {
    const app = new FleetApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const shop = new HttpScaledWasm(chart, 'shop', { ...APP, hosts: ['shop.example.com'] });
    expect(shop.app.deployment.kind).toBe('Deployment');
    const [{ objects }] = planOf(app).charts;
    expect(objects.map(pathOf)).toStrictEqual(
      ['App/Deployment', 'App/Service', 'InterceptorRoute', 'ScaledObject', 'Ingress'].map((id) => `shop/shop/${id}`),
    );
  });

  test('has its tree walked again where the rules speak, which makes objects', () => {
    const emitWarning = jest.spyOn(process, 'emitWarning').mockImplementation();
    const quiet = new FleetApp();
    new WasmApp(new Chart(quiet, 'shop'), 'shop', { ...APP, triggers: [kafka] });
    expect(validate(quiet)).toHaveLength(6);
    const warned = new FleetApp();
    const route = Trigger.of('external-push', { scalerAddress: 'scaler.keda:9090', interceptorRoute: 'absent' });
    new WasmApp(new Chart(warned, 'shop'), 'shop', { ...APP, triggers: [route] });
    expect(validate(warned)).toBeUndefined();
    expect(emitWarning).toHaveBeenCalled();
    emitWarning.mockRestore();
  });

  test('makes objects for Argo CD, whose waves come from their dependencies', () => {
    const app = new FleetApp();
    Platform.target(app, { gitOps: GitOps.argoCd() });
    const shop = new WasmApp(new Chart(app, 'shop'), 'shop', { ...APP, triggers: [kafka] });
    expect(shop._drafts.deployment?.made).toBeDefined();
    expect(app.synthYaml()).toMatch(/argocd\.argoproj\.io\/sync-wave: "10"/);
  });
});

/** Makes an app in a chart. */
const CONSTRUCTS: readonly ((chart: Chart, name: string) => Construct)[] = [
  (chart, name) => new WasmApp(chart, name, { ...APP, triggers: [kafkaOf(name)], networkPolicy: true }),
  (chart, name) => new HttpScaledWasm(chart, name, { ...APP, hosts: [`${name}.example.com`], labels: { team: 'shop' } }),
  (chart, name) => new HttpScaledWasm(chart, name, { ...APP, exposure: Exposure.cluster() }),
  (chart, name) => new SpinAppScaled(chart, name, { image: APP.image, triggers: [kafkaOf(name)] }),
  (chart, name) => new KnativeWagiService(chart, name, { image: APP.image, domain: `${name}.example.com` }),
];

function kafkaOf(consumerGroup: string): Trigger {
  return Trigger.kafka({ bootstrapServers: ['kafka:9092'], topic: 'orders', consumerGroup });
}

/** What a user does with an app after it was made, by the number of one of its objects, and beside another app. */
const DEEDS: readonly ((app: Construct, pick: number, other: Construct) => void)[] = [
  (app) => app.node.findAll(),
  (app, pick) => objectIn(app, pick).addJsonPatch(JsonPatch.add('/metadata/annotations', { patched: 'yes' })),
  (app, pick) => objectIn(app, pick).metadata.addLabel('added', 'yes'),
  (app, pick) => objectIn(app, pick).metadata.addAnnotation('late', Lazy.any({ produce: () => 'yes' })),
  (app, pick, other) => objectIn(app, pick).addDependency(other),
  (app, pick, other) => app.node.addDependency(objectIn(other, pick)),
  (app, _, other) => app.node.addDependency(other),
  (app, _, other) => Chart.of(app).addDependency(Chart.of(other)),
  (app, pick) => {
    const id = `more-${pick}`;
    if (!app.node.tryFindChild(id)) new ApiObject(app, id, { ...CONFIG_MAP, metadata: { name: `${app.node.id}-${id}` } });
  },
  (app, pick) => {
    const { node } = objectIn(app, pick);
    node.scope!.node.tryRemoveChild(node.id);
  },
  (app, pick) => {
    const validate = () => {
      const { metadata } = objectIn(app, pick);
      if (!metadata.getLabel('validated')) metadata.addLabel('validated', 'yes');
      return [];
    };
    app.node.addValidation({ validate });
  },
];

function objectIn(app: Construct, pick: number): ApiObject {
  const objects = app.node.findAll().filter(ApiObject.isApiObject);
  return objects[pick % objects.length] ?? new ApiObject(app, 'again', { ...CONFIG_MAP, metadata: { name: `${app.node.id}-again` } });
}

test('whatever a user does with an app, an App, a FleetApp and one without drafts write the same', () => {
  const number = fc.nat({ max: 20 });
  const apps = fc.array(fc.record({ construct: number, chart: fc.nat({ max: 2 }) }), { minLength: 1, maxLength: 5 });
  const deeds = fc.array(fc.record({ deed: number, app: number, pick: number, other: number }), { maxLength: 6 });
  let written = 0;
  const property = fc.property(apps, deeds, (made, done) => {
    const build = (asks: boolean) => (app: App) => {
      const charts = [0, 1, 2].map((index) => new Chart(app, `chart-${index}`, { namespace: `team-${index}` }));
      const constructs = made.map(({ construct, chart }, index) => {
        const one = CONSTRUCTS[construct % CONSTRUCTS.length](charts[chart], `app-${index}`);
        if (asks) app.node.findAll();
        return one;
      });
      for (const { deed, app: at, pick, other } of done) {
        const [one, another] = [constructs[at % constructs.length], constructs[other % constructs.length]];
        if (one !== another) DEEDS[deed % DEEDS.length](one, pick, another);
      }
    };
    const [stock, fleet] = both(build(false));
    const withoutDrafts = outcomeOf((outdir) => new App({ outdir }), build(true));
    if (typeof stock === 'object') written++;
    if (typeof stock === 'string' && stock.startsWith('Dependency cycle')) {
      expect([fleet, withoutDrafts].every((outcome) => String(outcome).startsWith('Dependency cycle'))).toBe(true);
      return;
    }
    expect(withoutDrafts).toStrictEqual(stock);
    expect(fleet).toStrictEqual(stock);
  });
  fc.assert(property, { numRuns: 200 });
  expect(written).toBeGreaterThan(100);
}, 60_000);
