import type { IConstruct } from 'constructs';
import { checkNumber, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { isTarget } from './scalers/target';
import { MetricType } from './triggers';

/**
 * A single metric, computed from several triggers by a formula.
 *
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/#scalingmodifiers
 */
export interface ScalingModifiers {
  /**
   * Expression over the names of the triggers, such as `(queue + web) / 2`. The trigger of the HTTP add-on, in an app with
   * `metrics`, is named `http`.
   */
  readonly formula: string;

  /** Target value of the formula for each replica, more than 0. */
  readonly target: number;

  /**
   * Value of the formula above which the app scales up from zero.
   *
   * @default 0
   */
  readonly activationTarget?: number;

  /**
   * Whether the target applies to each replica, or to all replicas together.
   *
   * @default MetricType.AVERAGE_VALUE
   */
  readonly metricType?: MetricType;
}

/** Fails for a formula without a target, and for values that KEDA rejects. */
export function checkScalingModifiers(scope: IConstruct, modifiers: ScalingModifiers | undefined): void {
  if (!modifiers) return;
  const { formula, target, activationTarget, metricType } = modifiers;
  checkText(scope, 'scalingModifiers.formula', formula);
  if (target === undefined) fail(scope, 'scalingModifiers.target is missing: pass the target value of the formula for each replica');
  checkNumber(scope, 'scalingModifiers.target', target);
  if (target === 0) fail(scope, 'scalingModifiers.target (0) must be more than 0');
  if (!isTarget(target)) fail(scope, `scalingModifiers.target (${target}) must be at least 0.001: KEDA rounds it to thousandths`);
  checkNumber(scope, 'scalingModifiers.activationTarget', activationTarget);
  if (metricType === MetricType.UTILIZATION) {
    fail(
      scope,
      'scalingModifiers.metricType (Utilization) must be AVERAGE_VALUE or VALUE: a formula has no resource request to be a percentage of',
    );
  }
  if (metricType !== undefined && metricType !== MetricType.AVERAGE_VALUE && metricType !== MetricType.VALUE) {
    fail(scope, `scalingModifiers.metricType (${show(metricType)}) must be AverageValue or Value: write MetricType.AVERAGE_VALUE`);
  }
}
