/** Measures the compiled library: `npm run build && npm run bench -- --help`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkCost } from './bench/check';
import { earlierResults } from './bench/earlier';
import { measureFleets } from './bench/fleet/scenarios';
import { growthOfCommands } from './bench/growth';
import { importCost } from './bench/import';
import { HELP, type Options, PARTS, type Part, parseOptions } from './bench/options';
import { packageSize } from './bench/package';
import { Progress, type Say } from './bench/progress';
import { pageOf } from './bench/report/page';
import { plotOf } from './bench/report/plot';
import { tablesOf } from './bench/report/tables';
import type { Results } from './bench/results';
import { subjectOf } from './bench/subject';
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
  if (results.fleet) write(OUT, 'bench.svg', plotOf(results.fleet));
  if (!options.writeDocs) return;
  const missing = PARTS.filter((part) => results[part] === undefined);
  if (missing.length > 0) throw new Error(`the page needs every part: measure ${missing.map((part) => `--only ${part}`).join(' ')}, too`);
  write(join(ROOT, 'docs'), 'bench.svg', plotOf(results.fleet!));
  write(join(ROOT, 'docs'), 'benchmarks.md', pageOf(results));
}

/** Measures the parts, and writes them after each, beside those of an earlier run. */
function measure({ parts, quick, install }: Options, say: Say): Results {
  const notInstalled = install ? installTools(TOOLS, say) : new Map<string, string>();
  const measurements: { readonly [part in Part]: () => Results[part] } = {
    package: packageSize,
    import: importCost,
    check: checkCost,
    growth: growthOfCommands,
    fleet: () => measureFleets(quick, say),
    tools: () => measureTools(quick, notInstalled, say),
  };
  let results = earlierResults(join(OUT, 'results.json'), subjectOf(join(ROOT, 'build', 'lib'), quick));
  for (const part of parts) {
    say(part);
    results = { ...results, [part]: measurements[part]() };
    write(OUT, 'results.json', `${JSON.stringify(results, undefined, 2)}\n`);
  }
  return results;
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

try {
  main(parseOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(2);
}
