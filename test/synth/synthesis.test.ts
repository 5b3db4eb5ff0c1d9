import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { synthesisOf } from '../../lib/synth/synthesis';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

test('all constructs of an app have the same synthesis, and a tree without an app has none', () => {
  const app = new App({ outdir });
  expect(synthesisOf(new Chart(app, 'chart'))).toBe(synthesisOf(app));
  expect(synthesisOf(new Construct(undefined as never, ''))).toBeUndefined();
});

test('each synthesis has a number while it runs', () => {
  const app = new App({ outdir });
  const synthesis = synthesisOf(app)!;
  const numbers: (number | undefined)[] = [];
  const validate = () => {
    numbers.push(synthesis.current);
    return [];
  };
  new Chart(app, 'chart').node.addValidation({ validate });
  app.synth();
  app.synthYaml();
  expect(new Set(numbers)).toStrictEqual(new Set([1, 2]));
  expect(synthesis.current).toBeUndefined();
});

test('a function runs after each successful synth()', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'chart');
  const run = jest.fn();
  synthesisOf(app)!.afterwards(run);
  app.synth();
  app.synthYaml();
  Testing.synth(chart);
  expect(run).toHaveBeenCalledTimes(1);
  chart.node.addValidation({ validate: () => ['invalid'] });
  expect(() => app.synth()).toThrow('invalid');
  expect(run).toHaveBeenCalledTimes(1);
});
