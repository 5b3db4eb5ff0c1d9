import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './statistics';

const APPS = 10_000;
const ROUNDS = 3;

export interface CheckCost {
  readonly documents: number;
  readonly findings: number;
  /** User and system time of the rules, without the creation of the documents. */
  readonly cpuSeconds: number;
  /** Peak memory of the whole process. */
  readonly megabytes: number;
}

/** Runs the rules on 40,000 documents in memory, as `cdk8s-wasm check` does after reading them; returns medians of separate processes. */
export function checkCost(): CheckCost {
  const program = join(__dirname, 'check', 'program.js');
  const rounds = Array.from(
    { length: ROUNDS },
    (): CheckCost => JSON.parse(execFileSync('node', [program, String(APPS)], { encoding: 'utf8' })),
  );
  return {
    ...rounds[0],
    cpuSeconds: median(rounds.map(({ cpuSeconds }) => cpuSeconds)),
    megabytes: median(rounds.map(({ megabytes }) => megabytes)),
  };
}
