import { type Document, isMap, isScalar, isSeq, type Node } from 'yaml';
import { derived } from '../../core/derived';
import type { MapNode as ReadMap, Node as ReadNode } from './node';
import { keyText } from './plain';
import { keyOf } from './value';

/** The offset of a field in its document; of what contains it, where it is missing. */
export function offsetOf(document: Document.Parsed, steps: readonly (string | number)[]): number {
  let node: unknown = document.contents;
  let offset = startOf(document.contents) ?? document.range[0];
  for (const step of steps) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && (keyText(key) === step || key.source === step));
      if (!pair) break;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number' && node.items[step]) {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}

/** The pairs of a map by their keys; the last of equal keys counts. */
const pairsOf = derived(
  (pairs: ReadMap['pairs']) => new Map<unknown, ReadMap['pairs'][number]>(pairs.map((pair) => [keyOf(pair[0]), pair])),
);

/** Offsets of the text that stands for a field. */
export interface Place {
  readonly start: number;
  /** Behind the text, and blanks that follow; undefined for an empty list or map. */
  readonly end?: number;
}

/**
 * The place of a field below a node; of what contains it, where it is missing. It is the key with a value of one piece, the key alone of a
 * list or a map, and the first item or pair of a list or a map without a key.
 */
export function placeOf(root: ReadNode, steps: readonly (string | number)[]): Place {
  let node = root;
  let place: Place = { start: root.start, end: endOf(root) };
  for (const step of steps) {
    if (node.kind === 'map') {
      const pair = pairsOf(node.pairs).get(step);
      if (!pair) break;
      place = { start: pair[0].start, end: endOfPair(pair) };
      node = pair[1];
    } else if (node.kind === 'list' && typeof step === 'number' && node.items[step]) {
      node = node.items[step];
      place = { start: node.start, end: endOf(node) };
    } else {
      break;
    }
  }
  return place;
}

function endOf(node: ReadNode): number | undefined {
  if (node.kind === 'map') return node.pairs.length > 0 ? endOfPair(node.pairs[0]) : undefined;
  if (node.kind === 'list') return node.items.length > 0 ? endOf(node.items[0]) : undefined;
  return node.end;
}

function endOfPair([key, value]: ReadMap['pairs'][number]): number | undefined {
  const isPiece = (value.kind === 'scalar' || value.kind === 'alias') && value.end > value.start;
  return isPiece ? value.end : endOf(key);
}

/** The steps of a path such as `spec.rules[0].metadata.labels["a/b"]`. */
export function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const [, index, quoted, name] of path.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g)) {
    if (index !== undefined) steps.push(Number(index));
    else steps.push(quoted !== undefined ? (JSON.parse(quoted) as string) : name);
  }
  return steps;
}

/** Line and column of offsets in a text, from 1. */
export class Lines {
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  public at(offset: number): { line: number; column: number } {
    this.starts ??= [0, ...Array.from(this.text.matchAll(/\n/g), ({ index }) => index + 1)];
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.starts[low] + 1 };
  }
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0];
}
