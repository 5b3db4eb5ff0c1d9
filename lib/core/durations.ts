import type { Duration } from 'cdk8s';

/** Returns a duration in Go's format, in its largest whole unit: `90s`, `1m`, `500ms`. */
export function goDuration(duration: Duration): string {
  const ms = duration.toMilliseconds({ integral: false });
  if (ms === 0) return '0s';
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  if (ms % 60_000 === 0) return `${ms / 60_000}m`;
  if (ms % 1_000 === 0) return `${ms / 1_000}s`;
  return `${ms}ms`;
}

/** Returns a duration in seconds. */
export function seconds(duration: Duration | undefined): number | undefined {
  return duration && duration.toMilliseconds({ integral: false }) / 1000;
}
