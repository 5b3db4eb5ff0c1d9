import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../lib/cli/main';

let directory: string;

beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-bounds-'))));
afterEach(() => rmSync(directory, { recursive: true }));

function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const status = main({ args, env: {}, stdout: output('stdout'), stderr: output('stderr') } as never);
  return { status, ...written };
}

const scaler = (index: number) =>
  `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: app-${index}}\nspec: {scaleTargetRef: {name: app-${index}}, minReplicaCount: ${index + 5}, maxReplicaCount: 2, triggers: [{type: cpu, metadata: {value: "50"}, metricType: Utilization}]}\n`;

test('--max-findings bounds what is printed as text, says how many are left out, and counts them all', () => {
  writeFileSync(join(directory, 'a.yaml'), [0, 1, 2, 3].map(scaler).join('---\n'));
  const args = ['check', '--only', 'keda/replica-bounds', '--max-findings', '3', directory];
  const { status, stdout } = run(...args);
  expect(status).toBe(1);
  expect(stdout.match(/ error /g)).toHaveLength(3);
  expect(stdout).toContain('\n1 more finding left out: --max-findings 4 prints all, --summary counts them by rule\n');
  expect(stdout).toContain('\n4 errors in 4 objects of 1 file\n');
  expect(JSON.parse(run(...args, '--format', 'json').stdout).findings).toHaveLength(4);
});

test.each(['0', '-1', 'many', '1e3'])('fails for --max-findings=%s', (value) => {
  expect(run('check', `--max-findings=${value}`, directory)).toStrictEqual({
    status: 2,
    stdout: '',
    stderr: `cdk8s-wasm: --max-findings "${value}" must be a number above 0 (see cdk8s-wasm check --help)\n`,
  });
});

test('fails for inputs that are too large together', () => {
  for (let index = 0; index < 9; index++) {
    const path = join(directory, `${index}.yaml`);
    writeFileSync(path, 'apiVersion: v1\n');
    truncateSync(path, 30 * 2 ** 20);
  }
  const { status, stdout, stderr } = run('check', directory);
  expect([status, stdout]).toStrictEqual([2, '']);
  expect(stderr).toMatch(
    /^cdk8s-wasm: the inputs are larger than 256 MiB together, with .*8\.yaml: run the command on parts of them \(see /,
  );
});
