/** The header of a manifest of the corpus: comments that name its source, its cluster, and each finding of the rules in it. */
import type { Finding } from '../../lib/rules/finding';
import type { Manifest } from '../../lib/rules/manifest';

/** A finding as it stands in a header. */
export interface Expected {
  /** `keda/replica-bounds error at spec.minReplicaCount of ScaledObject shop/worker`. */
  readonly finding: string;
  readonly message: string;
  readonly fix: string;
}

/** The comment lines in front of the first document. */
export function headerOf(text: string): string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, end < 0 ? lines.length : end);
}

/** The value of a header such as `# platform: keda=2.17`. */
export function entryOf(header: readonly string[], key: string): string | undefined {
  return header.find((line) => line.startsWith(`# ${key}: `))?.slice(key.length + 4);
}

/** The findings that a header expects. */
export function findingsOf(header: readonly string[]): Expected[] {
  const texts: string[][] = [];
  for (const line of header) {
    const [, start, rest] = /^#( finding: | {3}message: | {3}fix: | {5})(.*)$/.exec(line) ?? [];
    if (start === undefined) continue;
    if (start === ' finding: ') texts.push([rest]);
    else if (start.trim()) texts.at(-1)?.push(rest);
    else texts.at(-1)?.push(`${texts.at(-1)?.pop()} ${rest}`);
  }
  return texts.map(([finding, message, fix]) => ({ finding, message, fix }));
}

/** The finding as a header has it. */
export function expected({ rule, severity, object, path, index, message, fix }: Finding, manifests: readonly Manifest[]): Expected {
  const of = titleOf(object);
  const isOneOfMany = manifests.filter(({ kind, metadata }) => titleOf({ kind, ...metadata }) === of).length > 1;
  const place = path ? ` at ${path}` : '';
  return { finding: `${rule} ${severity}${place} of ${of}${isOneOfMany ? ` (object ${index + 1})` : ''}`, message, fix };
}

function titleOf({ kind, namespace, name = '(no name)' }: { kind: string; namespace?: string; name?: string }): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** The text of a manifest with these findings in its header. */
export function withFindings(text: string, findings: readonly Expected[]): string {
  const header = headerOf(text);
  const others = header.filter((line) => !/^#( finding: | {3})/.test(line));
  const lines = findings.flatMap(({ finding, message, fix }) => [
    ...wrapped(`# finding: ${finding}`),
    ...wrapped(`#   message: ${message}`),
    ...wrapped(`#   fix: ${fix}`),
  ]);
  return [...others, ...lines, ...text.split('\n').slice(header.length)].join('\n');
}

/** A line of at most 140 characters, and continuations of it. */
function wrapped(line: string): string[] {
  const lines: string[] = [];
  let last = '';
  for (const word of line.split(' ')) {
    if (last && last.length + 1 + word.length > 140) {
      lines.push(last);
      last = `#     ${word}`;
    } else last = last === '' ? word : `${last} ${word}`;
  }
  return [...lines, last];
}
