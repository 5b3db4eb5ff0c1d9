import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import type { Rule } from '../rule';
import { isMap } from '../values';
import { podTemplateOf, WORKLOADS } from './pod-template';

/** Feature gate of releases that have the field, and do not read it by default. */
const GATE = 'PodLevelResources';

export const podResources: Rule = {
  id: 'kubernetes/pod-resources',
  severity: 'error',
  title: 'The resources of a pod are written only on a release that has them',
  rationale: 'An older API server does not know resources of a pod, and refuses or drops them; those of containers count on every release.',
  link: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-pod-level-resources/',
  kinds: WORKLOADS,
  check(object, { cluster, report }) {
    const { podLevelResources: first, podLevelResourcesByDefault: on } = SINCE.kubernetes;
    if (atLeast(cluster, 'kubernetes', on)) return;
    const isKnown = atLeast(cluster, 'kubernetes', first);
    if (isKnown && cluster.featureGates.includes(GATE)) return;
    const { spec, path } = podTemplateOf(object);
    if (!isMap(spec) || !isMap(spec.resources)) return;
    report({
      path: `${path}.resources`,
      message: isKnown
        ? `resources of a pod are dropped by Kubernetes ${cluster.kubernetes}, where ${GATE} is off by default`
        : `resources of a pod need Kubernetes ${on}, and the cluster has ${cluster.kubernetes}`,
      fix: isKnown
        ? `write resources on the containers, or declare the feature gate ${GATE} where it is enabled`
        : 'write resources on the containers',
      severity: isKnown ? 'warning' : undefined,
    });
  },
};
