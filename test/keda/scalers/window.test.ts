import * as fc from 'fast-check';
import { scheduleProblem } from '../../../lib/keda/scalers/schedule';
import { idleEndOf } from '../../../lib/keda/scalers/window';

test.each([
  ['0 8 * * *', '0 18 * * *'],
  ['0 22 * * *', '0 6 * * *'],
  ['30 6 * * 1-5', '10 22 * * mon-fri'],
  ['0 22 * * 1-5', '0 6 * * 2-6'],
  ['0 8,12 * * *', '0 12,18 * * *'],
  ['* 8-17 * * *', '0 18 * * *'],
  ['0 0 1 * *', '0 0 2 * *'],
  ['0 8 1 * 1', '0 18 1 * 1'],
  ['0 0 1 1 *', '59 23 31 12 *'],
  ['0 0 31 2 *', '0 1 * * *'],
  ['0 8 * * *', 'no schedule'],
])('each end of %j to %j follows a start', (start, end) => {
  expect(idleEndOf(start, end)).toBeUndefined();
});

test.each([
  ['30 6 * * 1-5', '10 22 * * *', 'from Friday 22:10 to Sunday 22:10', '10 22 * * 1-5'],
  ['0 8 * * *', '* 18 * * *', 'from Monday 18:00 to Monday 18:59', '0 18 * * *'],
  ['0 22 * * 1-5', '0 6 * * *', 'from Saturday 06:00 to Monday 06:00', '0 6 * * 2-6'],
  ['0 22 * * 1', '0 6 * * *', 'from Tuesday 06:00 to Monday 06:00', '0 6 * * 2'],
  ['0 9 */2 * *', '0 17 * * *', 'from Tuesday 17:00 to Wednesday 17:00', '0 17 */2 * *'],
  ['0 * * * *', '*/20 * * * *', 'from Monday 00:20 to Monday 01:00', '0 0 * * *'],
  ['0 0 1 1 *', '0 0 1 * *', 'for 334 days from a Monday 00:00 on', undefined],
])('fails for %j to %j, which is open %s', (start, end, time, remedy) => {
  expect(idleEndOf(start, end)).toStrictEqual({ time, remedy });
});

const part = (min: number, max: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min, max }).map(String),
    fc.tuple(fc.integer({ min, max }), fc.integer({ min, max })).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.integer({ min: 2, max }).map((step) => `*/${step}`),
  );
const schedule = fc.tuple(part(0, 59), part(0, 23), part(1, 31), part(1, 12), part(0, 6)).map((fields) => fields.join(' '));

test('a remedy is a schedule whose ends follow starts', () => {
  fc.assert(
    fc.property(schedule, schedule, (start, end) => {
      const remedy = idleEndOf(start, end)?.remedy;
      if (remedy === undefined) return;
      expect(scheduleProblem(remedy)).toBeUndefined();
      expect(idleEndOf(start, remedy)).toBeUndefined();
      expect(remedy).not.toBe(start);
    }),
    { numRuns: 60 },
  );
});
