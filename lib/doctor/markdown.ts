import { escapeControlCharacters } from '../core/escape';
import { subject } from '../requirements/report';
import type { Finding } from './diagnosis';
import type { DoctorReport } from './report';
import { isCommand } from './text';

/** Formats a report as Markdown, for an issue or a summary of a pipeline. */
export function markdown({ server, versions, platform, requirements, apps, findings, unread }: DoctorReport): string {
  const parts = [
    `# ${escaped(server)}`,
    table(
      ['component', 'release', 'seen at'],
      versions.map(({ title, version, seenAt }) => [title, version ?? 'unknown', seenAt]),
    ),
  ];
  parts.push(`\`${platform}\``);
  if (requirements.length > 0) {
    const states = { there: 'there', missing: '**missing**', unknown: 'cannot tell' };
    parts.push(
      '## Requirements',
      rows(
        ['requirement', '', 'seen'],
        requirements.map(({ requirement, state, seen }) => [escaped(subject(requirement)), states[state], escaped(seen)]),
      ),
    );
    const install = [...new Set(requirements.filter(({ state }) => state === 'missing').flatMap(({ requirement }) => requirement.install))];
    if (install.length > 0) parts.push(commands(install));
  }
  for (const { app, objects, replicas, findings: found } of apps) {
    const ready = replicas ? `, ${replicas.ready} of ${replicas.wanted} replicas ready` : '';
    parts.push(
      `## ${escaped(app)}`,
      `${escaped(objects.join(', '))}${ready}${found.length === 0 ? ': no findings.' : '.'}`,
      ...found.map(section),
    );
  }
  if (findings.length > 0) parts.push('## Cluster', ...findings.map(section));
  if (unread.length > 0) parts.push('## Not read', unread.map((line) => `- ${escaped(line)}`).join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function section({ severity, title, about, seen, why, remedy, id }: Finding): string {
  const sentences = remedy.filter((line) => !isCommand(line)).map((line) => `- ${escaped(line)}`);
  const typed = remedy.filter(isCommand);
  return [
    `### ${severity}: ${escaped(about)}: ${title}`,
    `Seen: ${escaped(seen)}`,
    `${why} (${id})`,
    ...(sentences.length > 0 ? [sentences.join('\n')] : []),
    ...(typed.length > 0 ? [commands(typed)] : []),
  ].join('\n\n');
}

function commands(lines: readonly string[]): string {
  return `\`\`\`sh\n${lines.map(escapeControlCharacters).join('\n')}\n\`\`\``;
}

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  return rows(
    head,
    body.map((cells) => cells.map(escaped)),
  );
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Escapes what Markdown reads as markup. */
function escaped(text: string): string {
  return escapeControlCharacters(text).replace(/[\\`*_[\]<>|~]/g, (sign) => `\\${sign}`);
}
