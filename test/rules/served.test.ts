import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';

function rules(object: Value): string[] {
  return check([object as Manifest], declaredCluster()).map(({ rule }) => rule);
}

test.each([
  ['eksctl.io/v1alpha5', 'ClusterConfig'],
  ['scaffolder.backstage.io/v1beta3', 'Template'],
  ['backstage.io/v1alpha1', 'Component'],
  ['skaffold/v4beta11', 'Config'],
  ['kind.x-k8s.io/v1alpha4', 'Cluster'],
  ['k3d.io/v1alpha5', 'Simple'],
  ['kubeadm.k8s.io/v1beta4', 'ClusterConfiguration'],
  ['kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration'],
  ['kubescheduler.config.k8s.io/v1', 'KubeSchedulerConfiguration'],
  ['chainsaw.kyverno.io/v1alpha1', 'Test'],
  ['kuttl.dev/v1beta1', 'TestAssert'],
  ['kustomize.config.k8s.io/v1beta1', 'Kustomization'],
  ['builtin', 'LabelTransformer'],
  ['gateway.networking.k8s.io/v1', 'ConformanceReport'],
  ['kpt.dev/v1', 'Kptfile'],
  ['kops.k8s.io/v1alpha2', 'Cluster'],
  ['v1', 'Config'],
  ['a.example.com/v1', 'Unknown'],
])('a file of %s, kind %s, is no object of a cluster', (apiVersion, kind) => {
  expect(rules({ apiVersion, kind, metadata: { name: 'Shop_1', region: 'x', title: 'A Shop' } })).toStrictEqual([]);
  expect(rules({ apiVersion, kind, metadata: {} })).toStrictEqual([]);
});

test.each(['v1', 'apps/v1', 'keda.sh/v1alpha1', 'networking.k8s.io/v1', 'argoproj.io/v1alpha1'])(
  'an object of %s has the metadata of all objects',
  (apiVersion) => {
    expect(rules({ apiVersion, kind: 'Any', metadata: { name: 'Shop_1', region: 'x' } })).toStrictEqual(
      expect.arrayContaining(['kubernetes/name', 'kubernetes/metadata-field']),
    );
  },
);

test.each([
  ['ApplicationSet', 'argoproj.io/v1alpha1'],
  ['PipelineRun', 'tekton.dev/v1'],
  ['ExternalSecret', 'external-secrets.io/v1'],
  ['Certificate', 'cert-manager.io/v1'],
])('the template of a %s is no pod template', (kind, apiVersion) => {
  const spec = { template: { metadata: { labels: { a: 'not a label!' }, annotations: { b: 1 } } } };
  expect(rules({ apiVersion, kind, metadata: { name: 'a' }, spec })).toStrictEqual([]);
});

test.each([
  ['apps/v1', 'Deployment', { replicas: 0 }, undefined],
  ['apps/v1', 'StatefulSet', undefined, { readyReplicas: 1 }],
  ['v1', 'Pod', { nodeName: 'a' }, undefined],
  ['keda.sh/v1alpha1', 'ScaledObject', { minReplicaCount: 9, maxReplicaCount: 1 }, undefined],
])('a part of a %s %s without a name is an assertion of a test', (apiVersion, kind, spec, status) => {
  expect(rules({ apiVersion, kind, metadata: { namespace: 'web' }, spec, status })).toStrictEqual([]);
});

test('a status without a spec is such a part, and one beside a spec is not', () => {
  const object = { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'Shop_1' }, status: { hpaName: 'a' } };
  expect(rules(object)).toStrictEqual([]);
  expect(rules({ ...object, spec: { scaleTargetRef: { name: 'a' }, triggers: [] } })).toContain('kubernetes/name');
});

test.each([{ replicas: 3 }, { template: { spec: { containers: [{ name: 'manager', args: ['--concurrent=20'] }] } } }])(
  'a workload without a selector and an image is a patch: %j',
  (spec) => {
    expect(rules({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec })).toStrictEqual([]);
  },
);

test('fails for a workload with an image and without a selector', () => {
  const spec = { template: { spec: { containers: [{ name: 'a', image: 'a' }] } } };
  expect(rules({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'shop' }, spec })).toStrictEqual([
    'kubernetes/selector-labels',
  ]);
});

test('a whole object without a name has none', () => {
  const template = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };
  expect(
    rules({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec: { selector: { matchLabels: { a: 'b' } }, template } }),
  ).toStrictEqual(['kubernetes/name']);
});
