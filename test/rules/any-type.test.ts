/** Rules never throw, whatever type a field is of. */

import fc from 'fast-check';
import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import { kindOf, type Manifest } from '../../lib/rules/manifest';
import { runs, sampled } from '../support/fuzz';
import { anyShape } from './any-shape';
import { clusterOf, corpus, rulesOf } from './corpus';
import { distorted, unprintable } from './hostile';

/** One manifest per rule. */
const CASES = corpus('bad').filter(({ name }) => !name.includes('.'));

test.each(CASES.map((entry) => [entry.name, entry] as const))('accepts any type of any field of %s', (name, { manifests, cluster }) => {
  const upstream = name.split('/')[0];
  const rules = rulesOf(upstream);
  for (const [index, manifest] of manifests.entries()) {
    for (const strange of sampled([...distorted(manifest), ...unprintable(manifest)])) {
      check([...manifests.slice(0, index), strange, ...manifests.slice(index + 1)], cluster, rules);
    }
  }
});

/** An apiVersion and kind of each kind in the corpus, by upstream. */
const kinds = new Map<string, Map<string, Manifest>>();
for (const { name, manifests } of CASES) {
  const upstream = name.split('/')[0];
  for (const manifest of manifests) kinds.set(upstream, (kinds.get(upstream) ?? new Map()).set(kindOf(manifest), manifest));
}

/** Any value of JSON, without keys that hide a method of its object: these are what `unprintable` is for. */
const json = () => fc.json({ maxDepth: 6 }).map((text) => JSON.parse(text, (key, value) => (key in {} ? undefined : value)));
const anything = () => fc.oneof(anyShape(), json());

test.each([...kinds])('accepts objects of any shape: %s', (upstream, samples) => {
  const parts = { sample: fc.constantFrom(...samples.values()), annotations: anything(), labels: anything(), spec: anything() };
  const manifest = fc.record(parts).map(({ sample: { apiVersion, kind }, annotations, labels, spec }) => {
    return { apiVersion, kind, metadata: { name: 'shop', annotations, labels }, spec };
  });
  const rules = rulesOf(upstream);
  fc.assert(
    fc.property(fc.array(manifest, { minLength: 1, maxLength: 4 }), (manifests) => {
      check(manifests as unknown as Manifest[], clusterOf(), rules);
    }),
    { numRuns: runs(40) },
  );
});

test.each(['kubernetes', 'removed'])('accepts metadata of any shape: %s', (upstream) => {
  const samples = [...kinds.values()].flatMap((byKind) => [...byKind.values()]);
  const metadata = fc.dictionary(fc.constantFrom('name', 'namespace', 'labels', 'annotations', 'x'), json(), { noNullPrototype: true });
  const manifest = fc.record({ sample: fc.constantFrom(...samples), metadata, spec: anything() }).map(({ sample, ...fields }) => {
    return { apiVersion: sample.apiVersion, kind: sample.kind, ...fields };
  });
  const rules = rulesOf(upstream);
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 4 }), (manifests) => {
      check(manifests as unknown as Manifest[], clusterOf(), rules);
    }),
    { numRuns: runs(40) },
  );
});

test.each([[{ toString: 1 }], [[]], [1], [null]])('a Service without pods, and with %j in its selector, is judged', (app) => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: {}, spec: { selector: { app }, ports: 8 } };
  expect(() => check([service] as never, declaredCluster())).not.toThrow();
});

test('a Service whose selector comes close to labels of no string is judged', () => {
  const objects = [
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shop' }, spec: { selector: { app: 'shp' } } },
    ...[undefined, null, 1, true, {}, []].map((app, index) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `worker-${index}` },
      spec: { template: { metadata: { labels: { app } } } },
    })),
  ];
  expect(check(objects as never, declaredCluster()).filter(({ rule }) => rule === 'kubernetes/service-selector')).toStrictEqual([]);
});
