import { and, few, or } from '../../../lib/core/words';

test('words are listed with a conjunction before the last', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(and)).toStrictEqual(['', 'a', 'a and b', 'a, b and c']);
  expect(or(['a', 'b', 'c'])).toBe('a, b or c');
});

test('of more than eight words the first eight are listed', () => {
  expect(few([...'abcdefgh'])).toBe('a, b, c, d, e, f, g and h');
  expect(few([...'abcdefghi'])).toBe('a, b, c, d, e, f, g, h, ...');
});
