import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';
import { Manifests } from '../../lib/rules/manifests';

const object = (kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, ...(namespace && { namespace }) },
});
const messages = (...objects: Value[]) => check(objects as Manifest[], declaredCluster()).map(({ rule, message }) => `${rule}: ${message}`);

test('an object that names no namespace may be in any, and is preferred to none', () => {
  const [open, shop, tools] = [object('Secret', 'a'), object('Secret', 'a', 'shop'), object('Secret', 'b', 'tools')];
  const manifests = new Manifests([open, shop, tools]);
  expect(manifests.find('Secret', 'shop', 'a')).toBe(shop);
  expect(manifests.find('Secret', 'tools', 'a')).toBe(open);
  expect(manifests.find('Secret', '', 'a')).toBe(open);
  expect(manifests.find('Secret', '', 'b')).toBe(tools);
  expect(manifests.find('Secret', 'shop', 'b')).toBeUndefined();
  expect([manifests.has('Secret', 'other'), manifests.has('Secret', ''), manifests.has('Pod', '')]).toStrictEqual([true, true, false]);
});

test('a missing namespace is not `default`: a text says what it assumes', () => {
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'hooks' },
    spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'receiver', namespace: 'web', port: 80 }] }] },
  };
  expect(messages(route)).toStrictEqual([
    'routing/reference-grant: namespace ("web") has no ReferenceGrant among these manifests for this HTTPRoute, which names no namespace and is assumed to be applied to another one than web',
  ]);
  const placeholder = { response: { bodyFromConfigMap: { name: 'page', key: 'a' }, statusCode: 503 } };
  const spec = {
    target: { service: 'a', port: 80 },
    rules: [{ hosts: ['a.dev'] }],
    scalingMetric: { concurrency: { targetValue: 5 } },
    coldStart: { placeholder },
  };
  const interceptorRoute = { apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute', metadata: { name: 'a' }, spec };
  expect(messages(interceptorRoute)).toStrictEqual([
    'http-add-on/placeholder-config-map: name ("page") is not among these manifests in the namespace that it is applied to: without the ConfigMap the answer is 500',
  ]);
  const page = { ...object('ConfigMap', 'page', 'tools'), data: { a: 'b' } };
  const labelled = { ...page, metadata: { ...page.metadata, labels: { 'http.keda.sh/response-body': 'true' } } };
  expect(messages(interceptorRoute, labelled)).toStrictEqual([]);
});

test.each(['Service', 'Deployment'])('a %s of another namespace is not taken for that of a SpinApp', (kind) => {
  const app = {
    apiVersion: 'core.spinkube.dev/v1alpha1',
    kind: 'SpinApp',
    metadata: { name: 'a' },
    spec: { image: 'ghcr.io/a/a:1', executor: 'e', replicas: 1 },
  };
  const own = { apiVersion: kind === 'Service' ? 'v1' : 'apps/v1', kind, metadata: { name: 'a', namespace: 'other' } };
  expect(messages(app, own).filter((text) => text.startsWith('spinkube/own-object'))).toStrictEqual([]);
});
