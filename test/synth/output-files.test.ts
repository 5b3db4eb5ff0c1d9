import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { addOutputFile, addOutputFiles } from '../../lib/synth/output-files';

let app: App;
beforeEach(() => {
  app = new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk8s-wasm-')) });
});
afterEach(() => rmSync(app.outdir, { recursive: true }));

const written = (name: string) => readFileSync(join(app.outdir, name), 'utf8');

test('files are written after the manifests, in new folders', () => {
  addOutputFile(new Chart(app, 'a'), 'a.toml', 'a = 1\n');
  addOutputFiles(app, () => [{ name: join('docs', 'chart.md'), text: written('a.k8s.yaml') }]);
  app.synth();
  expect(written('a.toml')).toBe('a = 1\n');
  expect(written(join('docs', 'chart.md'))).toBe(written('a.k8s.yaml'));
});

test('fails for a second file of the same name', () => {
  addOutputFile(new Chart(app, 'a'), 'a.toml', '');
  expect(() => addOutputFile(new Chart(app, 'b'), 'a.toml', '')).toThrow(
    new Error('file "a.toml" is already written by [a]: pass another fileName [b]'),
  );
});
