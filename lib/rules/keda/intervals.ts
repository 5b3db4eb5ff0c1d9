import { SINCE } from '../../cluster/releases';
import { atLeast } from '../cluster';
import { HTTP_SCALED_OBJECT } from '../http-add-on/upstream';
import type { Manifest } from '../manifest';
import type { Report, Rule } from '../rule';
import { isMap, mapOf, show } from '../values';
import { scaledOf } from './scaled';
import { SCALED_OBJECT, WEBHOOK } from './upstream';

export const ineffectiveInterval: Rule = {
  id: 'keda/ineffective-interval',
  severity: 'note',
  title: 'A pollingInterval or cooldownPeriod stands where the workload can go to zero',
  rationale: 'KEDA itself scales only between 0 and 1 replicas; above that the HPA has its own intervals.',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT, HTTP_SCALED_OBJECT],
  check(object, { cluster, report }) {
    if (object.kind === 'HTTPScaledObject') {
      ofHttpScaledObject(object, report);
      return;
    }
    const { min, idle, triggers, spec } = scaledOf(object);
    const { pollingInterval, cooldownPeriod } = spec;
    const anyIdle = atLeast(cluster, 'keda', SINCE.keda.idleIntervals);
    if (typeof min !== 'number' || min <= 0 || (anyIdle ? typeof idle === 'number' : idle === 0)) return;
    const because = `does nothing with minReplicaCount ${min}: it counts only between 0 and 1 replicas`;
    // the failures that a fallback waits for are counted once per interval
    const isCounted = isMap(spec.fallback) || triggers.some(({ trigger }) => trigger.useCachedMetrics === true);
    // the formula needs the metrics of all triggers at once, which KEDA polls for
    const polls = anyIdle && Object.keys(mapOf(mapOf(spec.advanced).scalingModifiers)).length > 0;
    if (typeof pollingInterval === 'number' && !polls && !isCounted) {
      report({
        path: 'spec.pollingInterval',
        message: `pollingInterval (${show(pollingInterval)}) ${because}`,
        fix: 'leave it out, or write useCachedMetrics: true on a trigger',
      });
    }
    if (typeof cooldownPeriod === 'number') {
      report({
        path: 'spec.cooldownPeriod',
        message: `cooldownPeriod (${show(cooldownPeriod)}) ${because}`,
        fix: 'leave it out; what slows the HPA down is advanced.horizontalPodAutoscalerConfig.behavior.scaleDown',
      });
    }
  },
};

/** The add-on makes a ScaledObject of it, with scaledownPeriod for its cooldownPeriod. */
function ofHttpScaledObject({ spec }: Manifest, report: Report): void {
  const { replicas, scaledownPeriod } = mapOf(spec);
  const { min } = mapOf(replicas);
  if (typeof min !== 'number' || min <= 0 || typeof scaledownPeriod !== 'number') return;
  report({
    path: 'spec.scaledownPeriod',
    message: `scaledownPeriod (${show(scaledownPeriod)}) does nothing with replicas.min ${min}: it counts only between 0 and 1 replicas`,
    fix: 'leave it out, or write replicas.min: 0',
  });
}
