import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

export interface PackageSize {
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly files: number;
}

/** Returns the size of the package of the compiled library, with its bundled dependencies. */
export function packageSize(): PackageSize {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' });
  const [{ size, unpackedSize, entryCount }] = JSON.parse(output);
  return { packedBytes: size, unpackedBytes: unpackedSize, files: entryCount };
}
