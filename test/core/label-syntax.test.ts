import { isLabelValue, keyProblem } from '../../lib/core/label-syntax';

test.each([
  ['app', undefined],
  ['app.kubernetes.io/name', undefined],
  ['Shop_1.a', undefined],
  ['', 'must be at most 63 letters, digits, hyphens, underscores and dots'],
  ['-app', 'must be at most 63 letters, digits, hyphens, underscores and dots'],
  ['a'.repeat(64), 'must be at most 63 letters, digits, hyphens, underscores and dots'],
  ['Example.com/name', 'has a prefix that is not a DNS name'],
  ['/name', 'has a prefix that is not a DNS name'],
  [`${'a'.repeat(254)}/name`, 'has a prefix that is not a DNS name'],
])('of the key %s: %s', (key, problem) => {
  expect(keyProblem(key)).toBe(problem);
});

test.each([
  ['', true],
  ['v1.2_3-x', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['-a', false],
  ['a b', false],
])('whether %j is the value of a label: %s', (value, is) => {
  expect(isLabelValue(value)).toBe(is);
});
