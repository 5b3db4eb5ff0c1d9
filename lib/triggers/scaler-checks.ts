import type { IConstruct } from 'constructs';
import { fail, show } from '../errors';
import { checkSchedule } from './cron';
import type { MetricType } from './metric-type';
import { resourceValueProblem } from './resource-value';
import { isTimeZone } from './schedule';
import type { TriggerOptions } from './trigger-options';

/** Fails for what KEDA checks of a single scaler and the definitions cannot say. */
export function checkScaler(
  scope: IConstruct,
  at: string,
  type: string,
  metadata: { [key: string]: string },
  options: TriggerOptions,
): void {
  if (type === 'cron') checkCron(scope, at, metadata);
  if (type === 'cpu' || type === 'memory') checkResource(scope, at, metadata.value, options.metricType);
}

function checkCron(scope: IConstruct, at: string, { timezone, start, end }: { [key: string]: string }): void {
  checkSchedule(scope, `${at}.start`, start);
  checkSchedule(scope, `${at}.end`, end);
  if (start === end) fail(scope, `${at}.end (${show(end)}) must differ from start: KEDA refuses a window that opens and closes at once`);
  if (!isTimeZone(timezone))
    fail(scope, `${at}.timezone (${show(timezone)}) must be a name of the IANA time zone database, such as Europe/Vienna`);
}

function checkResource(scope: IConstruct, at: string, value: string, metricType: MetricType | undefined): void {
  const problem = resourceValueProblem(value, metricType);
  if (problem) fail(scope, `${at}.value (${show(value)}) ${problem}`);
}
