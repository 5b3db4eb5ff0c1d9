import { and, few, or } from '../../lib/core/words';

test.each<[string[], string, string]>([
  [[], '', ''],
  [['a'], 'a', 'a'],
  [['a', 'b'], 'a and b', 'a or b'],
  [['a', 'b', 'c'], 'a, b and c', 'a, b or c'],
])('lists %j', (words, conjunction, disjunction) => {
  expect(and(words)).toBe(conjunction);
  expect(or(words)).toBe(disjunction);
});

test('few() lists the first eight words', () => {
  const words = [...'abcdefghi'];
  expect(few(words.slice(0, 8))).toBe('a, b, c, d, e, f, g and h');
  expect(few(words)).toBe('a, b, c, d, e, f, g, h, ...');
});
