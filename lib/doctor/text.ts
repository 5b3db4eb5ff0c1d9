import { escapeControlCharacters } from '../core/escape';
import { neededBy, subject } from '../requirements/report';
import type { Answered, State } from './answers';
import type { Finding } from './diagnosis';
import type { AppReport, DoctorReport } from './report';

/** Prints a part of the text in a style: `error`, `warning`, `note`, `well`, `bold`, `dim`. */
export type PaintPart = (style: 'error' | 'warning' | 'note' | 'well' | 'bold' | 'dim', part: string) => string;

const PLAIN: PaintPart = (_, part) => part;
const MARKS: { readonly [state in State]: string } = { missing: 'missing', unknown: 'cannot tell', there: 'there' };
/** Width of the column of states. */
const WIDTH = 12;

/** Formats a report for a terminal, on one page. */
export function text(report: DoctorReport, paint: PaintPart = PLAIN): string {
  const { server, versions, platform, runtimeClasses, requirements, apps, findings, unread, permit } = report;
  const lines = [paint('bold', `Cluster ${escaped(server)}`), '', ...versions.map(versionLine), `  ${paint('dim', platform)}`];
  if (runtimeClasses.length > 0) {
    lines.push('', paint('bold', 'RuntimeClasses'));
    for (const { name, handler, nodes, withHandler } of runtimeClasses) {
      const having = withHandler === undefined ? '' : `, ${withHandler} have the handler`;
      lines.push(`  ${escaped(name)}: handler ${escaped(handler)}, ${counted(nodes, 'node')}${having}`);
    }
  }
  if (requirements.length > 0) {
    lines.push('', paint('bold', 'Requirements'));
    for (const answered of requirements) lines.push(...requirementLines(answered, paint));
  }
  if (apps.length > 0) lines.push('', paint('bold', 'Apps'), ...apps.flatMap((app) => appLines(app, paint)));
  if (findings.length > 0) lines.push('', paint('bold', 'Cluster'), ...findings.flatMap((finding) => findingLines(finding, paint)));
  if (unread.length > 0) {
    lines.push('', paint('bold', 'Not read'), ...unread.map((line) => `  ${escaped(line)}`));
    if (permit) lines.push(`  $ ${escaped(permit)}`);
  }
  return `${[...lines, '', conclusion(report, paint)].join('\n')}\n`;
}

function versionLine({ title, version, declared, supported, problem, seenAt }: DoctorReport['versions'][number]): string {
  const remarks = [
    declared && `declared ${declared}`,
    supported && `supported ${supported}`,
    problem && (problem === 'differs' ? 'differs from the platform' : `${problem} than supported`),
  ].filter(Boolean);
  return `  ${title} ${escaped(version ?? '(unknown release)')}${remarks.length > 0 ? ` (${remarks.join(', ')})` : ''}: ${escaped(seenAt)}`;
}

function requirementLines(answered: Answered, paint: PaintPart): string[] {
  const { requirement, state, seen } = answered;
  const mark = paint(state === 'missing' ? 'error' : state === 'unknown' ? 'warning' : 'well', MARKS[state].padEnd(WIDTH));
  const line = `  ${mark} ${subject(requirement)}: ${escaped(seen)}`;
  if (state === 'there') return [line];
  const remedies = state === 'missing' ? requirement.install.map((command) => `    $ ${escaped(command)}`) : [];
  return [line, `    ${paint('dim', `needed by ${neededBy(requirement)}`)}`, ...remedies];
}

function appLines({ app, objects, replicas, findings }: AppReport, paint: PaintPart): string[] {
  const state = replicas ? `, ${replicas.ready} of ${counted(replicas.wanted, 'replica')} ready` : '';
  const head = `  ${paint('bold', escaped(app))} (${escaped(objects.join(', '))})${state}`;
  return findings.length === 0
    ? [`${head}: ${paint('well', 'no findings')}`]
    : [head, ...findings.flatMap((finding) => findingLines(finding, paint))];
}

function findingLines({ severity, title, about, seen, why, remedy, id }: Finding, paint: PaintPart): string[] {
  return [
    `    ${paint(severity, severity)} ${escaped(about)}: ${title} ${paint('dim', `[${id}]`)}`,
    `      seen: ${escaped(seen)}`,
    `      why: ${why}`,
    ...remedy.map((line) => `      ${isCommand(line) ? '$' : '-'} ${escaped(line)}`),
  ];
}

/** Whether a remedy can be typed. */
export function isCommand(line: string): boolean {
  return /^(kubectl|helm) /.test(line);
}

function conclusion({ summary: { errors, warnings, notes, missing, unknown }, apps }: DoctorReport, paint: PaintPart): string {
  const parts = [
    errors > 0 && counted(errors, 'error'),
    missing > 0 && `${counted(missing, 'requirement')} missing`,
    warnings > 0 && counted(warnings, 'warning'),
    notes > 0 && counted(notes, 'note'),
    unknown > 0 && `${counted(unknown, 'requirement')} that could not be told`,
  ].filter(Boolean);
  const found = parts.length > 0 ? parts.join(', ') : 'no findings';
  return `${paint(errors + missing > 0 ? 'error' : warnings > 0 ? 'warning' : 'well', found)} in ${counted(apps.length, 'app')}`;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

const escaped = escapeControlCharacters;
