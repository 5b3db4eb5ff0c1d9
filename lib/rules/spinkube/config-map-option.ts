import { derived } from '../../core/derived';
import type { Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { elements, isMap, listOf, mapOf, show, textOf } from '../values';
import { APPS, OPERATOR } from './apps';
import { backendsOf } from './backends';

export const configMapOption: Rule = {
  id: 'spinkube/config-map-option',
  severity: 'warning',
  title: 'An option of the runtime configuration comes from a Secret, not from a ConfigMap',
  rationale:
    'The operator reads the ConfigMaps of options itself, and its ClusterRole allows it to read Secrets only: it waits for the ConfigMap, and makes no Deployment.',
  link: `${OPERATOR}/config/rbac/role.yaml`,
  kinds: APPS,
  check({ spec }, { manifests, report }) {
    for (const { options, path } of backendsOf(spec)) {
      for (const [option, at] of elements(options, `${path}.options`)) {
        const { value, valueFrom } = mapOf(option);
        const { configMapKeyRef } = mapOf(valueFrom);
        if (textOf(value) || !isMap(configMapKeyRef) || mayReadConfigMaps(manifests)) continue;
        report({
          path: `${at}.valueFrom.configMapKeyRef`,
          message: `ConfigMap ${show(configMapKeyRef.name)} is read by the operator, whose ClusterRole does not allow that, so that it makes no Deployment`,
          fix: 'take the option from a Secret, write its value, or let the ServiceAccount of the operator get, list and watch ConfigMaps',
        });
      }
    }
  },
};

/** Whether a ClusterRoleBinding gives the ServiceAccount of the operator the right to read ConfigMaps. */
const mayReadConfigMaps = derived((manifests: Manifests): boolean =>
  manifests.ofKind('rbac.authorization.k8s.io/ClusterRoleBinding').some(({ subjects, roleRef }) => {
    const isOperator = listOf(subjects).some((subject) => {
      const { kind, name } = mapOf(subject);
      return kind === 'Group' || (kind === 'ServiceAccount' && textOf(name)?.includes('spin-operator'));
    });
    const name = textOf(mapOf(roleRef).name);
    if (!isOperator || name === undefined) return false;
    const roles = manifests.named('rbac.authorization.k8s.io/ClusterRole', name);
    return roles.length === 0 || roles.some(({ rules, aggregationRule }) => isMap(aggregationRule) || listOf(rules).some(readsConfigMaps));
  }),
);

function readsConfigMaps(rule: Value): boolean {
  const { apiGroups, resources, verbs } = mapOf(rule);
  const holds = (list: Value, wanted: string) => listOf(list).some((one) => one === wanted || one === '*');
  return holds(apiGroups, '') && holds(resources, 'configmaps') && holds(verbs, 'list');
}
