import { join } from 'node:path';
import { readInputs } from '../../lib/cli/inputs';
import { checkSets, type Located } from '../../lib/files/check-sets';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';

/** A public repository at a commit. */
export interface Repository {
  /** OWNER/NAME on GitHub. */
  readonly name: string;
  readonly commit: string;
}

/** What the command finds in a repository. */
export interface Result {
  readonly repository: Repository;
  readonly files: number;
  readonly objects: number;
  readonly unusable: number;
  readonly findings: readonly Located[];
  readonly milliseconds: number;
}

/** The folder of a checkout. */
export function folderOf(directory: string, { name }: Repository): string {
  return join(directory, name.replace('/', '+'));
}

/** Checks a checkout as the command does, without options. */
export function checkRepository(directory: string, repository: Repository): Result {
  const start = Date.now();
  const { sets, sources, files, unusable } = readInputs([folderOf(directory, repository)]);
  const findings = checkSets(sets, declaredCluster({}), { rules: RULES });
  return { repository, files, objects: sources.length, unusable: unusable.length, findings, milliseconds: Date.now() - start };
}
