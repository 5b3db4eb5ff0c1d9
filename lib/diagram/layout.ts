import { entryOf } from '../core/derived';
import type { Edge, Graph, Node } from './graph';

/** A point of the drawing. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle of the drawing. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where everything stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly node: Node; readonly box: Box }[];
  readonly groups: readonly { readonly label: string; readonly box: Box }[];
  /** Each edge with the points that its line passes. */
  readonly edges: readonly { readonly edge: Edge; readonly points: readonly Point[] }[];
}

/** Sizes, in pixels. */
const MARGIN = 20;
const PADDING = 16;
const HEADING = 26;
const COLUMN_GAP = 150;
const ROW_GAP = 18;
const LANE = 14;

/** A node in its column and its band, or a place for an edge that passes the column. */
interface Slot {
  readonly column: number;
  readonly band: number;
  readonly height: number;
  readonly before: Slot[];
  y: number;
}

/**
 * Places nodes in columns, from the clients to the stores, and each namespace in a band of its own. An edge over several columns keeps a lane
 * free between the nodes.
 */
export function layout(graph: Graph, sizeOf: (node: Node) => { readonly width: number; readonly height: number }): Layout {
  const columns = columnsOf(graph);
  const slots = new Map<Node, Slot>();
  const all: Slot[] = [];
  const add = (column: number, band: number, height: number, before: Slot[] = []) => {
    const slot = { column, band, height, before, y: 0 };
    all.push(slot);
    return slot;
  };
  graph.groups.forEach(({ nodes }, band) => {
    for (const node of nodes) slots.set(node, add(columns.get(node)!, band, sizeOf(node).height));
  });
  const lanes = graph.edges.map((edge) => {
    const [from, to] = [slots.get(edge.from)!, slots.get(edge.to)!];
    const passed: Slot[] = [];
    for (let column = from.column + 1; column < to.column; column++) passed.push(add(column, to.band, LANE, [passed.at(-1) ?? from]));
    if (from.column < to.column) to.before.push(passed.at(-1) ?? from);
    return passed;
  });
  const bands = placeRows(
    all,
    graph.groups.map(({ label }) => label !== undefined),
  );

  const widths: number[] = [];
  for (const [node, { column }] of slots) widths[column] = Math.max(widths[column] ?? 0, sizeOf(node).width);
  const lefts = widths.map((_, column) => MARGIN + PADDING + widths.slice(0, column).reduce((sum, width) => sum + width + COLUMN_GAP, 0));
  const boxOf = (node: Node): Box => {
    const { column, y, height } = slots.get(node)!;
    const { width } = sizeOf(node);
    return { x: lefts[column] + (widths[column] - width) / 2, y, width, height };
  };
  const right = Math.max(MARGIN + PADDING, ...lefts.map((left, column) => left + widths[column]));
  return {
    width: right + PADDING + MARGIN,
    height: (bands.at(-1)?.bottom ?? 0) + MARGIN,
    nodes: [...slots.keys()].map((node) => ({ node, box: boxOf(node) })),
    groups: graph.groups.flatMap(({ label }, band) => {
      if (label === undefined) return [];
      const used = all.filter((slot) => slot.band === band).map(({ column }) => column);
      const x = lefts[Math.min(...used)] - PADDING;
      const width = lefts[Math.max(...used)] + widths[Math.max(...used)] + PADDING - x;
      return [{ label, box: { x, y: bands[band].top, width, height: bands[band].bottom - bands[band].top } }];
    }),
    edges: graph.edges.map((edge, index) => {
      const [from, to] = [boxOf(edge.from), boxOf(edge.to)];
      const isForward = slots.get(edge.from)!.column < slots.get(edge.to)!.column;
      const passed = lanes[index].flatMap(({ column, y, height }) => [
        { x: lefts[column], y: y + height / 2 },
        { x: lefts[column] + widths[column], y: y + height / 2 },
      ]);
      const start = { x: from.x + from.width, y: from.y + from.height / 2 };
      const end = { x: isForward ? to.x : to.x + to.width, y: to.y + to.height / 2 };
      return { edge, points: [start, ...passed, end] };
    }),
  };
}

/** Returns the column of each node: behind the nodes that lead to it, except for the edges that close a circle. */
function columnsOf({ groups, edges }: Graph): Map<Node, number> {
  const after = new Map<Node, Node[]>();
  for (const { from, to } of edges) if (from !== to) entryOf(after, from, () => []).push(to);
  // nodes in the order in which a search leaves them; no call of itself, since a chain of nodes may be longer than the stack of calls
  const left: Node[] = [];
  const open = new Set<Node>();
  const closing = new Map<Node, Set<Node>>();
  const seen = new Set<Node>();
  for (const root of groups.flatMap(({ nodes }) => nodes)) {
    const stack: { readonly node: Node; next: number }[] = [];
    const enter = (node: Node) => {
      seen.add(node);
      open.add(node);
      stack.push({ node, next: 0 });
    };
    if (!seen.has(root)) enter(root);
    while (stack.length > 0) {
      const top = stack.at(-1)!;
      const target = after.get(top.node)?.[top.next++];
      if (target === undefined) {
        stack.pop();
        open.delete(top.node);
        left.push(top.node);
      } else if (open.has(target)) {
        entryOf(closing, top.node, () => new Set()).add(target);
      } else if (!seen.has(target)) {
        enter(target);
      }
    }
  }
  const columns = new Map<Node, number>(left.map((node) => [node, 0]));
  for (const node of left.reverse()) {
    for (const target of after.get(node) ?? []) {
      if (!closing.get(node)?.has(target)) columns.set(target, Math.max(columns.get(target)!, columns.get(node)! + 1));
    }
  }
  return columns;
}

/** Sets the y of each slot, and returns the top and the bottom of each band. */
function placeRows(slots: readonly Slot[], headings: readonly boolean[]): { readonly top: number; readonly bottom: number }[] {
  let y = MARGIN;
  return headings.map((hasHeading, band) => {
    const top = y;
    const start = top + (hasHeading ? HEADING + PADDING / 2 : 0);
    const columns = new Map<number, Slot[]>();
    for (const slot of slots) if (slot.band === band) entryOf(columns, slot.column, () => []).push(slot);
    let bottom = start;
    for (const [, column] of [...columns].sort(([a], [b]) => a - b)) {
      const wanted = new Map(column.map((slot) => [slot, centerOf(slot.before.filter((each) => each.band === band))]));
      const order = column.map((slot, index) => ({ slot, index, at: wanted.get(slot) ?? Number.POSITIVE_INFINITY }));
      order.sort((a, b) => (a.at === b.at ? a.index - b.index : a.at - b.at));
      let next = start;
      for (const { slot, at } of order) {
        slot.y = Math.max(next, Number.isFinite(at) ? at - slot.height / 2 : next);
        next = slot.y + slot.height + ROW_GAP;
      }
      bottom = Math.max(bottom, next - ROW_GAP);
    }
    y = bottom + (hasHeading ? PADDING : 0) + ROW_GAP;
    return { top, bottom: y - ROW_GAP };
  });
}

function centerOf(slots: readonly Slot[]): number | undefined {
  if (slots.length === 0) return undefined;
  return slots.reduce((sum, { y, height }) => sum + y + height / 2, 0) / slots.length;
}
