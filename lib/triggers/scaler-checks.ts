import type { IConstruct } from 'constructs';
import { fail, show } from '../errors';
import { checkSchedule } from './cron';
import { MetricType } from './metric-type';
import type { TriggerOptions } from './trigger-options';

const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;

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

function isTimeZone(name: string): boolean {
  if (name.startsWith('+') || name.startsWith('-')) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== undefined;
  } catch {
    return false;
  }
}

function checkResource(scope: IConstruct, at: string, value: string, metricType: MetricType | undefined): void {
  if (metricType === MetricType.UTILIZATION && !/^[1-9]\d*$/.test(value)) {
    fail(scope, `${at}.value (${show(value)}) must be a whole number of percent, such as '60', with metricType Utilization`);
  }
  if (metricType === MetricType.AVERAGE_VALUE && !QUANTITY.test(value)) {
    fail(scope, `${at}.value (${show(value)}) must be a Kubernetes quantity, such as '500m' or '64Mi', with metricType AverageValue`);
  }
}
