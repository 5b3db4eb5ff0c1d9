/** A log-log plot of time against number of apps, as SVG. */
import { costOf, type Layout, type Mode } from '../fleet/run';
import type { Fleet } from '../fleet/scenarios';

const WIDTH = 720;
const HEIGHT = 440;
const LEFT = 70;
const RIGHT = 230;
const TOP = 20;
const BOTTOM = 50;
/** Height of a line of text, in pixels. */
const LINE = 14;

interface Series {
  readonly title: string;
  readonly color: string;
  readonly dashed: boolean;
  readonly points: readonly (readonly [apps: number, seconds: number])[];
}

export function plotOf(fleets: readonly Fleet[]): string {
  const all = [
    series(fleets, 'cdk8s-plus, one chart', '#b7950b', 'cdk8s-plus', 'one-chart'),
    series(fleets, 'cdk8s, one chart', '#c0392b', 'stock', 'one-chart'),
    series(fleets, 'cdk8s, chart per app', '#c0392b', 'stock', 'chart-per-app'),
    series(fleets, 'cdk8s-wasm with rules, one chart', '#2471a3', 'checked', 'one-chart'),
    series(fleets, 'cdk8s-wasm with rules, chart per app', '#2471a3', 'checked', 'chart-per-app'),
  ].filter(({ points }) => points.length > 1);
  const seconds = all.flatMap(({ points }) => points.map(([, y]) => y));
  const apps = all.flatMap(({ points }) => points.map(([x]) => x));
  const x = scale(Math.min(...apps), Math.max(...apps), LEFT, WIDTH - RIGHT);
  const y = scale(Math.min(...seconds), Math.max(...seconds), HEIGHT - BOTTOM, TOP);
  const grid = [
    ...decades(Math.min(...apps), Math.max(...apps)).map(
      (value) =>
        `<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>` +
        `<text x="${x(value)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">${value.toLocaleString('en')}</text>`,
    ),
    ...decades(Math.min(...seconds), Math.max(...seconds)).map(
      (value) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/>` +
        `<text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
    ),
  ];
  const titles = apart(all.map(({ points }) => y(points[points.length - 1][1])));
  const lines = all.map(({ title, color, dashed, points }, at) => {
    const path = points.map(([apps, seconds], index) => `${index ? 'L' : 'M'}${x(apps)} ${y(seconds)}`).join('');
    const [lastX] = points[points.length - 1];
    return (
      `<path d="${path}" fill="none" stroke="${color}" stroke-width="2"${dashed ? ' stroke-dasharray="6 4"' : ''}/>` +
      points.map(([apps, seconds]) => `<circle cx="${x(apps)}" cy="${y(seconds)}" r="3" fill="${color}"/>`).join('') +
      `<text x="${x(lastX) + 8}" y="${titles[at] + 4}" fill="${color}">${title}</text>`
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<title>CPU seconds to synthesize a fleet against the number of its apps, both logarithmic</title>
<style>.grid { stroke: #ddd }</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
${[...grid, ...lines].join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">apps of path 1</text>
<text transform="translate(16 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)" text-anchor="middle">CPU seconds</text>
</svg>
`;
}

function series(fleets: readonly Fleet[], title: string, color: string, mode: Mode, layout: Layout): Series {
  const seconds = new Map<number, number>();
  for (const fleet of fleets) {
    if (fleet.path !== 1 || fleet.dependencies || fleet.layout !== layout) continue;
    const cost = costOf(fleet.costs[mode]);
    if (cost && !seconds.has(fleet.apps)) seconds.set(fleet.apps, cost.cpu);
  }
  const points = [...seconds].sort(([one], [other]) => one - other);
  return { title, color, dashed: layout === 'chart-per-app', points };
}

/** Returns the heights of titles, moved apart so that they do not overlap. */
function apart(heights: readonly number[]): number[] {
  const titles = [...heights];
  let least = 0;
  for (const at of heights.map((_, index) => index).sort((one, other) => heights[one] - heights[other])) {
    titles[at] = Math.max(heights[at], least);
    least = titles[at] + LINE;
  }
  return titles;
}

function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const [low, high] = [Math.log10(from), Math.log10(to)];
  return (value) => Math.round((start + ((Math.log10(value) - low) / (high - low || 1)) * (end - start)) * 10) / 10;
}

function decades(from: number, to: number): number[] {
  const values: number[] = [];
  for (let exponent = Math.ceil(Math.log10(from)); 10 ** exponent <= to; exponent++) values.push(Number((10 ** exponent).toPrecision(1)));
  return values;
}
