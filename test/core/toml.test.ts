import { toml } from '../../lib/core/toml';

test('a document is parsed and rendered', () => {
  const table = { a: { 'b.c': ['x', 'y'], d: true } };
  expect(toml().parse(toml().stringify(table))).toEqual(table);
});

test('a key without a value is left out', () => {
  expect(toml().stringify({ a: 1, b: undefined }).trim()).toBe('a = 1');
});

test('fails with the line of a syntax error', () => {
  expect(() => toml().parse('a = 1\nb = \n')).toThrow(/2/);
});
