import { createHash } from 'node:crypto';
import type { Position } from '../../files/read';
import { fingerprints } from '../fingerprints';
import { objectName, type Report } from '../report';
import { jsonPieces, mapped } from './json-pieces';

const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const;

/** Formats a report as a code quality report of GitLab, which a merge request shows. */
export function gitlab({ findings, unusable }: Report): Iterable<string> {
  const prints = fingerprints(findings);
  const issues = mapped(findings, (finding, index) => {
    const { rule, severity, message, fix, position } = finding;
    return {
      description: `${objectName(finding)}: ${message}: ${fix}`,
      check_name: rule,
      fingerprint: prints[index],
      severity: SEVERITIES[severity],
      location: locationOf(position),
    };
  });
  const refused = mapped(unusable, ({ reason, position }) => ({
    description: reason,
    check_name: 'unreadable',
    fingerprint: createHash('sha256')
      .update(JSON.stringify([position.file, reason]))
      .digest('hex')
      .slice(0, 32),
    severity: 'blocker',
    location: locationOf(position),
  }));
  return jsonPieces((elements) => elements, joined(issues, refused));
}

function* joined(...lists: readonly Iterable<unknown>[]): Generator<unknown> {
  for (const list of lists) yield* list;
}

/** The path without `./`: GitLab compares it with those of the merge request. */
function locationOf({ file, line: begin = 1, endLine }: Partial<Position> & Pick<Position, 'file'>) {
  return { path: file.replace(/^(\.\/+)+/, ''), lines: { begin, end: endLine ?? begin } };
}
