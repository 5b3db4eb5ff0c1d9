/** What the measurements should reach, and what they do. */
import { type Cost, type Failure, isFailure } from './measure';
import type { Results } from './results';
import type { Measured } from './scenarios';

export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly reached: string;
  readonly met: boolean;
}

type Mode = 'stock' | 'plain' | 'ours' | 'unchecked';

export function targetsOf({ fleets, emitters, importTime }: Results): Target[] {
  const cost = (mode: Mode, apps: number, layout: 'one-chart' | 'chart-per-app' = 'one-chart') =>
    fleets.find((each) => each.scenario === 'apps' && each.path === 1 && each.apps === apps && (each.layout ?? 'one-chart') === layout)?.[
      mode
    ];
  const chain = fleets.find(({ scenario, apps }) => scenario === 'a chain of charts' && apps === 10_000)?.plain;
  const targets: (Target | undefined)[] = [];
  for (const mode of ['plain', 'unchecked', 'ours'] as const) {
    targets.push(
      atLeast(`10,000 apps in one chart${NOTE[mode]}, times faster`, 6, ratio(cost('stock', 10_000), cost(mode, 10_000))),
      atLeast(
        `1,000 apps, one chart each${NOTE[mode]}, times faster`,
        7,
        ratio(cost('stock', 1_000, 'chart-per-app'), cost(mode, 1_000, 'chart-per-app')),
      ),
    );
    for (const layout of ['one-chart', 'chart-per-app'] as const) {
      targets.push(
        atMost(
          `exponent of growth from 1,000 to 50,000 apps, ${layout}${NOTE[mode]}`,
          1.05,
          exponent(cost(mode, 1_000, layout), cost(mode, 50_000, layout), 50),
        ),
      );
    }
    const [some, many] = [cost(mode, 10_000), cost(mode, 50_000)];
    targets.push(atMost(`MB at 10,000 apps${NOTE[mode]}`, 250, some && !isFailure(some) ? some.megabytes : undefined));
    targets.push(
      atMost(
        `KB for each app from 10,000 to 50,000${NOTE[mode]}`,
        12,
        some && many && !isFailure(some) && !isFailure(many) ? ((many.megabytes - some.megabytes) * 1024) / 40_000 : undefined,
      ),
    );
  }
  targets.push(
    atMost('CPU seconds for a chain of 10,000 charts', 5, chain && !isFailure(chain) ? chain.cpu : undefined),
    atLeast('writing, times faster than yaml', 8, emitters.yaml / emitters.ours),
    atMost('writing, times slower than JSON.stringify', 4.5, emitters.ours / emitters['JSON.stringify']),
    atMost('import, CPU ms beyond cdk8s', 25, importTime.beyond),
  );
  return targets.filter((target) => target !== undefined);
}

const NOTE: { readonly [mode in Exclude<Mode, 'stock'>]: string } = {
  plain: ' (plain ApiObjects)',
  unchecked: ' (our constructs, without the rules)',
  ours: ' (our constructs, with the rules)',
};

export function ratio(stock: Cost | Failure | undefined, ours: Cost | Failure | undefined): number | undefined {
  return stock && ours && !isFailure(stock) && !isFailure(ours) ? stock.cpu / ours.cpu : undefined;
}

function exponent(few: Measured['ours'], many: Measured['ours'], times: number): number | undefined {
  return few && many && !isFailure(few) && !isFailure(many) ? Math.log(many.cpu / few.cpu) / Math.log(times) : undefined;
}

function atLeast(what: string, wanted: number, reached: number | undefined): Target | undefined {
  return reached === undefined ? undefined : { what, wanted: `at least ${wanted}`, reached: reached.toFixed(1), met: reached >= wanted };
}

function atMost(what: string, wanted: number, reached: number | undefined): Target | undefined {
  return reached === undefined
    ? undefined
    : { what, wanted: `at most ${wanted}`, reached: reached.toFixed(reached < 10 ? 2 : 0), met: reached <= wanted };
}
