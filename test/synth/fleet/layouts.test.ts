import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { write, writeConstructMetadata } from '../../../lib/synth/fleet/layouts';
import { planOf } from '../../../lib/synth/fleet/plan';

/** Returns an app with two charts of an object each, of which the first depends on the second. */
function fleet(yamlOutputType?: YamlOutputType): App {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk8s-wasm-')), yamlOutputType });
  const [first, second] = ['first', 'second'].map((id) => {
    return new ApiObject(new Chart(app, id), 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${id}:config` } });
  });
  first.addDependency(second);
  return app;
}

test.each([
  [YamlOutputType.FILE_PER_APP, ['app.k8s.yaml']],
  [YamlOutputType.FILE_PER_CHART, ['0000-second.k8s.yaml', '0001-first.k8s.yaml']],
  [YamlOutputType.FILE_PER_RESOURCE, ['ConfigMap.firstconfig.k8s.yaml', 'ConfigMap.secondconfig.k8s.yaml']],
  [
    YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    [
      '0000-second',
      join('0000-second', 'ConfigMap.secondconfig.k8s.yaml'),
      '0001-first',
      join('0001-first', 'ConfigMap.firstconfig.k8s.yaml'),
    ],
  ],
])('the layout %s has its files', (layout, files) => {
  const app = fleet(layout);
  write(app, planOf(app), (object) => object.toJson());
  expect(readdirSync(app.outdir, { recursive: true }).sort()).toStrictEqual(files);
  rmSync(app.outdir, { recursive: true });
});

test('the metadata has the construct of each object', () => {
  const app = fleet();
  writeConstructMetadata(app, planOf(app));
  expect(JSON.parse(readFileSync(join(app.outdir, 'construct-metadata.json'), 'utf8'))).toStrictEqual({
    version: '1.0.0',
    resources: { 'first:config': { path: 'first/x' }, 'second:config': { path: 'second/x' } },
  });
  rmSync(app.outdir, { recursive: true });
});
