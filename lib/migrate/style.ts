import type { ToStringOptions } from 'yaml';

/** The formatting of a text shows in its first lines. */
const MAX_LENGTH = 20_000;

/** Detects the formatting of a text, within the options of the yaml library. */
export function styleOf(text: string): ToStringOptions {
  const lines = text.slice(0, MAX_LENGTH).split('\n', 500);
  let indent: number | undefined;
  let flatSeq = false;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? '';
    if (!opensBlock(line)) continue;
    const inner = /^( +)[^\s#-]/.exec(next)?.[1].length;
    if (!line.trimStart().startsWith('-')) indent ??= inner;
    if (next.startsWith('- ', keyColumn(line)) && /^ *$/.test(next.slice(0, keyColumn(line)))) flatSeq = true;
  }
  return {
    indent: indent === 4 ? 4 : 2,
    indentSeq: !flatSeq,
    flowCollectionPadding: /\{ /.test(text) || !/[{[]\S/.test(text),
    lineWidth: 0,
  };
}

/** Whether a line is a key without a value. */
function opensBlock(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.endsWith(':') && !trimmed.startsWith('#');
}

/** The column of the key of a line: after the dash of a list. */
function keyColumn(line: string): number {
  return /^ *(- )?/.exec(line)?.[0].length ?? 0;
}
