/**
 * Runs the tests on a real node in the sandbox, with the options of jest; what is missing has to be built before.
 *
 *   npm run test:scaling
 *   npm run test:scaling -- http      one group: node, http, ways-in, spin, knative, security
 */
import { join } from 'node:path';
import { whatIsMissing } from './build';
import { runInSandbox, whyNot } from './sandbox';

async function main(): Promise<number> {
  const reason = whyNot() ?? (whatIsMissing().length > 0 ? `${whatIsMissing().join(', ')} missing: run npm run scaling:build` : undefined);
  if (reason) throw new Error(reason);
  const jest = join(__dirname, '..', '..', '..', 'node_modules', 'jest', 'bin', 'jest.js');
  return runInSandbox([
    '--no-warnings',
    jest,
    '--config',
    join(__dirname, 'scaling', 'jest.config.js'),
    '--runInBand',
    ...process.argv.slice(2),
  ]);
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
