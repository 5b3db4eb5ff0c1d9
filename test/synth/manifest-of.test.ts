import { runInNewContext } from 'node:vm';
import { Lazy } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { manifestOf, resolvesItself } from '../../lib/synth/manifest-of';

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

test('null is left out of objects and stays in lists', () => {
  const manifest = manifestOf<object>(SERVICE, { spec: { list: [null, 1], nothing: null } });
  expect(manifest.spec).toStrictEqual({ list: [null, 1] });
});

test('the fields that every object has are put before the others', () => {
  const manifest = manifestOf<object>(SERVICE, { status: {}, data: {}, metadata: {}, spec: undefined });
  expect(Object.keys(manifest)).toStrictEqual(['apiVersion', 'kind', 'metadata', 'status', 'data']);
});

describe('only cdk8s knows what will be written of', () => {
  class Amount {}

  test.each<[string, unknown]>([
    ['an object of a class', new Amount()],
    ['a Lazy', Lazy.any({ produce: () => 1 })],
    ['what resolves itself', { resolve: () => 1 }],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['a frozen list of them', Object.freeze([new Amount()])],
    ['a frozen list with a value of its own', Object.freeze(Object.assign([1], { value: 2 }))],
    ['an object with a key by which cdk8s takes it for another one', { constructor: 'a' }],
    ['a frozen one', Object.freeze({ resolve: 'a' })],
  ])('%s, which stays as it is', (_, value) => {
    const manifest = manifestOf<object>(SERVICE, { spec: { deep: [value] } });
    expect(resolvesItself(manifest)).toBe(true);
    expect(manifest.spec.deep[0]).toStrictEqual(value);
  });

  test('nothing that is plain data', () => {
    const spec = { a: [1, 'b', true, null, { c: {} }], d: undefined, e: Object.freeze({ f: 1 }) };
    expect(resolvesItself(manifestOf<object>(SERVICE, { spec }))).toBe(false);
  });
});

test('what is frozen is copied where something of it is left out', () => {
  const spec = Object.freeze({ a: undefined, b: Object.freeze([Object.freeze({ c: null, d: 1 })]) });
  expect(manifestOf<object>(SERVICE, { spec }).spec).toStrictEqual({ b: [{ d: 1 }] });
});
