/**
 * Packs the library, installs it into an empty project with its peer dependencies, and runs test/package/app.ts there: as CommonJS and ESM
 * with plain node, and as TypeScript under `strict`. All three must write the same manifests as the sources. The command, the plugin and
 * the matchers must tell a bad manifest from a good one, and the command must migrate a manifest. All declarations must compile without
 * `skipLibCheck`, and the package must not exceed its maximum size. publint and @arethetypeswrong/cli must have nothing to say, and the SBOM
 * must list what the package contains. The projects of `cdk8s-wasm init` must pass their tests and their synthesis, and the package must
 * type-check in the project of `cdk8s init`.
 *
 *   npm run test:package
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { KINDS } from '../lib/cli/init/project';

const root = join(__dirname, '..');

/** Maximum size of the unpacked package, in bytes: the pages that `explain` and `triggers` read are a tenth of it. */
const MAX_SIZE = 5_000_000;

const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const project = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-package-'));

/** Linters of packages, in versions that are known to pass. */
const LINTERS = ['publint@0.3.25', '@arethetypeswrong/cli@0.18.5'];

/** An app for the project of `cdk8s init typescript-app`, in place of its empty chart, and a test with a matcher. */
const TEMPLATE_FILES = {
  'main.ts': `import { App, Chart } from 'cdk8s';
import { HttpScaledWasm, WasmRuntime } from 'cdk8s-wasm';

export class MyChart extends Chart {
  public readonly hello = new HttpScaledWasm(this, 'hello', {
    image: 'ghcr.io/my-org/hello:v1',
    runtime: WasmRuntime.SPIN,
    hosts: ['hello.example.com'],
  });
}

const app = new App();
new MyChart(app, 'hello', { namespace: 'default' });
app.synth();
`,
  'main.test.ts': `import 'cdk8s-wasm/jest';
import { Testing } from 'cdk8s';
import { MyChart } from './main';

test('hello scales to zero', () => {
  const chart = new MyChart(Testing.app(), 'test', { namespace: 'default' });
  expect(chart).toHaveNoFindings();
  expect(chart).toScaleToZero('hello');
});
`,
};

try {
  const packed = pack();
  install(packed);
  const app = readFileSync(join(root, 'test', 'package', 'app.ts'), 'utf8');
  writeFileSync(join(project, 'app.ts'), app);
  writeFileSync(join(project, 'app.cjs'), transpile(app, 'commonjs'));
  writeFileSync(join(project, 'app.mjs'), transpile(app, 'es6'));
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { strict: true, module: 'node16', target: 'es2022', types: [], outDir: 'typed' },
      files: ['app.ts'],
    }),
  );

  const expected = synth('npx', ['tsx', join('test', 'package', 'app.ts')], root);
  run('npx', ['tsc', '-p', '.']);
  checkDeclarations();
  checkSize();
  same('CommonJS', synth('node', ['app.cjs']), expected);
  same('ESM', synth('node', ['app.mjs']), expected);
  same('TypeScript under strict', synth('node', [join('typed', 'app.js')]), expected);
  checkCommand();
  checkMigration();
  checkPlugin();
  checkMatchers();
  lintPackage(packed);
  checkSbom();
  checkProjects(packed);
  checkTemplate(packed);
} finally {
  rmSync(project, { recursive: true });
}

/** Returns the file of the packed library. */
function pack(): string {
  const output = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: root, encoding: 'utf8' });
  return join(project, output.trim().split('\n').at(-1)!);
}

/** Creates a project with the packed library, its peers, TypeScript, and the types of node, which the app does not use. */
function install(packed: string): void {
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true }));
  const peers = Object.keys(peerDependencies).map((name) => `${name}@${devDependencies[name]}`);
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--silent',
    packed,
    ...peers,
    `typescript@${devDependencies.typescript}`,
    // the declarations of the command need it
    `@types/node@${devDependencies['@types/node']}`,
  ]);
}

/** Returns all files of the installed package, including its bundled dependencies. */
function packaged(): string[] {
  const library = join(project, 'node_modules', 'cdk8s-wasm');
  return readdirSync(library, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Compiles all declarations, including those of internal modules: none may refer to an unpublished file. */
function checkDeclarations(): void {
  const files = packaged().filter((file) => file.endsWith('.d.ts') && file.includes(join('cdk8s-wasm', 'build')));
  const compilerOptions = { strict: true, module: 'node16', target: 'es2022', noEmit: true, skipLibCheck: false };
  writeFileSync(join(project, 'tsconfig.declarations.json'), JSON.stringify({ compilerOptions, files }));
  run('npx', ['tsc', '-p', 'tsconfig.declarations.json']);
  console.log(`TypeScript: ${files.length} declarations compile`);
}

function checkSize(): void {
  const size = packaged().reduce((sum, file) => sum + statSync(file).size, 0);
  if (size > MAX_SIZE) throw new Error(`the package has ${size} bytes, more than ${MAX_SIZE}`);
  console.log(`size: ${(size / 1e6).toFixed(2)} MB`);
}

function transpile(source: string, type: 'commonjs' | 'es6'): string {
  return transformSync(source, { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type } }).code;
}

function run(command: string, args: string[], cwd = project, env = process.env): void {
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Returns the output of the app by file name. */
function synth(command: string, args: string[], cwd = project): Map<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-out-'));
  run(command, args, cwd, { ...process.env, CDK8S_OUTDIR: outdir });
  const written = new Map(readdirSync(outdir).map((file) => [file, readFileSync(join(outdir, file), 'utf8')]));
  rmSync(outdir, { recursive: true });
  return written;
}

function same(how: string, actual: Map<string, string>, expected: Map<string, string>): void {
  const text = (files: Map<string, string>) => JSON.stringify([...files]);
  if (expected.size === 0 || text(actual) !== text(expected))
    throw new Error(`the package used from ${how} writes other manifests than the sources do`);
  console.log(`${how}: ${actual.size} files, the same as from the sources`);
}

/** A manifest that the rules refuse, and one that they accept. */
function corpus(kind: 'bad' | 'good'): string {
  return join(root, 'test', 'rules', kind, 'keda', 'replica-bounds.yaml');
}

/** Tests the command as `npx` runs it. */
function checkCommand(): void {
  const status = (file: string) => spawnSync('npx', ['--no-install', 'cdk8s-wasm', 'check', file], { cwd: project }).status;
  if (status(corpus('good')) !== 0 || status(corpus('bad')) !== 1)
    throw new Error('the command of the package does not tell bad from good');
  console.log('cdk8s-wasm check: exit status 0 for a good manifest, 1 for a bad one');
}

/** Tests the migration of the manifests of an article, which must be idempotent. */
function checkMigration(): void {
  const file = join(project, 'article.yaml');
  writeFileSync(file, readFileSync(join(root, 'test', 'rules', 'articles', 'keda-http-add-on-and-slight.yaml')));
  const status = (...args: string[]) => spawnSync('npx', ['--no-install', 'cdk8s-wasm', ...args, file], { cwd: project }).status;
  const statuses = [status('check'), status('migrate', '--write'), status('migrate', '--check'), status('check')];
  if (statuses.join() !== '1,0,0,0') throw new Error(`the command of the package does not migrate: exit statuses ${statuses}`);
  console.log('cdk8s-wasm migrate: an article is refused before, and not after');
}

/** Tests the plugin as cdk8s.yaml names it: it must fail a synthesis with exit status 2. */
function checkPlugin(): void {
  const status = (file: string) => {
    writeFileSync(
      join(project, 'copy.cjs'),
      `require('node:fs').mkdirSync('out'); require('node:fs').copyFileSync(${JSON.stringify(file)}, 'out/app.k8s.yaml')`,
    );
    const validations = [{ package: './node_modules/cdk8s-wasm', class: 'WasmValidation', version: '0.1.0' }];
    writeFileSync(
      join(project, 'cdk8s.yaml'),
      JSON.stringify({ language: 'typescript', app: 'node copy.cjs', output: 'out', validations }),
    );
    return spawnSync(join(root, 'node_modules', '.bin', 'cdk8s'), ['synth', '--check-upgrade=false'], { cwd: project }).status;
  };
  if (status(corpus('good')) !== 0 || status(corpus('bad')) !== 2) throw new Error('the plugin of the package does not tell bad from good');
  console.log('WasmValidation: exit status 0 for a good manifest, 2 for a bad one');
}

/** Tests the results of the matchers, without jest. */
function checkMatchers(): void {
  const script = `
    const { matchers } = require('cdk8s-wasm/jest');
    const read = (file) => require('node:fs').readFileSync(file, 'utf8');
    const passes = (file) => matchers.toHaveNoFindings(read(file)).pass;
    if (!passes(${JSON.stringify(corpus('good'))}) || passes(${JSON.stringify(corpus('bad'))})) process.exit(1);`;
  run('node', ['-e', `globalThis.expect = { extend() {} };${script}`]);
  console.log('cdk8s-wasm/jest: tells a good manifest from a bad one');
}

/** Lints the packed library. The export ./.jsii is for jsii, and has no types. */
function lintPackage(packed: string): void {
  const linters = join(project, 'linters');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', '--prefix', linters, ...LINTERS]);
  const bin = (name: string) => join(linters, 'node_modules', '.bin', name);
  run(bin('publint'), ['run', packed, '--strict', '--level', 'suggestion']);
  run(bin('attw'), [packed, '--quiet', '--exclude-entrypoints', './.jsii', './.jsii.gz']);
  console.log('publint and @arethetypeswrong/cli: no problems');
}

/** The SBOM must list what the installed package contains. */
function checkSbom(): void {
  const file = join(project, 'sbom.cdx.json');
  run('npm', ['run', '--silent', 'sbom', '--', file], root);
  const listed: string[] = JSON.parse(readFileSync(file, 'utf8')).components.map((each: { 'bom-ref': string }) => each['bom-ref']);
  const modules = join(project, 'node_modules', 'cdk8s-wasm', 'node_modules');
  const bundled = readdirSync(modules).flatMap((name) => {
    const manifest = join(modules, name, 'package.json');
    return existsSync(manifest) ? [`${name}@${JSON.parse(readFileSync(manifest, 'utf8')).version}`] : [];
  });
  if (bundled.length === 0 || listed.sort().join() !== bundled.sort().join())
    throw new Error(`the SBOM lists ${listed.join(', ')}, and the package contains ${bundled.join(', ')}`);
  console.log(`SBOM: ${bundled.join(', ')}`);
}

/** Creates a project of each kind, and runs what its README says, with the packed library in place of a published one. */
function checkProjects(packed: string): void {
  let installed: string | undefined;
  const [first] = Object.keys(KINDS);
  for (const kind of Object.keys(KINDS)) {
    const directory = join(project, `my-${kind}`);
    const start = Date.now();
    run('npx', ['--no-install', 'cdk8s-wasm', 'init', kind, directory]);
    // all kinds have the same dependencies: what the first one installs serves the others
    if (installed) symlinkSync(installed, join(directory, 'node_modules'));
    else run('npm', ['install', '--no-audit', '--no-fund', '--silent', packed], directory);
    installed ??= join(directory, 'node_modules');
    run('npm', ['test', '--silent'], directory);
    run('npm', ['run', 'synth', '--silent'], directory);
    run('npm', ['run', 'requirements', '--silent'], directory);
    if (!existsSync(join(directory, 'dist', `my-${kind}.k8s.yaml`))) throw new Error(`the project of ${kind} writes no manifest`);
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    console.log(
      `cdk8s-wasm init ${kind}: its tests and its synthesis pass, in ${seconds} s${kind === first ? ', installation included' : ''}`,
    );
  }
}

/** Type-checks and tests an app with the configuration that `cdk8s init typescript-app` writes, of moduleResolution node. */
function checkTemplate(packed: string): void {
  const directory = join(project, 'template');
  cpSync(join(root, 'node_modules', 'cdk8s-cli', 'templates', 'typescript-app'), directory, { recursive: true });
  const values: { readonly [name: string]: string } = {
    $base: 'template',
    cdk8s_core_version: devDependencies.cdk8s,
    constructs_version: devDependencies.constructs,
    // the newest of its series
    cdk8s_plus_version: '2.0.0',
    cdk8s_cli_spec: devDependencies['cdk8s-cli'],
  };
  const manifest = join(directory, 'package.json');
  writeFileSync(
    manifest,
    readFileSync(manifest, 'utf8').replace(/{{ (\S+) }}/g, (_, name) => values[name]),
  );
  for (const [file, text] of Object.entries(TEMPLATE_FILES)) writeFileSync(join(directory, file), text);
  rmSync(join(directory, '__snapshots__'), { recursive: true });
  run('npm', ['install', '--no-audit', '--no-fund', '--silent', packed], directory);
  // ts-jest type-checks what it runs
  run('npm', ['test', '--silent'], directory);
  console.log('cdk8s init typescript-app: an app and its test type-check and pass');
}
