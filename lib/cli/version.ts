import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The version of this package, whose package.json is above the sources and above what they are compiled to. */
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
