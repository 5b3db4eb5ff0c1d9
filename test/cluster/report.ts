/** What the tests prove, in figures, printed when all of them ran. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** The file that the lines are gathered in, since tests run in processes of their own. */
export const REPORT = 'CDK8S_WASM_TEST_REPORT';

export function tell(line: string): void {
  const file = process.env[REPORT];
  if (file) appendFileSync(file, `${line}\n`);
}

export function told(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
