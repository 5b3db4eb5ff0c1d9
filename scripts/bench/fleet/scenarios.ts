import type { Say } from '../progress';
import { inTurn, MODES, type Mode, type Rounds, type Run } from './run';

/** A fleet, and its costs in each measured mode. */
export interface Fleet extends Omit<Run, 'mode'> {
  readonly costs: { readonly [mode in Mode]?: Rounds };
}

type Scenario = Omit<Run, 'mode'> & { readonly modes: readonly Mode[]; readonly rounds: number };

const EVERY = Object.keys(MODES) as Mode[];
const OTHERS = EVERY.filter((mode) => mode !== 'cdk8s-plus');
/** Modes for fleets that stock cdk8s takes minutes for, or never finishes. */
const OURS = ['plain', 'unchecked', 'checked'] as const;
const PLAIN = ['stock', 'plain'] as const;

const FULL: readonly Scenario[] = [
  { path: 1, apps: 100, layout: 'one-chart', modes: EVERY, rounds: 5 },
  { path: 1, apps: 1_000, layout: 'one-chart', modes: EVERY, rounds: 5 },
  { path: 1, apps: 10_000, layout: 'one-chart', modes: OTHERS, rounds: 7 },
  { path: 1, apps: 10_000, layout: 'one-chart', modes: ['cdk8s-plus', 'checked'], rounds: 3 },
  // the maximum that stock cdk8s can write to one file
  { path: 1, apps: 20_000, layout: 'one-chart', modes: OTHERS, rounds: 1 },
  { path: 1, apps: 50_000, layout: 'one-chart', modes: OURS, rounds: 3 },
  { path: 1, apps: 100, layout: 'chart-per-app', modes: OTHERS, rounds: 5 },
  { path: 1, apps: 1_000, layout: 'chart-per-app', modes: OTHERS, rounds: 11 },
  { path: 1, apps: 2_000, layout: 'chart-per-app', modes: OTHERS, rounds: 1 },
  { path: 1, apps: 10_000, layout: 'chart-per-app', modes: OURS, rounds: 3 },
  { path: 1, apps: 50_000, layout: 'chart-per-app', modes: OURS, rounds: 3 },
  ...([2, 3] as const).flatMap((path): Scenario[] => [
    { path, apps: 1_000, layout: 'one-chart', modes: OTHERS, rounds: 5 },
    { path, apps: 10_000, layout: 'one-chart', modes: OTHERS, rounds: 3 },
  ]),
  { path: 2, apps: 1_000, layout: 'chart-per-app', dependencies: 'per-app', modes: PLAIN, rounds: 1 },
  { path: 2, apps: 10_000, layout: 'one-chart', dependencies: 'per-app', modes: PLAIN, rounds: 1 },
  // stock cdk8s takes four times as long for each additional chart
  { path: 3, apps: 12, layout: 'chart-per-app', dependencies: 'chain', modes: PLAIN, rounds: 1 },
  { path: 3, apps: 10_000, layout: 'chart-per-app', dependencies: 'chain', modes: ['plain'], rounds: 3 },
  { path: 3, apps: 300, layout: 'chart-per-app', dependencies: 'hub', modes: PLAIN, rounds: 1 },
  { path: 3, apps: 10_000, layout: 'chart-per-app', dependencies: 'hub', modes: ['plain'], rounds: 3 },
];

const QUICK: readonly Scenario[] = [
  { path: 1, apps: 100, layout: 'one-chart', modes: EVERY, rounds: 1 },
  { path: 1, apps: 1_000, layout: 'one-chart', modes: EVERY, rounds: 1 },
  { path: 1, apps: 300, layout: 'chart-per-app', modes: OTHERS, rounds: 1 },
  { path: 2, apps: 1_000, layout: 'one-chart', modes: OTHERS, rounds: 1 },
  { path: 3, apps: 1_000, layout: 'one-chart', modes: OTHERS, rounds: 1 },
  { path: 3, apps: 10, layout: 'chart-per-app', dependencies: 'chain', modes: PLAIN, rounds: 1 },
  { path: 3, apps: 100, layout: 'chart-per-app', dependencies: 'hub', modes: PLAIN, rounds: 1 },
];

export function measureFleets(quick: boolean, say: Say): Fleet[] {
  const scenarios = quick ? QUICK : FULL;
  return scenarios.map(({ modes, rounds, ...fleet }, index) => {
    say(`fleet ${index + 1} of ${scenarios.length}: ${titleOf(fleet)}`);
    const costs = inTurn(
      modes.map((mode) => ({ ...fleet, mode })),
      rounds,
    );
    return { ...fleet, costs: Object.fromEntries(modes.map((mode, at) => [mode, costs[at]])) };
  });
}

export function titleOf({ path, apps, layout, dependencies }: Omit<Run, 'mode'>): string {
  const charts = layout === 'one-chart' ? 'one chart' : 'a chart each';
  const between = { 'per-app': ', a dependency in each app', chain: ', each depending on the one before', hub: ', all depending on one' };
  return `${apps.toLocaleString('en')} apps of path ${path}, ${charts}${dependencies ? between[dependencies] : ''}`;
}
