import { styleText } from 'node:util';
import { escapeControlCharacters, type FormatOptions, type Located, objectName, type Report } from '../report';

type Style = Parameters<typeof styleText>[0];

/** Prints a part of a text in a style. */
export type Paint = (style: Style, text: string) => string;

/** The colours of the severities. */
export const COLOURS = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

/** Places of one finding that are listed. */
const MAX_PLACES = 5;

/**
 * Formats a report for people: position, message, remedy and rule of each finding, up to a number of them. A finding in many places is
 * printed once.
 */
export function* text(report: Report, { colours, maxFindings }: FormatOptions): Generator<string> {
  const paint = painter(colours);
  const groups = new Map<string, Located[]>();
  for (const finding of report.findings) {
    const { severity, rule, message, fix } = finding;
    const key = JSON.stringify([severity, rule, message, fix]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  let printed = 0;
  for (const group of groups.values()) {
    if (printed++ < maxFindings) yield entry(group, paint);
  }
  const left = groups.size - maxFindings;
  if (left > 0)
    yield `${count(left, 'more finding')} left out: --max-findings ${groups.size} prints all, --summary counts them by rule\n\n`;
  yield `${total(report, paint)}\n`;
}

export function painter(colours: boolean): Paint {
  return colours ? (style, part) => styleText(style, part) : (_, part) => part;
}

/** The last line: what was found, and in what. */
export function total({ findings, unusable, objects, files }: Report, paint: Paint): string {
  const counts = (['error', 'warning', 'note'] as const).map((wanted) =>
    count(findings.filter(({ severity }) => severity === wanted).length, wanted),
  );
  const found = listed(counts.filter(Boolean)) || 'no findings';
  const read = `${count(objects, 'object') || '0 objects'} of ${count(files, 'file') || '0 files'}`;
  const left = unusable.length > 0 ? `, ${count(unusable.length, 'input')} not read` : '';
  const style: Style = counts[0] ? COLOURS.error : counts[1] ? COLOURS.warning : 'green';
  return `${paint(['bold', style], found)} in ${read}${left}`;
}

function entry([first, ...others]: readonly Located[], paint: Paint): string {
  const { severity, rule, path, message, fix, link } = first;
  const gravity = paint(['bold', COLOURS[severity]], severity);
  const where = escapeControlCharacters(`${objectName(first)}${path ? `, ${path}` : ''}`);
  const places = others.slice(0, MAX_PLACES).map((each) => `${placeOf(each)} (${escapeControlCharacters(objectName(each))})`);
  const more = others.length > MAX_PLACES ? [`and ${others.length - MAX_PLACES} more`] : [];
  return [
    `${paint('bold', placeOf(first))} ${gravity} ${escapeControlCharacters(message)}`,
    `  ${paint('cyan', 'fix:')} ${escapeControlCharacters(fix)}`,
    `  ${paint('dim', `${where} [${rule}] ${link}`)}`,
    ...(others.length > 0 ? [`  ${others.length + 1} times, also at:`, ...[...places, ...more].map((place) => `    ${place}`)] : []),
    '',
    '',
  ].join('\n');
}

function placeOf({ position: { file, line, column } }: Located): string {
  return escapeControlCharacters(`${file}:${line}:${column}`);
}

function listed(parts: readonly string[]): string {
  return parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
