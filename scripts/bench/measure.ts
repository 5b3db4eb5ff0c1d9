/** Runs of a fleet in processes of their own. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface Run {
  /** How the objects are made: see fleet.js. */
  readonly mode: 'stock' | 'plain' | 'ours' | 'unchecked';
  readonly path?: 1 | 2 | 3;
  readonly apps: number;
  readonly layout?: 'one-chart' | 'chart-per-app';
  readonly dependencies?: 'none' | 'per-app' | 'chain' | 'hub';
}

/** CPU seconds, user and system, and the most memory that the process had. */
export interface Cost {
  readonly build: number;
  readonly synth: number;
  /** Build, synthesis and writing. */
  readonly cpu: number;
  /** The whole process. */
  readonly process: number;
  readonly megabytes: number;
}

/** The name of the error that ended a run, or that it took too long. */
export interface Failure {
  readonly error: string;
}

const LONGEST = 10 * 60_000;

/** The median of several runs, which are made in turn; the first failure, where there is one. */
export function inTurn(runs: readonly Run[], times: number): (Cost | Failure)[] {
  const costs: (Cost | Failure)[][] = runs.map(() => []);
  for (let time = 0; time < times; time++) {
    for (const [index, run] of runs.entries()) costs[index].push(once(run));
  }
  return costs.map(medianOf);
}

export function isFailure(cost: Cost | Failure): cost is Failure {
  return 'error' in cost;
}

function once(run: Run): Cost | Failure {
  try {
    const program = join(__dirname, 'fleet.js');
    return JSON.parse(
      execFileSync('node', [program, JSON.stringify(run)], { encoding: 'utf8', timeout: LONGEST, stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return { error: 'did not finish' };
  }
}

function medianOf(costs: readonly (Cost | Failure)[]): Cost | Failure {
  const failure = costs.find(isFailure);
  if (failure) return failure;
  const of = (part: keyof Cost) => median((costs as Cost[]).map((cost) => cost[part]));
  return { build: of('build'), synth: of('synth'), cpu: of('cpu'), process: of('process'), megabytes: of('megabytes') };
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
