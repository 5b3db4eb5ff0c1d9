import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

test('the schemas are what the script writes from imports/crds', () => {
  const out = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-schemas-'));
  try {
    execFileSync('npx', ['tsx', 'scripts/generate-schemas.ts', '--out', out], { cwd: root });
    const read = (dir: string) => Object.fromEntries(readdirSync(dir).map((file) => [file, readFileSync(join(dir, file), 'utf8')]));
    const path = join('lib', 'rules', 'schema', 'crds');
    expect(read(join(root, path))).toStrictEqual(read(join(out, path)));
  } finally {
    rmSync(out, { recursive: true });
  }
}, 60_000);
