import { SINCE } from '../../cluster/releases';
import { measuresPods } from './trigger-types';

/** A trigger, or a formula, as a fallback regards it. */
interface Measured {
  readonly type?: string;
  /** `AverageValue` and its like, of any type where it comes from a manifest. */
  readonly metricType?: unknown;
}

/** The metric type that keeps a fallback from work: of a trigger up to 2.16, where KEDA passes over it; of all of them or of the formula in 2.17. */
export type FallbackBreach = 'trigger' | 'formula' | 'every-trigger';

/** The triggers that a fallback stands in for: KEDA leaves those that measure pods to the HPA. */
export function replaceable<Trigger extends Measured>(triggers: readonly Trigger[]): Trigger[] {
  return triggers.filter(({ type }) => type !== undefined && !measuresPods(type));
}

/** Whether the metric type of a trigger is the average that a fallback needs. */
export function isAverage({ metricType }: Measured): boolean {
  return metricType === 'AverageValue';
}

/** Whether the metric type of a trigger is written, and is no average: KEDA takes what is not written for an average. */
export function isOtherType({ metricType }: Measured): boolean {
  return metricType !== undefined && metricType !== 'AverageValue';
}

/** Holds the metric types beside a fallback against the release of KEDA. */
export function fallbackBreach(
  isAtLeast: (since: string) => boolean,
  triggers: readonly Measured[],
  formula: Measured | undefined,
): FallbackBreach | undefined {
  if (isAtLeast(SINCE.keda.fallbackOfAnyMetric)) return undefined;
  const measured = replaceable(triggers);
  if (!isAtLeast(SINCE.keda.fallbackOfOneAverage)) return measured.some(isOtherType) ? 'trigger' : undefined;
  if (formula) return formula.metricType === 'Value' ? 'formula' : undefined;
  return measured.length === 0 || measured.some(isAverage) ? undefined : 'every-trigger';
}
