import { App, Chart, JsonPatch, Testing } from 'cdk8s';
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
