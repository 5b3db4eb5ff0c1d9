import { isTimeZone, scheduleProblem } from '../../../lib/keda/scalers/schedule';

test.each(['0 8 * * 1-5', '*/15 0-23/2 1,15 JAN-dec sun', '? ? ? ? ?', ' 59 23 31 12 6 '])('%j is accepted', (schedule) => {
  expect(scheduleProblem(schedule)).toBeUndefined();
});

test.each([
  ['0 8 * *', 'must have the five fields minute, hour, day of month, month and day of week', "such as '0 8 * * 1-5'"],
  ['@daily', 'must have the five fields minute, hour, day of month, month and day of week', "such as '0 8 * * 1-5'"],
  ['60 8 * * *', 'has "60" for the minute', 'write 0 to 59, a range such as 0-59, a list, or * with an optional step'],
  ['0 18-8 * * *', 'has "18-8" for the hour', 'write 0 to 23, a range such as 0-23, a list, or * with an optional step'],
  ['0 8 */0 * *', 'has "*/0" for the day of month', 'write 1 to 31, a range such as 1-31, a list, or * with an optional step'],
  ['0 8 * * 7', 'has "7" for the day of week', 'write 0 to 6 or sun to sat, a range such as 0-6, a list, or * with an optional step'],
])('fails for %j', (schedule, message, remedy) => {
  expect(scheduleProblem(schedule)).toStrictEqual({ message, remedy });
});

test('a time zone is a name of the IANA database', () => {
  expect(['Europe/Vienna', 'UTC', 'Vienna', '+01:00', ''].filter(isTimeZone)).toStrictEqual(['Europe/Vienna', 'UTC']);
});
