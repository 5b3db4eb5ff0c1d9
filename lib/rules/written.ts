import type { Manifest } from './manifest';
import type { Problem } from './rule';

const problems = new WeakMap<Manifest, readonly Problem[]>();

/** Notes what is wrong with the text of an object, which its value does not show. */
export function noteWritten(manifest: Manifest, found: readonly Problem[]): void {
  problems.set(manifest, found);
}

/** Returns what is wrong with the text of an object, if it was read from one. */
export function writtenProblems(manifest: Manifest): readonly Problem[] {
  return problems.get(manifest) ?? [];
}
