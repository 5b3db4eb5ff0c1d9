/** What the tests on the node observed, for people to read: a table at the end of a run, and a file of JSON. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_DIR } from './sandbox';

export interface Observation {
  /** Heading of the table that it stands in. */
  readonly group: string;
  readonly what: string;
  readonly value: string;
}

const file = () => join(process.env[NODE_DIR] as string, 'observations.jsonl');

/** Notes something that was seen. */
export function observed(group: string, what: string, value: string): void {
  appendFileSync(file(), `${JSON.stringify({ group, what, value } satisfies Observation)}\n`);
}

export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

export function observations(): Observation[] {
  if (!existsSync(file())) return [];
  const lines = readFileSync(file(), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** The observations as text. */
export function table(): string {
  const all = observations();
  const width = Math.max(0, ...all.map(({ what }) => what.length));
  const groups = [...new Set(all.map(({ group }) => group))];
  const rows = (group: string) => all.filter((one) => one.group === group).map(({ what, value }) => `  ${what.padEnd(width)}  ${value}`);
  return groups.map((group) => [group, ...rows(group)].join('\n')).join('\n\n');
}

/** After the run, when the folder of the node is gone: SCALING_RESULTS names a file, in which a group that ran again takes the place of its former run. */
export function writeObservations(): void {
  const into = process.env.SCALING_RESULTS;
  if (!into) return;
  const now = observations();
  const before: Observation[] = existsSync(into) ? JSON.parse(readFileSync(into, 'utf8')) : [];
  const others = before.filter(({ group }) => !now.some((one) => one.group === group));
  writeFileSync(into, `${JSON.stringify([...now, ...others], undefined, 2)}\n`);
}
