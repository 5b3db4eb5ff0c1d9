import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { median } from './statistics';

const ROOT = join(__dirname, '..', '..');
const ROUNDS = 15;

/** CPU milliseconds, user and system. */
export interface ImportCost {
  readonly cdk8s: number;
  /** `require('cdk8s-wasm')` after `require('cdk8s')`. */
  readonly beyondCdk8s: number;
}

/** Returns medians of separate processes, which load cdk8s and the compiled library in turn. */
export function importCost(): ImportCost {
  const cdk8s: number[] = [];
  const beyondCdk8s: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    cdk8s.push(milliseconds('', "require('cdk8s')"));
    beyondCdk8s.push(milliseconds("require('cdk8s')", "require('./build/lib')"));
  }
  return { cdk8s: median(cdk8s), beyondCdk8s: median(beyondCdk8s) };
}

/** Returns the CPU milliseconds of a statement, in a process that ran another one before. */
function milliseconds(before: string, measured: string): number {
  const script = `
    ${before};
    const start = process.cpuUsage();
    ${measured};
    const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1000);`;
  return Number(execFileSync('node', ['-e', script], { cwd: ROOT, encoding: 'utf8' }));
}
