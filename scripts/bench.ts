/** What is measured of this library: `npm run build && npm run bench`. See HELP. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkSpeed } from './bench/check-speed';
import { importTime } from './bench/import-time';
import { plotOf } from './bench/plot';
import type { Results } from './bench/results';
import { measureFleets } from './bench/scenarios';
import { tablesOf } from './bench/tables';
import { installTools, measureTools } from './bench/tools';

const HELP = `usage: npm run bench -- [options]

Measures fleets by the stock App of cdk8s and by FleetApp, in turn, and prints the CPU time and memory of each. Takes ten minutes.

  --quick        small fleets, measured once: two minutes
  --install      fetches jsonnet, helm and kustomize from the Go module proxy, to measure them, too
  --write-docs   writes the tables into docs/fleet.md, and the plot to docs/bench.svg
  --help         this text

Writes build/bench/results.json and build/bench/bench.svg.
`;

const root = join(__dirname, '..');
const out = join(root, 'build', 'bench');
const PAGE = join(root, 'docs', 'fleet.md');
const MARKED = /(<!-- bench -->\n)[\s\S]*(<!-- \/bench -->)/;

function progress(what: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${what}` : `${what}\n`);
}

function main(): void {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      install: { type: 'boolean' },
      'write-docs': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (values.install) installTools(progress);
  progress('import, rules, writing');
  const results: Results = {
    node: process.versions.node,
    cpu: `${cpus().length} cores of ${cpus()[0].model.trim()}`,
    quick: values.quick,
    importTime: importTime(),
    check: checkSpeed(),
    emitters: JSON.parse(execFileSync('node', [join(__dirname, 'bench', 'emitters.js')], { encoding: 'utf8' })),
    fleets: measureFleets(values.quick, progress),
    tools: measureTools(1_000, progress),
  };
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), `${JSON.stringify(results, undefined, 2)}\n`);
  writeFileSync(join(out, 'bench.svg'), plotOf(results.fleets));
  const tables = tablesOf(results);
  console.log(tables);
  if (!values['write-docs']) return;
  writeFileSync(join(root, 'docs', 'bench.svg'), plotOf(results.fleets));
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(MARKED, (_, start, end) => `${start}\n${tables}\n\n${end}`),
  );
}

main();
