import { packageJson } from './package';

/** Returns the version of this package. */
export function version(): string {
  return packageJson()?.version ?? 'unknown';
}
