/**
 * What `require('cdk8s-wasm')` costs beyond `require('cdk8s')`: CPU milliseconds (user and system) of fresh processes of the compiled
 * library, in turn, as medians.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const RUNS = 15;

/** CPU milliseconds that the second statement takes after the first. */
function cpu(before: string, measured: string): number {
  const script = `${before}; const t = process.cpuUsage(); ${measured}; const d = process.cpuUsage(t); console.log((d.user + d.system) / 1000)`;
  return Number(execFileSync('node', ['-e', script], { cwd: root, encoding: 'utf8' }));
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export interface ImportTime {
  readonly cdk8s: number;
  readonly beyond: number;
}

export function importTime(): ImportTime {
  const cdk8s: number[] = [];
  const beyond: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    cdk8s.push(cpu('', "require('cdk8s')"));
    beyond.push(cpu("require('cdk8s')", "require('./build/lib')"));
  }
  return { cdk8s: median(cdk8s), beyond: median(beyond) };
}
