import { runInNewContext } from 'node:vm';
import type { k8s } from 'cdk8s-plus-28';
import { manifestOf } from '../lib/manifest-of';

const SERVICE = { apiVersion: 'v1', kind: 'Service' };

test('a manifest has the version, the kind and the fields that are not undefined', () => {
  const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, {
    metadata: { name: 'a', annotations: undefined },
    spec: { clusterIp: undefined, ports: [{ port: 80, name: undefined, targetPort: 'http' }], selector: {} },
  });
  expect(manifest).toStrictEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { ports: [{ port: 80, targetPort: 'http' }], selector: {} },
  });
});

test('what the user changes later does not reach the manifest', () => {
  const selector: { [name: string]: string } = { app: 'a' };
  const ports = [{ port: 80 }];
  const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, { spec: { selector, ports } });
  selector.app = 'b';
  ports[0].port = 81;
  ports.push({ port: 82 });
  expect(manifest.spec).toStrictEqual({ selector: { app: 'a' }, ports: [{ port: 80 }] });
});

test('what is frozen is shared by manifests', () => {
  const labels = Object.freeze({ app: 'a' });
  const [one, other] = ['a', 'b'].map((name) => manifestOf<k8s.KubeServiceProps>(SERVICE, { metadata: { name, labels } }));
  expect(one.metadata?.labels).toBe(labels);
  expect(other.metadata?.labels).toBe(labels);
});

test('an object of another realm, or without a prototype, is copied as any other', () => {
  const other = runInNewContext('({ app: "a" })');
  const bare = Object.assign(Object.create(null), { app: 'b' });
  const manifest = manifestOf<k8s.KubeServiceProps>(SERVICE, { metadata: { labels: other, annotations: bare } });
  expect(manifest.metadata).toStrictEqual({ labels: { app: 'a' }, annotations: { app: 'b' } });
});

test('null and objects of a class are left to who writes them', () => {
  class Amount {}
  const amount = new Amount();
  const manifest = manifestOf<object>(SERVICE, { spec: { amount, nothing: null } });
  expect(manifest.spec.amount).toBe(amount);
  expect(manifest.spec.nothing).toBeNull();
});
