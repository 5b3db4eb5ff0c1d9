import { fieldVersionsOf, SINCE, versionedKinds } from '../../lib/cluster/releases';

test('a field has its component, its kinds and the first release with it', () => {
  const kinds = ['keda.sh/TriggerAuthentication', 'keda.sh/ClusterTriggerAuthentication'];
  for (const kind of kinds) {
    expect(fieldVersionsOf(kind)).toContainEqual({ component: 'keda', kinds, field: ['filePath'], since: SINCE.keda.filePath });
  }
  expect(fieldVersionsOf('apps/Deployment')).toStrictEqual([]);
});

test('the kinds of a component are those with a field of a known release', () => {
  expect(versionedKinds('httpAddOn')).toStrictEqual(['http.keda.sh/HTTPScaledObject', 'http.keda.sh/InterceptorRoute']);
  expect(versionedKinds('knative')).toStrictEqual(['serving.knative.dev/Service', 'serving.knative.dev/Configuration']);
  expect(versionedKinds('gatewayApi')).toStrictEqual([]);
});
