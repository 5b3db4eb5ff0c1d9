import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

test('what is committed is what the generator writes from the interfaces', () => {
  const temporary = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-structs-'));
  const generator = join(root, 'scripts', 'generate-structs.ts');
  execFileSync(process.execPath, ['--import', 'tsx', generator, '--out', temporary], { stdio: 'pipe', cwd: root });
  const [written, committed] = [temporary, root].map((folder) => readFileSync(join(folder, 'lib/core/structs.ts'), 'utf8'));
  rmSync(temporary, { recursive: true });
  expect(written === committed ? 'current' : 'old: run npm run structs').toBe('current');
});
