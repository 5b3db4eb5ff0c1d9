import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULES } from '../../lib/rules/registry';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');

test('docs/rules.md is what `npm run rules` writes', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-rules-'));
  try {
    const out = join(directory, 'rules.md');
    execFileSync('npx', ['tsx', 'scripts/generate-rules-page.ts', '--out', out], { cwd: root });
    expect(page === readFileSync(out, 'utf8')).toBe(true);
  } finally {
    rmSync(directory, { recursive: true });
  }
}, 60_000);

test('every rule has its entry, with both manifests', () => {
  const entries = new Map(page.split(/^### /m).map((entry) => [entry.split('\n')[0], entry]));
  for (const { id } of RULES) expect([id, entries.get(id)?.match(/^```yaml$/gm)?.length]).toStrictEqual([id, 2]);
});
