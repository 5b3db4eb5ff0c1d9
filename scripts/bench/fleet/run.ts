/** Runs of a fleet, each in a separate process. */
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

/** The costs of a run in each round, or the reason for its failure. */
export type Rounds = readonly Cost[] | Failure;

const MINUTES = 60_000;
const TIMEOUT = 10 * MINUTES;

/** Alternates several runs in every round, so that they share the conditions of the machine. */
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

/** Returns the medians of all rounds. */
export function costOf(rounds: Rounds | undefined): Cost | undefined {
  if (!rounds || 'error' in rounds) return undefined;
  return {
    cpu: median(rounds.map(({ cpu }) => cpu)),
    megabytes: median(rounds.map(({ megabytes }) => megabytes)),
    documents: rounds[0].documents,
  };
}

/** Returns the median of a comparison of two runs over all rounds. */
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
