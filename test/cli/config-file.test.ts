import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run';

const before = process.cwd();
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-config-'));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

function write(file: string, text: string): string {
  mkdirSync(dirname(join(directory, file)), { recursive: true });
  writeFileSync(join(directory, file), text);
  return file;
}

/** A finding of KEDA before 2.17, and one of any. */
const TOKENS =
  'apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: { name: a }\nspec: { boundServiceAccountToken: [{ parameter: a, serviceAccountName: b }] }\n';
const LABEL = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\n  labels:\n    release: 7\n';

/** Ids of the rules of the findings. */
function rulesOf(...args: string[]): string[] {
  const { stdout, stderr } = run(['check', '--format', 'json', ...args]);
  expect(stderr).toBe('');
  return JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule);
}

test('the platform is that of the file, and of the options where they name a component', () => {
  write('tokens.yaml', TOKENS);
  expect(rulesOf('tokens.yaml')).toStrictEqual([]);
  write('.cdk8s-wasm.yaml', "platform: { keda: '2.16', httpAddOn: '0.12' }\n");
  expect(rulesOf('tokens.yaml')).toStrictEqual(['keda/field-version']);
  expect(rulesOf('--platform', 'httpAddOn=0.16', 'tokens.yaml')).toStrictEqual(['keda/field-version']);
  expect(rulesOf('--platform', 'keda=2.21', 'tokens.yaml')).toStrictEqual([]);
  expect(rulesOf('--no-config', 'tokens.yaml')).toStrictEqual([]);
  expect(run(['requirements', 'tokens.yaml']).stdout).toContain('KEDA 2.16');
});

test('the nearest file above counts, and --config names another', () => {
  write('.cdk8s-wasm.yaml', 'ignore: { kubernetes/labels: a chart writes them }\n');
  write('apps/shop/bad.yaml', LABEL);
  process.chdir('apps/shop');
  expect(rulesOf('bad.yaml')).toStrictEqual([]);
  write('apps/.cdk8s-wasm.yml', '# nothing\n');
  expect(rulesOf('bad.yaml')).toStrictEqual(['kubernetes/labels']);
  expect(rulesOf('--config', '../../.cdk8s-wasm.yaml', 'bad.yaml')).toStrictEqual([]);
});

test('--only runs a rule that the file leaves out', () => {
  write('bad.yaml', LABEL);
  write('.cdk8s-wasm.yaml', 'ignore: { kubernetes/labels: a chart writes them }\n');
  expect(rulesOf('--only', 'kubernetes/labels', 'bad.yaml')).toStrictEqual(['kubernetes/labels']);
});

test('excluded paths are relative to the file', () => {
  write('.cdk8s-wasm.yaml', 'exclude: [apps/shop/charts, "*.sops.yaml"]\n');
  write('apps/shop/charts/bad.yaml', LABEL);
  write('apps/shop/a.sops.yaml', LABEL);
  write('apps/shop/b.yaml', LABEL.replace('bad', 'b'));
  const files = (path: string) =>
    JSON.parse(run(['check', '--format', 'json', path]).stdout).findings.map(({ file }: { file: string }) => file);
  expect(files('.')).toStrictEqual(['apps/shop/b.yaml']);
  process.chdir('apps/shop');
  expect(files('.')).toStrictEqual(['b.yaml']);
  expect(files(join(directory, 'apps'))).toStrictEqual([join(directory, 'apps/shop/b.yaml')]);
});

test('the namespace is that of the file, and --namespace wins', () => {
  write('.cdk8s-wasm.yaml', 'namespace: apps\n');
  write('bad.yaml', LABEL);
  const namespace = (...args: string[]) =>
    JSON.parse(run(['check', '--format', 'json', ...args, 'bad.yaml']).stdout).findings[0].object.namespace;
  expect([namespace(), namespace('--namespace', 'web'), namespace('--no-config')]).toStrictEqual(['apps', 'web', undefined]);
});

test.each([
  ['ignored: {}', 'unknown key "ignored": did you mean ignore?'],
  ['xyzzy: 1', 'unknown key "xyzzy": there are platform, ignore, exclude, namespace'],
  ['- a', 'must be a map of platform, ignore, exclude, namespace'],
  ['platform: { kedda: "2.21" }', 'platform: "kedda" is not a component: did you mean keda?'],
  ['platform: { keda: 2.20 }', 'platform.keda (2.2) must be a string: quote it'],
  ['platform: { keda: "1.5" }', 'platform: keda ("1.5") must be a version of KEDA from 2.14 to 2.21'],
  ['platform: 2', "platform must map components to versions, such as keda: '2.21'"],
  ['platform: { featureGates: HPAScaleToZero }', 'platform.featureGates must be a list of strings'],
  ['platform: { interceptor: { servce: a } }', 'unknown key "servce" in platform.interceptor: did you mean service?'],
  ['platform: { interceptor: { port: "80" } }', 'platform.interceptor.port must be a number'],
  ['ignore: [keda/target-missing]', 'ignore must map rules to reasons, such as keda/target-missing: made by another pipeline'],
  ['ignore: { keda/target-mising: x }', 'ignore has the unknown rule "keda/target-mising": did you mean keda/target-missing?'],
  [
    'ignore: { keda/target-missing: }',
    'ignore has no reason for keda/target-missing: write one, such as keda/target-missing: made by another pipeline',
  ],
  ['exclude: charts', 'exclude must be a list of globs, such as charts or apps/**/test'],
  ['namespace: A_b', 'namespace ("A_b") must be a DNS label: lower-case letters, digits and hyphens'],
])('fails for %s', (text, reason) => {
  write('.cdk8s-wasm.yaml', `${text}\n`);
  write('bad.yaml', LABEL);
  expect(run(['check', 'bad.yaml'])).toStrictEqual({
    status: 2,
    stdout: '',
    stderr: `cdk8s-wasm: .cdk8s-wasm.yaml: ${reason} (see cdk8s-wasm check --help)\n`,
  });
});

test('the file of the documentation is accepted', () => {
  const [, example] = /^## The configuration file\n[\s\S]*?```yaml\n([\s\S]*?)```/m.exec(
    readFileSync(join(before, 'docs', 'cli.md'), 'utf8'),
  )!;
  write('.cdk8s-wasm.yaml', example);
  write('good.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: good }\n');
  expect(rulesOf('good.yaml')).toStrictEqual([]);
});

test('fails for a file that is not there, or is no YAML', () => {
  write('bad.yaml', LABEL);
  expect(run(['check', '--config', 'nowhere.yaml', 'bad.yaml']).stderr).toContain('nowhere.yaml: cannot be read: ENOENT');
  write('.cdk8s-wasm.yaml', 'a: "b\n');
  expect(run(['check', 'bad.yaml']).stderr).toContain('.cdk8s-wasm.yaml: Missing closing "quote at line 2');
  expect(run(['check', '--config', 'a.yaml', '--no-config', 'bad.yaml']).stderr).toContain('--config and --no-config exclude each other');
});
