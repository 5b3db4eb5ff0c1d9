interface Field {
  readonly title: string;
  readonly min: number;
  readonly max: number;
  readonly names?: string;
}

/** The fields of KEDA's parser (github.com/robfig/cron/v3): Sunday is 0, never 7. */
const FIELDS: Field[] = [
  { title: 'minute', min: 0, max: 59 },
  { title: 'hour', min: 0, max: 23 },
  { title: 'day of month', min: 1, max: 31 },
  { title: 'month', min: 1, max: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec' },
  { title: 'day of week', min: 0, max: 6, names: 'sun mon tue wed thu fri sat' },
];

/** A syntax error of a schedule, and its remedy. */
export interface ScheduleProblem {
  readonly message: string;
  readonly remedy: string;
}

/** Returns the syntax error of a schedule that KEDA's parser rejects, if any. */
export function scheduleProblem(schedule: string): ScheduleProblem | undefined {
  const values = schedule.trim().split(/\s+/);
  if (values.length !== FIELDS.length) {
    return {
      message: 'must have the five fields minute, hour, day of month, month and day of week',
      remedy: "such as '0 8 * * 1-5'",
    };
  }
  const index = FIELDS.findIndex((field, at) => !values[at].split(',').every((part) => isRange(field, part)));
  if (index < 0) return undefined;
  return { message: `has ${JSON.stringify(values[index])} for the ${FIELDS[index].title}`, remedy: expectation(FIELDS[index]) };
}

/** The values that the fields of a schedule stand for. */
export interface ScheduleFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** Whether the days are written as `*` or `?`, with which the other field of days decides. */
  readonly anyDayOfMonth: boolean;
  readonly anyDayOfWeek: boolean;
}

/** Returns the values of the fields of a schedule without a syntax error. */
export function fieldsOf(schedule: string): ScheduleFields {
  const texts = schedule.trim().split(/\s+/);
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = FIELDS.map((field, index) => valuesOf(field, texts[index]));
  return { minutes, hours, daysOfMonth, months, daysOfWeek, anyDayOfMonth: isAny(texts[2]), anyDayOfWeek: isAny(texts[4]) };
}

/** A step makes the parser take the field for one that selects days. */
function isAny(text: string): boolean {
  return text.split(',').some((part) => /^[*?](\/1)?$/.test(part));
}

function valuesOf(field: Field, text: string): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range, step] = part.split('/');
    const bounds = range.split('-').map((bound) => numberOf(field, bound));
    const from = bounds[0] ?? field.min;
    // `5/15` starts at 5 and goes on to the end
    const to = range === '*' || range === '?' ? field.max : (bounds[1] ?? (step === undefined ? from : field.max));
    for (let value = from; value <= to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

/** Names that were found in the database: a formatter is slow to make. */
const zones = new Set<string>();

/** Whether the name is in the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  if (name.startsWith('+') || name.startsWith('-')) return false;
  if (zones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zones.add(name);
    return true;
  } catch {
    return false;
  }
}

function expectation({ min, max, names }: Field): string {
  const words = names && ` or ${names.split(' ')[0]} to ${names.split(' ').at(-1)}`;
  return `write ${min} to ${max}${words ?? ''}, a range such as ${min}-${max}, a list, or * with an optional step`;
}

function isRange(field: Field, part: string): boolean {
  const [range, step, more] = part.split('/');
  if (more !== undefined || (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0))) return false;
  if (range === '*' || range === '?') return true;
  const bounds = range.split('-').map((value) => numberOf(field, value));
  const [from, to] = bounds.length === 1 ? [bounds[0], bounds[0]] : bounds;
  return bounds.length <= 2 && from !== undefined && to !== undefined && from <= to;
}

function numberOf({ min, max, names }: Field, value: string): number | undefined {
  const named = names?.split(' ').indexOf(value.toLowerCase()) ?? -1;
  if (named >= 0) return named + min;
  if (!/^\d+$/.test(value)) return undefined;
  return Number(value) >= min && Number(value) <= max ? Number(value) : undefined;
}
