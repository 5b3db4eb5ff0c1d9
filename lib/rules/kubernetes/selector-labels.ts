import type { Value } from '../manifest';
import type { Problem, Rule } from '../rule';
import { at, elements, entries, show } from '../values';

export const selectorLabels: Rule = {
  id: 'kubernetes/selector-labels',
  severity: 'error',
  title: 'The selector of a workload matches the labels of its own pods',
  rationale: 'A controller finds its pods by the selector, and the API server refuses one that misses the own template.',
  link: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'apps/ReplicaSet'],
  check({ spec, kind }, { report }) {
    if (spec === null || typeof spec !== 'object') return;
    const selector = spec.selector;
    const labels = spec.template?.metadata?.labels ?? {};
    if (typeof labels !== 'object') return;
    if (isEmpty(selector?.matchLabels) && isEmpty(selector?.matchExpressions)) {
      report({
        path: 'spec.selector',
        message: `spec.selector is ${selector === undefined ? 'missing' : 'empty'}: the server refuses a ${kind} that selects nothing`,
        fix: 'write matchLabels with labels of the template',
      });
      return;
    }
    for (const [key, value, path] of entries(selector.matchLabels, 'spec.selector.matchLabels')) {
      if (labels[key] !== value) report(mismatch(path, key, show(value), labels[key], at('spec.template.metadata.labels', key)));
    }
    for (const [expression, path] of elements(selector.matchExpressions, 'spec.selector.matchExpressions')) {
      if (fails(expression, labels))
        report({ path, message: 'the labels of the template do not meet this expression', fix: 'change the expression or the labels' });
    }
  },
};

function mismatch(path: string, key: string, wanted: string, seen: Value, label: string): Problem {
  return {
    path,
    message: `the selector wants ${key} ${wanted}, and the template ${seen === undefined ? 'does not have that label' : `has ${show(seen)}`}`,
    fix: `write the same value here and in ${label}`,
  };
}

function fails(expression: Value, labels: { [key: string]: Value }): boolean {
  const { key, operator, values } = expression ?? {};
  if (typeof key !== 'string') return false;
  const list: Value[] = Array.isArray(values) ? values : [];
  switch (operator) {
    case 'In':
      return !list.includes(labels[key]);
    case 'NotIn':
      return key in labels && list.includes(labels[key]);
    case 'Exists':
      return !(key in labels);
    case 'DoesNotExist':
      return key in labels;
    default:
      return false;
  }
}

function isEmpty(value: Value): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
