/** Random texts in and around YAML, for comparing readers: scalars that look like numbers, structures, and damage. */

type Random = () => number;

/** Returns random numbers from 0 to 1 of a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Characters of numbers, dates and truth values. */
const DIGITS = [...'0123456789_+-.eExXoObBaAfF:~'];

const WORDS =
  'true True TRUE tRUE y Y yes n No off OFF oFF null Null NULL ~ .inf -.Inf +.INF .nan .NaN 1_000 0b101 -0b1 0b-1 +0o17 0x_F 1e400 -1e400 1e-400 9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616 -9223372036854775808 -9223372036854775809 0123 0128 08 1. +1. .5e3 5.e3 1e3 1E+3 2001-12-14t21:59:43.10-05:00 << = - + . +. -. ._ ._1 .e5 e2 0x 0b 0o 0_7 1__0 _1 +_1 -_1 5E_9 190:20:30 1,000 0.0 -0 -0.0 +0'.split(
    ' ',
  );

const TAGGED = [...WORDS, 'YWJj', 'YWI=', 'YQ==', 'a', '2001-1-1', '2001-02-30'];
const TAGS = ['int', 'float', 'bool', 'null', 'str', 'timestamp', 'binary', 'map', 'seq', 'merge', 'set'];

const PIECES = [
  ...['a', 'b', 'key', '"', "'", '\\', ':', ': ', ' :', '-', '- ', '? ', '?', '[', ']', '{', '}', ',', ', ', '\n', '\n  ', '\n ', '\n    '],
  ...['\n- ', '\n  - ', '\t', ' ', '#', ' #', '|', '>', '|-', '>+', '|2', '&a ', '*a', '&b ', '*b', '!', '!!str ', '!!int ', '!!float '],
  ...['!!binary ', '!x ', '<<', '<<: ', '%', '@', '`', '~', 'null', 'yes', 'no', 'on', 'y', '0', '1', '12', '0o7', '0x1F', '0b1', '1_0'],
  ...['.5', '.', 'e', 'E5', '+', '1e3', '.inf', '.nan', '2001-01-01', '12:30', '---', '...', '\n---\n', '\n...\n', '\r', '\r\n', '\u0085'],
  ...[
    '\u2028',
    '\u2029',
    '\uFEFF',
    'é',
    '😀',
    '\\n',
    '\\x41',
    '\\u00e9',
    '\\U0001F600',
    '\\\n',
    '\\ ',
    '\\"',
    '=',
    'a: 1\n',
    'b: [1, 2]\n',
  ],
  ...[
    'c: {d: e}\n',
    'x: "y z"\n',
    'k: |\n  t\n',
    'k: >\n  t\n  u\n',
    'a:\n  b:\n    c',
    '- - a',
    '%YAML 1.1\n---\n',
    '%TAG ! tag:x,2000:\n---\n',
  ],
];

/** Texts that people write, and that readers of YAML read in different ways. */
export const KNOWN_TEXTS: readonly string[] = [
  'args: [ "login && \\\n pull" ]\n',
  "a: 'b\nc'\n",
  'a: "b\nc"\n',
  'a: b\n\tc\n',
  'a:\n\t- b\n',
  'a:\tb\n',
  'on: yes\n',
  'a: 1\na: 2\n',
  '{"a": 1}{"b": 2}\n',
  '{"a": 1}\n{"b": 2}\n---\nc: 3\n',
  '\uFEFFa: 1\nb: 2\n',
  'a: 1\n---\n\uFEFFb: 2\n',
  'a: 1\r\n---\r\nb: |\r\n  c\r\n',
  'a: 1\n--- # b\nb: 2\n---\t\nc: 3\n',
  'a: 1\n...\n',
  'a: |\n\n    \n  b\n',
  'a: |+\n  b\n\n',
  '? a\n: b\n? [c]\n: d\n',
  '[a, b: c, ? d]\n',
  '{a, b: , "c":d}\n',
  '- a\n-\n- - b\n  - c\n',
  'a:\n- b\n- c\nd: e\n',
  'a: &x {b: 1}\nc: {<<: *x, b: 2}\nd: {b: 2, <<: *x}\ne: {<<: [*x, {b: 3, f: 4}]}\n',
  '"a": b\n? |\n  c\n: d\n',
  `${'k'.repeat(1100)}: v\n`,
  `? ${'k'.repeat(1100)}\n: v\n`,
  'a: b: c\n',
  'a: - b\n',
  '[]: a\n',
  '{yes}k: |\n  t\n',
  '',
  '# nothing\n',
  '{a}',
  '\n{a}',
  ' {a}\n',
  '{}=',
  '{}   =',
  '{}   abcd',
  '{}\n=',
  '{}\n a\n',
  '{}\na: 1',
  '{"a": 1} # b',
  '{"a": 1}  é\n',
  '-0.0: .nan\n0.0: 1\n',
  '0.0: 1\n-0.0: 2\n0.0: 3\n',
  '0: 1\n-0.0: 2\n"-0": 3\n',
  'a: &z {0.0: .inf}\nb: {<<: *z, -0.0: 1}\n',
];

/** Returns a random text. */
export function yamlText(random: Random): string {
  return new Texts(random).text();
}

class Texts {
  constructor(private readonly random: Random) {}

  public text(): string {
    const kind = this.random();
    if (kind < 0.3) return `a: ${this.scalar()}\n`;
    if (kind < 0.36) return `? ${this.scalar()}\n: ${this.pick(WORDS)}\n`;
    if (kind < 0.42) return `a: !!${this.pick(TAGS)} ${this.quoted()}\n`;
    if (kind < 0.75) return this.several(14, () => this.pick(PIECES)).join('');
    return this.damaged(this.node(0, '').replace(/^ ?\n?/, ''));
  }

  private pick<Choice>(choices: readonly Choice[]): Choice {
    return choices[Math.floor(this.random() * choices.length)];
  }

  private several<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: 1 + Math.floor(this.random() * most) }, make);
  }

  private scalar(): string {
    return this.random() < 0.5 ? this.several(8, () => this.pick(DIGITS)).join('') : this.pick(WORDS);
  }

  private quoted(): string {
    const quote = this.pick(['', '"', "'"]);
    return quote + (this.random() < 0.3 ? this.scalar() : this.pick(TAGGED)) + quote;
  }

  private node(depth: number, indent: string): string {
    const kind = this.random();
    if (depth > 3 || kind < 0.3) return ` ${this.leaf(indent)}\n`;
    const inner = (steps: readonly string[]) => this.node(depth + 1, indent + this.pick(steps));
    if (kind >= 0.65) return `\n${this.several(3, () => `${indent}-${inner(['  ', ' ', ''])}`).join('')}`;
    const key = () => this.pick(['a', 'b', 'c', this.pick(WORDS), '"q"', '<<', '1', `? x\n${indent}`]);
    const anchor = this.random() < 0.2 ? ' &a' : '';
    return `${anchor}\n${this.several(3, () => `${indent}${key()}:${inner([' ', '  ', '    '])}`).join('')}`;
  }

  private leaf(indent: string): string {
    return this.pick([
      this.pick(WORDS),
      this.scalar(),
      `"q ${this.pick(PIECES)} z"`,
      `'s ${this.pick(PIECES)}'`,
      this.pick(PIECES),
      `plain text\n${indent} more`,
      `|\n${indent} x\n${indent}  y\n`,
      `>-\n${indent}  x\n\n${indent}  y\n${indent}   z\n`,
      `{a: ${this.pick(WORDS)}, b: [${this.scalar()}]}`,
      '*a',
      `&a ${this.pick(WORDS)}`,
    ]);
  }

  private damaged(text: string): string {
    if (this.random() < 0.5) return text;
    return this.several(3, () => 0).reduce((before) => {
      const at = Math.floor(this.random() * before.length);
      if (this.random() < 0.5) return before.slice(0, at) + this.pick(PIECES) + before.slice(at);
      return before.slice(0, at) + before.slice(at + 1 + Math.floor(this.random() * 3));
    }, text);
  }
}
