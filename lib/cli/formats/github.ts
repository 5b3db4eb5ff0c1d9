import { objectName, type Report } from '../report';

/** Formats a report as workflow commands of GitHub Actions, which annotate the lines of a pull request. */
export function* github({ findings, unusable }: Report): Iterable<string> {
  for (const finding of findings) {
    const { severity, rule, message, fix, position } = finding;
    const { file, line, column } = position;
    yield command(
      severity === 'note' ? 'notice' : severity,
      { file, line, col: column, title: rule },
      `${objectName(finding)}: ${message}: ${fix}`,
    );
  }
  for (const { reason, position } of unusable) {
    yield command('error', { file: position.file, line: position.line, col: position.column }, reason);
  }
}

function command(name: string, properties: { [key: string]: string | number | undefined }, message: string): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const list = given.map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${list.join(',')}::${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
