import { show } from '../fields';
import type { Manifest } from '../manifest';
import type { Problem, Rule } from '../rule';
import { mapOf, SCALED_OBJECT, triggersOf, WEBHOOK } from './parts';

/** Times that count only on the way to and from zero. */
export const ineffectiveInterval: Rule = {
  id: 'keda/ineffective-interval',
  severity: 'warning',
  title: 'A pollingInterval or cooldownPeriod stands where the workload can go to zero',
  link: WEBHOOK,
  kinds: [SCALED_OBJECT],
  *check(object: Manifest): Iterable<Problem> {
    const { minReplicaCount: min, idleReplicaCount: idle, pollingInterval, cooldownPeriod } = mapOf(object.spec);
    if (typeof min !== 'number' || min <= 0 || idle === 0) return;
    const because = `does nothing with minReplicaCount ${min}: it counts only between 0 and 1 replicas`;
    if (typeof pollingInterval === 'number' && !triggersOf(object).some(({ trigger }) => trigger.useCachedMetrics === true)) {
      yield {
        path: 'spec.pollingInterval',
        message: `pollingInterval (${show(pollingInterval)}) ${because}`,
        fix: 'leave it out, or write useCachedMetrics: true on a trigger',
      };
    }
    if (typeof cooldownPeriod === 'number') {
      yield {
        path: 'spec.cooldownPeriod',
        message: `cooldownPeriod (${show(cooldownPeriod)}) ${because}`,
        fix: 'leave it out; what slows the HPA down is advanced.horizontalPodAutoscalerConfig.behavior.scaleDown',
      };
    }
  },
};
