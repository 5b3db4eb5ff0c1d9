import type { Edge, Flow, Graph, Node, Role } from './graph';
import { type Box, layout, type Point } from './layout';
import { linesOf, sentenceOf } from './words';

/** Sizes, in pixels. A letter is taken to be as wide as most are. */
const LETTER = 8;
const LINE = 17;
const MOST_LETTERS = 40;

/** Background of nodes by role; dark text on each has a contrast of more than 7. */
const COLORS: { readonly [role in Role]: string } = {
  client: '#f3f4f6',
  entry: '#dbeafe',
  interceptor: '#ede9fe',
  route: '#ede9fe',
  service: '#cffafe',
  workload: '#dcfce7',
  scaler: '#fef3c7',
  trigger: '#ffedd5',
  store: '#fce7f3',
};

const INK = '#1f2937';
const WIDTHS: { readonly [flow in Flow]: number } = { request: 1.5, metric: 1.5, scale: 3 };
const LINES: { readonly [flow in Flow]: string } = { request: '#4b5563', metric: '#b45309', scale: '#15803d' };
const MISSING = '#b91c1c';

/** Renders a graph as SVG, with a title and a description for screen readers. */
export function svg(graph: Graph): string {
  const { width, height, nodes, groups, edges } = layout(graph, sizeOf);
  const colors = [...new Set(edges.map(({ edge }) => colorOf(edge)))];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="diagram-title diagram-desc" font-family="system-ui, sans-serif" font-size="13">`,
    '<title id="diagram-title">Who talks to whom</title>',
    `<desc id="diagram-desc">${graph.edges.map((edge) => escaped(sentenceOf(edge))).join(' ')}</desc>`,
    '<defs>',
    ...colors.map((color) => marker(color)),
    '</defs>',
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...groups.flatMap(({ label, box }) => [
      rect(box, '#fafafa', '#d1d5db', 8),
      text({ x: box.x + 12, y: box.y + 18 }, cut(label), 'start', ' font-weight="600"'),
    ]),
    ...edges.map(({ edge, points }) => line(points, colorOf(edge), WIDTHS[edge.flow], edge.isMissing)),
    ...nodes.flatMap(({ node, box }) => nodeParts(node, box)),
    ...edges.flatMap(({ edge, points }) => labelParts(edge.labels, points)),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

function colorOf({ isMissing, flow }: Edge): string {
  return isMissing ? MISSING : LINES[flow];
}

function sizeOf(node: Node): { readonly width: number; readonly height: number } {
  const lines = linesOf(node).map(cut);
  return { width: Math.max(80, ...lines.map((each) => each.length * LETTER + 24)), height: lines.length * LINE + 14 };
}

function nodeParts(node: Node, box: Box): readonly string[] {
  const lines = linesOf(node);
  const isMissing = node.missing !== undefined;
  return [
    rect(box, COLORS[node.role], isMissing ? MISSING : '#6b7280', node.role === 'client' || node.role === 'service' ? 16 : 5, isMissing),
    ...lines.map((each, index) => {
      const at = { x: box.x + box.width / 2, y: box.y + 20 + index * LINE };
      const isName = each === node.name && index === (node.kind ? 1 : 0);
      return text(at, cut(each), 'middle', isName ? ' font-weight="600"' : '', each === node.missing ? MISSING : INK);
    }),
  ];
}

/** Labels stand in the gap behind the first column, where no node is. */
function labelParts(labels: readonly string[], [start, next]: readonly Point[]): readonly string[] {
  const middle = { x: (start.x + next.x) / 2, y: (start.y + next.y) / 2 };
  return labels.map((label, index) => {
    const at = { x: middle.x, y: middle.y - 5 + (index - (labels.length - 1) / 2) * 14 };
    return text(
      at,
      label.length > 26 ? `${label.slice(0, 25)}…` : label,
      'middle',
      ' font-size="11" paint-order="stroke" stroke="#ffffff" stroke-width="4"',
    );
  });
}

function line(points: readonly Point[], color: string, width: number, isDashed: boolean): string {
  const [start, ...others] = points;
  let from = start;
  const steps = others.map((to) => {
    const bend = Math.max(30, Math.abs(to.x - from.x) / 2);
    // a line back to the left leaves and arrives on the right
    const arrives = to.x > from.x ? to.x - bend : to.x + bend;
    const step = from.y === to.y ? `L${at(to)}` : `C${at({ x: from.x + bend, y: from.y })} ${at({ x: arrives, y: to.y })} ${at(to)}`;
    from = to;
    return step;
  });
  const dashes = isDashed ? ' stroke-dasharray="6 4"' : '';
  return `<path d="M${at(start)} ${steps.join(' ')}" fill="none" stroke="${color}" stroke-width="${width}"${dashes} marker-end="url(#arrow-${color.slice(1)})"/>`;
}

function marker(color: string): string {
  const name = `arrow-${color.slice(1)}`;
  return `<marker id="${name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0 L10,5 L0,10 z" fill="${color}"/></marker>`;
}

function rect({ x, y, width, height }: Box, fill: string, stroke: string, radius: number, isDashed = false): string {
  const dashes = isDashed ? ' stroke-dasharray="6 4"' : '';
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" fill="${fill}" stroke="${stroke}"${dashes}/>`;
}

function text({ x, y }: Point, value: string, anchor: string, more = '', fill = INK): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${fill}"${more}>${escaped(value)}</text>`;
}

function at({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function cut(value: string): string {
  return value.length > MOST_LETTERS ? `${value.slice(0, MOST_LETTERS - 1)}…` : value;
}

/** Escapes text for XML, without the control characters and lone surrogates that XML does not allow. */
function escaped(value: string): string {
  return value.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ' ').replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
