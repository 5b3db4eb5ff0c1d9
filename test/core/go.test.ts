import { parseDuration, parseInteger, parseNumber } from '../../lib/core/go';

test.each([
  ['60s', 60],
  ['1m5.5s', 65.5],
  ['1h', 3600],
  ['500ms', 0.5],
  ['+.5h', 1800],
  ['-1s', -1],
  ['0', 0],
  ['60', undefined],
  ['', undefined],
  ['1 m', undefined],
  ['1d', undefined],
])('Go reads the duration %j as %j seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  ['10', 10],
  ['0.01', 0.01],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['-Inf', Number.NEGATIVE_INFINITY],
  ['NaN', Number.NaN],
  ['', undefined],
  ['10%', undefined],
  [' 1', undefined],
])('Go reads the number %j as %j', (text, number) => {
  expect(parseNumber(text)).toBe(number);
});

test('Go reads whole numbers without fraction or space', () => {
  expect(['7', '+7', '-7', '007', '7.0', '', '0x7', '1e1'].map(parseInteger)).toStrictEqual([7, 7, -7, 7, ...Array(4).fill(undefined)]);
});
