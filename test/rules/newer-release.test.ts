import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';

/** A release of KEDA that nobody has compared with the definitions and the pinned CRDs. */
const NEWER = { ...declaredCluster(), keda: '2.99' };

const worker = (spec: object) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'worker', namespace: 'default' },
  spec: {
    scaleTargetRef: { name: 'worker' },
    triggers: [{ type: 'liiklus', metadata: { address: 'a.data:6565', topic: 'b', group: 'c' } }],
    ...spec,
  },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'worker', namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: 'worker' } },
    template: { metadata: { labels: { app: 'worker' } }, spec: { containers: [{ name: 'worker', image: 'worker:v1' }] } },
  },
};

function found(spec: object): string[] {
  return check([worker(spec), deployment], NEWER)
    .filter(({ rule }) => rule !== 'keda-triggers/deprecated-type')
    .map(({ rule, severity, path }) => `${rule} ${severity} at ${path}`);
}

test('a scaler that nobody knows is a warning in a release that was not read', () => {
  expect(found({ triggers: [{ type: 'brand-new', metadata: {} }] })).toStrictEqual(['keda-triggers/type warning at spec.triggers[0].type']);
});

test('a field that nobody knows is a warning in a release that was not compared', () => {
  expect(found({ brandNew: true })).toStrictEqual(['schema/unknown-field warning at spec.brandNew']);
});

test('fails for a misspelt field in any release', () => {
  expect(found({ maxReplicaCont: 5 })).toStrictEqual(['schema/unknown-field error at spec.maxReplicaCont']);
});
