import { Chart, Testing } from 'cdk8s';
import { Diagram, HttpScaledWasm, Platform, WasmRuntime } from '../../lib';

test('an app is drawn as Mermaid and as SVG', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'chart', { namespace: 'shop' });
  new HttpScaledWasm(chart, 'hello', { image: 'ghcr.io/org/hello:v1', runtime: WasmRuntime.SPIN, hosts: ['hello.example.com'] });
  const diagram = Diagram.of(app);
  expect(diagram.toMermaid()).toMatch(/^flowchart LR\n[\s\S]*Deployment<br>hello<br>runtime wasmtime-spin-v2/);
  expect(diagram.toSvg()).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
});

test('the charts of two clusters have groups of their own', () => {
  const app = Testing.app();
  for (const keda of ['2.20', '2.21']) {
    const chart = new Chart(app, `on-${keda.replace('.', '-')}`, { namespace: 'shop' });
    Platform.target(chart, { keda });
    new HttpScaledWasm(chart, 'hello', { image: 'ghcr.io/org/hello:v1', runtime: WasmRuntime.SPIN, hosts: ['hello.example.com'] });
  }
  expect(
    Diagram.of(app)
      .toMermaid()
      .match(/"shop .*"/g),
  ).toStrictEqual(['"shop (cluster 1)"', '"shop (cluster 2)"']);
});
