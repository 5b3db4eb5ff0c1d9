import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../lib/cli/command';
import { main } from '../../lib/cli/main';

let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-requirements-'));
  file = join(directory, 'route.yaml');
  const metadata = 'metadata: { name: shop, namespace: default }';
  writeFileSync(
    file,
    `apiVersion: http.keda.sh/v1beta1\nkind: InterceptorRoute\n${metadata}\nspec: { target: { service: shop, port: 80 } }\n---\n` +
      `apiVersion: serving.knative.dev/v1\nkind: Service\n${metadata}\nspec: { template: { spec: { nodeSelector: { a: b } } } }\n`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ write: (text) => (written[name] += text) });
  const status = main({ args: ['requirements', ...args], env: {}, stdout: output('stdout'), stderr: output('stderr') });
  return { status, ...written };
}

test('prints the requirements', () => {
  const { status, stdout, stderr } = run(file);
  expect([status, stderr]).toStrictEqual([0, '']);
  expect(stdout).toContain('  KEDA HTTP add-on 0.16\n    0.14 or newer: InterceptorRoute default/shop\n');
  expect(stdout).toContain("  kubernetes.podspec-nodeselector: enabled (in Knative's ConfigMap config-features)\n");
});

test('takes the platform options', () => {
  const { stdout } = run('--platform', 'httpAddOn=0.14,keda=2.18', '--interceptor', 'proxy.edge:80', '--knative-feature', 'x', file);
  expect(stdout).toContain("--version '~0.14.0' --namespace edge");
  expect(stdout).toContain('  KEDA 2.18\n');
});

test('prints JSON', () => {
  const { clusters } = JSON.parse(run('--format', 'json', file).stdout);
  expect(clusters).toHaveLength(1);
  expect(clusters[0].versions).toStrictEqual({
    kubernetes: '1.37',
    keda: '2.21',
    httpAddOn: '0.16',
    spinOperator: '0.6',
    spinShim: '0.25',
    knative: '1.24',
    runtimeClassManager: '0.2',
    gatewayApi: '1.6',
  });
  expect(clusters[0].requirements[1]).toMatchObject({ kind: 'component', name: 'KEDA', neededBy: ['InterceptorRoute default/shop'] });
});

test('prints Markdown', () => {
  expect(run('--format', 'markdown', file).stdout).toContain(
    '| Components | needed by | |\n|---|---|---|\n| [Kubernetes](https://kubernetes.io/releases/) |',
  );
});

test('prints its help', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('--format text|json|markdown');
});

test('exits 2 for an unreadable input, and prints the requirements of the others', () => {
  const { status, stdout, stderr } = run(file, join(directory, 'none.yaml'));
  expect(status).toBe(2);
  expect(stderr).toContain('none.yaml');
  expect(stdout).toContain('KEDA');
});

test.each([
  [[], 'no input: pass files, directories, or - for standard input'],
  [['--format', 'markdwn', 'x.yaml'], '--format "markdwn" must be one of text, json, markdown: did you mean markdown?'],
  [['--platform', 'keda=1.0', 'x.yaml'], '--platform: keda ("1.0") must be a version of KEDA'],
])('fails for %j', (args, message) => {
  const { status, stdout, stderr } = run(...args);
  expect([status, stdout]).toStrictEqual([2, '']);
  expect(stderr).toContain(message);
});
