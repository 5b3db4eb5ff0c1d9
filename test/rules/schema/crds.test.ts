import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..', '..');

test('the schemas are what the script writes from imports/crds', () => {
  const out = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-schemas-'));
  try {
    execFileSync('npx', ['tsx', 'scripts/generate-schemas.ts', '--out', out], { cwd: root });
    const read = (dir: string) => {
      const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      return Object.fromEntries(
        files.map(({ parentPath, name }) => [relative(dir, join(parentPath, name)), readFileSync(join(parentPath, name), 'utf8')]),
      );
    };
    for (const path of [join('lib', 'rules', 'schema', 'crds'), 'schemas']) {
      const committed = read(join(root, path));
      const written = read(join(out, path));
      const names = new Set([...Object.keys(committed), ...Object.keys(written)]);
      // the names alone: the files are long
      expect([...names].filter((name) => committed[name] !== written[name])).toStrictEqual([]);
    }
  } finally {
    rmSync(out, { recursive: true });
  }
}, 120_000);
