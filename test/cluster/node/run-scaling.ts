/**
 * Runs the tests on a real node in the sandbox, with the options of jest; what is missing has to be built before.
 *
 *   npm run test:scaling
 *   npm run test:scaling -- http            one group, which the name of a file in scaling/ names
 *   npm run test:scaling -- --write-docs    writes docs/reality.md from what the groups that run observe
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whatIsMissing } from './build';
import { OBSERVATIONS_FILE, REALITY_PAGE, readObservations, realityPage } from './reality-page';
import { runInSandbox, whyNot } from './sandbox';

const GROUPS = readdirSync(join(__dirname, 'scaling')).map((file) => file.replace('.scaling.ts', ''));

async function main(): Promise<number> {
  const reason = whyNot() ?? (whatIsMissing().length > 0 ? `${whatIsMissing().join(', ')} missing: run npm run scaling:build` : undefined);
  if (reason) throw new Error(reason);
  const options = process.argv
    .slice(2)
    .filter((option) => option !== '--write-docs')
    .map((option) => (GROUPS.includes(option) ? `scaling/${option}.scaling.ts` : option));
  const writesDocs = process.argv.includes('--write-docs');
  const jest = join(__dirname, '..', '..', '..', 'node_modules', 'jest', 'bin', 'jest.js');
  const config = join(__dirname, 'scaling', 'jest.config.js');
  const env: { [name: string]: string } = writesDocs ? { SCALING_RESULTS: OBSERVATIONS_FILE } : {};
  const code = await runInSandbox(['--no-warnings', jest, '--config', config, '--runInBand', ...options], env);
  if (code === 0 && writesDocs) writeFileSync(REALITY_PAGE, realityPage(readObservations()));
  return code;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
