/** Measures the same fleet with other tools: CPU time of the whole process, which reads the table of apps and writes all manifests. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appManifests } from '../fleet/app-manifests';
import type { Say } from '../progress';
import { median } from '../statistics';
import { differenceOf, documentCount } from './documents';
import { isInstalled, type Reasons } from './install';
import { TOOLS } from './registry';
import type { Tool, ToolFleet } from './tool';

export interface ToolCost {
  readonly tool: string;
  readonly version: string;
  /** CPU seconds of each round, by number of apps. */
  readonly rounds: { readonly [apps: number]: readonly number[] };
  /** The reason why the tool was not run, or did not finish. */
  readonly reason?: string;
}

const FULL = [
  { apps: 1_000, rounds: 5 },
  { apps: 10_000, rounds: 5 },
];
const QUICK = [{ apps: 100, rounds: 1 }];
/** Number of apps of the fleet whose objects are compared. */
const COMPARED = 20;
/** CPU seconds after which a tool is stopped. */
const CPU_LIMIT = 120;
/** CPU seconds; a longer run is measured only once. */
const LONG = 20;
/** Exit status of a program that exceeded its CPU limit. */
const KILLED = 137;
const MEMORY = '/dev/shm';

export function measureTools(quick: boolean, notInstalled: Reasons, say: Say): ToolCost[] {
  let costs = TOOLS.map((tool) => {
    say(`comparing the objects of ${tool.name}`);
    return checked(tool, notInstalled.get(tool.name) ?? 'not installed');
  });
  for (const { apps, rounds } of quick ? QUICK : FULL) {
    for (let round = 1; round <= rounds; round++) {
      costs = costs.map((cost, index) => {
        const before = cost.rounds[apps] ?? [];
        if (cost.reason || (round > 1 && before[0] > LONG)) return cost;
        say(`${apps.toLocaleString('en')} apps, round ${round} of ${rounds}: ${cost.tool}`);
        const outcome = run(TOOLS[index], apps, ({ documents, expected }) =>
          documentCount(documents) === expected.length ? undefined : `writes ${documentCount(documents)} documents, not ${expected.length}`,
        );
        if ('reason' in outcome) return { ...cost, reason: `${outcome.reason} (${apps.toLocaleString('en')} apps)` };
        return { ...cost, rounds: { ...cost.rounds, [apps]: [...before, outcome.cpu] } };
      });
    }
  }
  return costs;
}

export function costOf({ rounds }: ToolCost, apps: number): number | undefined {
  return rounds[apps] && median(rounds[apps]);
}

/** Checks a tool before its first round: returns the reason if it is missing, or does not write the same objects as the others. */
function checked(tool: Tool, ifMissing: string): ToolCost {
  const { name, version, ownDefaults } = tool;
  const cost = { tool: name, version, rounds: {} };
  if (!isInstalled(tool)) return { ...cost, reason: `not run: ${ifMissing}` };
  const outcome = run(tool, COMPARED, ({ documents, expected }) => differenceOf(documents, expected, ownDefaults));
  return 'reason' in outcome ? { ...cost, reason: outcome.reason } : cost;
}

interface Output {
  readonly documents: string;
  readonly expected: readonly object[];
}

/** Runs a tool once, in a new folder; `verify` returns the defect of its output. */
function run(tool: Tool, apps: number, verify: (output: Output) => string | undefined): { cpu: number } | { reason: string } {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'cdk8s-wasm-bench-'));
  try {
    const fleet = prepare(tool, folder, apps);
    const outcome = time(tool, folder);
    if ('reason' in outcome) return outcome;
    const documents = readFileSync(join(folder, tool.output ?? 'stdout'), 'utf8');
    const expected = Array.from({ length: apps }, (_, index) => fleet.manifestsOf(`app-${index}`)).flat();
    const wrong = verify({ documents, expected });
    return wrong ? { reason: `not run: ${wrong}` } : outcome;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function prepare({ files, prepare }: Tool, folder: string, apps: number): ToolFleet {
  const { appTable } = require('../app-table');
  const { fillerOf } = require('../fleet/template');
  const manifests = appManifests(1);
  if (files) cpSync(join(__dirname, files), folder, { recursive: true });
  writeFileSync(join(folder, 'fleet.json'), JSON.stringify({ apps: appTable(apps) }));
  writeFileSync(join(folder, 'manifests.json'), JSON.stringify(manifests));
  mkdirSync(join(folder, 'dist'));
  const fleet = { folder, apps, manifestsOf: fillerOf(manifests) };
  prepare?.(fleet);
  return fleet;
}

/** Parses the user and system time of the shell. */
function time({ program, args }: Tool, cwd: string): { cpu: number } | { reason: string } {
  const command = `TIMEFORMAT="%U %S"; ulimit -t ${CPU_LIMIT}; time "$@" >stdout`;
  const { stderr, status } = spawnSync('bash', ['-c', command, 'bash', program, ...args], { cwd, encoding: 'utf8' });
  if (status === KILLED) return { reason: `did not finish in ${CPU_LIMIT} s of CPU` };
  const lines = stderr.trim().split('\n');
  if (status !== 0) return { reason: `not run: ${lines.slice(0, -1).join(' ').slice(0, 200)}` };
  const [user, system] = lines.at(-1)!.split(' ').map(Number);
  return { cpu: user + system };
}
