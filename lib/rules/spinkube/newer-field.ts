import { APP_FIELDS_SINCE, EXECUTOR_FIELDS_SINCE } from '../../cluster/spinkube';
import { atLeast, type Cluster } from '../cluster';
import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { APPS, EXECUTORS, OPERATOR } from './parts';

export const newerField: Rule = {
  id: 'spinkube/newer-field',
  severity: 'error',
  title: 'fields are as old as the declared operator',
  rationale: 'The CRD of an older operator lacks the field, and the API server drops it or refuses the object.',
  link: `${OPERATOR}/api/v1alpha1/spinapp_types.go`,
  kinds: [...APPS, ...EXECUTORS],
  check({ kind, spec }, { cluster, report }) {
    if (kind === 'SpinApp') newer(spec, 'spec', APP_FIELDS_SINCE, cluster, report);
    else newer(spec?.deploymentConfig, 'spec.deploymentConfig', EXECUTOR_FIELDS_SINCE, cluster, report);
  },
};

function newer(value: Value, path: string, since: { readonly [field: string]: string }, cluster: Cluster, report: Report): void {
  for (const [field, version] of Object.entries(since)) {
    if (value?.[field] === undefined || atLeast(cluster, 'spinOperator', version)) continue;
    report({
      path: `${path}.${field}`,
      message: `${field} needs spin-operator ${version}, and the cluster has ${cluster.spinOperator}`,
      fix: `leave ${field} out, or declare spinOperator ${version}`,
    });
  }
}
