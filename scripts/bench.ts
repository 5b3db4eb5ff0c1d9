/** Measures the compiled library: `npm run build && npm run bench -- --help`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCost } from './bench/check';
import { measureFleets } from './bench/fleet/scenarios';
import { growthOfCommands } from './bench/growth';
import { importCost } from './bench/import';
import { machineOf } from './bench/machine';
import { HELP, type Options, type Part, parseOptions } from './bench/options';
import { packageSize } from './bench/package';
import { Progress, type Say } from './bench/progress';
import { pageOf } from './bench/report/page';
import { plotOf } from './bench/report/plot';
import { tablesOf } from './bench/report/tables';
import type { Results } from './bench/results';
import { installTools } from './bench/tools/install';
import { measureTools } from './bench/tools/measure';
import { TOOLS } from './bench/tools/registry';

const ROOT = join(__dirname, '..');
const OUT = join(ROOT, 'build', 'bench');

function main(options: Options): void {
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const progress = new Progress();
  const results = measure(options, progress.say);
  progress.end();
  console.log(tablesOf(results));
  write(OUT, 'results.json', `${JSON.stringify(results, undefined, 2)}\n`);
  if (results.fleets) write(OUT, 'bench.svg', plotOf(results.fleets));
  if (!options.writeDocs) return;
  write(join(ROOT, 'docs'), 'bench.svg', plotOf(results.fleets!));
  write(join(ROOT, 'docs'), 'benchmarks.md', pageOf(results));
}

function measure({ parts, quick, install }: Options, say: Say): Results {
  const notInstalled = install ? installTools(TOOLS, say) : new Map<string, string>();
  const only = <T>(part: Part, run: () => T): T | undefined => {
    if (!parts.includes(part)) return undefined;
    say(part);
    return run();
  };
  return {
    machine: machineOf(),
    package: only('package', packageSize),
    import: only('import', importCost),
    check: only('check', checkCost),
    growth: only('growth', growthOfCommands),
    fleets: only('fleet', () => measureFleets(quick, say)),
    tools: only('tools', () => measureTools(quick, notInstalled, say)),
  };
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

let options: Options;
try {
  options = parseOptions(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
main(options);
