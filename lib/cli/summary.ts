import { COLOURS, painter, total } from './formats/text';
import type { Report } from './report';

const ORDER = ['error', 'warning', 'note'] as const;

/** Formats the number of findings by severity and rule, the most frequent first. */
export function summary(report: Report, colours: boolean): string {
  const paint = painter(colours);
  const lines: string[] = [];
  for (const severity of ORDER) {
    const counts = new Map<string, number>();
    for (const finding of report.findings) {
      if (finding.severity === severity) counts.set(finding.rule, (counts.get(finding.rule) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([a, most], [b, least]) => least - most || (a < b ? -1 : 1));
    for (const [rule, number] of sorted)
      lines.push(`${String(number).padStart(6)} ${paint(COLOURS[severity], severity.padEnd(7))} ${rule}\n`);
  }
  return `${lines.join('')}${total(report, paint)}\n`;
}
