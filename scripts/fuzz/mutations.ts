import { parseAllDocuments, stringify } from 'yaml';
import { HOSTILE, KEYS } from './hostile';
import type { Random } from './random';

/** A mutation of a text; `other` is another document of the corpus. */
type Mutation = (text: string, random: Random, other: () => string) => string;

/** Values that no field expects everywhere. */
const STRANGERS: readonly unknown[] = [
  null,
  '',
  'text',
  0,
  -1.5,
  1e21,
  true,
  [],
  [null],
  ['text'],
  [[]],
  {},
  { name: null },
  { a: { b: [] } },
];

const flipBytes: Mutation = (text, random) => {
  const characters = [...text];
  for (let count = 1 + random.below(4); count > 0 && characters.length > 0; count--) {
    const at = random.below(characters.length);
    const code = characters[at].charCodeAt(0) ^ (1 << random.below(8));
    characters[at] = random.isOneIn(3)
      ? random.of([...'\t\r\n :-#\'"{}[],&*!|>%@\0\x85\u2028\uFEFF\uD800\uDC00'])
      : String.fromCharCode(code);
  }
  return characters.join('');
};

const byLine = (change: (lines: string[], at: number, random: Random) => void): Mutation => {
  return (text, random) => {
    const lines = text.split('\n');
    for (let count = 1 + random.below(3); count > 0; count--) change(lines, random.below(lines.length), random);
    return lines.join('\n');
  };
};

const dropLines = byLine((lines, at, random) => void lines.splice(at, 1 + random.below(4)));
const repeatLines = byLine((lines, at, random) => {
  const taken = lines.slice(at, at + 1 + random.below(6));
  lines.splice(random.isOneIn(2) ? at : random.below(lines.length + 1), 0, ...taken);
});
const swapLines = byLine((lines, at, random) => {
  const with_ = random.below(lines.length);
  [lines[at], lines[with_]] = [lines[with_] ?? '', lines[at] ?? ''];
});
const indentLines = byLine((lines, at, random) => {
  const end = Math.min(lines.length, at + 1 + random.below(8));
  const change = random.of<(line: string) => string>([
    (line) => `  ${line}`,
    (line) => ` ${line}`,
    (line) => line.replace(/^ {1,2}/, ''),
    (line) => `\t${line}`,
    (line) => `- ${line}`,
  ]);
  for (let index = at; index < end; index++) lines[index] = change(lines[index]);
});
const replaceScalars = byLine((lines, at, random) => {
  const hostile = random.of(HOSTILE);
  lines[at] = (lines[at] ?? '').replace(/^(\s*(?:- )*(?:[^\s:#]+: ?)?).*$/s, (_, key: string) => key + hostile);
});
const replaceKeys = byLine((lines, at, random) => {
  const key = random.of(KEYS);
  lines[at] = (lines[at] ?? '').replace(/^(\s*(?:- )*)[^\s:#]+:/, (_, indent: string) => `${indent}${key}:`);
});
const addComments = byLine(
  (lines, at, random) => void lines.splice(at, 0, random.of(['#', '# comment', '   # deep', '---', '...', '--- # x', '--- {}'])),
);
const nest = byLine((lines, at, random) => {
  const depth = random.of([2, 10, 90, 99, 100, 101, 120, 5_000, 50_000]);
  const line = lines[at] ?? '';
  const key = /^\s*(?:- )*[^\s:#]+:/.exec(line)?.[0] ?? line;
  lines[at] = random.of([
    `${key} ${'['.repeat(depth)}${']'.repeat(depth)}`,
    `${key} ${'['.repeat(depth)}`,
    `${key} ${'{a: '.repeat(depth)}`,
    `${'- '.repeat(depth)}a`,
    `${key} ${'{a: '.repeat(depth)}b${'}'.repeat(depth)}`,
  ]);
});
const lengthen = byLine((lines, at, random) => {
  const count = random.of([300, 1_100, 65_000, 300_000]);
  const part = random.of([
    'a',
    'a ',
    ' ',
    '-',
    '{{',
    '$',
    '\\',
    '"',
    "'",
    'a.',
    'a,',
    '0',
    '\t',
    '%41',
    '\u00e9',
    '\r',
    '#',
    ':',
    '/',
    '<a>',
    '{{ }}',
    '\u2028',
  ]);
  const quote = random.of(['', '"', "'"]);
  lines[at] = (lines[at] ?? '').replace(/(?<=: ).*$|$/, () => quote + part.repeat(count) + quote);
});

/** A block of lines that are indented alike, with what stands below them. */
function blockOf(lines: readonly string[], at: number): [start: number, end: number] {
  const depth = /^ */.exec(lines[at] ?? '')![0].length;
  let end = at + 1;
  while (end < lines.length && /^ */.exec(lines[end])![0].length > depth) end++;
  return [at, end];
}

const swapBlocks: Mutation = (text, random, other) => {
  const lines = text.split('\n');
  const from = random.isOneIn(2) ? lines : other().split('\n');
  const [start, end] = blockOf(from, random.below(from.length));
  const block = from.slice(start, end);
  const [to, until] = blockOf(lines, random.below(lines.length));
  const indent = /^ */.exec(lines[to] ?? '')![0];
  const own = /^ */.exec(block[0] ?? '')![0];
  lines.splice(to, random.isOneIn(3) ? 0 : until - to, ...block.map((line) => indent + line.slice(own.length)));
  return lines.join('\n');
};

const append: Mutation = (text, random, other) =>
  `${text}${random.of(['\n---\n', '\n...\n', '\n', '', '\n---', '\n--- ', '\n%YAML 1.1\n---\n'])}${other()}`;
const cut: Mutation = (text, random) => text.slice(random.isOneIn(4) ? random.below(text.length) : 0, random.below(text.length + 1));
const ends: Mutation = (text, random) => text.replaceAll('\n', random.of(['\r\n', '\r', '\r\r\n', '\n\n', '\x85', '\u2028']));
const aliases: Mutation = (text, random) =>
  text.replace(/: (\w)/g, (found, first: string) => {
    const kind = random.below(12);
    return kind === 0 ? `: &a ${first}` : kind === 1 ? `: *a\n${first}` : kind === 2 ? `: !!str ${first}` : found;
  });

/** Changes the values of documents, and writes them anew: as YAML, as JSON, or as a List. */
const restructure: Mutation = (text, random, other) => {
  // a text that another mutation nested or lengthened takes too long to parse
  if (text.length > 50_000 || /(?:- |\[|\{a: ){50}/.test(text)) return text;
  const values = valuesOf(text);
  if (values.length === 0) return text;
  const more = random.isOneIn(3) ? valuesOf(other()) : [];
  for (let count = 1 + random.below(3); count > 0; count--)
    changeField(random.of(values), random, random.isOneIn(2) ? [...values, ...more] : []);
  const all = [...values, ...more];
  if (random.isOneIn(3))
    return all.map((value) => JSON.stringify(value, undefined, random.of([0, 2]))).join(random.of(['\n', '', '\n---\n', ' ']));
  if (random.isOneIn(4)) return stringify({ apiVersion: 'v1', kind: random.of(['List', 'ConfigMapList', 'PodList']), items: all });
  return all.map((value) => stringify(value, { collectionStyle: random.of(['any', 'flow', 'block']) })).join('---\n');
};

function valuesOf(text: string): unknown[] {
  try {
    const values = [...parseAllDocuments(text, { logLevel: 'silent' })].map((document) => document.toJS({ maxAliasCount: 10 }));
    // throws for what contains itself
    return values.filter((value) => value !== null).map((value) => JSON.parse(JSON.stringify(value)));
  } catch {
    return [];
  }
}

interface Fields {
  [key: string]: unknown;
}

function changeField(root: unknown, random: Random, strangers: readonly unknown[]): void {
  const holders: Fields[] = [];
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    holders.push(value as Fields);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(root);
  if (holders.length === 0) return;
  const holder = random.of(holders);
  const keys = Object.keys(holder);
  const key =
    keys.length > 0 && !random.isOneIn(8) ? random.of(keys) : random.of(KEYS.filter((each) => each !== '__proto__' && each !== 'length'));
  const kind = random.below(5);
  if (kind === 0) delete holder[key];
  else if (kind === 1) holder[key] = structuredClone(random.of(holders));
  else if (kind === 2 && strangers.length > 0) holder[key] = structuredClone(random.of(strangers));
  else if (kind === 3) holder[key] = random.of(HOSTILE);
  else holder[key] = structuredClone(random.of(STRANGERS));
}

/** Rare ones take much longer than the others. */
const MUTATIONS: readonly (readonly [weight: number, mutation: Mutation])[] = [
  [4, flipBytes],
  [4, dropLines],
  [4, repeatLines],
  [3, swapLines],
  [4, indentLines],
  [8, replaceScalars],
  [3, replaceKeys],
  [2, addComments],
  [1, nest],
  [1, lengthen],
  [5, swapBlocks],
  [3, append],
  [1, cut],
  [2, ends],
  [2, aliases],
  [10, restructure],
];
const WEIGHTED = MUTATIONS.flatMap(([weight, mutation]) => Array.from({ length: weight }, () => mutation));

/** Mutates a document of the corpus one to four times, and encodes it, sometimes in an odd way. */
export function mutated(corpus: readonly string[], random: Random): Uint8Array {
  let text = random.of(corpus);
  for (let count = 1 + random.below(4); count > 0; count--) text = random.of(WEIGHTED)(text, random, () => random.of(corpus));
  return encoded(text, random);
}

function encoded(text: string, random: Random): Uint8Array {
  if (!random.isOneIn(25)) return Buffer.from(text);
  const bytes = Buffer.from(text);
  switch (random.below(7)) {
    case 0:
      return Buffer.from(text, 'utf16le');
    case 1:
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 2:
      return Buffer.from(text, 'latin1');
    case 3:
      return Buffer.concat([Buffer.from('\uFEFF'), bytes]);
    case 4:
      return Buffer.from(text.replaceAll('---', '\uFEFF---'));
    case 5:
      return Buffer.concat([bytes, Buffer.from([random.below(256), random.below(256)])]);
    default:
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
  }
}
