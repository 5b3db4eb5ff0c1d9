import type { Report } from '../report';

/** Formats a report as a JSON object with a stable schema. */
export function json({ version, findings, unusable, objects, files }: Report): string {
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const report = {
    version,
    summary: { errors: count('error'), warnings: count('warning'), notes: count('note'), objects, files },
    findings: findings.map(({ rule, severity, object, path, message, fix, link, position }) => {
      return { rule, severity, ...position, object, path, message, fix, link };
    }),
    unusable: unusable.map(({ reason, position }) => ({ ...position, reason })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
