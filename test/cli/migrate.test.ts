import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../lib/cli/command';
import { main } from '../../lib/cli/main';

const before = process.cwd();
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-migrate-'));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

function run(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ write: (text) => (written[name] += text) });
  const status = main({ args: ['migrate', ...args], env: {}, stdout: output('stdout'), stderr: output('stderr') });
  return { status, ...written };
}

function write(name: string, text: string): string {
  mkdirSync(join(directory, name, '..'), { recursive: true });
  writeFileSync(join(directory, name), text);
  return name;
}

const read = (name: string) => readFileSync(join(directory, name), 'utf8');

const OLD =
  'apiVersion: core.spinoperator.dev/v1alpha1\nkind: SpinApp\nmetadata:\n  name: hello # hi\nspec:\n  image: a\n  replicas: 2\n  executor: spin\n';
const NEW = OLD.replace('spinoperator', 'spinkube');
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: hello\nspec:\n  ports:\n    - port: 8080\n';
const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

test('manifests go to standard output, the report to standard error', () => {
  expect(run(write('app.yaml', OLD))).toStrictEqual({
    status: 0,
    stdout: NEW,
    stderr:
      'changed:\napp.yaml:1:1 SpinApp hello: apiVersion becomes core.spinkube.dev/v1alpha1\n  spin-operator since 0.4 serves only core.spinkube.dev\n\n1 file of 1 changed\n',
  });
  expect(read('app.yaml')).toBe(OLD);
});

test('several files are migrated together, to one stream', () => {
  write('app/app.yaml', OLD);
  write('app/service.yaml', SERVICE);
  write('app/map.yaml', MAP);
  write('app/values.yaml', 'image: a\n');
  expect(run('app')).toMatchObject({ status: 0, stdout: `${NEW}---\n${MAP}` });
});

test('changed files are written in place, keep their mode, and links stay links', () => {
  write('app.yaml', OLD);
  write('map.yaml', MAP);
  chmodSync('app.yaml', 0o640);
  symlinkSync('app.yaml', 'link.yaml');
  const { mtimeMs } = statSync('map.yaml');
  expect(run('--write', 'link.yaml', 'map.yaml')).toMatchObject({
    status: 0,
    stdout: '',
    stderr: expect.stringContaining('\n1 file of 2 written\n'),
  });
  expect(read('app.yaml')).toBe(NEW);
  expect(statSync('app.yaml').mode & 0o777).toBe(0o640);
  expect(lstatSync('link.yaml').isSymbolicLink()).toBe(true);
  expect(statSync('map.yaml').mtimeMs).toBe(mtimeMs);
  expect(readdirSync(directory).sort()).toStrictEqual(['app.yaml', 'link.yaml', 'map.yaml']);
  expect(run('-w', 'app.yaml', 'map.yaml')).toStrictEqual({ status: 0, stdout: '', stderr: 'nothing to change in 2 files\n' });
});

test('an unreadable file is reported and not written, the others are written, and the status is 2', () => {
  const template = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n';
  write('app.yaml', OLD);
  write('chart.yaml', template);
  const { status, stderr } = run('--write', 'chart.yaml', 'app.yaml', 'nowhere.yaml');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^chart\.yaml:4:10: is a template, not YAML: render it first.*\nnowhere\.yaml: does not exist\nchanged:\n/);
  expect(stderr).toContain('\n1 file of 1 written, 2 inputs not read\n');
  expect([read('chart.yaml'), read('app.yaml')]).toStrictEqual([template, NEW]);
});

test('--check writes nothing, and exits 1 if a file would change', () => {
  expect(run('--check', write('app.yaml', OLD))).toMatchObject({ status: 1, stdout: '' });
  expect(read('app.yaml')).toBe(OLD);
  expect(run('--check', write('map.yaml', MAP))).toMatchObject({ status: 0, stdout: '', stderr: 'nothing to change in 1 file\n' });
});

test('the result depends on the platform and the step', () => {
  expect(run('--platform', 'spinOperator=0.3', write('app.yaml', OLD))).toMatchObject({ status: 0, stdout: OLD });
  const old = write(
    'http.yaml',
    'apiVersion: http.keda.sh/v1alpha1\nkind: HTTPScaledObject\nmetadata:\n  name: a\nspec:\n  hosts: [a.example.com]\n  scaleTargetRef:\n    name: a\n    service: a\n    port: 80\n',
  );
  const kinds = (...args: string[]) => [...run(...args, old).stdout.matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind);
  expect(kinds()).toStrictEqual(['HTTPScaledObject', 'InterceptorRoute', 'ScaledObject']);
  expect(kinds('--step', '2')).toStrictEqual(['InterceptorRoute', 'ScaledObject']);
  expect(kinds('--platform', 'httpAddOn=0.13')).toStrictEqual(['HTTPScaledObject']);
});

test('manual steps come last, with their number', () => {
  const { stderr } = run(write('app.yaml', OLD.replace('replicas: 2', 'replicas: 0')));
  expect(stderr).toContain(
    '\nmanual steps:\napp.yaml:5:1 SpinApp hello: add a scaler\n  none of these manifests scales it: without a scaler it has one replica\n\n1 file of 1 changed, 1 manual step\n',
  );
});

test('standard input is read, in a separate process', () => {
  const command = join(__dirname, '..', '..', 'lib', 'cli', 'main.ts');
  const { status, stdout } = spawnSync('node', ['--require', require.resolve('tsx/cjs'), command, 'migrate', '-'], {
    encoding: 'utf8',
    input: OLD,
  });
  expect({ status, stdout }).toStrictEqual({ status: 0, stdout: NEW });
});

test('control characters are escaped', () => {
  const { stderr } = run(write('escape.yaml', OLD.replace('hello # hi', '"a\\e[2Jb"')));
  expect(stderr).not.toContain('\u001b');
  expect(stderr).toContain('\\u001b[2J');
});

test.each<[args: string[], reason: string]>([
  [[], 'no input: pass files, directories, or - for standard input'],
  [['--step', '3', 'a'], '--step "3" must be 1 or 2'],
  [['--write', '--check', 'a'], '--check writes nothing: omit --write'],
  [['--write', '-'], '--write needs files, and - is standard input: omit --write'],
  [['--wirte', 'a'], "unknown option '--wirte': did you mean --write?"],
])('%j exits 2 with the reason', (args, reason) => {
  expect(run(...args)).toStrictEqual({ status: 2, stdout: '', stderr: `cdk8s-wasm: ${reason} (see cdk8s-wasm migrate --help)\n` });
});
