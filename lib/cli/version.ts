import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns the version of this package, whose package.json is above both the sources and the compiled files. */
export function version(): string {
  for (let directory = __dirname; directory !== dirname(directory); directory = dirname(directory)) {
    try {
      const { name, version: found } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
      if (name === 'cdk8s-wasm') return found;
    } catch {
      // not here
    }
  }
  return 'unknown';
}
