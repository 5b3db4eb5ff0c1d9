import { App, Chart, JsonPatch, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { createObject } from '../../lib/synth/create-object';

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

test('an object is written as it was given, in the namespace of its chart', () => {
  const chart = new Chart(Testing.app(), 'test', { namespace: 'web', labels: { team: 'web' } });
  createObject(chart, 'Settings', { ...CONFIG_MAP, data: { a: '1' } });
  expect(Testing.synth(chart)).toStrictEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'web', labels: { team: 'web' } }, data: { a: '1' } },
  ]);
});

test('a patch reaches fields that no type knows', () => {
  const chart = Testing.chart();
  createObject(chart, 'Settings', CONFIG_MAP).addJsonPatch(JsonPatch.add('/brandNew', { field: 1 }));
  expect(Testing.synth(chart)).toStrictEqual([{ ...CONFIG_MAP, brandNew: { field: 1 } }]);
});

test('fails when the app already has an object of that kind and name, and names its construct', () => {
  const chart = Testing.chart();
  createObject(new Construct(chart, 'first'), 'Settings', CONFIG_MAP);
  expect(() => createObject(new Construct(chart, 'second'), 'Settings', CONFIG_MAP)).toThrow(
    new Error('ConfigMap settings is already made by [test/first]: give one of the two another name [test/second]'),
  );
});

test('fails across charts, whose objects meet in the cluster', () => {
  const app = new App();
  createObject(new Chart(app, 'first', { namespace: 'web' }), 'Settings', CONFIG_MAP);
  const inSameNamespace = { ...CONFIG_MAP, metadata: { name: 'settings', namespace: 'web' } };
  expect(() => createObject(new Chart(app, 'second'), 'Settings', inSameNamespace)).toThrow(
    new Error('ConfigMap settings in namespace web is already made by [first]: give one of the two another name [second]'),
  );
});

test('fails when only the version of the API differs, which is the same object on the cluster', () => {
  const chart = Testing.chart();
  const route = { kind: 'HTTPRoute', metadata: { name: 'app' } };
  createObject(chart, 'First', { ...route, apiVersion: 'gateway.networking.k8s.io/v1' });
  expect(() => createObject(chart, 'Second', { ...route, apiVersion: 'gateway.networking.k8s.io/v1beta1' })).toThrow(
    new Error('HTTPRoute app is already made by [test]: give one of the two another name [test]'),
  );
});

test.each<[string, object]>([
  ['kind', { kind: 'Secret' }],
  ['API group', { apiVersion: 'example.com/v1' }],
  ['name', { metadata: { name: 'other' } }],
  ['namespace', { metadata: { name: 'settings', namespace: 'other' } }],
])('objects of one name may differ by %s', (_, difference) => {
  const chart = Testing.chart();
  createObject(chart, 'First', CONFIG_MAP);
  createObject(chart, 'Second', { ...CONFIG_MAP, ...difference });
  expect(Testing.synth(chart)).toHaveLength(2);
});

test('two apps know nothing of each other', () => {
  createObject(Testing.chart(), 'Settings', CONFIG_MAP);
  expect(createObject(Testing.chart(), 'Settings', CONFIG_MAP).name).toBe('settings');
});
