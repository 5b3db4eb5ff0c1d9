import type { Manifest } from './manifest';
import type { Problem } from './rule';

const problems = new WeakMap<Manifest, readonly Problem[]>();

/** Notes what is wrong with the text of an object, which its value does not show. */
export function noteProblems(manifest: Manifest, found: readonly Problem[]): void {
  problems.set(manifest, found);
}

/** Returns what is wrong with the text of an object, if it was read from one. */
export function textProblems(manifest: Manifest): readonly Problem[] {
  return problems.get(manifest) ?? [];
}
