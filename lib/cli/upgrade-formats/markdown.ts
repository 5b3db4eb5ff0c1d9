import { escapeControlCharacters, objectName } from '../report';
import { EFFECTS, heading, type LocatedStep, type LocatedUpgrade, summary } from '../upgrade-report';
import { aid } from './text';

/** Formats the effects of an upgrade as Markdown: a section for each step, for an issue or a pull request. */
export function markdown(upgrade: LocatedUpgrade): string {
  const sections = upgrade.steps.map((step, index) => section(step, index + 1));
  return `${[`# Upgrade\n\n${capitalized(summary(upgrade))}.`, ...sections].join('\n\n')}\n`;
}

function section(step: LocatedStep, number: number): string {
  const parts = [`## ${number}. ${heading(step)}`];
  if (step.notes.length > 0) parts.push(step.notes.map((note) => `- ${note}`).join('\n'));
  for (const [list, title] of EFFECTS) {
    if (list === 'warnings' && step.changes.length > 0) parts.push(changes(step));
    if (step[list].length === 0) continue;
    const rows = step[list].map((effect) => {
      const { rule, release, message, fix, link } = effect;
      return `| ${place(effect)} | ${cell(message)} | ${list === 'cures' ? '' : `${cell(fix)}${aid(effect)}`} | [${rule}](${link}), from ${release} |`;
    });
    parts.push([`### ${capitalized(title)}`, '', '| where | what | to do | rule |', '|---|---|---|---|', ...rows].join('\n'));
  }
  return parts.join('\n\n');
}

function changes(step: LocatedStep): string {
  const rows = step.changes.map(({ release, what, remedy, link, places }) => {
    return `| [${release}](${link}) | ${cell(what)} | ${places.map(place).join('<br>')} | ${cell(remedy)} |`;
  });
  return ['### Changes of behavior', '', '| from | what | where | to do |', '|---|---|---|---|', ...rows].join('\n');
}

function place({ position: { file, line }, object, path }: LocatedStep['changes'][number]['places'][number]): string {
  return cell(`${objectName({ object })}${path ? `, ${path}` : ''} (${file}:${line})`);
}

function cell(text: string): string {
  return escapeControlCharacters(text).replace(/[\\|<`*_[\]]/g, '\\$&');
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
