import { Duration } from 'cdk8s';
import { goDuration, seconds } from '../../lib/core/durations';

test.each<[Duration, string]>([
  [Duration.seconds(0), '0s'],
  [Duration.millis(1), '1ms'],
  [Duration.millis(1500), '1500ms'],
  [Duration.seconds(0.5), '500ms'],
  [Duration.millis(0.5), '0.5ms'],
  [Duration.millis(2000), '2s'],
  [Duration.seconds(90), '90s'],
  [Duration.seconds(60), '1m'],
  [Duration.minutes(90), '90m'],
  [Duration.minutes(60), '1h'],
  [Duration.days(2), '48h'],
])('goDuration(%j) is %s', (duration, written) => {
  expect(goDuration(duration)).toBe(written);
});

test.each<[Duration | undefined, number | undefined]>([
  [undefined, undefined],
  [Duration.seconds(0), 0],
  [Duration.seconds(30), 30],
  [Duration.millis(3000), 3],
  [Duration.minutes(1.5), 90],
  [Duration.days(1), 86_400],
])('seconds(%j) is %p', (duration, expected) => {
  expect(seconds(duration)).toBe(expected);
});

test('seconds() converts a string to a number', () => {
  expect(seconds(Duration.seconds('30' as unknown as number))).toBe(30);
});
