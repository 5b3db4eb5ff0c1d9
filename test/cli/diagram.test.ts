import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run';

let directory: string;
let file: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-diagram-'));
  file = join(directory, 'web.yaml');
  writeFileSync(file, 'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { type: LoadBalancer }\n');
});
afterAll(() => rmSync(directory, { recursive: true }));

test('prints Mermaid', () => {
  expect(run(['diagram', file])).toStrictEqual({
    status: 0,
    stdout: 'flowchart LR\n  n2(["client"])\n  subgraph g1["shop"]\n    n1("Service<br>web")\n  end\n  n2 --> n1\n',
    stderr: '',
  });
});

test('prints SVG', () => {
  expect(run(['diagram', '--format', 'svg', directory]).stdout).toMatch(/^<svg /);
});

test('draws the interceptor at its address', () => {
  const route = join(directory, 'route.yml');
  writeFileSync(route, 'apiVersion: http.keda.sh/v1beta1\nkind: InterceptorRoute\nmetadata: { name: web, namespace: shop }\nspec: {}\n');
  expect(run(['diagram', '--interceptor', 'proxy.edge:80', route]).stdout).toContain(
    'subgraph g2["edge"]\n    n3{{"interceptor<br>proxy"}}',
  );
});

test('prints its help', () => {
  expect(run(['diagram', '--help']).stdout).toContain('--format mermaid|svg');
});

test('exits 2 for an unreadable input, and draws the others', () => {
  const { status, stdout, stderr } = run(['diagram', file, join(directory, 'none.yaml')]);
  expect([status, stderr]).toStrictEqual([2, `${join(directory, 'none.yaml')}: does not exist\n`]);
  expect(stdout).toContain('Service<br>web');
});

test.each([
  [[], 'no input: pass files, directories, or - for standard input'],
  [['--format', 'sgv', 'x.yaml'], '--format "sgv" must be one of mermaid, svg: did you mean svg?'],
])('fails for diagram %j', (args, reason) => {
  expect(run(['diagram', ...args]).stderr).toBe(`cdk8s-wasm: ${reason} (see cdk8s-wasm diagram --help)\n`);
});
