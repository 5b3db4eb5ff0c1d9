import type { Edge, Flow, Graph, Node, Role } from './graph';
import { linesOf } from './words';

/** Shapes of nodes: what stands before and behind the label. */
const SHAPES: { readonly [role in Role]: readonly [before: string, behind: string] } = {
  client: ['([', '])'],
  entry: ['[', ']'],
  interceptor: ['{{', '}}'],
  route: ['[', ']'],
  service: ['(', ')'],
  workload: ['[[', ']]'],
  scaler: ['[/', '/]'],
  trigger: ['>', ']'],
  store: ['[(', ')]'],
};

const ARROWS: { readonly [flow in Flow]: string } = { request: '-->', metric: '--o', scale: '==>' };
const MISSING = '-.->';

/** Renders a graph as a flowchart of Mermaid. */
export function mermaid({ groups, edges }: Graph): string {
  const lines = ['flowchart LR'];
  groups.forEach(({ label, nodes }, index) => {
    if (label === undefined) lines.push(...nodes.map((node) => `  ${nodeLine(node)}`));
    else lines.push(`  subgraph g${index}["${escaped(label)}"]`, ...nodes.map((node) => `    ${nodeLine(node)}`), '  end');
  });
  lines.push(...edges.map((edge) => `  ${edgeLine(edge)}`));
  const missing = groups.flatMap(({ nodes }) => nodes).filter((node) => node.missing !== undefined);
  if (missing.length > 0) {
    lines.push('  classDef missing stroke:#b91c1c,stroke-dasharray:5 5', `  class ${missing.map(({ id }) => id).join(',')} missing`);
  }
  return `${lines.join('\n')}\n`;
}

function nodeLine(node: Node): string {
  const [before, behind] = SHAPES[node.role];
  return `${node.id}${before}"${linesOf(node).map(escaped).join('<br>')}"${behind}`;
}

function edgeLine({ from, to, flow, labels, isMissing }: Edge): string {
  const label = labels.length > 0 ? `|"${labels.map(escaped).join('<br>')}"|` : '';
  return `${from.id} ${isMissing ? MISSING : ARROWS[flow]}${label} ${to.id}`;
}

/** Escapes what Mermaid or HTML would read in a label as more than text. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/_=()@+-]/gu, (character) => `#${character.codePointAt(0)};`);
}
