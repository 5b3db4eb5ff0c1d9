import { styleText } from 'node:util';
import type { Migration } from '../migrate/migrate';
import type { Remark } from '../migrate/workspace';
import { escapeControlCharacters } from './report';

/** Numbers of files. */
export interface Counts {
  readonly changed: number;
  readonly files: number;
  /** Inputs that could not be read. */
  readonly unusable: number;
  /** Files that could not be written. */
  readonly failed: number;
  /** Files that were written; absent if none was to be written. */
  readonly written?: number;
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** Formats the changes with their reasons, and the manual steps. */
export function migrationReport({ changes, left, refused }: Migration, counts: Counts, colours: boolean): string {
  const paint: Paint = colours ? (style, part) => styleText(style, part) : (_, part) => part;
  const todo = [...left, ...refused];
  const parts = [
    section('changed:', 'green', changes, paint),
    section('manual steps:', 'yellow', left, paint),
    section('still refused, with positions in the output:', 'red', refused, paint),
  ];
  const { changed, files, unusable, failed, written } = counts;
  const done =
    changed === 0
      ? `nothing to change in ${number(files, 'file')}`
      : `${number(written ?? changed, 'file')} of ${files} ${written === undefined ? 'changed' : 'written'}`;
  const summary = [
    done,
    todo.length > 0 && `${number(todo.length, 'manual step')}`,
    unusable > 0 && `${number(unusable, 'input')} not read`,
    failed > 0 && `${number(failed, 'file')} not written`,
  ];
  return `${parts.join('')}${paint('bold', summary.filter(Boolean).join(', '))}\n`;
}

function section(title: string, colour: 'green' | 'yellow' | 'red', remarks: readonly Remark[], paint: Paint): string {
  if (remarks.length === 0) return '';
  const order = [...remarks].sort((a, b) => compare(a.position.file, b.position.file) || a.position.line - b.position.line);
  const lines = order.map(({ position: { file, line, column }, object, what, why }) => {
    return `${paint('bold', escapeControlCharacters(`${file}:${line}:${column}`))} ${escapeControlCharacters(object)}: ${escapeControlCharacters(what)}\n  ${paint('dim', escapeControlCharacters(why))}\n`;
  });
  return `${paint(['bold', colour], title)}\n${lines.join('')}\n`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function number(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
