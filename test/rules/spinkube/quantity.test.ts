import { parseQuantity } from '../../../lib/rules/spinkube/quantity';

test.each([
  ['64Mi', 64 * 2 ** 20],
  ['1.5Gi', 1.5 * 2 ** 30],
  ['128M', 128e6],
  ['100m', 0.1],
  ['1e3', 1000],
  ['12E', 12e18],
  [64, 64],
  ['64 Mi', undefined],
  ['64MB', undefined],
  ['', undefined],
  [null, undefined],
])('the quantity %j is %j', (text, number) => {
  expect(parseQuantity(text)).toBe(number);
});
