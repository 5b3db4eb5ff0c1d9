/** Quoted globs as inputs, which no shell expands. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run';

let root: string;
const manifest = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\n`;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-globs-'));
  for (const file of ['a.yaml', 'b.yml', 'apps/one/c.yaml', 'apps/two/deep/d.yaml', 'apps/two/[e].yaml']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), manifest(file.replace(/\W/g, '-')));
  }
});
afterAll(() => rmSync(root, { recursive: true }));

test.each([
  ['*.yaml', 1],
  ['?.y*ml', 2],
  ['apps/*/*.yaml', 2],
  ['apps/**/*.yaml', 3],
  ['apps/t*', 2],
  ['**/*.yaml', 4],
])('%s names %i files', (glob, files) => {
  const { status, stdout, stderr } = run(['check', '--no-config', join(root, glob)]);
  expect([status, stderr]).toStrictEqual([0, '']);
  expect(stdout).toContain(`of ${files} file${files === 1 ? '' : 's'}\n`);
});

test('a file whose name has a wildcard is read as it is', () => {
  const file = join(root, 'w*.yaml');
  writeFileSync(file, manifest('w'));
  writeFileSync(join(root, 'wx.yaml'), manifest('wx'));
  expect(run(['check', '--no-config', file]).stdout).toContain('of 1 file\n');
});

test('fails for a glob that names no file', () => {
  const glob = join(root, 'apps', '*.yaml');
  expect(run(['check', '--no-config', glob])).toMatchObject({ status: 2, stderr: `${glob}: matches no .yaml, .yml or .json file\n` });
});

test('fails for a glob in a directory that does not exist', () => {
  const glob = join(root, 'none', '*.yaml');
  expect(run(['check', '--no-config', glob])).toMatchObject({ status: 2, stderr: `${glob}: does not exist\n` });
});
