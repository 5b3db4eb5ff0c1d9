/** Runs of a fleet, each in a process of its own. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from '../statistics';
import { appManifests, type Path } from './app-manifests';

export const MODES = {
  stock: 'App, ApiObjects',
  'cdk8s-plus': 'App, cdk8s-plus',
  plain: 'FleetApp, ApiObjects',
  unchecked: 'FleetApp, our constructs, without rules',
  checked: 'FleetApp, our constructs, with rules',
} as const;

export type Mode = keyof typeof MODES;
export type Layout = 'one-chart' | 'chart-per-app';

export interface Run {
  readonly mode: Mode;
  readonly path: Path;
  readonly apps: number;
  readonly layout: Layout;
  readonly dependencies?: 'per-app' | 'chain' | 'hub';
}

export interface Cost {
  /** CPU seconds, user and system, of building, synthesizing and writing. */
  readonly cpu: number;
  /** Peak memory of the process. */
  readonly megabytes: number;
  readonly documents: number;
}

export interface Failure {
  /** Name of the error that ended the run. */
  readonly error: string;
}

/** What a run cost in each round, or why it failed. */
export type Rounds = readonly Cost[] | Failure;

const MINUTES = 60_000;
const TIMEOUT = 10 * MINUTES;

/** Makes several runs in turn, in every round, so that each round compares like with like. */
export function inTurn(runs: readonly Run[], rounds: number): Rounds[] {
  const results: (readonly Cost[] | Failure)[] = runs.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const before = results[index];
      if ('error' in before) continue;
      const cost = once(run);
      results[index] = 'error' in cost ? cost : [...before, cost];
    }
  }
  return results;
}

/** The medians of all rounds. */
export function costOf(rounds: Rounds | undefined): Cost | undefined {
  if (!rounds || 'error' in rounds) return undefined;
  return {
    cpu: median(rounds.map(({ cpu }) => cpu)),
    megabytes: median(rounds.map(({ megabytes }) => megabytes)),
    documents: rounds[0].documents,
  };
}

/** The median of what each round says of a pair of runs. */
export function inPairs(
  one: Rounds | undefined,
  other: Rounds | undefined,
  compare: (one: Cost, other: Cost) => number,
): number | undefined {
  if (!one || !other || 'error' in one || 'error' in other) return undefined;
  return median(one.map((cost, round) => compare(cost, other[round])));
}

function once(run: Run): Cost | Failure {
  const argument = JSON.stringify({ ...run, manifests: appManifests(run.path) });
  try {
    const program = join(__dirname, 'program.js');
    return JSON.parse(
      execFileSync('node', [program, argument], { encoding: 'utf8', timeout: TIMEOUT, stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return { error: 'did not finish' };
  }
}
