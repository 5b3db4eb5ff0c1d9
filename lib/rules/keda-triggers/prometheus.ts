import { scaledOf } from '../keda/scaled';
import { KEDA_SOURCE, SCALED } from '../keda/upstream';
import type { Rule } from '../rule';
import { show, trimmedOf } from '../values';

/** What makes one element of many, anywhere in the query; a name with colons is a recording rule, which may have done so. */
const AGGREGATES =
  /\b(sum|avg|min|max|count|count_values|group|stddev|stdvar|topk|bottomk|limitk|quantile|histogram_quantile|scalar|vector|absent|absent_over_time|time|pi)\b\s*(\(|by\b|without\b)|:/i;
const LONGEST = 4_000;

export const prometheusQuery: Rule = {
  id: 'keda-triggers/prometheus-query',
  severity: 'warning',
  title: 'A Prometheus query is aggregated: KEDA fails where it answers with more than one element',
  rationale: 'The Prometheus scaler takes the value of a single element, and fails when the answer has several.',
  link: `${KEDA_SOURCE}/pkg/scalers/prometheus_scaler.go#L293`,
  kinds: SCALED,
  check(object, { report }) {
    for (const { type, metadata, path } of scaledOf(object).triggers) {
      const query = type === 'prometheus' ? trimmedOf(metadata.query) : undefined;
      if (query === undefined || query.length > LONGEST || !isSelector(query)) continue;
      report({
        path: `${path}.metadata.query`,
        message: `query (${show(query)}) is not aggregated, and KEDA fails where it answers with more than one element`,
        fix: 'write sum(...) around it, or another aggregation',
      });
    }
  },
};

/** Whether a query selects series, and nothing in it makes one of them. */
function isSelector(query: string): boolean {
  const bare = query.replace(/"(?:\\.?|[^"\\])*(?:"|$)|'(?:\\.?|[^'\\])*(?:'|$)|`[^`]*(?:`|$)/gs, '""').replace(/\[[^\]]*(?:\]|$)/g, '');
  return /[A-Za-z_]/.test(bare) && !AGGREGATES.test(bare);
}
