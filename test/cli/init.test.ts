import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { Testing } from 'cdk8s';
import { parse } from 'yaml';
import '../../lib/jest';
import { projectName } from '../../lib/cli/init';
import { KINDS } from '../../lib/cli/init/project';
import { run } from './run';

const before = process.cwd();
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-init-'));
  process.chdir(directory);
});
afterEach(() => {
  process.chdir(before);
  rmSync(directory, { recursive: true });
});

/** Loads a program of a project, with the sources of this library. */
function load(file: string) {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const required = (id: string) => (id.startsWith('./') ? load(join(file, '..', `${id}.ts`)) : require(id));
  const module = { exports: {} as { declare: (app: unknown) => unknown } };
  new Function('require', 'exports', 'module', '__dirname', code)(required, module.exports, module, join(file, '..'));
  return module.exports;
}

test('a project has its files, named after its folder', () => {
  expect(run(['init', 'spin', 'My Shop'])).toStrictEqual({
    status: 0,
    stdout: `wrote My Shop/README.md
wrote My Shop/main.ts
wrote My Shop/platform.ts
wrote My Shop/spin.toml
wrote My Shop/main.test.ts
wrote My Shop/package.json
wrote My Shop/tsconfig.json
wrote My Shop/cdk8s.yaml
wrote My Shop/.github/workflows/ci.yml
wrote My Shop/.gitignore

Next:
  cd 'My Shop'
  npm install
  npm test
  npm run synth
`,
    stderr: '',
  });
  const { name, scripts } = JSON.parse(readFileSync(join('My Shop', 'package.json'), 'utf8'));
  expect([name, scripts.test]).toStrictEqual(['my-shop', 'tsc && jest']);
});

test.each([
  ['http', ['Deployment', 'Service', 'InterceptorRoute', 'ScaledObject', 'ReferenceGrant', 'HTTPRoute']],
  ['spin', ['SpinApp', 'InterceptorRoute', 'ScaledObject', 'ReferenceGrant', 'HTTPRoute']],
  ['knative', ['ConfigMap', 'Service']],
  ['worker', ['Deployment', 'Service', 'Deployment', 'ScaledObject']],
])('the app of %s has no findings, scales to zero, and writes %j', (kind, kinds) => {
  run(['init', kind, 'shop']);
  const chart = load(join(directory, 'shop', 'main.ts')).declare(Testing.app()) as never;
  expect(chart).toHaveNoFindings();
  expect(chart).toScaleToZero('shop');
  expect(Testing.synth(chart).map((object) => object.kind)).toStrictEqual(kinds);
  expect(readFileSync(join('shop', 'main.test.ts'), 'utf8')).toContain(`toStrictEqual([${kinds.map((one) => `'${one}'`).join(', ')}]);`);
});

test('the README applies the manifest alone: the CLI of cdk8s writes a file for the plugin beside it, which kubectl refuses', () => {
  run(['init', 'http', 'shop']);
  expect(readFileSync(join('shop', 'README.md'), 'utf8').match(/kubectl .*/g)).toStrictEqual(['kubectl apply -f dist/shop.k8s.yaml']);
});

test('the plugin checks against the versions of the program', () => {
  for (const kind of Object.keys(KINDS)) {
    run(['init', kind, kind]);
    const { validations } = parse(readFileSync(join(kind, 'cdk8s.yaml'), 'utf8'));
    const { platform } = load(join(directory, kind, 'platform.ts')) as unknown as { platform: object };
    expect(validations[0].properties).toStrictEqual(platform);
  }
});

test('fails where a file exists, and writes nothing', () => {
  mkdirSync('shop');
  writeFileSync(join('shop', 'package.json'), '{}');
  writeFileSync(join('shop', 'main.ts'), '');
  expect(run(['init', 'http', 'shop'])).toStrictEqual({
    status: 1,
    stdout: '',
    stderr: 'cdk8s-wasm: nothing is written, as shop has main.ts, package.json: move them, or pass another directory\n',
  });
  expect(readdirSync('shop').sort()).toStrictEqual(['main.ts', 'package.json']);
  expect(readFileSync(join('shop', 'package.json'), 'utf8')).toBe('{}');
});

test('the current folder is the default, and may have other files', () => {
  writeFileSync('LICENSE', 'text');
  expect(run(['init', 'worker']).stdout).toContain('\nNext:\n  npm install\n');
  expect(readdirSync('.')).toContain('main.ts');
});

test.each([
  [['init'], 'cdk8s-wasm: no kind of project: pass one of http, spin, knative, worker (see cdk8s-wasm init --help)\n'],
  [
    ['init', 'htpp'],
    'cdk8s-wasm: unknown kind of project "htpp": pass one of http, spin, knative, worker: did you mean http? (see cdk8s-wasm init --help)\n',
  ],
  [['init', 'http', 'a', 'b'], 'cdk8s-wasm: init takes one directory, and there are 2 (see cdk8s-wasm init --help)\n'],
])('fails for %j', (args, stderr) => {
  expect(run(args)).toStrictEqual({ status: 2, stdout: '', stderr });
});

test('fails for a file in place of a directory', () => {
  writeFileSync('shop', '');
  expect(run(['init', 'http', 'shop']).stderr).toBe('cdk8s-wasm: shop is a file: pass a directory (see cdk8s-wasm init --help)\n');
  expect(run(['init', 'http', 'shop/api']).stderr).toBe('cdk8s-wasm: shop is a file: pass a directory (see cdk8s-wasm init --help)\n');
});

test.each([
  ['hello', 'hello'],
  ['Hello World_2', 'hello-world-2'],
  ['/tmp/été/', 'ete'],
  ['2048-game', 'game'],
  ['...', 'my-app'],
  ['日本', 'my-app'],
  ['cdk8s-wasm', 'my-app'],
  ['a'.repeat(50), 'a'.repeat(40)],
])('the name of a project in %j is %s', (folder, name) => {
  expect(projectName(join('/', folder))).toBe(name);
});
