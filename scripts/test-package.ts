/**
 * Packs the library, installs it into an empty project with its peer dependencies, and runs test/package/app.ts there: as CommonJS and ESM
 * with plain node, and as TypeScript under `strict`. All three must write the same manifests as the sources. The command, the plugin and
 * the matchers must tell a bad manifest from a good one, and the command must migrate a manifest. All declarations must compile without
 * `skipLibCheck`, and the package must not exceed its maximum size.
 *
 *   npm run test:package
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transformSync } from '@swc/core';

const root = join(__dirname, '..');

/** Maximum size of the unpacked package, in bytes. */
const MAX_SIZE = 5_000_000;

const { peerDependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const project = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-package-'));

try {
  install();
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
} finally {
  rmSync(project, { recursive: true });
}

/** Creates a project with the packed library, its peers, TypeScript, and the types of node, which the app does not use. */
function install(): void {
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)!;
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true }));
  const peers = Object.keys(peerDependencies).map((name) => `${name}@${devDependencies[name]}`);
  run('npm', [
    'install',
    '--no-audit',
    '--no-fund',
    '--silent',
    join(project, packed),
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
