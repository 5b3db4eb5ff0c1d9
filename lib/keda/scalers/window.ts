/** The window of a cron trigger: KEDA takes it for open as long as the next end comes no later than the next start. */
import { fieldsOf, type ScheduleFields, scheduleProblem } from './schedule';

/** An end that follows another one without a start in between: KEDA takes the window for open from the one to the other. */
export interface IdleEnd {
  /** `from Friday 22:10 to Sunday 22:10`. */
  readonly time: string;
  /** A schedule for `end` that comes once after each start, where there is a plain one. */
  readonly remedy?: string;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const DAY = 86_400_000;
/** Two years from a Monday in January, so that every day of the month has met its days of the week. */
const FIRST_DAY = Date.UTC(2027, 0, 4);
const DAYS = 2 * 366;
/** Schedules that fire every few minutes are followed for two weeks. */
const MOST_TIMES = 10_000;

/** The first end without a start before it; undefined where every end follows a start, or a schedule cannot be read. */
export function idleEndOf(start: string, end: string): IdleEnd | undefined {
  if (start === end || scheduleProblem(start) || scheduleProblem(end)) return undefined;
  const found = firstIdleEnd(start, end);
  if (!found) return undefined;
  const remedy = candidates(start, end).find((candidate) => candidate !== start && !firstIdleEnd(start, candidate));
  return { time: timeOf(found), remedy };
}

/** Minutes since the first day. */
interface Idle {
  readonly from: number;
  readonly to: number;
}

function firstIdleEnd(start: string, end: string): Idle | undefined {
  const [starts, ends] = [fieldsOf(start), fieldsOf(end)];
  const [startTimes, endTimes] = [timesOf(starts), timesOf(ends)];
  /** The end since which no start came, and the last one after it. */
  let open: number | undefined;
  let idle: Idle | undefined;
  let hasStarted = false;
  // of schedules with the same days each day is like the others
  let days = daysOf(start) === daysOf(end) ? 3 : Math.max(15, Math.floor(MOST_TIMES / (startTimes.length + endTimes.length)));
  for (let day = 0; day < DAYS && days > 0; day++) {
    const date = new Date(FIRST_DAY + day * DAY);
    const [hasStart, hasEnd] = [isOn(starts, date), isOn(ends, date)];
    if (!hasStart && !hasEnd) continue;
    hasStarted ||= hasStart;
    days--;
    const begin = day * 24 * 60;
    let next = 0;
    for (const time of hasEnd ? endTimes : NONE) {
      // a start of the same minute comes after the end
      for (; hasStart && startTimes[next] < time; next++) {
        if (idle) return idle;
        open = undefined;
      }
      if (open !== undefined) idle = { from: open, to: begin + time };
      open ??= begin + time;
    }
    if (!hasStart || next >= startTimes.length) continue;
    if (idle) return idle;
    open = undefined;
  }
  return hasStarted ? idle : undefined;
}

const NONE: readonly number[] = [];

/** The minutes of a day at which a schedule fires, in order. */
function timesOf({ hours, minutes }: ScheduleFields): number[] {
  return [...hours].sort(ascending).flatMap((hour) => [...minutes].sort(ascending).map((minute) => hour * 60 + minute));
}

/** Whether a schedule fires on a day. A day of the month and one of the week are alternatives unless one of them is `*`. */
function isOn({ daysOfMonth, months, daysOfWeek, anyDayOfMonth, anyDayOfWeek }: ScheduleFields, date: Date): boolean {
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const [ofMonth, ofWeek] = [daysOfMonth.has(date.getUTCDate()), daysOfWeek.has(date.getUTCDay())];
  return anyDayOfMonth || anyDayOfWeek ? ofMonth && ofWeek : ofMonth || ofWeek;
}

/** Schedules that the end may have been meant to be: once a day, and on the days of the start, or the days after for a window over midnight. */
function candidates(start: string, end: string): string[] {
  const [minute, hour] = end.trim().split(/\s+/);
  const { hours, minutes } = fieldsOf(end);
  const once = `${Math.min(...minutes)} ${hour}`;
  const times = [`${minute} ${hour}`, once, `${Math.min(...minutes)} ${Math.min(...hours)}`];
  const isOverMidnight = timesOf(fieldsOf(end))[0] <= timesOf(fieldsOf(start))[0];
  const days = isOverMidnight ? dayAfter(daysOf(start)) : daysOf(start);
  return [...times.map((time) => `${time} ${daysOf(end)}`), ...(days ? times.map((time) => `${time} ${days}`) : [])].filter(
    (candidate) => !isOverMidnight || daysOf(candidate) === days,
  );
}

/** The fields of the days: day of month, month, day of week. */
function daysOf(schedule: string): string {
  return schedule.trim().split(/\s+/).slice(2).join(' ');
}

/** The days after those, where they are plain days of the week. */
function dayAfter(days: string): string | undefined {
  if (days === '* * *') return days;
  const [, ofWeek] = /^[*?] [*?] ([0-5](?:-[0-5])?)$/.exec(days) ?? [];
  return ofWeek && `* * ${ofWeek.replace(/\d/g, (day) => `${Number(day) + 1}`)}`;
}

function timeOf({ from, to }: Idle): string {
  const days = Math.round((to - from) / (24 * 60));
  return days < 7 ? `from ${momentOf(from)} to ${momentOf(to)}` : `for ${days} days from a ${momentOf(from)} on`;
}

function momentOf(minutes: number): string {
  const time = new Date(FIRST_DAY + minutes * 60_000);
  return `${WEEKDAYS[time.getUTCDay()]} ${time.toISOString().slice(11, 16)}`;
}

function ascending(a: number, b: number): number {
  return a - b;
}
