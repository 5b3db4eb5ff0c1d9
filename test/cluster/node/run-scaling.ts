/**
 * Runs the tests on a real node in the sandbox, with the options of jest; what is missing has to be built before.
 *
 *   npm run test:scaling
 *   npm run test:scaling -- http            one group, which the name of a file in scaling/ names
 *   npm run test:scaling -- --write-docs    writes docs/reality.md from what the groups that run observe
 *   npm run test:scaling -- --oldest http   on the older releases that test/cluster/go-older pins
 */
import './older';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IS_OLDER } from '../pins';
import { whatIsMissing } from './build';
import { exitWith } from './exit-code';
import { OBSERVATIONS_FILE, OLDER_OBSERVATIONS_FILE } from './reality-page';
import { runInSandbox, whyNot } from './sandbox';

const GROUPS = readdirSync(join(__dirname, 'scaling')).map((file) => file.replace('.scaling.ts', ''));
const OPTIONS = ['--write-docs', '--oldest'];

async function main(): Promise<number> {
  const reason =
    whyNot() ??
    (whatIsMissing().length > 0
      ? `${whatIsMissing().join(', ')} missing: run npm run scaling:build${IS_OLDER ? ' -- --oldest' : ''}`
      : undefined);
  if (reason) throw new Error(reason);
  const options = process.argv
    .slice(2)
    .filter((option) => !OPTIONS.includes(option))
    .map((option) => (GROUPS.includes(option) ? `scaling/${option}.scaling.ts` : option));
  const writesDocs = process.argv.includes('--write-docs');
  const jest = join(__dirname, '..', '..', '..', 'node_modules', 'jest', 'bin', 'jest.js');
  const config = join(__dirname, 'scaling', 'jest.config.js');
  const env: { [name: string]: string } = writesDocs ? { SCALING_RESULTS: IS_OLDER ? OLDER_OBSERVATIONS_FILE : OBSERVATIONS_FILE } : {};
  const code = await runInSandbox(['--no-warnings', jest, '--config', config, '--runInBand', ...options], env);
  if (code === 0 && writesDocs) writePage();
  return code;
}

/** In a process of its own, since the page names the newest releases whichever run. */
function writePage(): void {
  const env = { ...process.env, CDK8S_WASM_CLUSTER_PINS: 'newest' };
  execFileSync(process.execPath, [...process.execArgv, join(__dirname, 'reality-page.ts')], { env });
}

exitWith(main);
