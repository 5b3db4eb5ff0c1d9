import { SINCE } from '../../cluster/releases';
import { CURRENT_GROUP as NEW, FORMER_GROUP as OLD } from '../../cluster/spinkube';
import { atLeast } from '../cluster';
import { groupOf } from '../manifest';
import type { Rule } from '../rule';
import { show } from '../values';

export const spinOperatorGroup: Rule = {
  id: 'removed/spin-operator-group',
  severity: 'error',
  title: `SpinApp and SpinAppExecutor are of ${NEW} since spin-operator ${SINCE.spinOperator.group}, and of ${OLD} before`,
  rationale: 'The spin-operator renamed its API group in 0.4, and no release reads both.',
  link: 'https://github.com/spinframework/spin-operator/pull/322',
  accepted:
    'the API server takes what any CRD on it defines, and both may be there; the operator of one release reads one group, and makes nothing of the other',
  kinds: [OLD, NEW].flatMap((group) => [`${group}/SpinApp`, `${group}/SpinAppExecutor`]),
  check({ apiVersion, kind }, { cluster, report }) {
    const served = atLeast(cluster, 'spinOperator', SINCE.spinOperator.group) ? NEW : OLD;
    if (groupOf(apiVersion) === served) return;
    const when = served === NEW ? `since spin-operator ${SINCE.spinOperator.group}` : `before spin-operator ${SINCE.spinOperator.group}`;
    report({
      path: 'apiVersion',
      message: `apiVersion (${show(apiVersion)}) of ${kind} is not served ${when}, and the cluster runs ${cluster.spinOperator}`,
      fix: `write apiVersion: ${served}/v1alpha1`,
    });
  },
};
