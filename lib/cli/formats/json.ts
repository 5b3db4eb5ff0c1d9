import type { Report } from '../report';
import { jsonPieces, mapped } from './json-pieces';

/** Formats a report as a JSON object with a stable schema. */
export function json({ version, findings, unusable, objects, files }: Report): Iterable<string> {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const frame = (elements: readonly string[]) => ({
    version,
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note'), objects, files },
    findings: elements,
    unusable: unusable.map(({ reason, position }) => ({ ...position, reason })),
  });
  return jsonPieces(
    frame,
    mapped(findings, ({ rule, severity, object, path, message, fix, link, position }) => {
      return { rule, severity, ...position, object, path, message, fix, link };
    }),
  );
}
