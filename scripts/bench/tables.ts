/** The results as tables of Markdown. */
import { type Cost, type Failure, isFailure } from './measure';
import type { Results } from './results';
import type { Measured } from './scenarios';
import { ratio, targetsOf } from './targets';
import { LONGEST } from './tools';

/** What is meant by the names of our own. */
const EMITTERS: { readonly [name: string]: string } = { ours: 'FleetApp', unlike: 'FleetApp, as if all documents were unlike' };
export function tablesOf(results: Results): string {
  const { node, cpu, emitters, importTime, check, tools, fleets } = results;
  return [
    `Node ${node}, ${cpu}; CPU seconds, user and system, of build, synthesis and writing; in brackets how many times faster than the stock App.`,
    table(
      [
        'apps',
        'stock App',
        'FleetApp, plain ApiObjects',
        'our constructs, without rules',
        'our constructs, with rules',
        'apps per CPU second',
      ],
      fleets.map(rowOf),
    ),
    `Most memory in MB, of the whole process:`,
    table(
      ['apps', 'stock App', 'FleetApp, plain ApiObjects', 'our constructs, without rules', 'our constructs, with rules'],
      fleets.filter(({ scenario }) => scenario === 'apps').map(memoryOf),
    ),
    `Writing the ${emitters.documents} documents of 1,000 apps, plain data to bytes:`,
    table(
      ['', 'CPU ms', 'to FleetApp'],
      (['ours', 'unlike', 'yaml', 'js-yaml', 'JSON.stringify'] as const).map((name) => [
        EMITTERS[name] ?? name,
        (emitters[name] * 1000).toFixed(0),
        (emitters[name] / emitters.ours).toFixed(2),
      ]),
    ),
    ...toolsOf(results),
    `\`require('cdk8s')\` takes ${importTime.cdk8s.toFixed(0)} ms of CPU, \`require('cdk8s-wasm')\` ${importTime.beyond.toFixed(0)} ms beyond it. ` +
      `Checking ${check.documents} documents with the rules takes ${check.cpuSeconds.toFixed(1)} s and ${check.peakMegabytes} MB.`,
    table(
      ['target', 'wanted', 'reached', ''],
      targetsOf(results).map(({ what, wanted, reached, met }) => [what, wanted, reached, met ? 'yes' : 'no']),
    ),
  ].join('\n\n');

  function toolsOf({ fleets }: Results): string[] {
    if (tools.length === 0) return [];
    const thousand = fleets.find(
      ({ scenario, path, apps, layout }) => scenario === 'apps' && path === 1 && apps === 1_000 && layout === undefined,
    );
    const whole = (cost: Cost | Failure | undefined) => (cost && !isFailure(cost) ? cost.process.toFixed(2) : '');
    const own = (['stock', 'plain', 'unchecked', 'ours'] as const).map((mode) => [NAMES[mode], whole(thousand?.[mode])]);
    return [
      'The same 1,000 apps of path 1 by other tools, the whole process. jsonnet writes JSON; kustomize is given the finished documents:',
      table(
        ['', 'CPU s'],
        [...own, ...tools.map(({ tool, version, cpu }) => [`${tool} ${version}`, cpu?.toFixed(2) ?? `did not finish in ${LONGEST} s`])],
      ),
    ];
  }
}

const NAMES = {
  stock: 'stock App',
  plain: 'FleetApp, plain ApiObjects',
  unchecked: 'FleetApp, our constructs, without rules',
  ours: 'FleetApp, our constructs, with rules',
};

function rowOf(measured: Measured): string[] {
  const { stock, plain, unchecked, ours } = measured;
  const fastest = unchecked ?? plain;
  return [
    titleOf(measured),
    shown(stock),
    shown(plain, stock),
    shown(unchecked, stock),
    shown(ours, stock),
    fastest && !isFailure(fastest) ? Math.round(measured.apps / fastest.cpu).toLocaleString('en') : '',
  ];
}

function memoryOf(measured: Measured): string[] {
  const megabytes = (cost: Cost | Failure | undefined) =>
    cost === undefined ? '' : isFailure(cost) ? cost.error : cost.megabytes.toFixed(0);
  return [titleOf(measured), ...[measured.stock, measured.plain, measured.unchecked, measured.ours].map(megabytes)];
}

function titleOf({ scenario, apps, path, layout = 'one-chart' }: Measured): string {
  const charts = layout === 'one-chart' ? 'one chart' : 'one chart each';
  return `${apps.toLocaleString('en')} of path ${path}, ${charts}${scenario === 'apps' ? '' : `, ${scenario}`}`;
}

function shown(cost: Cost | Failure | undefined, stock?: Cost | Failure): string {
  if (cost === undefined) return '';
  if (isFailure(cost)) return cost.error;
  const times = ratio(stock, cost);
  return `${cost.cpu.toFixed(2)}${times === undefined ? '' : ` (${times.toFixed(1)})`}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
