import type { Value } from '../manifest';
import type { Report, Rule } from '../rule';
import { elements, mapOf } from '../values';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, ISSUES } from './upstream';

/** Fields that stand where they are not read, with the place where they are. */
type Places = ReadonlyMap<string, string>;

const places = (table: { readonly [field: string]: string }): Places => new Map(Object.entries(table));

const SCALED_OBJECT_TARGET = 'scaleTargetRef of the ScaledObject';

/** Fields of an HTTPScaledObject that stand in spec, and belong elsewhere. */
export const HTTPSO_SPEC = places({
  service: 'spec.scaleTargetRef.service',
  port: 'spec.scaleTargetRef.port',
  concurrency: 'spec.scalingMetric.concurrency',
  requestRate: 'spec.scalingMetric.requestRate',
  minReplicas: 'spec.replicas.min',
  maxReplicas: 'spec.replicas.max',
  minReplicaCount: 'spec.replicas.min',
  maxReplicaCount: 'spec.replicas.max',
  cooldownPeriod: 'spec.scaledownPeriod',
});

/** The same of its scaleTargetRef. */
export const HTTPSO_TARGET = places({
  targetPendingRequests: 'spec.scalingMetric.concurrency.targetValue',
  scalingMetric: 'spec.scalingMetric',
  replicas: 'spec.replicas',
  hosts: 'spec.hosts',
  pathPrefixes: 'spec.pathPrefixes',
  headers: 'spec.headers',
  scaledownPeriod: 'spec.scaledownPeriod',
  initialCooldownPeriod: 'spec.initialCooldownPeriod',
});

/** The same of its scalingMetric. */
export const METRIC = places({
  targetValue: 'spec.scalingMetric.concurrency.targetValue',
  rate: 'spec.scalingMetric.requestRate',
});

const ROUTE_SPEC = places({
  hosts: 'spec.rules[].hosts',
  pathPrefixes: 'spec.rules[].paths[].value',
  paths: 'spec.rules[].paths',
  headers: 'spec.rules[].headers',
  scaleTargetRef: 'spec.target, and the workload into the ScaledObject',
  targetPendingRequests: 'spec.scalingMetric.concurrency.targetValue',
  replicas: 'minReplicaCount and maxReplicaCount of the ScaledObject',
  scaledownPeriod: 'cooldownPeriod of the ScaledObject',
  initialCooldownPeriod: 'initialCooldownPeriod of the ScaledObject',
  coldStartTimeoutFailoverRef: 'spec.coldStart.fallback.service and spec.timeouts.readiness',
});

const ROUTE_TARGET = places({ name: SCALED_OBJECT_TARGET, kind: SCALED_OBJECT_TARGET, apiVersion: SCALED_OBJECT_TARGET });
const ROUTE_RULE = places({ host: 'spec.rules[].hosts', pathPrefixes: 'spec.rules[].paths[].value', path: 'spec.rules[].paths[].value' });
const ROUTE_TIMEOUTS = places({ conditionWait: 'spec.timeouts.readiness' });

export const misplacedField: Rule = {
  id: 'http-add-on/misplaced-field',
  severity: 'error',
  title: 'Fields stand where the add-on reads them: targetPendingRequests not below scaleTargetRef, hosts of a route below rules',
  rationale: 'The add-on reads each field at one place, and passes over it elsewhere.',
  link: `${ISSUES}/368`,
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check({ kind, spec }, { report }) {
    const { scaleTargetRef, scalingMetric, target, timeouts, rules } = mapOf(spec);
    misplaced(scalingMetric, 'spec.scalingMetric', METRIC, report);
    if (kind === 'HTTPScaledObject') {
      misplaced(spec, 'spec', HTTPSO_SPEC, report);
      misplaced(scaleTargetRef, 'spec.scaleTargetRef', HTTPSO_TARGET, report);
      return;
    }
    misplaced(spec, 'spec', ROUTE_SPEC, report);
    misplaced(target, 'spec.target', ROUTE_TARGET, report);
    misplaced(timeouts, 'spec.timeouts', ROUTE_TIMEOUTS, report);
    for (const [rule, path] of elements(rules, 'spec.rules')) misplaced(rule, path, ROUTE_RULE, report);
  },
};

function misplaced(parent: Value, path: string, table: Places, report: Report): void {
  for (const field of Object.keys(mapOf(parent))) {
    const place = table.get(field);
    if (!place) continue;
    report({ path: `${path}.${field}`, message: `${field} is not read in ${path}`, fix: `move it to ${place}` });
  }
}
