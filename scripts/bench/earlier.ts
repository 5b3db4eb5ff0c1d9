import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Results, Subject } from './results';

/** The results of a file, so that a run can go on with the parts that are missing; none if something else was measured. */
export function earlierResults(file: string, subject: Subject): Results {
  if (!existsSync(file)) return { subject };
  const earlier: Results = JSON.parse(readFileSync(file, 'utf8'));
  return isDeepStrictEqual(earlier.subject, subject) ? earlier : { subject };
}
