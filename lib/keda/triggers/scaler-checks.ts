import type { IConstruct } from 'constructs';
import { fail } from '../../core/errors';
import { show } from '../../core/show';
import { PROPS } from '../scalers/breaches';
import { propOf, type Scaler } from '../scalers/definition';
import type { Given } from '../scalers/given';
import { ownBreachesOf } from '../scalers/own-breaches';
import { resourceValueProblem } from '../scalers/resource-value';
import { isTimeZone } from '../scalers/schedule';
import { isTarget, leastTarget } from '../scalers/target';
import { checkSchedule } from './cron';
import { MetricType } from './metric-type';
import type { TriggerOptions } from './trigger-options';

/** Fails for values that KEDA rejects by rules of a single scaler, which the definitions cannot express. */
export function checkScaler(
  scope: IConstruct,
  at: string,
  type: string,
  metadata: { [key: string]: string },
  options: TriggerOptions,
  scaler: Scaler,
  given: Given,
): void {
  if (type === 'cron') checkCron(scope, at, metadata);
  if (type === 'cpu' || type === 'memory') checkResource(scope, at, metadata.value, options.metricType);
  for (const { message, remedy } of ownBreachesOf(type, scaler, given, PROPS)) fail(scope, `${at} (${type}) ${message}: ${remedy}`);
}

/** Fails for a target that Kubernetes refuses in the Horizontal Pod Autoscaler; beside a formula KEDA drops the targets of triggers. */
export function checkTargets(
  scope: IConstruct,
  at: string,
  type: string,
  metadata: { readonly [key: string]: string },
  { metricType }: TriggerOptions,
  scaler: Scaler,
): void {
  if (type === 'cron' && metricType === MetricType.VALUE) checkRatio(scope, at, metadata.desiredReplicas);
  for (const key in scaler.params) {
    const least = leastTarget(scaler.params[key]);
    const value = metadata[key];
    if (least === undefined || value === undefined || isTarget(Number(value))) continue;
    fail(scope, `${at}.${propOf(scaler, key)} (${value}) must be at least ${least}, since Kubernetes takes no lower target in an HPA`);
  }
}

/** Fails for a cron trigger, whose target is 1, with a ratio that multiplies the replicas. */
function checkRatio(scope: IConstruct, at: string, desiredReplicas: string): void {
  if (!(Number(desiredReplicas) > 1)) return;
  const effect = `multiplies the replicas by desiredReplicas (${desiredReplicas}) again and again, up to maxReplicas`;
  fail(scope, `${at}.metricType (Value) ${effect}: leave metricType out`);
}

function checkCron(scope: IConstruct, at: string, { timezone, start, end }: { [key: string]: string }): void {
  checkSchedule(scope, `${at}.start`, start);
  checkSchedule(scope, `${at}.end`, end);
  if (start === end) fail(scope, `${at}.end (${show(end)}) must differ from start: KEDA rejects an empty window`);
  if (!isTimeZone(timezone))
    fail(scope, `${at}.timezone (${show(timezone)}) must be a name in the IANA time zone database, such as Europe/Vienna`);
}

function checkResource(scope: IConstruct, at: string, value: string, metricType: MetricType | undefined): void {
  const problem = resourceValueProblem(value, metricType);
  if (problem) fail(scope, `${at}.value (${show(value)}) ${problem}`);
}
