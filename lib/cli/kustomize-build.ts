import { spawnSync } from 'node:child_process';
import { readManifests, UnusableInput } from '../files/read';
import type { ObjectSet } from '../files/sets';
import { UsageError } from './command';
import { asUnusable } from './inputs';

/** The commands that render a kustomization, in the order in which they are tried. */
const COMMANDS: readonly (readonly [command: string, ...args: string[]])[] = [
  ['kustomize', 'build'],
  ['kubectl', 'kustomize'],
];

const MAX_OUTPUT = 128 * 2 ** 20;

/** The sets with those of a kustomization replaced by what kustomize makes of it. Throws UsageError without kustomize and kubectl. */
export function built(sets: readonly ObjectSet[], unusable: UnusableInput[], env: NodeJS.ProcessEnv): ObjectSet[] {
  return sets.map((set) => {
    if (set.directory === undefined) return set;
    const name = `${set.directory} (kustomize build)`;
    try {
      return { sources: readManifests(render(set.directory, env), name).sources, isPartial: false, directory: set.directory };
    } catch (error) {
      if (error instanceof UsageError) throw error;
      unusable.push(asUnusable(error, name));
      return { sources: [], isPartial: false };
    }
  });
}

function render(directory: string, env: NodeJS.ProcessEnv): string {
  for (const [command, ...args] of COMMANDS) {
    const { error, status, stdout, stderr } = spawnSync(command, [...args, directory], { encoding: 'utf8', maxBuffer: MAX_OUTPUT, env });
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') continue;
    if (error) throw error;
    if (status !== 0) throw new UnusableInput(`cannot be built: ${firstLine(stderr)}`, { file: directory });
    return stdout;
  }
  throw new UsageError('--kustomize build: neither kustomize nor kubectl is on the path');
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] || 'no reason given';
}
