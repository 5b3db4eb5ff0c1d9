import type { Parameter } from './definition';

/** Whether a Horizontal Pod Autoscaler takes a target: KEDA rounds it to thousandths, and Kubernetes refuses one of 0 or less. */
export function isTarget(value: number): boolean {
  return Number(value.toFixed(3)) > 0;
}

/** The least target that a parameter can be, if it is one. */
export function leastTarget({ target, kind }: Parameter): number | undefined {
  if (!target) return undefined;
  return kind === 'int' ? 1 : 0.001;
}
