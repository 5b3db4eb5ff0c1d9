import { keyOf, numberOf, textOf } from '../../../lib/synth/fleet/yaml-scalar';

test.each([
  ['plain', 'plain'],
  ['a b:c', 'a b:c'],
  ['5m', '5m'],
  ['yes', '"yes"'],
  ['1e3', '"1e3"'],
  ['42', '"42"'],
  ['a: b', '"a: b"'],
])('textOf(%j) is %s', (text, rendered) => {
  expect(textOf(text, 1)).toBe(rendered);
});

test('a string of several lines is indented by depth', () => {
  expect(textOf('a\nb\n', 2)).toBe('|\n    a\n    b');
});

test.each([
  ['name', 0, 'name:'],
  ['on', 1, '"on":'],
  ['a'.repeat(201), 1, undefined],
])('the key %s at depth %p is %p', (key, depth, rendered) => {
  expect(keyOf(key, depth)).toBe(rendered);
});

test.each([
  [1.5, '1.5'],
  [-0, '-0'],
  [Number.NaN, '.nan'],
  [Number.NEGATIVE_INFINITY, '-.inf'],
])('numberOf(%p) is %s', (value, rendered) => {
  expect(numberOf(value)).toBe(rendered);
});
