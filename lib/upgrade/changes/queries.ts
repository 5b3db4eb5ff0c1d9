import { scaledOf } from '../../rules/keda/scaled';
import { SCALED } from '../../rules/keda/upstream';
import { kindOf, type Manifest } from '../../rules/manifest';
import { elements, mapOf } from '../../rules/values';

const PROMETHEUS_RULE = 'monitoring.coreos.com/PrometheusRule';

/** The kinds with queries of metrics. */
export const WITH_QUERIES: readonly string[] = [...SCALED, PROMETHEUS_RULE];

/** The queries of an object that name one of the metrics. */
export function queriesOf(object: Manifest, metrics: readonly string[]): readonly string[] {
  const pattern = new RegExp(`\\b(${metrics.join('|')})\\b`);
  const isOne = (value: unknown) => typeof value === 'string' && pattern.test(value);
  if (kindOf(object) !== PROMETHEUS_RULE) {
    return scaledOf(object).triggers.flatMap(({ metadata, path }) => (isOne(metadata.query) ? [`${path}.metadata.query`] : []));
  }
  return elements(mapOf(object.spec).groups, 'spec.groups').flatMap(([group, at]) =>
    elements(mapOf(group).rules, `${at}.rules`).flatMap(([rule, where]) => (isOne(mapOf(rule).expr) ? [`${where}.expr`] : [])),
  );
}
