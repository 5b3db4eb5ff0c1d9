/** The targets of the project, and whether the measurements reach them. */
import { type Cost, costOf, inPairs, type Layout, type Mode, type Rounds } from '../fleet/run';
import type { Fleet } from '../fleet/scenarios';
import type { Results } from '../results';
import { median } from '../statistics';
import type { ToolCost } from '../tools/measure';
import { CDK8S_WASM, CDK8S_WASM_UNCHECKED, HELM, JRSONNET } from '../tools/registry';
import type { Tool } from '../tools/tool';

export interface Target {
  readonly name: string;
  readonly target: string;
  readonly measured: string;
  readonly met: boolean;
}

interface Limit {
  readonly name: string;
  readonly unit?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Missing if the part, or the fleet, was not measured. */
  readonly value?: number;
}

const LAYOUTS: readonly Layout[] = ['one-chart', 'chart-per-app'];
const OURS: readonly Mode[] = ['plain', 'unchecked', 'checked'];

export function targetsOf({ fleet: fleets = [], tools = [], check, import: imports, package: size }: Results): Target[] {
  const limits: Limit[] = [
    { name: 'rules, CPU for each document (10,000 apps of path 1)', unit: 'µs', atMost: 20, value: rulesPerDocument(fleets) },
    {
      name: '10,000 apps in one chart without rules, against the same ApiObjects in stock cdk8s',
      unit: 'times faster',
      atLeast: 4,
      value: timesFaster(fleets, 10_000, 'one-chart', 'stock', 'unchecked'),
    },
    {
      name: '10,000 apps in one chart with rules, against the same ApiObjects in stock cdk8s',
      unit: 'times faster',
      atLeast: 2.5,
      value: timesFaster(fleets, 10_000, 'one-chart', 'stock', 'checked'),
    },
    {
      name: '10,000 apps in one chart with rules, against cdk8s-plus',
      unit: 'times faster',
      atLeast: 15,
      value: timesFaster(fleets, 10_000, 'one-chart', 'cdk8s-plus', 'checked'),
    },
    {
      name: '1,000 apps, a chart each, with rules, against the same ApiObjects in stock cdk8s',
      unit: 'times faster',
      atLeast: 6,
      value: timesFaster(fleets, 1_000, 'chart-per-app', 'stock', 'checked'),
    },
    {
      name: '10,000 apps, whole process: with rules, against helm',
      unit: 'times its CPU',
      atMost: 0.5,
      value: share(tools, CDK8S_WASM, HELM),
    },
    {
      name: '10,000 apps, whole process: without rules, against jrsonnet',
      unit: 'times its CPU',
      atMost: 1.3,
      value: share(tools, CDK8S_WASM_UNCHECKED, JRSONNET),
    },
    { name: 'growth from 1,000 to 50,000 apps, the largest exponent of all layouts', atMost: 1.05, value: largestGrowth(fleets) },
    { name: 'rules on 40,000 documents, CPU', unit: 's', atMost: 1.5, value: check?.cpuSeconds },
    { name: 'rules on 40,000 documents, peak memory', unit: 'MB', atMost: 150, value: check?.megabytes },
    { name: 'import beyond cdk8s, CPU', unit: 'ms', atMost: 40, value: imports?.beyondCdk8s },
    { name: 'package, unpacked', unit: 'MB', atMost: 5, value: size && size.unpackedBytes / 1e6 },
  ];
  return limits.flatMap(judge);
}

function judge({ name, unit, atLeast, atMost, value }: Limit): Target[] {
  if (value === undefined) return [];
  const suffix = unit ? ` ${unit}` : '';
  return [
    {
      name,
      target: atLeast === undefined ? `at most ${atMost}${suffix}` : `at least ${atLeast}${suffix}`,
      measured: `${value.toPrecision(value < 100 ? 3 : Math.ceil(Math.log10(value)))}${suffix}`,
      met: atLeast === undefined ? value <= atMost! : value >= atLeast,
    },
  ];
}

/** Returns the difference between fleets with and without rules, in microseconds. */
function rulesPerDocument(fleets: readonly Fleet[]): number | undefined {
  const { checked, unchecked } = costsOf(fleets, 10_000, 'one-chart', 'unchecked');
  return inPairs(checked, unchecked, (one, other) => ((one.cpu - other.cpu) / one.documents) * 1e6);
}

function timesFaster(fleets: readonly Fleet[], apps: number, layout: Layout, mode: Mode, ours: Mode): number | undefined {
  const costs = costsOf(fleets, apps, layout, mode);
  return inPairs(costs[mode], costs[ours], (one, other) => one.cpu / other.cpu);
}

/** Returns the costs of the fleet of path 1 in a mode. */
function costsOf(fleets: readonly Fleet[], apps: number, layout: Layout, mode: Mode): { readonly [mode in Mode]?: Rounds } {
  const same = fleets.filter((fleet) => fleet.path === 1 && !fleet.dependencies && fleet.apps === apps && fleet.layout === layout);
  return same.find(({ costs }) => costs[mode])?.costs ?? {};
}

function largestGrowth(fleets: readonly Fleet[]): number | undefined {
  const exponents = LAYOUTS.flatMap((layout) =>
    OURS.map((mode) => {
      const cost = (apps: number): Cost | undefined => costOf(costsOf(fleets, apps, layout, mode)[mode]);
      const [few, many] = [cost(1_000), cost(50_000)];
      return few && many && Math.log(many.cpu / few.cpu) / Math.log(50);
    }),
  ).filter((exponent) => exponent !== undefined);
  return exponents.length > 0 ? Math.max(...exponents) : undefined;
}

/** Returns the CPU time of one tool as a multiple of that of another one, in each round. */
function share(tools: readonly ToolCost[], tool: Tool, other: Tool): number | undefined {
  const rounds = ({ name }: Tool) => tools.find((cost) => cost.tool === name)?.rounds[10_000] ?? [];
  const others = rounds(other);
  const shares = rounds(tool).flatMap((cpu, round) => (others[round] === undefined ? [] : [cpu / others[round]]));
  return shares.length > 0 ? median(shares) : undefined;
}
