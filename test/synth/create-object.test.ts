import { App, Chart, type ChartProps, JsonPatch, Testing } from 'cdk8s';
import { HttpScaledWasm, Platform, WasmApp, WasmRuntime, WasmRuntimeClass } from 'cdk8s-wasm';
import { Construct } from 'constructs';
import { createObject } from '../../lib/synth/create-object';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

test('an object is rendered as given, in the namespace of its chart', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'web', labels: { team: 'web' } });
  createObject(chart, 'Settings', { ...CONFIG_MAP, data: { a: '1' } });
  expect(Testing.synth(chart)).toStrictEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'web', labels: { team: 'web' } }, data: { a: '1' } },
  ]);
});

test('a JSON patch can add fields that no type has', () => {
  const chart = Testing.chart();
  createObject(chart, 'Settings', CONFIG_MAP).addJsonPatch(JsonPatch.add('/brandNew', { field: 1 }));
  expect(Testing.synth(chart)).toStrictEqual([{ ...CONFIG_MAP, brandNew: { field: 1 } }]);
});

test('fails for a second object of the same kind and name with the path of the first', () => {
  const chart = Testing.chart();
  createObject(new Construct(chart, 'first'), 'Settings', CONFIG_MAP);
  expect(() => createObject(new Construct(chart, 'second'), 'Settings', CONFIG_MAP)).toThrow(
    new Error('ConfigMap settings is already created by [test/first]: rename one of the two [test/second]'),
  );
});

test('fails for a second object in another chart', () => {
  const app = new App();
  createObject(new Chart(app, 'first', { namespace: 'web' }), 'Settings', CONFIG_MAP);
  const inSameNamespace = { ...CONFIG_MAP, metadata: { name: 'settings', namespace: 'web' } };
  expect(() => createObject(new Chart(app, 'second'), 'Settings', inSameNamespace)).toThrow(
    new Error(
      'ConfigMap settings in namespace web is already created by [first]: rename one of the two, ' +
        'or if the charts are for different clusters, declare each with Platform.target(chart, { ... }) [second]',
    ),
  );
});

test('fails for a second object with another version of the API group', () => {
  const chart = Testing.chart();
  const route = { kind: 'HTTPRoute', metadata: { name: 'app' } };
  createObject(chart, 'First', { ...route, apiVersion: 'gateway.networking.k8s.io/v1' });
  expect(() => createObject(chart, 'Second', { ...route, apiVersion: 'gateway.networking.k8s.io/v1beta1' })).toThrow(
    new Error('HTTPRoute app is already created by [test]: rename one of the two [test]'),
  );
});

test.each<[string, object]>([
  ['kind', { kind: 'Secret' }],
  ['API group', { apiVersion: 'example.com/v1' }],
  ['name', { metadata: { name: 'other' } }],
  ['namespace', { metadata: { name: 'settings', namespace: 'other' } }],
])('two objects may differ by the %s only', (_, difference) => {
  const chart = Testing.chart();
  createObject(chart, 'First', CONFIG_MAP);
  createObject(chart, 'Second', { ...CONFIG_MAP, ...difference });
  expect(Testing.synth(chart)).toHaveLength(2);
});

test('two apps may have the same objects', () => {
  createObject(Testing.chart(), 'Settings', CONFIG_MAP);
  expect(createObject(Testing.chart(), 'Settings', CONFIG_MAP).name).toBe('settings');
});

describe('two charts of two clusters', () => {
  const twoClusters = () => {
    const app = new App();
    const [east, west] = ['east', 'west'].map((id) => new Chart(app, id, { namespace: 'web' }));
    Platform.target(east, { keda: '2.20' });
    Platform.target(west, { keda: '2.18' });
    return [east, west];
  };

  test('can have objects of the same name', () => {
    const [east, west] = twoClusters();
    for (const chart of [east, west]) createObject(chart, 'Settings', CONFIG_MAP);
    const settings = { ...CONFIG_MAP, metadata: { name: 'settings', namespace: 'web' } };
    expect([Testing.synth(east), Testing.synth(west)]).toStrictEqual([[settings], [settings]]);
  });

  test('can have apps of the same name and hosts, and RuntimeClasses of the same name', () => {
    const kinds = twoClusters().map((chart) => {
      new HttpScaledWasm(chart, 'shop', { image: 'shop:1', runtime: WasmRuntime.SPIN, hosts: ['shop.example.com'] });
      new WasmRuntimeClass(chart, 'spin', { runtime: WasmRuntime.SPIN });
      return Testing.synth(chart).map(({ kind }) => kind);
    });
    const expected = ['RuntimeClass', 'Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'Ingress'];
    expect(kinds.map((all) => [...all].sort())).toStrictEqual([[...expected].sort(), [...expected].sort()]);
  });

  test('fails for a second object of the name in one of them', () => {
    const [east] = twoClusters();
    createObject(east, 'Settings', CONFIG_MAP);
    expect(() => createObject(new Construct(east, 'again'), 'Settings', CONFIG_MAP)).toThrow(
      new Error('ConfigMap settings in namespace web is already created by [east]: rename one of the two [east/again]'),
    );
  });
});

describe('a chart without a namespace', () => {
  const warningsOf = (build: (chart: Chart) => void, props?: ChartProps): string[] => {
    const warnings = jest.spyOn(process, 'emitWarning').mockImplementation();
    build(new Chart(new App(), 'web', props));
    const texts = warnings.mock.calls.map(([text]) => String(text)).filter((text) => text.includes('no namespace'));
    warnings.mockRestore();
    return texts;
  };
  const shop = (id: string) => ({ image: 'shop:1', runtime: WasmRuntime.SPIN, hosts: [`${id}.example.com`] });

  test('is warned of once, if an object goes to a namespace of its own', () => {
    expect(warningsOf((chart) => ['a', 'b'].map((id) => new HttpScaledWasm(chart, id, shop(id))))).toStrictEqual([
      'the chart has no namespace, so its objects are created in the namespace of the kubectl context, and Ingress a in keda: ' +
        'pass a namespace to the Chart [web]',
    ]);
  });

  test.each<[string, (chart: Chart) => void, ChartProps]>([
    ['every object goes there', (chart) => new WasmApp(chart, 'a', { image: 'shop:1', runtime: WasmRuntime.SPIN }), {}],
    ['the chart has one', (chart) => new HttpScaledWasm(chart, 'a', shop('a')), { namespace: 'shop' }],
    ['the object has none', (chart) => new WasmRuntimeClass(chart, 'spin', { runtime: WasmRuntime.SPIN }), {}],
  ])('is not warned of if %s', (_, build, props) => {
    expect(warningsOf(build, props)).toStrictEqual([]);
  });
});
