import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';

const hpa = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'hello' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'hello' },
    minReplicas: 0,
    maxReplicas: 5,
    metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '5' } } }],
  },
};
const podWithResources = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'hello' },
  spec: { resources: { limits: { memory: '128Mi' } }, containers: [{ name: 'hello', image: 'ghcr.io/my-org/hello:v1' }] },
};
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: '7-hello' }, spec: { ports: [{ port: 80 }] } };

describe.each<[gate: string, rule: string, off: string, on: string, object: Value]>([
  ['HPAScaleToZero', 'kubernetes/hpa-minimum', '1.36', '1.37', hpa],
  ['PodLevelResources', 'kubernetes/pod-resources', '1.33', '1.34', podWithResources],
  ['RelaxedServiceNameValidation', 'kubernetes/name', '1.35', '1.36', service],
])('the feature gate %s', (gate, rule, off, on, object) => {
  const rules = (kubernetes: string, featureGates: string[] = []) =>
    check([object as Manifest], declaredCluster({ kubernetes, featureGates })).map((finding) => finding.rule);

  test(`is off on Kubernetes ${off}`, () => expect(rules(off)).toContain(rule));
  test(`can be declared on Kubernetes ${off}`, () => expect(rules(off, [gate])).not.toContain(rule));
  test('counts by its own name alone', () => expect(rules(off, [`${gate}s`])).toContain(rule));
  test(`is on from Kubernetes ${on}`, () => expect(rules(on)).not.toContain(rule));
});
