import { Lazy } from 'cdk8s';
import { isList, isMap, isUnsafeKey } from '../../lib/synth/plain';

test.each<[unknown, boolean]>([
  [{ a: 1 }, true],
  [{}, true],
  [[], false],
  [null, false],
  [new Date(0), false],
  [Object.create(null), false],
  [{ constructor: 'a' }, false],
  [{ resolve: () => 1 }, false],
  [{ resolve: 'text' }, true],
  [Lazy.any({ produce: () => 1 }), false],
])('isMap(%p) is %p', (value, expected) => {
  expect(isMap(value)).toBe(expected);
});

test.each<[unknown, boolean]>([
  [[1], true],
  [Object.assign([1], { value: 2 }), false],
  [Object.assign([1], { resolve: 2 }), false],
  [{ length: 1 }, false],
])('isList(%p) is %p', (value, expected) => {
  expect(isList(value)).toBe(expected);
});

test.each([
  ['constructor', true],
  ['resolve', true],
  ['__proto__', true],
  ['toString', false],
])('isUnsafeKey(%p) is %p', (key, expected) => {
  expect(isUnsafeKey(key)).toBe(expected);
});
