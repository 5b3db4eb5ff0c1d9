import type { IConstruct } from 'constructs';
import { fail } from '../core/errors';

/** Fixed number of replicas of a SpinApp by default. */
export const DEFAULT_REPLICAS = 1;

/** Returns the minimum number of replicas by default; 1 if all metrics are measured on running pods, and wake no app from zero. */
export function defaultMinReplicas(scalesToZero: boolean): number {
  return scalesToZero ? 0 : 1;
}

/** KEDA's default of maxReplicaCount. */
export const KEDA_MAX_REPLICAS = 100;

/** Returns the bound that is broken: a maximum below the smallest one of an HPA, or a minimum above the maximum. */
export function replicaBreach(min = 0, max: number = KEDA_MAX_REPLICAS, leastMax = 1): 'max' | 'min' | undefined {
  if (max < leastMax) return 'max';
  return min > max ? 'min' : undefined;
}

/** Returns whether idle replicas reach the minimum. A minimum of 0 counts as 1, the minimum of the HPA, and an absent one as 0. */
export function isIdleBound(idle: number, min: number | undefined): boolean {
  return idle >= (min === undefined ? 0 : Math.max(min, 1));
}

/** Fails for a minimum above the maximum, in the terms of the constructs. */
export function checkReplicaBounds(scope: IConstruct, min: number | undefined, max: number | undefined): void {
  if (replicaBreach(min, max) !== 'min') return;
  fail(
    scope,
    max === undefined
      ? `minReplicas (${min}) must be at most ${KEDA_MAX_REPLICAS}, KEDA's default for maxReplicas: pass maxReplicas`
      : `maxReplicas (${max}) must be at least minReplicas (${min}): raise maxReplicas or lower minReplicas`,
  );
}
