import { styleText } from 'node:util';
import { escapeControlCharacters, type Located, objectName, type Report } from '../report';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** Formats a report for people: position, message, remedy and rule of each finding. */
export function text({ findings, unusable, objects, files }: Report, colours: boolean): string {
  const paint: Paint = colours ? (style, part) => styleText(style, part) : (_, part) => part;
  const lines = findings.map((finding) => entry(finding, paint));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const found = [count(errors, 'error'), count(findings.length - errors, 'warning')].filter(Boolean).join(' and ') || 'no findings';
  const read = `${count(objects, 'object') || '0 objects'} of ${count(files, 'file') || '0 files'}`;
  const left = unusable.length > 0 ? `, ${count(unusable.length, 'input')} not read` : '';
  const style: Style = errors > 0 ? 'red' : findings.length > 0 ? 'yellow' : 'green';
  return `${lines.join('')}${paint(['bold', style], found)} in ${read}${left}\n`;
}

function entry(finding: Located, paint: Paint): string {
  const { position, severity, rule, path, message, fix, link } = finding;
  const place = escapeControlCharacters(`${position.file}:${position.line}:${position.column}`);
  const gravity = paint(['bold', severity === 'error' ? 'red' : 'yellow'], severity);
  const where = escapeControlCharacters(`${objectName(finding)}${path ? `, ${path}` : ''}`);
  return [
    `${paint('bold', place)} ${gravity} ${escapeControlCharacters(message)}`,
    `  ${paint('cyan', 'fix:')} ${escapeControlCharacters(fix)}`,
    `  ${paint('dim', `${where} [${rule}] ${link}`)}`,
    '',
    '',
  ].join('\n');
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
