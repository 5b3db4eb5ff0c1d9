import type { Rule } from '../rule';
import { mapOf, numberOf, show } from '../values';
import { HTTP_SCALED_OBJECT, SOURCE } from './upstream';

export const oneMetric: Rule = {
  id: 'http-add-on/one-metric',
  severity: 'error',
  title: 'An HTTPScaledObject measures concurrency or requestRate, not both',
  rationale: 'The operator scales an HTTPScaledObject by one metric, and refuses two.',
  link: `${SOURCE}/operator/controllers/http/httpscaledobject_controller.go#L113-L120`,
  kinds: [HTTP_SCALED_OBJECT],
  check({ spec }, { report }) {
    const { concurrency, requestRate } = mapOf(mapOf(spec).scalingMetric);
    if (concurrency === undefined || concurrency === null || requestRate === undefined || requestRate === null) return;
    report({
      path: 'spec.scalingMetric',
      message: 'concurrency and requestRate exclude each other: the operator makes no ScaledObject and writes no status',
      fix: 'leave one of the two out, or write an InterceptorRoute, which takes both',
    });
  },
};

export const targetPendingRequests: Rule = {
  id: 'http-add-on/target-pending-requests',
  severity: 'warning',
  title: 'targetPendingRequests has no effect beside scalingMetric',
  rationale: 'The scaler reads scalingMetric first, and the older field only without it.',
  link: `${SOURCE}/scaler/handlers.go#L162-L171`,
  kinds: [HTTP_SCALED_OBJECT],
  check({ spec }, { report }) {
    const { targetPendingRequests: pending, scalingMetric } = mapOf(spec);
    const metric = ['concurrency', 'requestRate'].find((name) => mapOf(mapOf(scalingMetric)[name]) === mapOf(scalingMetric)[name]);
    if (pending === undefined || !metric) return;
    report({
      path: 'spec.targetPendingRequests',
      message: `targetPendingRequests (${show(pending)}) has no effect, since scalingMetric.${metric} is given`,
      fix: `leave it out, and write the target as scalingMetric.${metric}.targetValue`,
    });
  },
};

export const metricTarget: Rule = {
  id: 'http-add-on/metric-target',
  severity: 'error',
  title: 'The target of a metric is at least 1',
  rationale: 'The target becomes that of an HPA, which takes none below 1.',
  link: `${SOURCE}/scaler/handlers.go#L162-L171`,
  kinds: [HTTP_SCALED_OBJECT],
  check({ spec }, { report }) {
    const { targetPendingRequests: pending, scalingMetric } = mapOf(spec);
    const { concurrency, requestRate } = mapOf(scalingMetric);
    const targets = [
      [pending, 'spec.targetPendingRequests'],
      [mapOf(concurrency).targetValue, 'spec.scalingMetric.concurrency.targetValue'],
      [mapOf(requestRate).targetValue, 'spec.scalingMetric.requestRate.targetValue'],
    ] as const;
    for (const [value, path] of targets) {
      if (numberOf(value) === undefined || value >= 1) continue;
      report({
        path,
        message: `${path.slice(path.lastIndexOf('.') + 1)} (${show(value)}) is below 1, and no autoscaler takes that target`,
        fix: 'write how many requests one replica is meant to serve, at least 1',
      });
    }
  },
};
