import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiObject,
  App,
  Chart,
  Include,
  type IResolver,
  JsonPatch,
  Lazy,
  type ResolutionContext,
  Testing,
  Yaml,
  YamlOutputType,
} from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { FleetApp, HttpScaledWasm, KnativeWagiService, Redis, SpinAppScaled, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { Dependable } from 'constructs';
import { main } from '../../../examples/main';
import { both, outcomeOf } from './both';

const LAYOUTS = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
].map((type) => [YamlOutputType[type], type] as const);

const { KubeDeployment, Quantity } = kplus.k8s;
const MANIFEST = { apiVersion: 'v1', kind: 'ConfigMap' };

/** A resolver that replaces a value. */
class Louder implements IResolver {
  public resolve(context: ResolutionContext): void {
    if (context.value === 'b') context.replaceValue('B');
  }
}

/** Apps with constructs of any kind. */
const MIXES: { readonly [title: string]: (app: App) => void } = {
  'nothing at all': () => {},
  'an empty chart': (app) => {
    new Chart(app, 'empty');
  },
  'plain objects with labels of the chart': (app) => {
    const chart = new Chart(app, 'a', { namespace: 'n', labels: { team: 'a', 10: 'x', 9: 'y' } });
    new ApiObject(chart, 'x', { ...MANIFEST, data: { b: '1', a: 'yes', 10: 'c', 9: 'd' } });
    new ApiObject(chart, 'y', { ...MANIFEST, metadata: { namespace: 'm', labels: { team: 'b' }, annotations: {}, finalizers: ['f/g'] } });
  },
  'objects without metadata, with fields out of order': (app) => {
    const chart = new Chart(app, 'a');
    new ApiObject(chart, 'x', { ...MANIFEST, immutable: true, data: { a: 'b' } });
    new ApiObject(chart, 'y', { ...MANIFEST, status: {}, spec: {}, kind: 'Thing' });
    new ApiObject(chart, 'z', { status: {}, spec: {}, ...MANIFEST, metadata: {} });
  },
  'fields that change from object to object': (app) => {
    const chart = new Chart(app, 'a');
    const values = [
      '1',
      1,
      true,
      'a\nb\n',
      '',
      'a',
      null,
      {},
      { b: 'c' },
      [],
      [['d']],
      [null],
      -0,
      undefined,
      'a'.repeat(300),
      '\ud800',
      '9',
    ];
    for (const [index, a] of values.entries()) new ApiObject(chart, `x${index}`, { ...MANIFEST, data: { a, b: 'c' }, spec: [a, 'b'] });
  },
  'null, undefined and empty fields': (app) => {
    const chart = new Chart(app, 'a');
    const spec = { a: null, b: undefined, c: {}, d: [], e: [null, undefined, {}, [], { f: null }], g: { h: undefined } };
    new ApiObject(chart, 'x', { ...MANIFEST, spec, metadata: { ...spec, labels: { a: undefined as unknown as string } } });
    new ApiObject(chart, 'y', { ...MANIFEST, metadata: { name: undefined, labels: {} } });
  },
  'metadata that was added': (app) => {
    const { metadata } = new ApiObject(new Chart(app, 'a'), 'x', MANIFEST);
    metadata.addLabel('b', 'c');
    metadata.addLabel('a', 'true');
    metadata.addAnnotation('n', '{"a": 1}');
    metadata.addFinalizers('z/y', 'a/b');
    metadata.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: '1' });
    metadata.add('generateName', 'x-');
    metadata.add('extra', { b: [], a: { c: {} } });
  },
  'JSON patches': (app) => {
    const object = new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, data: { b: '1' } });
    object.addJsonPatch(
      JsonPatch.add('/data/a', { z: 1, y: [1, { b: 2, a: 1 }] }),
      JsonPatch.copy('/data/a', '/data/c'),
      JsonPatch.remove('/data/b'),
    );
    object.addJsonPatch(JsonPatch.add('/immutable', true));
  },
  'Lazy values': (app) => {
    const chart = new Chart(app, 'a');
    const data: { [key: string]: string } = { b: '1' };
    new ApiObject(chart, 'x', { ...MANIFEST, data: Lazy.any({ produce: () => data }) });
    const { metadata } = new ApiObject(chart, 'y', { ...MANIFEST, data: { deep: [Lazy.any({ produce: () => 'late' })] } });
    metadata.add('late', Lazy.any({ produce: () => 'later' }));
    data.a = 'on';
  },
  'values that resolve themselves': (app) => {
    new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, data: { a: { resolve: () => 'b', c: 1 }, resolve: 'text' } });
  },
  'generated classes': (app) => {
    const chart = new Chart(app, 'a');
    const template = {
      metadata: { labels: { a: 'b' } },
      spec: { containers: [{ name: 'a', image: 'b', resources: { limits: { cpu: Quantity.fromString('1') } } }] },
    };
    const deployment = new KubeDeployment(chart, 'd', { spec: { selector: { matchLabels: { a: 'b' } }, template } });
    deployment.addDependency(new KubeDeployment(chart, 'e', { spec: { selector: {}, template } }));
    deployment.addJsonPatch(JsonPatch.replace('/spec/replicas', 3));
    new ApiObject(chart, 'union', { ...MANIFEST, data: { cpu: Quantity.fromNumber(1) } });
  },
  'cdk8s-plus': (app) => {
    const chart = new Chart(app, 'a', { namespace: 'n' });
    const config = new kplus.ConfigMap(chart, 'config', { data: { 'a.toml': '[a]\nb = "c"\n', d: 'yes' } });
    const deployment = new kplus.Deployment(chart, 'deployment', {
      containers: [{ image: 'a:b', portNumber: 80, envVariables: { A: kplus.EnvValue.fromConfigMap(config, 'd') } }],
    });
    deployment.node.addDependency(config);
    deployment.exposeViaService().exposeViaIngress('/');
    new kplus.HorizontalPodAutoscaler(chart, 'hpa', { target: deployment, maxReplicas: 3 });
  },
  'this library': (app) => {
    const chart = new Chart(app, 'a', { namespace: 'n' });
    new HttpScaledWasm(chart, 'http', { image: 'a:b', runtime: WasmRuntime.SPIN, hosts: ['a.example.com'] });
    new SpinAppScaled(chart, 'spin', {
      image: 'a:b',
      triggers: [Trigger.cron({ timezone: 'Etc/UTC', start: '0 8 * * *', end: '0 18 * * *', desiredReplicas: 2 })],
    });
    new KnativeWagiService(new Chart(app, 'wagi'), 'wagi', { image: 'a:b' });
  },
  'objects of this library that are changed, patched and depended on': (app) => {
    const chart = new Chart(app, 'a', { namespace: 'n', labels: { team: 'a' } });
    const [asked, patched, filled, emptied, after, validated] = ['asked', 'patched', 'filled', 'emptied', 'after', 'validated'].map(
      (name) => new HttpScaledWasm(chart, name, { image: 'a:b', runtime: WasmRuntime.SPIN, hosts: [`${name}.example.com`] }),
    );
    asked.app.deployment.metadata.addLabel('asked', 'yes');
    patched.scaledObject!.addJsonPatch(JsonPatch.replace('/spec/maxReplicaCount', 7), JsonPatch.remove('/metadata/labels'));
    patched.app.service!.metadata.addAnnotation('late', Lazy.any({ produce: () => 'yes' }));
    new ApiObject(filled, 'more', { ...MANIFEST, metadata: { name: 'more' } });
    emptied.node.tryRemoveChild('Ingress');
    const first = new ApiObject(chart, 'first', { ...MANIFEST, metadata: { name: 'first' } });
    after.app.deployment.addDependency(first);
    asked.node.addDependency(after);
    first.node.addDependency(patched.app);
    validated.node.addValidation({
      validate: () => {
        validated.ingress!.metadata.addAnnotation('seen', 'yes');
        return [];
      },
    });
    new ApiObject(new Chart(app, 'b'), 'last', MANIFEST).addDependency(validated.app.service!);
  },
  'charts, apps and objects inside an app of this library': (app) => {
    const outer = new HttpScaledWasm(new Chart(app, 'a', { labels: { team: 'a' } }), 'outer', {
      image: 'a:b',
      runtime: WasmRuntime.SPIN,
      hosts: ['outer.example.com'],
    });
    new WasmApp(outer, 'inner', { image: 'a:b', runtime: WasmRuntime.SPIN });
    new WasmApp(new Chart(outer, 'chart', { namespace: 'n' }), 'other', { image: 'a:b', runtime: WasmRuntime.SPIN });
    new ApiObject(outer.app, '1', { ...MANIFEST, metadata: { name: 'one' } });
  },
  'labels of a chart that are not strings, or undefined': (app) => {
    const labels = { late: Lazy.any({ produce: () => 'yes' }), none: undefined as unknown as string, 10: 'x', 9: 'y' };
    new WasmApp(new Chart(app, 'a', { labels }), 'app', { image: 'a:b', runtime: WasmRuntime.SPIN, labels: { 10: 'z' } });
  },
  'an app of this library that is removed, and is still depended on': (app) => {
    const chart = new Chart(app, 'a');
    const gone = new WasmApp(chart, 'gone', { image: 'a:b', runtime: WasmRuntime.SPIN });
    const stays = new WasmApp(chart, 'stays', { image: 'a:b', runtime: WasmRuntime.SPIN });
    chart.node.tryRemoveChild('gone');
    stays.node.addDependency(gone);
    new ApiObject(chart, 'x', MANIFEST).addDependency(gone.service!);
  },
  'fields of a root that are not in order': (app) => {
    new KnativeWagiService(new Chart(app, 'a'), 'wagi', { image: 'a:b', modules: [{ route: '/', module: '/a.wasm' }] });
  },
  'a store with custom dependency roots': (app) => {
    const chart = new Chart(app, 'a');
    const redis = new Redis(chart, 'redis');
    new WasmApp(chart, 'app', { image: 'a:b', runtime: WasmRuntime.SPIN, stores: { REDIS: redis.address } });
    const last = new ApiObject(chart, 'last', { ...MANIFEST, metadata: { name: 'last' } });
    Dependable.implement(redis.deployment, { dependencyRoots: [redis.deployment, last] });
  },
  'a chart of this library that renders itself': (app) => {
    class Own extends Chart {
      public toJson() {
        return super.toJson().reverse();
      }
    }
    const apps = ['shop', 'mail'].map((name) => new WasmApp(new Own(app, name), name, { image: 'a:b', runtime: WasmRuntime.SPIN }));
    apps[1].node.addDependency(apps[0]);
  },
  'a chart that changes another one as it renders itself': (app) => {
    const make = (chart: Chart, name: string) => new WasmApp(chart, name, { image: 'a:b', runtime: WasmRuntime.SPIN });
    class Own extends Chart {
      public toJson() {
        last.deployment.metadata.addLabel('changed', 'yes');
        return super.toJson();
      }
    }
    make(new Own(app, 'a'), 'first');
    const last = make(new Chart(app, 'b'), 'last');
  },
  'charts that depend on each other': (app) => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    for (const chart of [a, b, c]) new ApiObject(chart, 'x', MANIFEST);
    a.addDependency(c);
    new ApiObject(new Chart(b, 'inner'), 'y', MANIFEST);
  },
  'charts of one file name': (app) => {
    for (const id of ['a.b', 'ab']) new ApiObject(new Chart(app, id), 'x', { ...MANIFEST, data: { id } });
  },
  'names without hashes': (app) => {
    const chart = new Chart(app, 'a', { disableResourceNameHashes: true });
    new ApiObject(chart, 'Some Name', MANIFEST);
    new ApiObject(chart, 'cron', { apiVersion: 'batch/v1', kind: 'CronJob' });
  },
  'a chart that renders itself': (app) => {
    class Own extends Chart {
      public toJson() {
        const shared = { a: 1 };
        return [
          ...super.toJson(),
          { ...MANIFEST, metadata: { name: 'own' }, z: shared, y: shared, x: { b: undefined, a: null } },
          undefined,
        ];
      }
    }
    new ApiObject(new Own(app, 'a'), 'x', MANIFEST);
  },
  'an object that renders itself': (app) => {
    class Own extends ApiObject {
      public toJson() {
        return { z: 1, ...super.toJson(), data: { b: 'no', a: new Date(0) } };
      }
    }
    new Own(new Chart(app, 'a'), 'x', MANIFEST);
  },
  'constructs that are made while others are validated': (app) => {
    const chart = new Chart(app, 'a');
    const validate = () => {
      if (!chart.node.tryFindChild('late')) new ApiObject(chart, 'late', MANIFEST);
      return [];
    };
    chart.node.addValidation({ validate });
  },
  'multi-line strings at every depth': (app) => {
    const text = '[[module]]\nmodule = "/a.wasm"\n\n  indented\n';
    new ApiObject(new Chart(app, 'a'), 'x', {
      ...MANIFEST,
      text,
      data: { text, list: [text, { text, list: [[text]] }] },
      metadata: { annotations: { text } },
    });
  },
  'a field named like a part of every object': (app) => {
    new ApiObject(new Chart(app, 'a'), 'x', {
      ...MANIFEST,
      data: { toString: 'b', hasOwnProperty: 'c' },
      toJson: 'd',
    } as never);
  },
};

describe.each(LAYOUTS)('in the layout %s', (_, yamlOutputType) => {
  test.each(Object.entries(MIXES))('%s: a FleetApp writes the same files as an App', (_title, build) => {
    const [stock, fleet] = both(build, { yamlOutputType });
    expect(fleet).toStrictEqual(stock);
  });

  test.each(Object.entries(MIXES))('%s: a FleetApp writes the same files without sorting', (_title, build) => {
    process.env.CDK8S_DISABLE_SORT = '1';
    try {
      const [stock, fleet] = both(build, { yamlOutputType });
      expect(fleet).toStrictEqual(stock);
    } finally {
      delete process.env.CDK8S_DISABLE_SORT;
    }
  });

  test('the examples: a FleetApp writes the same files as an App', () => {
    const [stock, fleet] = [App, FleetApp].map((Class) =>
      outcomeOf(
        (outdir) => new Class({ outdir, yamlOutputType }),
        (app) => void main(app),
      ),
    );
    expect(fleet).toStrictEqual(stock);
    expect(Object.keys(stock).length).toBeGreaterThan(0);
  });
});

describe('a FleetApp is equal to an App of the same props and', () => {
  test.each<[string, ConstructorParameters<typeof App>[0]]>([
    ['another extension', { outputFileExtension: '.yml' }],
    ['the paths of the constructs', { recordConstructMetadata: true }],
    ['a resolver', { resolvers: [new Louder()] }],
  ])('writes the same files with %s', (_, props) => {
    const [stock, fleet] = both((app) => {
      MIXES['charts that depend on each other'](app);
      new ApiObject(new Chart(app, 'louder'), '5', { ...MANIFEST, metadata: { name: '5' }, data: { a: 'b' } });
    }, props);
    expect(fleet).toStrictEqual(stock);
  });

  test.each(['CDK8S_OUTDIR', 'CDK8S_RECORD_CONSTRUCT_METADATA'])('respects %s', (variable) => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
    process.env[variable] = variable === 'CDK8S_OUTDIR' ? outdir : 'true';
    try {
      expect(new FleetApp().outdir).toBe(variable === 'CDK8S_OUTDIR' ? outdir : 'dist');
      const [stock, fleet] = both((app) => new ApiObject(new Chart(app, 'a'), 'x', MANIFEST));
      expect(fleet).toStrictEqual(stock);
      expect(Object.keys(stock)).toHaveLength(variable === 'CDK8S_OUTDIR' ? 1 : 2);
    } finally {
      delete process.env[variable];
      rmSync(outdir, { recursive: true });
    }
  });

  test.each(Object.entries(MIXES))('returns the same YAML stream: %s', (_, build) => {
    const [stock, fleet] = [new App(), new FleetApp()].map((app) => {
      build(app);
      return app.synthYaml();
    });
    expect(fleet).toBe(stock);
  });

  test('has the same manifests in Testing.synth()', () => {
    const [stock, fleet] = [new App(), new FleetApp()].map((app) => {
      MIXES['this library'](app);
      return app.charts.map((chart) => Testing.synth(chart));
    });
    expect(fleet).toStrictEqual(stock);
  });

  test('writes the same files in a second synthesis', () => {
    const [once, twice] = [1, 2].map((times) =>
      outcomeOf(
        (outdir) => new FleetApp({ outdir }),
        (app) => {
          MIXES['charts that depend on each other'](app);
          for (let time = 1; time < times; time++) app.synth();
        },
      ),
    );
    expect(twice).toStrictEqual(once);
  });
});

test('included manifests are written as an App writes them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  try {
    const url = join(folder, 'a.yaml');
    writeFileSync(url, Yaml.stringify({ ...MANIFEST, metadata: { name: 'a' }, data: { b: 'yes', a: 'x\ny\n' } }));
    const [stock, fleet] = both((app) => new Include(new Chart(app, 'a'), 'include', { url }));
    expect(fleet).toStrictEqual(stock);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('fails as an App does, with the same files, for', () => {
  class Unrenderable {}
  test.each<[string, (app: App) => void]>([
    [
      'what a validation finds',
      (app) => {
        const chart = new Chart(app, 'a');
        new ApiObject(chart, 'x', MANIFEST).node.addValidation({ validate: () => ['one', 'two'] });
        chart.node.addValidation({ validate: () => ['three'] });
      },
    ],
    [
      'what a validation finds that another one has added',
      (app) => {
        const shop = new WasmApp(new Chart(app, 'a'), 'shop', { image: 'a:b', runtime: WasmRuntime.SPIN });
        const validate = () => {
          shop.deployment.node.addValidation({ validate: () => ['found'] });
          return [];
        };
        shop.node.addValidation({ validate });
      },
    ],
    [
      'a validation of an object that is replaced',
      (app) => {
        const { node } = new WasmApp(new Chart(app, 'a'), 'shop', { image: 'a:b', runtime: WasmRuntime.SPIN });
        node.validate = () => ['no'];
      },
    ],
    [
      'an annotation named constructor in the last of three charts, before any is written',
      (app) => {
        for (const name of ['a', 'b', 'c']) {
          const annotations: { [name: string]: string } = name === 'c' ? { constructor: 'x' } : {};
          new WasmApp(new Chart(app, name), name, { image: 'a:b', runtime: WasmRuntime.SPIN, annotations });
        }
      },
    ],
    [
      'a value of a class',
      (app) => {
        new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, data: { a: new Unrenderable() } });
      },
    ],
    [
      'a field named constructor',
      (app) => {
        new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, data: { constructor: 'a' } });
      },
    ],
    [
      'a field named constructor that is null',
      (app) => {
        new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, spec: { a: { constructor: null } } });
      },
    ],
    [
      'a constructor of its own that is not listed',
      (app) => {
        const spec = Object.defineProperty({ a: 'b' }, 'constructor', { value: Unrenderable });
        new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, spec });
      },
    ],
    [
      'a circular object',
      (app) => {
        const data: { self?: unknown } = {};
        data.self = data;
        new ApiObject(new Chart(app, 'a'), 'x', { ...MANIFEST, data });
      },
    ],
  ])('%s', (_, build) => {
    const [stock, fleet] = both(build);
    expect(fleet).toStrictEqual(stock);
    expect(typeof fleet).toBe('string');
  });
});

test('fails at the end of a large file without changing the previous one', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
  const before = join(outdir, 'large.k8s.yaml');
  writeFileSync(before, 'as it was');
  const app = new FleetApp({ outdir });
  const chart = new Chart(app, 'large');
  for (let index = 0; index < 20; index++) new ApiObject(chart, `x${index}`, { ...MANIFEST, data: { a: 'b'.repeat(100_000) } });
  new ApiObject(chart, 'last', { ...MANIFEST, data: { a: () => 'b' } });
  expect(() => app.synth()).toThrow();
  expect(readdirSync(outdir)).toStrictEqual(['large.k8s.yaml']);
  expect(readFileSync(before, 'utf8')).toBe('as it was');
  rmSync(outdir, { recursive: true });
});

test('every validation runs once', () => {
  const app = new FleetApp({ outdir: mkdtempSync(join(tmpdir(), 'cdk8s-wasm-')) });
  const validate = jest.fn(() => []);
  for (const id of ['a', 'b', 'c']) new ApiObject(new Chart(app, id), 'x', MANIFEST).node.addValidation({ validate });
  app.synth();
  rmSync(app.outdir, { recursive: true });
  expect(validate).toHaveBeenCalledTimes(3);
});
