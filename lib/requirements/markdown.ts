import { type ClusterReport, clusterLine, commands, HEADINGS, neededBy, range, reasons, subject } from './report';
import type { Requirement } from './requirement';

/** Formats requirements as Markdown: one table per kind, and the commands in one block. */
export function markdown(reports: readonly ClusterReport[]): string {
  return reports.map(ofCluster).join('\n');
}

function ofCluster({ cluster, requirements }: ClusterReport): string {
  const parts = [`For ${clusterLine(cluster)}:`];
  for (const [kind, heading] of HEADINGS) {
    const found = requirements.filter((requirement) => requirement.kind === kind);
    if (found.length > 0) parts.push([`| ${heading} | needed by | |`, '|---|---|---|', ...found.map(row)].join('\n'));
  }
  const install = commands(requirements);
  if (install.length > 0) parts.push(`\`\`\`sh\n${install.join('\n')}\n\`\`\``);
  if (requirements.length === 0) parts.push('None.');
  return `${parts.join('\n\n')}\n`;
}

function row(requirement: Requirement): string {
  const { note, link } = requirement;
  const why = reasons(requirement);
  const releases = range(requirement);
  const remarks = [releases && `${releases}${why ? ` (${why})` : ''}`, note].filter(Boolean).map((remark) => escaped(remark!));
  const what = escaped(subject(requirement));
  return `| ${link ? `[${what}](${link})` : what} | ${escaped(neededBy(requirement))} | ${remarks.join('; ')} |`;
}

/** Escapes a string for a cell of a table. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|~]/g, (sign) => `\\${sign}`);
}
