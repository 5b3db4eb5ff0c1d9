import { styleText } from 'node:util';
import type { Effect } from '../../upgrade/report';
import { escapeControlCharacters, objectName } from '../report';
import { EFFECTS, heading, type LocatedStep, type LocatedUpgrade, summary } from '../upgrade-report';

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const STYLES: { readonly [list: string]: Style } = { breaks: 'red', warnings: 'yellow', defects: 'yellow', cures: 'green' };
/** Maximum number of places of a change that are listed. */
const MAX_PLACES = 10;

/** Formats the effects of an upgrade for people: a section for each step, in order. */
export function text(upgrade: LocatedUpgrade, colours: boolean): string {
  const paint: Paint = colours ? (style, part) => styleText(style, part) : (_, part) => part;
  const steps = upgrade.steps.map((step, index) => section(step, index + 1, paint));
  const read = `${upgrade.objects} ${upgrade.objects === 1 ? 'object' : 'objects'} of ${upgrade.files} ${upgrade.files === 1 ? 'file' : 'files'}`;
  return `${steps.join('')}${paint('bold', summary(upgrade))} (${read})\n`;
}

function section(step: LocatedStep, number: number, paint: Paint): string {
  const lines = [paint('bold', `${number}. ${heading(step)}`), ...step.notes.map((note) => `   ${paint('dim', note)}`)];
  for (const [list, title] of EFFECTS) {
    if (list === 'warnings' && step.changes.length > 0) lines.push(...changes(step, paint));
    if (step[list].length > 0) lines.push('', `   ${paint(STYLES[list], `${title}:`)}`);
    for (const effect of step[list]) lines.push(...entry(effect, list === 'cures', paint));
  }
  return `${lines.join('\n')}\n\n`;
}

type LocatedEffect = LocatedStep['breaks'][number];
type LocatedPlace = LocatedStep['changes'][number]['places'][number];

function entry(effect: LocatedEffect, isCure: boolean, paint: Paint): string[] {
  const { rule, release, message, fix, link } = effect;
  if (isCure) return [`   ${place(effect, paint)}: ${escapeControlCharacters(message)} ${paint('dim', `[${rule}]`)}`];
  return [
    `   ${place(effect, paint)}: ${escapeControlCharacters(message)}`,
    `     ${paint('cyan', 'fix:')} ${escapeControlCharacters(fix)}${aid(effect)}`,
    `     ${paint('dim', `from ${release} [${rule}] ${link}`)}`,
  ];
}

function changes(step: LocatedStep, paint: Paint): string[] {
  const lines = ['', `   ${paint('yellow', 'changes of behavior:')}`];
  for (const { release, what, remedy, link, places } of step.changes) {
    lines.push(`   from ${release}, ${what}`);
    lines.push(...places.slice(0, MAX_PLACES).map((one) => `     ${place(one, paint)}`));
    if (places.length > MAX_PLACES) lines.push(`     and ${places.length - MAX_PLACES} more`);
    lines.push(`     ${paint('cyan', 'to do:')} ${remedy}`, `     ${paint('dim', link)}`);
  }
  return lines;
}

function place({ position: { file, line, column }, object, path }: LocatedPlace, paint: Paint): string {
  const at = escapeControlCharacters(`${file}:${line}:${column}`);
  return `${paint('bold', at)} ${escapeControlCharacters(`${objectName({ object })}${path ? `, ${path}` : ''}`)}`;
}

/** Names the command that writes the fix. */
export function aid({ migrate }: Effect): string {
  return migrate ? ' (cdk8s-wasm migrate writes it)' : '';
}
