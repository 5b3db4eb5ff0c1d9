import type { IConstruct } from 'constructs';
import type { Platform } from '../cluster/platform';
import { SINCE } from '../cluster/releases';
import { checkInteger, checkOneOf } from '../core/checks';
import { fail } from '../core/errors';
import type { ScalingModifiers } from './scaling-modifiers';

/** Number of replicas to run while a trigger fails. */
export enum FallbackBehavior {
  /** `replicas` of the fallback. */
  STATIC = 'static',
  /** The current number of replicas. */
  CURRENT_REPLICAS = 'currentReplicas',
  /** The current number of replicas if it is higher than `replicas`, else `replicas`. */
  CURRENT_REPLICAS_IF_HIGHER = 'currentReplicasIfHigher',
  /** The current number of replicas if it is lower than `replicas`, else `replicas`. */
  CURRENT_REPLICAS_IF_LOWER = 'currentReplicasIfLower',
  /** The formula of the scaling modifiers uses `replicas` in place of the failing trigger. */
  SCALING_MODIFIERS = 'scalingModifiers',
}

/**
 * Replicas to run while a trigger fails.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#fallback
 */
export interface Fallback {
  /** Consecutive failures after which the fallback applies, at least 0. */
  readonly failureThreshold: number;

  /** Number of replicas, at least 0. */
  readonly replicas: number;

  /**
   * Use of `replicas`. Needs KEDA 2.17 or newer; SCALING_MODIFIERS needs 2.20.
   *
   * @default FallbackBehavior.STATIC
   */
  readonly behavior?: FallbackBehavior;
}

/** Fails for a fallback that KEDA rejects or ignores, or that the declared KEDA does not have. */
export function checkFallback(
  scope: IConstruct,
  fallback: Fallback | undefined,
  modifiers: ScalingModifiers | undefined,
  platform: Platform,
): void {
  if (!fallback) return;
  for (const prop of ['failureThreshold', 'replicas'] as const) {
    if (fallback[prop] === undefined) fail(scope, `fallback.${prop} is missing: pass a whole number of at least 0`);
    checkInteger(scope, `fallback.${prop}`, fallback[prop]);
  }
  checkOneOf(scope, 'fallback.behavior', fallback.behavior, FallbackBehavior, 'FallbackBehavior.STATIC');
  const target = modifiers?.target;
  if (target !== undefined && !Number.isInteger(target)) {
    fail(scope, `scalingModifiers.target (${target}) must be a whole number with fallback, which KEDA silently ignores otherwise`);
  }
  platform._require(scope, 'keda', SINCE.keda.fallbackBehavior, 'fallback.behavior', fallback.behavior);
  if (fallback.behavior === FallbackBehavior.SCALING_MODIFIERS) {
    platform._require(scope, 'keda', SINCE.keda.fallbackScalingModifiers, 'fallback.behavior SCALING_MODIFIERS', fallback.behavior);
    if (!modifiers) fail(scope, 'fallback.behavior SCALING_MODIFIERS needs a formula: pass scalingModifiers');
  }
}
