import { fieldVersionsOf } from '../../cluster/releases';
import { atLeast } from '../cluster';
import { kindOf, type Value } from '../manifest';
import type { Rule } from '../rule';
import { APPS, EXECUTORS, OPERATOR } from './apps';

export const newerField: Rule = {
  id: 'spinkube/newer-field',
  severity: 'error',
  title: 'Fields are as old as the declared operator',
  rationale: 'The CRD of an older operator lacks the field, and the API server drops it or refuses the object.',
  link: `${OPERATOR}/api/v1alpha1/spinapp_types.go`,
  kinds: [...APPS, ...EXECUTORS],
  check(object, { cluster, report }) {
    for (const { field: steps, since } of fieldVersionsOf(kindOf(object))) {
      let value: Value = object.spec;
      for (const step of steps) value = value?.[step];
      if (value === undefined || !since || atLeast(cluster, 'spinOperator', since)) continue;
      const field = steps[steps.length - 1];
      report({
        path: ['spec', ...steps].join('.'),
        message: `${field} needs spin-operator ${since}, and the cluster has ${cluster.spinOperator}`,
        fix: `leave ${field} out, or declare spinOperator ${since}`,
      });
    }
  },
};
