import { isTimeZone, scheduleProblem } from '../../../lib/keda/scalers/schedule';

describe('schedules', () => {
  const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const FIELDS: readonly [title: string, min: number, max: number, names: readonly string[]][] = [
    ['minute', 0, 59, []],
    ['hour', 0, 23, []],
    ['day of month', 1, 31, []],
    ['month', 1, 12, MONTHS],
    ['day of week', 0, 6, DAYS],
  ];

  /** A schedule with one field of a choice. */
  function schedule(index: number, field: string): string {
    return FIELDS.map((_, other) => (other === index ? field : '*')).join(' ');
  }

  test.each(FIELDS.map((field, index) => [index, ...field] as const))(
    'field %d is the %s, from %d to %d',
    (index, title, min, max, names) => {
      const inside = [
        String(min),
        String(max),
        `${min}-${max}`,
        `${max}-${max}`,
        `${min},${max}`,
        '*',
        '?',
        '*/2',
        `${min}-${max}/5`,
        ...names,
      ];
      expect(inside.filter((field) => scheduleProblem(schedule(index, field)))).toStrictEqual([]);
      const outside = [
        String(max + 1),
        `${min}-${max + 1}`,
        `${max}-${min}`,
        '*/0',
        '*/x',
        '*/2/2',
        '1-2-3',
        '1,',
        'x',
        '',
        ...(min > 0 ? ['0'] : []),
      ];
      for (const field of outside.filter((candidate) => candidate !== '')) {
        expect(scheduleProblem(schedule(index, field))?.message).toBe(`has ${JSON.stringify(field)} for the ${title}`);
      }
    },
  );

  test('names are numbers in any case', () => {
    expect(scheduleProblem('0 0 1 JAN-mar Mon-FRI')).toBeUndefined();
    expect(scheduleProblem('0 0 1 mar-jan *')?.message).toBe('has "mar-jan" for the month');
    expect(scheduleProblem('jan 0 1 * *')?.message).toBe('has "jan" for the minute');
  });

  test.each([0, 1, 4, 6, 8])('fails for %d fields', (fields) => {
    expect(scheduleProblem(new Array(fields).fill('*').join(' '))).toStrictEqual({
      message: 'must have the five fields minute, hour, day of month, month and day of week',
      remedy: "such as '0 8 * * 1-5'",
    });
  });
});

test('time zones are names of the IANA database', () => {
  expect(['Europe/Vienna', 'UTC', 'Asia/Kolkata'].filter((name) => !isTimeZone(name))).toStrictEqual([]);
  expect(['Europe/Wien', '+01:00', '-08:00', ''].filter((name) => isTimeZone(name))).toStrictEqual([]);
});
