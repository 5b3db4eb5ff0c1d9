import { objectName, type Report } from '../report';

/** Formats a report as workflow commands of GitHub Actions, which annotate the lines of a pull request. */
export function github({ findings, unusable }: Report): string {
  const lines = findings.map((finding) => {
    const { severity, rule, message, fix, position } = finding;
    const { file, line, column } = position;
    return command(
      severity === 'note' ? 'notice' : severity,
      { file, line, col: column, title: rule },
      `${objectName(finding)}: ${message}: ${fix}`,
    );
  });
  const refused = unusable.map(({ reason, position: { file, line, column } }) => command('error', { file, line, col: column }, reason));
  return [...lines, ...refused].map((line) => `${line}\n`).join('');
}

function command(name: string, properties: { [key: string]: string | number | undefined }, message: string): string {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  const list = given.map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`);
  return `::${name} ${list.join(',')}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
