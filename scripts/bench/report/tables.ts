/** The printed tables of all measurements. */
import type { CheckCost } from '../check';
import { costOf, MODES, type Mode, type Rounds } from '../fleet/run';
import { type Fleet, titleOf } from '../fleet/scenarios';
import type { Growth } from '../growth';
import type { Results } from '../results';
import { type ToolCost, costOf as toolCostOf } from '../tools/measure';
import { table } from './markdown';
import { targetsOf } from './targets';

const ALL_MODES = Object.keys(MODES) as Mode[];

export function tablesOf(results: Results): string {
  const { fleet: fleets, tools, check, growth, import: imports, package: size } = results;
  const targets = targetsOf(results);
  return [
    ...(fleets
      ? [fleetTable('CPU s', fleets, ({ cpu }) => cpu.toFixed(2)), fleetTable('MB', fleets, ({ megabytes }) => megabytes.toFixed(0))]
      : []),
    ...(tools ? [toolTable(tools)] : []),
    ...(check ? [checkLine(check)] : []),
    ...(growth ? [growthTable(growth)] : []),
    ...(imports ? [`Import: cdk8s ${imports.cdk8s.toFixed(0)} ms CPU, cdk8s-wasm ${imports.beyondCdk8s.toFixed(1)} ms more.`] : []),
    ...(size ? [`Package: ${size.files} files, ${size.packedBytes} bytes packed, ${size.unpackedBytes} bytes unpacked.`] : []),
    ...(targets.length > 0
      ? [
          table(
            ['target', 'wanted', 'measured', 'met'],
            targets.map(({ name, target, measured, met }) => [name, target, measured, met ? 'yes' : 'no']),
          ),
        ]
      : []),
  ].join('\n\n');
}

function checkLine({ documents, findings, cpuSeconds, megabytes }: CheckCost): string {
  return `Rules on ${documents} documents: ${findings} findings, ${cpuSeconds.toFixed(2)} s CPU, ${megabytes.toFixed(0)} MB.`;
}

function growthTable(growth: readonly Growth[]): string {
  return table(
    ['CPU s', ...growth[0].sizes.map((size) => `${size.toLocaleString('en')} objects`), 'exponent'],
    growth.map(({ command, layout, seconds, exponent }) => [
      `${command}, ${layout}`,
      ...seconds.map((each) => each.toFixed(2)),
      exponent.toFixed(2),
    ]),
  );
}

function fleetTable(unit: string, fleets: readonly Fleet[], show: (cost: NonNullable<ReturnType<typeof costOf>>) => string): string {
  const cell = (rounds: Rounds | undefined) => {
    if (rounds && 'error' in rounds) return rounds.error;
    const cost = costOf(rounds);
    return cost ? show(cost) : '';
  };
  return table(
    [unit, ...ALL_MODES.map((mode) => MODES[mode])],
    fleets.map((fleet) => [titleOf(fleet), ...ALL_MODES.map((mode) => cell(fleet.costs[mode]))]),
  );
}

function toolTable(tools: readonly ToolCost[]): string {
  const counts = [...new Set(tools.flatMap(({ rounds }) => Object.keys(rounds).map(Number)))].sort((one, other) => one - other);
  return table(
    ['CPU s, whole process', ...counts.map((apps) => `${apps.toLocaleString('en')} apps`)],
    tools.map((cost) => [`${cost.tool} ${cost.version}`, ...counts.map((apps) => toolCostOf(cost, apps)?.toFixed(2) ?? cost.reason ?? '')]),
  );
}
