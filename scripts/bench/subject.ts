import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineOf } from './machine';
import type { Subject } from './results';

/** What is measured: the compiled library, on this machine. */
export function subjectOf(library: string, quick: boolean): Subject {
  const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(library, file)));
  return { machine: machineOf(), library: hash.digest('hex'), quick };
}
