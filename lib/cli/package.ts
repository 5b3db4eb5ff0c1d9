import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The fields of this package's package.json that the command reads. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly peerDependencies: { readonly [name: string]: string };
  readonly devDependencies: { readonly [name: string]: string };
}

/** Reads the package.json of this package, which is above both the sources and the compiled files. */
export function packageJson(): PackageJson | undefined {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    try {
      const found = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
      if (found.name === 'cdk8s-wasm') return found;
    } catch {
      // not here
    }
  }
  return undefined;
}
