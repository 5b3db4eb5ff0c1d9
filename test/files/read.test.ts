import { readManifests, UnusableInput } from '../../lib/files/read';

const HEAD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n';
const read = (text: string | Uint8Array) => readManifests(text, 'f.yaml');
const objects = (text: string) => read(text).sources.map(({ manifest }) => manifest);

function refusal(text: string | Uint8Array): string {
  try {
    read(text);
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
  const [{ data }] = objects(`${HEAD}data: { on: yes, off: no, date: 2001-01-01, time: 12:30:45, mode: 0755, text: "yes", n: 1e3 }\n`);
  expect(data).toStrictEqual({ on: true, off: false, date: '2001-01-01', time: '12:30:45', mode: 493, text: 'yes', n: 1000 });
});

test('anchors, aliases and merges become plain data that nothing shares', () => {
  const [{ a, b, c }] = objects(`${HEAD}a: &a { x: 1, y: [2] }\nb: *a\nc: { <<: *a, x: 3 }\n`);
  expect([b, c]).toStrictEqual([
    { x: 1, y: [2] },
    { x: 3, y: [2] },
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

test('a field of an object in a list has its place', () => {
  const source = read('apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata:\n      name: b\n').sources[0];
  expect(source.position('metadata.name')).toStrictEqual({ file: 'f.yaml', line: 7, column: 7 });
});

test('what is no manifest is told apart', () => {
  for (const text of ['replicas: 1\nimage: a\n', 'hello world', '- a\n']) {
    expect(read(text)).toStrictEqual({ sources: [], others: [{ file: 'f.yaml', line: 1, column: 1 }] });
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
  ['no YAML', 'a: "b', /^f\.yaml:1:6: is not YAML: missing closing "quote/],
  ['tabs', 'apiVersion: v1\n\tkind: a\n', 'f.yaml:2:1: is not YAML: tabs are not allowed as indentation'],
  ['metadata that is a text', 'apiVersion: v1\nkind: Pod\nmetadata: a\n', 'f.yaml:1:1: metadata must be a map'],
  ['a list of something else', 'apiVersion: v1\nkind: List\nitems: [a]\n', 'f.yaml:1:1: items[0] of the List is no manifest'],
  ['a key written twice', `${HEAD}kind: Pod\n`, 'f.yaml:4:1: the key "kind" is written twice'],
  ['a key in a second document', `${HEAD}---\na: 1\na: 2\n`, 'f.yaml:6:1: the key "a" is written twice'],
  ['__proto__', `${HEAD}data: { "__proto__": { polluted: 1 } }\n`, 'f.yaml:4:9: the key __proto__ is not safe'],
  ['__proto__ by a merge', `${HEAD}data: { <<: { "__proto__": 1 } }\n`, 'f.yaml:4:15: the key __proto__ is not safe'],
  ['a bomb of aliases', bomb, /^f\.yaml:4:\d+: its aliases repeat more than 100000 values$/],
  ['a bomb of merges', merges, /^f\.yaml:\d+:\d+: its aliases repeat more than 100000 values$/],
  ['a cycle', `${HEAD}a: &a { b: *a }\n`, 'f.yaml:4:12: the alias *a contains itself'],
  ['an alias of nothing', `${HEAD}a: *b\n`, 'f.yaml:4:4: the alias *b has no anchor'],
  ['a deep flow', `${HEAD}a: ${'['.repeat(1e6)}`, 'f.yaml:4:103: is nested more than 100 levels deep'],
  ['a closed deep flow', `${'{a: '.repeat(5000)}${'}'.repeat(5000)}`, /is nested more than 100 levels deep$/],
  ['deep dashes', '- '.repeat(1e5), /is nested more than 100 levels deep$/],
  ['deep blocks', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'), /is nested more than 100 levels deep$/],
  ['very many values', `${HEAD}a:\n${'- a\n'.repeat(1e6)}`, /has more than 1000000 tokens: split it into several documents$/],
  ['a binary file', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]), 'f.yaml: is a binary file, not YAML'],
  ['another encoding', Buffer.from([0x61, 0x3a, 0xe9]), 'f.yaml: is not text in UTF-8'],
  ['no value of JSON', `${HEAD}a: .nan\n`, 'f.yaml:4:4: .nan is no value of JSON'],
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
