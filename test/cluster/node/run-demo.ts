/**
 * Builds what is missing, and runs the demo in the sandbox.
 *
 *   npm run demo -- [--path 1|2|3] [--keep]
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildNode } from './build';
import { exitWith } from './exit-code';
import { runInSandbox, whyNot } from './sandbox';

const HELP = `usage: npm run demo -- [options]

Runs an app of this library on a real node: 0 -> 1 -> n -> 0 replicas.

  --path 1|2|3  1: HTTP add-on before a Wasm Deployment (default), 2: SpinApp with a Redis list, 3: WAGI on Knative
  --keep        leaves the node up, with a shell in it, until the shell ends
  --help        this text

It needs Linux on x86-64, root, Go, Rust, gcc and a few Debian packages, and builds what is missing once: between 40 and 70 minutes
on two cores, about 2 GB below ~/.cache/cdk8s-wasm. It reaches nothing outside of a network namespace of its own.
`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      path: { type: 'string', default: '1' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (!['1', '2', '3'].includes(values.path as string)) throw new Error(`--path (${values.path}) must be 1, 2 or 3`);
  const reason = whyNot();
  if (reason) throw new Error(reason);
  await buildNode((line) => console.log(line));
  return runInSandbox(['--import', 'tsx', join(__dirname, 'demo.ts'), ...process.argv.slice(2)]);
}

exitWith(main);
