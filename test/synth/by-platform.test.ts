import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Platform } from 'cdk8s-wasm';
import { byPlatform } from '../../lib/synth/by-platform';

const MANIFEST = { apiVersion: 'v1', kind: 'ConfigMap' };

test('objects are grouped by platform, in the order of the tree', () => {
  const app = new App();
  const [one, old, two] = ['one', 'old', 'two'].map((id) => new Chart(app, id));
  const declared = Platform.target(old, { keda: '2.17' });
  const [a, b, c] = [one, old, two].map((chart) => new ApiObject(chart, 'x', { ...MANIFEST, data: { chart: chart.node.id } }));
  const rendered = byPlatform(app);
  expect([...rendered.keys()]).toStrictEqual([Platform.of(app), declared]);
  expect(rendered.get(Platform.of(app))).toStrictEqual({ objects: [a, c], manifests: [a.toJson(), c.toJson()] });
  expect(rendered.get(declared)!.objects).toStrictEqual([b]);
});

test.each([
  ['/kind', 'kind (undefined) must be a string after the JSON patches of the object: do not patch it [a/x]'],
  ['/metadata', 'metadata (undefined) must be an object after the JSON patches of the object: do not patch it [a/x]'],
])('fails for a patch that removes %s', (path, message) => {
  const app = new App();
  new ApiObject(new Chart(app, 'a'), 'x', MANIFEST).addJsonPatch(JsonPatch.remove(path));
  expect(() => byPlatform(app)).toThrow(new Error(message));
});
