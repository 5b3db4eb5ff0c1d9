import { App, Chart } from 'cdk8s';
import { SpinAppScaled, SpinExecutor, WasmApp, WasmRuntime, WasmRuntimeClass } from 'cdk8s-wasm';
import { synth } from '../support/synth';

const kinds = (manifests: { kind: string }[]) => manifests.map(({ kind }) => kind);
const wasmApp = (chart: Chart) => new WasmApp(chart, 'app', { image: 'app:1', runtime: WasmRuntime.WASMEDGE });
const runtimeClass = (chart: Chart) =>
  new WasmRuntimeClass(chart, 'class', { runtime: WasmRuntime.WASMEDGE, nodeSelector: { wasm: 'yes' } });
const spinApp = (chart: Chart) => new SpinAppScaled(chart, 'app', { image: 'app:1' });
const executor = (chart: Chart) => new SpinExecutor(chart, 'executor');

test.each<[string, ((chart: Chart) => unknown)[], string[]]>([
  ['a RuntimeClass precedes the Deployment that names it', [runtimeClass, wasmApp], ['RuntimeClass', 'Deployment']],
  ['a RuntimeClass that is created later precedes the Deployment', [wasmApp, runtimeClass], ['RuntimeClass', 'Deployment']],
  ['an executor precedes the SpinApp that names it', [executor, spinApp], ['SpinAppExecutor', 'SpinApp']],
  ['an executor that is created later precedes the SpinApp', [spinApp, executor], ['SpinAppExecutor', 'SpinApp']],
])('%s', (_, makers, expected) => {
  const manifests = synth((chart) => {
    for (const make of makers) make(chart);
  });
  expect(kinds(manifests)).toStrictEqual(expected);
});

test('an executor depends on its RuntimeClass', () => {
  const runtime = WasmRuntime.SPIN;
  const manifests = synth((chart) => {
    new SpinExecutor(chart, 'executor', { runtime });
    new WasmRuntimeClass(chart, 'class', { runtime, nodeSelector: { spin: 'yes' } });
  });
  expect(kinds(manifests)).toStrictEqual(['RuntimeClass', 'SpinAppExecutor']);
});

test('charts are not ordered, and their files are not numbered', () => {
  const app = new App();
  wasmApp(new Chart(app, 'apps'));
  runtimeClass(new Chart(app, 'platform'));
  expect(app.charts.map(({ node }) => node.id)).toStrictEqual(['apps', 'platform']);
});
