import type { Edge, Node } from './graph';

/** Returns the lines of a node: what it is, its name, notes, and why it is missing. */
export function linesOf({ kind, name, notes, missing }: Node): readonly string[] {
  return [kind, name, ...notes, missing].filter((line): line is string => line !== undefined && line !== '');
}

/** Returns an edge as a sentence. */
export function sentenceOf({ from, to, flow, labels, isMissing }: Edge): string {
  const verb = { request: 'calls', metric: 'is measured by', scale: 'scales' }[flow];
  const more = [...labels, ...[from, to].flatMap(({ missing }) => missing ?? [])];
  return `${nameOf(from)} ${verb} ${nameOf(to)}${more.length > 0 ? ` (${more.join(', ')})` : ''}${isMissing ? ': does not work' : ''}.`;
}

function nameOf({ kind, name }: Node): string {
  return kind ? `${kind} ${name}` : name;
}
