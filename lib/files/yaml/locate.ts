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

/** The offset of a field below a node; of what contains it, where it is missing. */
export function placeOf(root: ReadNode, steps: readonly (string | number)[]): number {
  let node = root;
  let offset = root.start;
  for (const step of steps) {
    if (node.kind === 'map') {
      const pair = pairsOf(node.pairs).get(step);
      if (!pair) break;
      offset = pair[0].start;
      node = pair[1];
    } else if (node.kind === 'list' && typeof step === 'number' && node.items[step]) {
      node = node.items[step];
      offset = node.start;
    } else {
      break;
    }
  }
  return offset;
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
