import { readManifests, readWhole, UnusableInput } from '../../lib/files/read';

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
const read = (text: string | Uint8Array) => readManifests(text, 'f.yaml');
const objects = (text: string) => read(text).sources.map(({ manifest }) => manifest);

function refusal(text: string | Uint8Array): string {
  try {
    readWhole(text, 'f.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(UnusableInput);
    return (error as Error).message;
  }
  return 'read';
}

test('documents, lists, JSON, comments and empty documents are read', () => {
  const list = 'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: { name: b }\n';
  const json = '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "c"}}';
  expect(objects(`# first\n${HEAD}---\n---\n# nothing\n---\n${list}---\n${json}\n`).map(({ metadata }) => metadata.name)).toStrictEqual([
    'a',
    'b',
    'c',
  ]);
  expect(objects(`%YAML 1.1\n---\n${HEAD}...\n`)).toHaveLength(1);
  expect(objects('')).toStrictEqual([]);
});

test('the dialect is the one of kubectl: truth values and octals of YAML 1.1, but no dates and no sexagesimals', () => {
  const [{ data }] = objects(`${HEAD}data: { on: yes, "off": no, date: 2001-01-01, time: 12:30:45, mode: 0755, text: "yes", m: 1e3 }\n`);
  expect(data).toStrictEqual({ true: true, off: false, date: '2001-01-01', time: '12:30:45', mode: 493, text: 'yes', m: 1000 });
});

test('anchors, aliases and merges become plain data that nothing shares', () => {
  const [{ a, b, c }] = objects(`${HEAD}a: &a { x: 1, z: [2] }\nb: *a\nc: { <<: *a, x: 3 }\n`);
  expect([b, c]).toStrictEqual([
    { x: 1, z: [2] },
    { x: 3, z: [2] },
  ]);
  expect(b).not.toBe(a);
});

test('an object without metadata gets an empty one', () => {
  expect(objects('apiVersion: v1\nkind: Pod\n')).toStrictEqual([{ apiVersion: 'v1', kind: 'Pod', metadata: {} }]);
});

test('a field has its place, and what is missing the place of what should hold it', () => {
  const text = `# first\n${HEAD}---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata:\n  labels:\n    a/b: c\nspec:\n  triggers:\n    - type: cron\n      metadata:\n        end: 1\n`;
  const source = read(text).sources[1];
  const place = (path: string) => {
    const { line, column } = source.position(path);
    return `${line}:${column}`;
  };
  expect(
    [
      'spec.triggers[0].metadata.end',
      'spec.triggers[0]',
      'metadata.labels["a/b"]',
      'spec.triggers[7].type',
      'spec.nothing',
      'kind',
      '',
    ].map(place),
  ).toStrictEqual(['15:9', '13:7', '10:5', '12:3', '11:1', '7:1', '6:1']);
});

test.each([
  ['a value without quotes, not the comment behind it', 'a: b  # c', 'a', 'a: b'],
  ['a value in quotes', 'a: "b c" # d', 'a', 'a: "b c"'],
  ['a value of several lines', 'a:\n    b\n    c\n\n', 'a', 'a:\n    b\n    c'],
  ['a block', 'a: |\n    b\n    c\n\n  # d', 'a', 'a: |\n    b\n    c'],
  ['a block with all line breaks', 'a: |+\n    b\n\n', 'a', 'a: |+\n    b'],
  ['a value with an anchor and a tag', 'a: &x !!str b', 'a', 'a: &x !!str b'],
  ['an alias', 'x: &x b\n  a: *x # c', 'a', 'a: *x'],
  ['a key without a value', 'a:\n  b: c', 'a', 'a'],
  ['a key with an anchor alone', 'a: &x\n  b: c', 'a', 'a'],
  ['the key of a map', 'a:\n    b: c', 'a', 'a'],
  ['the key of a list', 'a:\n  - b', 'a', 'a'],
  ['an item', 'a: [b , c]', 'a[0]', 'b'],
  ['the first pair of an item', 'a:\n  - b: c\n    d: e', 'a[0]', 'b: c'],
  ['the first item of an item', 'a: [[b, c]]', 'a[0]', '[b'],
  ['the key of a map in braces', 'a: { b: { c: d } }', 'a.b', 'b'],
  ['the map that lacks a field', 'a: { b: c }', 'a.d', 'a'],
  ['a line that ends with CR LF', 'a: b\r\n  c: d\r', 'a', 'a: b'],
])('the place of a field ends behind %s', (_, data, path, expected) => {
  const text = `${HEAD}data:\n  ${data}\n`;
  const { line, column, endLine, endColumn } = read(text).sources[0].position(`data.${path}`);
  const lines = text.split('\n').slice(line - 1, endLine);
  const last = lines.length - 1;
  lines[last] = lines[last].slice(0, endColumn! - 1);
  lines[0] = lines[0].slice(column - 1);
  expect(lines.join('\n')).toBe(expected);
});

test('an empty map in a list has no end, and the last value of a text without a line break has one', () => {
  expect(read(`${HEAD}a: [{}]`).sources[0].position('a[0]')).toStrictEqual({ file: 'f.yaml', line: 4, column: 5 });
  expect(read(`${HEAD}a: b`).sources[0].position('a')).toStrictEqual({ file: 'f.yaml', line: 4, column: 1, endLine: 4, endColumn: 5 });
});

test('a field of an object in a list has its place', () => {
  const source = read('apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata:\n      name: b\n').sources[0];
  expect(source.position('metadata.name')).toStrictEqual({ file: 'f.yaml', line: 7, column: 7, endLine: 7, endColumn: 14 });
});

test('what is no manifest is told apart', () => {
  for (const text of ['replicas: 1\nimage: a\n', 'hello world', '- a\n']) {
    expect(read(text)).toStrictEqual({ sources: [], others: [{ file: 'f.yaml', line: 1, column: 1 }], unusable: [] });
  }
});

const bomb = `${HEAD}a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij']
  .map(
    (key, index) =>
      `${key}: &${key} [${Array(9)
        .fill(`*${String.fromCharCode(97 + index)}`)
        .join(',')}]`,
  )
  .join('\n')}\n`;
const merges = `${HEAD}a: &a { x: 1 }\n${[...'bcdefghijklmnop']
  .map(
    (key, index) =>
      `${key}: &${key} { <<: [${Array(9)
        .fill(`*${String.fromCharCode(97 + index)}`)
        .join(',')}] }`,
  )
  .join('\n')}\n`;

test.each<[title: string, text: string | Uint8Array, expected: string | RegExp]>([
  ['no YAML', 'a: "b', 'f.yaml:1:4: is not YAML: missing closing " of a string'],
  ['tabs', 'apiVersion: v1\n\tkind: a\n', 'f.yaml:2:1: is not YAML: tabs are not allowed as indentation'],
  ['metadata that is a text', 'apiVersion: v1\nkind: Pod\nmetadata: a\n', 'f.yaml:1:1: metadata must be a map'],
  ['a list of something else', 'apiVersion: v1\nkind: List\nitems: [a]\n', 'f.yaml:1:1: items[0] of the List is no manifest'],
  ['__proto__', `${HEAD}data: { "__proto__": { polluted: 1 } }\n`, 'f.yaml:4:9: the key __proto__ is not safe'],
  ['__proto__ by a merge', `${HEAD}data: { <<: { "__proto__": 1 } }\n`, 'f.yaml:4:15: the key __proto__ is not safe'],
  ['a bomb of aliases', bomb, /^f\.yaml:4:\d+: its aliases repeat too many values$/],
  ['a bomb of merges', merges, /^f\.yaml:\d+:\d+: its aliases repeat too many values$/],
  ['a cycle', `${HEAD}a: &a { b: *a }\n`, 'f.yaml:4:12: the alias *a contains itself'],
  ['an alias of nothing', `${HEAD}a: *b\n`, 'f.yaml:4:4: the alias *b has no anchor'],
  ['a deep flow', `${HEAD}a: ${'['.repeat(1e6)}`, 'f.yaml:4:103: is nested more than 100 levels deep'],
  ['a closed deep flow', `${'{a: '.repeat(5000)}${'}'.repeat(5000)}`, /is nested more than 100 levels deep$/],
  ['deep dashes', '- '.repeat(1e5), /is nested more than 100 levels deep$/],
  ['deep blocks', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), /is nested more than 100 levels deep$/],
  ['very many values', `${HEAD}a:\n${'- a\n'.repeat(1e6)}`, /has more than 1000000 values: split it into several documents$/],
  ...['AQ', 'AQI', 'AQ=B', '=AQI', 'A===', '====', 'AQ==AQ==', 'AQ-_', 'A Q=', 'AQI*'].map((text): [string, string, string] => [
    `${text} as Base64`,
    `${HEAD}a: !!binary "${text}"\n`,
    'f.yaml:4:4: a !!binary is not in Base64',
  ]),
  ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), 'f.yaml: is a binary file, not YAML'],
  ['another encoding', Buffer.from([0x61, 0x3a, 0xe9]), 'f.yaml: is not text in UTF-8: convert it, for example with iconv -t UTF-8'],
  ['a control character', `${HEAD}a: \u0085\u007f\n`, 'f.yaml:4:5: is not YAML: the character U+007F must be escaped in double quotes'],
  ['a huge string', `${HEAD}a: "${'x'.repeat(9e6)}"\n`, 'f.yaml:4:4: has a string of more than 8 MiB, which no API server takes'],
  ['a huge block', `${HEAD}a: |\n${'  x\n'.repeat(5e6)}`, 'f.yaml:4:4: has a string of more than 8 MiB, which no API server takes'],
  [
    'a huge string of JSON',
    `{"apiVersion": "${'x'.repeat(9e6)}"}`,
    'f.yaml:1:16: has a string of more than 8 MiB, which no API server takes',
  ],
  ['a run of CR', `a: b\n${'\r'.repeat(1e6)}@`, /^f\.yaml:2:1000001: is not YAML: no value starts with "@": quote it$/],
  ['a run of CR in a template', `{{ a }}${'\r'.repeat(1e6)}`, /is a template/],
  ['a long tag', `%TAG !e! ${'x'.repeat(1e6)}\n---\na: !e!b c\n`, 'f.yaml:1:1: has a tag of more than 1024 characters'],
  ['a document behind the end of another', 'a: 1\n...\nb: 1\n', /^f\.yaml:3:1: kubectl does not read what follows the end of a document/],
  ['a value behind a marker', '--- {a: 1}\n', 'f.yaml:1:1: only a comment may follow --- on its line: kubectl refuses this document'],
  ['no value of JSON', `${HEAD}a: .nan\n`, 'f.yaml:4:4: .nan is a number that JSON does not have: quote it'],
  [
    'a template of Helm',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n',
    /^f\.yaml:4:10: is a template, not YAML: render it first, for example with helm template/,
  ],
  ['a condition of Helm', '{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n', /: is a template, not YAML: render it first/],
  ['a template of Jinja', '{% for app in apps %}\napiVersion: v1\n{% endfor %}\n', /: is a template, not YAML: render it first/],
])('%s is refused in one line, quickly', (_, text, expected) => {
  const start = process.cpuUsage();
  const message = refusal(text);
  const { user, system } = process.cpuUsage(start);
  if (typeof expected === 'string') expect(message).toBe(expected);
  else expect(message).toMatch(expected);
  expect(message).not.toContain('\n');
  expect((user + system) / 1e6).toBeLessThan(5);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test('a huge text is read, and tags run nothing', () => {
  expect(objects(`${HEAD}data: { a: "${'x'.repeat(5e6)}" }\n`)[0].data.a).toHaveLength(5e6);
  expect(objects(`${HEAD}data: !!js/function "function () { process.exit(1) }"\n`)[0].data).toBe('function () { process.exit(1) }');
});

test.each<[title: string, text: string, expected: unknown]>([
  [
    'plain scalars that only look like numbers',
    'a: [., +., -., ._, ._1, .e5, e2, 1e400, 08, 1__0, 12:30]',
    { a: ['.', '+.', '-.', '._', '._1', '.e5', 'e2', '1e400', 8, 10, '12:30'] },
  ],
  [
    'prefixes and underscores of Go',
    'a: [0o7, 0O17, 5E_9, +_1, -_1, _1, 0x_F, 0b1_0, -0b1, 0123, .1_5]',
    { a: [7, 15, 5e9, 1, -1, '_1', 15, 2, -1, 83, 0.15] },
  ],
  ['keys that are numbers or truth values', '1.50: a\nyes: b\n0x10: c\n1e6: d\n', { 1.5: 'a', true: 'b', 16: 'c', '1e+06': 'd' }],
  ['a quoted string that goes on without indentation', 'a: [ "b && \\\n  c" ]\nd: "e\nf"\n', { a: ['b && c'], d: 'e f' }],
  ['zeros of both signs, which are one key', 'a: { 0.0: .nan, -0.0: 1 }\nb: { -0.0: .inf, 1e-400: 2 }\n', { a: { '-0': 1 }, b: { 0: 2 } }],
  ['an integer and a float that are zero, which are two', 'a: { 0: 1, -0.0: 2, "-1": 3 }\n', { a: { 0: 1, '-0': 2, '-1': 3 } }],
  ['a merge at its place', 'a: &a { x: 1 }\nb: { x: 2, <<: *a }\n', { a: { x: 1 }, b: { x: 1 } }],
  ['a byte order mark', '\uFEFFa: 1\nb: 2\n', { a: 1, b: 2 }],
  ['line breaks of other systems', 'a: 1\r\nb: |\r\n  x\r\n  y\r\nc: "d\r\n  e"\r\n', { a: 1, b: 'x\ny\n', c: 'd e' }],
  ['an escaped line break and a tab', 'a: "b\\tc\\\n   d"\n', { a: 'b\tcd' }],
  ['a block with an indentation indicator', 'a: |2-\n   b\n  c\n', { a: ' b\nc' }],
])('%s are read as kubectl reads them', (_, text, expected) => {
  const { apiVersion, kind, metadata, ...rest } = objects(
    `apiVersion: v1\nkind: A\n`.replace(/^/, text.startsWith('\uFEFF') ? '\uFEFF' : '') + text.replace('\uFEFF', ''),
  )[0];
  expect([apiVersion, kind, metadata]).toStrictEqual(['v1', 'A', {}]);
  expect(rest).toStrictEqual(expected);
});

const names = (text: string) => objects(text).map(({ metadata }) => metadata.name);
const object = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'A', metadata: { name } });

test('values of JSON one behind the other are read, also with YAML behind them', () => {
  expect(names(`${object('a')}\n${object('b')}${object('c')}\n`)).toStrictEqual(['a', 'b', 'c']);
  expect(names(`${object('a')}\n---\n${object('b')}\n--- # the last\n${HEAD}`)).toStrictEqual(['a', 'b', 'a']);
  expect(names('{"apiVersion": "v1", "kind": "A", "metadata": {"name": "\\ud83d\\ude00\\/"}}')).toStrictEqual(['😀/']);
});

test('a few bytes of YAML behind a value of JSON are refused, as kubectl refuses them', () => {
  const message = 'YAML that starts like JSON, or follows it, must have at least 4 bytes: kubectl refuses what follows';
  const unusable = (text: string) => read(text).unusable.map((refused) => refused.message);
  expect(unusable(`${object('a')}+`)[0]).toBe(`f.yaml:1:55: ${message}`);
  expect(unusable(`${object('a')}\n=`)[0]).toBe(`f.yaml:2:1: ${message}`);
  expect(unusable('{a}')[0]).toBe(`f.yaml:1:1: ${message}`);
  expect(unusable(`${object('a')}\n\n\n`)).toStrictEqual([]);
  expect(names(`${object('a')}\n${HEAD}`)).toStrictEqual(['a', 'a']);
});

test('an object of a stream of JSON has its places', () => {
  const { sources } = read(`${object('a')}\n${object('b')}\n`);
  expect(sources[1].position('metadata.name')).toStrictEqual({ file: 'f.yaml', line: 2, column: 43, endLine: 2, endColumn: 53 });
});

test('a byte order mark behind a marker is no part of the document', () => {
  expect(names(`${HEAD}---\n\uFEFF${HEAD}`)).toStrictEqual(['a', 'a']);
});

test('a document that cannot be read costs that document alone', () => {
  const { sources, unusable } = read(`${HEAD}---\na: "b\n---\n${HEAD}---\na: *b\n---\n${HEAD}`);
  expect(sources).toHaveLength(3);
  expect(unusable.map(({ message }) => message)).toStrictEqual([
    'f.yaml:5:4: is not YAML: missing closing " of a string',
    'f.yaml:11:4: the alias *b has no anchor',
  ]);
});

test('a template is reported once, however many documents it has', () => {
  expect(read('a: {{ .a }}\n---\nb: {{ .b }}\n').unusable.map(({ message }) => message)).toStrictEqual([
    'f.yaml:1:5: is a template, not YAML: render it first, for example with helm template (a key must be a string, not a list or a map)',
  ]);
});

test('the last one of equal keys counts, for a value and for a place', () => {
  const source = read(`${HEAD}data: { a: 1, b: { c: 1 }, a: 2 }\n`).sources[0];
  expect(source.manifest.data).toStrictEqual({ a: 2, b: { c: 1 } });
  expect(source.position('data.a')).toStrictEqual({ file: 'f.yaml', line: 4, column: 28, endLine: 4, endColumn: 32 });
});

test.each(['name', 'namespace'])('a %s that is a map or a list costs its document alone', (field) => {
  const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { ${field}: { toString: 1 } }\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: b }\n`;
  const { sources, unusable } = readManifests(text, 'a.yaml');
  expect(sources.map(({ manifest }) => manifest.metadata.name)).toStrictEqual(['b']);
  expect(unusable.map(({ message }) => message)).toStrictEqual([`a.yaml:1:1: metadata.${field} must be a string`]);
});
