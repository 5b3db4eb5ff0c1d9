import { escapeControlCharacters } from '../core/escape';
import { type ClusterReport, clusterLine, HEADINGS, neededBy, range, reasons, subject } from './report';
import type { Requirement } from './requirement';

/** Formats requirements for a terminal. */
export function text(reports: readonly ClusterReport[]): string {
  return reports.map(ofCluster).join('\n');
}

function ofCluster({ cluster, requirements }: ClusterReport): string {
  const lines = [`Cluster requirements (${clusterLine(cluster)}):`];
  for (const [kind, heading] of HEADINGS) {
    const found = requirements.filter((requirement) => requirement.kind === kind);
    if (found.length > 0) lines.push('', heading, ...found.flatMap(entry));
  }
  if (requirements.length === 0) lines.push('', 'none');
  return `${lines.join('\n')}\n`;
}

function entry(requirement: Requirement): string[] {
  const { note, install, link } = requirement;
  const releases = range(requirement);
  const why = reasons(requirement);
  return [
    `  ${subject(requirement)}`,
    ...(releases ? [`    ${releases}${why ? `: ${why}` : ''}`] : []),
    `    needed by ${neededBy(requirement)}`,
    ...(note ? [`    ${escapeControlCharacters(note)}`] : []),
    ...install.map((command) => `    $ ${escapeControlCharacters(command)}`),
    ...(link ? [`    ${link}`] : []),
  ];
}
