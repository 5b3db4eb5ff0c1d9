import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, isMap, mapOf, show } from '../values';
import { scaledOf } from './scaled';
import { SCALED_OBJECT } from './upstream';

export const hpaBehavior: Rule = {
  id: 'keda/hpa-behavior',
  severity: 'error',
  title: 'The behavior of the HPA is one that Kubernetes takes',
  rationale: 'KEDA copies the behavior into the HPA, whose validation is stricter than the CRD of ScaledObject.',
  link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/autoscaling/validation/validation.go',
  accepted:
    "the CRD of ScaledObject does not hold the behavior to the bounds of an HPA; the API server does when KEDA's operator makes the HPA, and nothing scales",
  kinds: [SCALED_OBJECT],
  check(object, { report }) {
    const { behavior } = scaledOf(object).hpa;
    for (const direction of ['scaleUp', 'scaleDown']) {
      const rules = mapOf(behavior)[direction];
      if (!isMap(rules)) continue;
      const path = `spec.advanced.horizontalPodAutoscalerConfig.behavior.${direction}`;
      within(rules, 'stabilizationWindowSeconds', path, 0, 3600, report);
      oneOf(rules, 'selectPolicy', path, ['Max', 'Min', 'Disabled'], report);
      if (Array.isArray(rules.policies) && rules.policies.length === 0) {
        report({
          path: `${path}.policies`,
          message: 'policies is empty',
          fix: 'write at least one policy, or leave it out for those of Kubernetes',
        });
      }
      for (const [policy, where] of elements(rules.policies, `${path}.policies`)) {
        if (!isMap(policy)) continue;
        oneOf(policy, 'type', where, ['Pods', 'Percent'], report);
        within(policy, 'value', where, 1, Infinity, report);
        within(policy, 'periodSeconds', where, 1, 1800, report);
      }
    }
  },
};

function within(map: Value, key: string, path: string, min: number, max: number, report: Report): void {
  const value = map[key];
  if (typeof value !== 'number' || (value >= min && value <= max)) return;
  const bounds = max === Infinity ? `at least ${min}` : `from ${min} to ${max}`;
  report({
    path: `${path}.${key}`,
    message: `${key} (${show(value)}) is not ${bounds}`,
    fix: `write a number ${max === Infinity ? `of ${bounds}` : bounds}`,
  });
}

function oneOf(map: Value, key: string, path: string, known: readonly string[], report: Report): void {
  const value = map[key];
  if (typeof value !== 'string' || known.includes(value)) return;
  report({
    path: `${path}.${key}`,
    message: `${key} (${show(value)}) is not one of ${known.join(', ')}`,
    fix: `write one of ${known.join(', ')}`,
  });
}
