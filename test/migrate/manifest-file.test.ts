import { ManifestFile } from '../../lib/migrate/manifest-file';
import { makeMap } from '../../lib/migrate/node';

const MAP = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n';

function edited(text: string, edit: (file: ManifestFile) => void): string {
  const file = new ManifestFile(text, 'app.yaml');
  edit(file);
  return file.toString();
}

const label = (index: number) => (file: ManifestFile) => file.items[index].set(['metadata', 'labels', 'x'], 'z');

test.each([
  ['nothing', ''],
  ['comments alone', '# nothing here\n'],
  ['markers, blank lines and comments between', `\n# first\n---\n\n---\n# second\n${MAP}\n\n---\n# third\n...\n---\n${MAP}`],
  ['Windows line ends and a byte order mark', `\uFEFF${MAP.replaceAll('\n', '\r\n')}`],
  ['anchors', `${MAP}data: &data\n  a: b\n`],
  ['other YAML', 'image: a\n'],
  ['no newline at the end', MAP.trimEnd()],
])('%s stays as it is', (_, text) => {
  expect(edited(text, () => {})).toBe(text);
});

test('unchanged documents are copied', () => {
  const odd = "apiVersion:    v1\nkind:   'ConfigMap' # odd\nmetadata:   {name:   b}\n\n\n";
  expect(edited(`${odd}---\n${MAP}---   # why\n${odd}`, label(1))).toBe(`${odd}---\n${MAP}  labels:\n    x: z\n---   # why\n${odd}`);
});

test('unchanged lines keep their spacing, blank lines, quotes and numbers', () => {
  const text = [
    'apiVersion: v1',
    'kind: ConfigMap',
    '',
    '',
    "metadata:   { name: 'a',  labels: {b: c} }    # named",
    'data:',
    '  plain:     on the left   # aligned',
    '  "quoted": "1"',
    '',
    '  block: |',
    '    a   #  b',
    '',
    '',
    '    c',
    '  folded: >-',
    '    a',
    '    b',
    'numbers: [0x1F, 010, 1e3, 1_000, ~]',
    '',
  ].join('\n');
  const set = (file: ManifestFile) => file.items[0].set(['data', 'more'], '1');
  expect(edited(text, set)).toBe(text.replace('numbers:', '  more: "1"\nnumbers:'));
});

test('added lines follow the indentation and the line ends of the file', () => {
  const text = 'apiVersion: v1\r\nkind: Pod\r\nmetadata:\r\n    name: a\r\nspec:\r\n    containers:\r\n    - name: a\r\n';
  expect(edited(text, label(0))).toBe(text.replace('spec:', '    labels:\r\n        x: z\r\nspec:'));
});

test('an alias or a merge key is expanded if its target changes', () => {
  const text = `${MAP}  labels: &labels\n    app: a # of both\nspec:\n  selector: *labels\n  other:\n    <<: *labels\n    more: b\n`;
  expect(edited(text, (file) => file.items[0].set(['metadata', 'labels', 'app'], 'b'))).toBe(
    `${MAP}  labels: &labels\n    app: b # of both\nspec:\n  selector:\n    app: a # of both\n  other:\n    app: a # of both\n    more: b\n`,
  );
  expect(edited(text, (file) => file.items[0].set(['spec', 'extra'], 'b'))).toBe(`${text}  extra: b\n`);
});

test('objects are inserted and removed, with document markers', () => {
  const added = makeMap([
    ['apiVersion', 'v1'],
    ['kind', 'Namespace'],
    ['metadata', makeMap([['name', 'on']])],
  ]);
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: "on"\n';
  expect(edited(MAP, (file) => file.insert(added, 'before', file.items[0]))).toBe(`${namespace}---\n${MAP}`);
  expect(edited(MAP.trimEnd(), (file) => file.insert(added, 'after', file.items[0]))).toBe(`${MAP}---\n${namespace}`);
  expect(edited(`---\n${MAP}`, (file) => file.insert(added, 'before', file.items[0]))).toBe(`---\n${namespace}---\n${MAP}`);
  expect(edited(`${MAP}---\n${namespace}`, (file) => file.remove(file.items[0]))).toBe(namespace);
  expect(edited(`${MAP}---\n${namespace}`, (file) => file.remove(file.items[1]))).toBe(MAP);
  expect(edited(MAP, (file) => file.remove(file.items[0]))).toBe('');
});

test('JSON stays JSON, and becomes a List if there are several objects', () => {
  const json = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
  const text = `${JSON.stringify(json, undefined, 4)}\n`;
  const labelled = { ...json, metadata: { name: 'a', labels: { x: 'z' } } };
  expect(edited(text, label(0))).toBe(`${JSON.stringify(labelled, undefined, 4)}\n`);
  const added = makeMap([
    ['apiVersion', 'v1'],
    ['kind', 'Namespace'],
  ]);
  expect(JSON.parse(edited(JSON.stringify(json), (file) => file.insert(added, 'after', file.items[0])))).toStrictEqual({
    apiVersion: 'v1',
    kind: 'List',
    items: [json, { apiVersion: 'v1', kind: 'Namespace' }],
  });
});

test('the comment above a field moves with it, also above the first one', () => {
  const text = `${MAP}data:\n  # of a\n  a: "1"\n  # of b\n  b: "2"\n`;
  expect(edited(text, (file) => file.items[0].move(['data', 'a'], ['more', 'c']))).toBe(
    `${MAP}data:\n  # of b\n  b: "2"\nmore:\n  # of a\n  c: "1"\n`,
  );
  expect(edited(text, (file) => file.items[0].remove(['data', 'a']))).toBe(`${MAP}data:\n  # of b\n  b: "2"\n`);
});

test('fails for a template, with its position', () => {
  expect(() => new ManifestFile('a: {{ .Values.a }}\n', 'chart.yaml')).toThrow(
    /^chart\.yaml:1:5: is a template, not YAML: render it first/,
  );
});

test('each line keeps its own end, and a new line has that of the line before', () => {
  const text = `${MAP.replaceAll('\n', '\r\n')}---\n${MAP}---\r\n${MAP.replace('Map\n', 'Map\r\n')}`;
  expect(edited(text, label(1))).toBe(text.replace('---\r\n', '  labels:\n    x: z\n---\r\n'));
  expect(edited(text, label(2))).toBe(`${text}  labels:\n    x: z\n`);
  const first = edited(text, label(0));
  expect(first).toBe(text.replace('\r\n---\n', '\r\n  labels:\r\n    x: z\r\n---\n'));
});

test('comments that the yaml library drops stay, above the document', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: # why\n  # first\n  name: a\ndata: {\n  # inside\n  a: b }\n# last\n';
  const comments = (each: string) => [...each.matchAll(/# (.*)/g)].map(([, comment]) => comment).sort();
  expect(comments(edited(text, label(0)))).toStrictEqual(['first', 'inside', 'last', 'why']);
});

test('a removed object passes its comments on, and its head comment stays', () => {
  const old = '# licence\n\n# about a\napiVersion: v1 # v\nkind: ConfigMap\nmetadata:\n  # n\n  name: a\n# end\n';
  const replace = (file: ManifestFile) => {
    const added = file.insert(
      makeMap([
        ['apiVersion', 'v1'],
        ['kind', 'Secret'],
      ]),
      'after',
      file.items[0],
    );
    file.remove(file.items[0], [added]);
  };
  expect(edited(old, replace)).toBe('# licence\n# about a\n# v\n# n\n# end\napiVersion: v1\nkind: Secret\n');
  expect(edited(`${old}---\n${MAP}`, (file) => file.remove(file.items[0]))).toBe(`# licence\n# end\n---\n${MAP}`);
});

test('a block scalar at the end without a line end keeps its value before an inserted object', () => {
  const text = `${MAP}data:\n  a: |\n    b`;
  const result = edited(text, (file) =>
    file.insert(
      makeMap([
        ['apiVersion', 'v1'],
        ['kind', 'Secret'],
      ]),
      'after',
      file.items[0],
    ),
  );
  expect(new ManifestFile(result, '').items[0].manifest.data).toStrictEqual(new ManifestFile(text, '').items[0].manifest.data);
});

test('a number or a boolean is quoted as it is written', () => {
  const text = `${MAP}data: {a: 1.10, b: 0123, c: no, d: 1_000, e: 0x1F}\n`;
  const quote = (file: ManifestFile) => {
    for (const key of 'abcde') file.items[0].quote(['data', key]);
  };
  expect(edited(text, quote)).toBe(`${MAP}data: {a: "1.10", b: "0123", c: "no", d: "1_000", e: "0x1F"}\n`);
});

test('nothing is written into what is no map', () => {
  const text = `${MAP}data: [a]\nspec: a\n`;
  const set = ({ items: [item] }: ManifestFile) => {
    item.set(['data', 'x'], 'y');
    item.set(['spec', 'x'], 'y');
    item.set(['data', 0, 'x'], 'y');
    item.move(['metadata', 'name'], ['spec', 'name']);
  };
  expect(edited(text, set)).toBe(text);
});

test('what only kubectl reads as two documents is copied, and said', () => {
  const text = `${MAP}---#: b\napiVersion: v2\n`;
  const file = new ManifestFile(text, 'app.yaml');
  expect(file.items).toStrictEqual([]);
  expect(file.unusable.map(({ message }) => message).at(-1)).toContain('kubectl reads it as several documents: write a space behind ---');
  expect(file.toString()).toBe(text);
});
