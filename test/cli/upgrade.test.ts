import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../lib/cli/command';
import { main } from '../../lib/cli/main';
import { SUPPORTED } from '../../lib/cluster/supported-versions';

let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-upgrade-'));
  file = join(directory, 'worker.yaml');
  writeFileSync(
    file,
    `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker }
spec:
  scaleTargetRef: { name: worker }
  minReplicaCount: 1
  triggers:
    - type: cpu
      metricType: Utilization
      metadata: { type: Utilization, value: "50" }
    - type: cron
      metadata: { timezone: Europe/Berlin, start: "0 8,9 * * *", end: 0 20 * * *, desiredReplicas: "3" }
`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ write: (text) => (written[name] += text) });
  const status = main({ args: ['upgrade', ...args], env: {}, stdout: output('stdout'), stderr: output('stderr') });
  return { status, stdout: written.stdout.replaceAll(directory, ''), stderr: written.stderr.replaceAll(directory, '') };
}

test('prints a step with its breaks, changes and cures, and exits with 1', () => {
  const { status, stdout, stderr } = run('--from', 'keda=2.17', '--to', 'keda=2.20', file);
  expect([status, stderr]).toStrictEqual([1, '']);
  expect(stdout).toBe(`1. KEDA 2.17 to 2.20
   KEDA 2.20 is tested with Kubernetes 1.33 to 1.35

   breaks:
   /worker.yaml:10:19 ScaledObject worker, spec.triggers[0].metadata.type: type was removed from cpu in KEDA 2.18
     fix: write spec.triggers[0].metricType (cdk8s-wasm migrate writes it)
     from 2.18 [keda-triggers/removed-key] https://github.com/kedacore/keda/releases

   changes of behavior:
   from 2.18, the metric of a cron trigger is 0 outside of its hours, and was 1
     /worker.yaml:11:7 ScaledObject worker, spec.triggers[1].type
     to do: look at formulas that read it; write minReplicaCount: 1 for a replica at all hours
     https://github.com/kedacore/keda/issues/6886

   cured:
   /worker.yaml:12:44 ScaledObject worker, spec.triggers[1].metadata.start: start ("0 8,9 * * *") of cron: the name of the metric holds the comma, which the name of a metric must not (KEDA before 2.20; the cluster runs 2.17) [advisories/cron-comma]

1 break, 1 change of behavior, 1 finding cured (1 object of 1 file)
`);
});

test('exits with 0 where nothing breaks', () => {
  const { status, stdout } = run('--from', 'keda=2.18', '--to', 'keda=2.19', file);
  expect([status, stdout.split('\n').at(-2)]).toStrictEqual([
    0,
    'nothing changes for these manifests; 1 error before and after it: see cdk8s-wasm check (1 object of 1 file)',
  ]);
});

test('upgrades to the newest supported versions by default', () => {
  expect(run('--from', 'keda=2.19,knative=1.12', file).stdout).toContain(`1. KEDA 2.19 to ${SUPPORTED.keda.max}\n`);
});

test('prints JSON with positions', () => {
  const { steps, summary } = JSON.parse(run('--from', 'keda=2.17', '--to', 'keda=2.20.2', '--format', 'json', file).stdout);
  expect(summary).toStrictEqual({ breaks: 1, errorsBefore: 0, objects: 1, files: 1 });
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatchObject({
    component: 'keda',
    from: '2.17',
    to: '2.20.2',
    through: ['2.20.2'],
    breaks: [{ file: '/worker.yaml', line: 10, column: 19, rule: 'keda-triggers/removed-key', release: '2.18', migrate: true }],
    changes: [{ id: 'keda/cron-zero', release: '2.18', places: [{ file: '/worker.yaml', line: 11, path: 'spec.triggers[1].type' }] }],
    warnings: [],
    defects: [],
    cures: [{ rule: 'advisories/cron-comma' }],
  });
});

test('prints Markdown', () => {
  const { stdout } = run('--from', 'keda=2.17', '--to', 'keda=2.20', '--format', 'markdown', file);
  expect(stdout.split('\n').filter((line) => line.startsWith('#'))).toStrictEqual([
    '# Upgrade',
    '## 1. KEDA 2.17 to 2.20',
    '### Breaks',
    '### Changes of behavior',
    '### Cured',
  ]);
  expect(stdout).toContain('| ScaledObject worker, spec.triggers\\[0\\].metadata.type (/worker.yaml:10) |');
});

test('fails with 2 where an input cannot be read', () => {
  const { status, stderr } = run('--from', 'keda=2.17', join(directory, 'absent.yaml'), file);
  expect([status, stderr]).toStrictEqual([2, '/absent.yaml: does not exist\n']);
});

test.each([
  [[], 'no --from: pass the versions that the cluster runs, such as --from keda=2.17'],
  [['--from', 'keda=2.17', '--to', 'knative=1.20'], '--to names knative, and --from does not: pass --from knative=VERSION'],
  [['--from', 'keda=2.20', '--to', 'keda=2.17'], '--to keda=2.17 is older than --from keda=2.20'],
  [['--from', 'keda=2.20.2', '--to', 'keda=2.20.1'], '--to keda=2.20.1 is older than --from keda=2.20.2'],
  [['--from', 'kedda=2.17'], '--from: "kedda" is not a component: did you mean keda?'],
  [['--from', 'keda=2.1'], `--from: keda ("2.1") must be a version of KEDA from 2.14 to ${SUPPORTED.keda.max}`],
  [['--from', 'keda=2.17', '--format', 'yaml'], '--format "yaml" must be one of text, json, markdown'],
])('fails with 2 for %j', (args, message) => {
  const { status, stderr } = run(...args, file);
  expect([status, stderr]).toStrictEqual([2, `cdk8s-wasm: ${message} (see cdk8s-wasm upgrade --help)\n`]);
});

test('fails with 2 without an input', () => {
  expect(run('--from', 'keda=2.17')).toMatchObject({ status: 2, stdout: '' });
});

test('prints its help', () => {
  const { status, stdout } = run('--help');
  expect(status).toBe(0);
  expect(stdout).toContain('--to COMPONENT=VERSION,...');
});
