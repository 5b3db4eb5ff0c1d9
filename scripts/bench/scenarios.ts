/** What is measured of a fleet: each time the stock App and ours, in turn, of the same objects. */
import { type Cost, type Failure, inTurn, type Run } from './measure';

export interface Measured extends Omit<Run, 'mode'> {
  readonly scenario: string;
  readonly stock?: Cost | Failure;
  /** FleetApp with the same objects as plain ApiObjects. */
  readonly plain?: Cost | Failure;
  /** FleetApp with the constructs, and the rules at synthesis. */
  readonly ours?: Cost | Failure;
  /** FleetApp with the constructs, without the rules. */
  readonly unchecked?: Cost | Failure;
}

type Scenario = Omit<Run, 'mode'> & { readonly scenario: string; readonly modes: readonly Run['mode'][]; readonly times: number };

const ALL = ['stock', 'plain', 'unchecked', 'ours'] as const;
/** Where the stock App takes minutes, or does not finish. */
const OURS = ['plain', 'unchecked', 'ours'] as const;
const PLAIN = ['stock', 'plain'] as const;

const FULL: readonly Scenario[] = [
  ...([1, 2, 3] as const).flatMap((path): Scenario[] => [
    { scenario: 'apps', path, apps: 100, modes: ALL, times: 5 },
    { scenario: 'apps', path, apps: 1_000, modes: ALL, times: 5 },
    // what the targets speak of is run often: two cores do not run a short program twice in the same time
    { scenario: 'apps', path, apps: 10_000, modes: ALL, times: path === 1 ? 7 : 3 },
    // of path 1 as many as the stock App can write into one file
    { scenario: 'apps', path, apps: 20_000, modes: ALL, times: 1 },
    { scenario: 'apps', path, apps: 50_000, modes: ALL, times: 1 },
  ]),
  { scenario: 'apps', path: 1, apps: 100, layout: 'chart-per-app', modes: ALL, times: 5 },
  { scenario: 'apps', path: 1, apps: 1_000, layout: 'chart-per-app', modes: ALL, times: 15 },
  { scenario: 'apps', path: 1, apps: 2_000, layout: 'chart-per-app', modes: ALL, times: 1 },
  { scenario: 'apps', path: 1, apps: 10_000, layout: 'chart-per-app', modes: OURS, times: 3 },
  { scenario: 'apps', path: 1, apps: 50_000, layout: 'chart-per-app', modes: OURS, times: 1 },
  { scenario: 'a dependency per app', path: 2, apps: 1_000, dependencies: 'per-app', modes: PLAIN, times: 3 },
  { scenario: 'a dependency per app', path: 2, apps: 10_000, dependencies: 'per-app', modes: PLAIN, times: 1 },
  { scenario: 'a dependency per app', path: 2, apps: 1_000, layout: 'chart-per-app', dependencies: 'per-app', modes: PLAIN, times: 1 },
  { scenario: 'a chain of charts', path: 3, apps: 12, layout: 'chart-per-app', dependencies: 'chain', modes: PLAIN, times: 3 },
  { scenario: 'a chain of charts', path: 3, apps: 1_000, layout: 'chart-per-app', dependencies: 'chain', modes: ['plain'], times: 3 },
  { scenario: 'a chain of charts', path: 3, apps: 10_000, layout: 'chart-per-app', dependencies: 'chain', modes: ['plain'], times: 3 },
  { scenario: 'a hub of charts', path: 3, apps: 300, layout: 'chart-per-app', dependencies: 'hub', modes: PLAIN, times: 3 },
  { scenario: 'a hub of charts', path: 3, apps: 10_000, layout: 'chart-per-app', dependencies: 'hub', modes: ['plain'], times: 3 },
];

const QUICK: readonly Scenario[] = [
  ...([1, 2, 3] as const).map((path): Scenario => ({ scenario: 'apps', path, apps: 1_000, modes: ALL, times: 1 })),
  { scenario: 'apps', path: 1, apps: 100, modes: ALL, times: 1 },
  { scenario: 'apps', path: 1, apps: 100, layout: 'chart-per-app', modes: ALL, times: 1 },
  { scenario: 'apps', path: 1, apps: 300, layout: 'chart-per-app', modes: ALL, times: 1 },
  { scenario: 'a chain of charts', path: 3, apps: 10, layout: 'chart-per-app', dependencies: 'chain', modes: PLAIN, times: 1 },
  { scenario: 'a hub of charts', path: 3, apps: 100, layout: 'chart-per-app', dependencies: 'hub', modes: PLAIN, times: 1 },
];

export function measureFleets(quick: boolean, progress: (what: string) => void): Measured[] {
  const scenarios = quick ? QUICK : FULL;
  return scenarios.map(({ modes, times, ...measured }, index) => {
    progress(
      `${index + 1}/${scenarios.length} ${measured.scenario}: ${measured.apps} apps of path ${measured.path}, ${measured.layout ?? 'one-chart'}`,
    );
    const costs = inTurn(
      modes.map(
        (mode): Run => ({ mode, path: measured.path, apps: measured.apps, layout: measured.layout, dependencies: measured.dependencies }),
      ),
      times,
    );
    return { ...measured, ...Object.fromEntries(modes.map((mode, at) => [mode, costs[at]])) };
  });
}
