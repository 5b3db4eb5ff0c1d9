import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Objects of the inputs. */
const SIZES = [1_000, 4_000] as const;

export interface Growth {
  readonly command: string;
  readonly layout: string;
  readonly sizes: readonly number[];
  /** User and system time of each size, in one process. */
  readonly seconds: readonly number[];
  /** The power of the size that the time grows with: 1 is linear. */
  readonly exponent: number;
}

/** Measures how the time of commands grows with their input. */
export function growthOfCommands(): readonly Growth[] {
  const program = join(__dirname, 'growth', 'program.js');
  const costs: readonly Pick<Growth, 'command' | 'layout' | 'seconds'>[] = JSON.parse(
    execFileSync('node', [program, ...SIZES.map(String)], { encoding: 'utf8' }),
  );
  return costs.map((cost) => {
    const ratio = cost.seconds[cost.seconds.length - 1] / cost.seconds[0];
    return { ...cost, sizes: SIZES, exponent: Math.log(ratio) / Math.log(SIZES[SIZES.length - 1] / SIZES[0]) };
  });
}
