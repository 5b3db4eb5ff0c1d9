import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import { HPA } from '../keda/targets';
import type { Rule } from '../rule';
import { listOf, mapOf, show } from '../values';

/** Feature gate of releases that do not scale to zero by default. */
const GATE = 'HPAScaleToZero';

/** Types of metrics that exist without pods. */
const WITHOUT_PODS = ['Object', 'External'];

export const hpaMinimum: Rule = {
  id: 'kubernetes/hpa-minimum',
  severity: 'error',
  title: 'A Horizontal Pod Autoscaler scales to zero only on a release that can, and on a metric that exists without pods',
  rationale: 'The API server takes minReplicas 0 only with the feature gate HPAScaleToZero, and beside an Object or External metric.',
  link: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
  kinds: [HPA],
  check({ spec }, { cluster, report }) {
    const { minReplicas, metrics } = mapOf(spec);
    if (minReplicas !== 0) return;
    const path = 'spec.minReplicas';
    if (!atLeast(cluster, 'kubernetes', SINCE.kubernetes.hpaScaleToZero) && !cluster.featureGates.includes(GATE)) {
      report({
        path,
        message: `minReplicas (${show(minReplicas)}) needs Kubernetes ${SINCE.kubernetes.hpaScaleToZero}, and the cluster has ${cluster.kubernetes}`,
        fix: `write 1, declare the feature gate ${GATE} where it is enabled, or let a ScaledObject of KEDA scale to zero`,
      });
    } else if (!listOf(metrics).some((metric) => WITHOUT_PODS.includes(mapOf(metric).type))) {
      report({
        path,
        message: `minReplicas (${show(minReplicas)}) needs a metric that exists without pods, of type ${WITHOUT_PODS.join(' or ')}`,
        fix: 'add one, or write 1',
      });
    }
  },
};
