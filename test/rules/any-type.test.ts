/** Rules never throw, whatever type a field is of. */
import fc from 'fast-check';
import { check } from '../../lib/rules/check';
import { kindOf, type Manifest } from '../../lib/rules/manifest';
import { anyShape } from './any-shape';
import { clusterOf, corpus, rulesOf } from './corpus';
import { distorted, unprintable } from './hostile';

/** Upstreams whose manifests hold half a dozen objects each: one manifest per rule is enough of them. */
const LONG = ['http-add-on', 'routing'];
const CASES = corpus('bad').filter(({ name }) => !name.includes('.') || !LONG.includes(name.split('/')[0]));
/** Upstreams with rules that still convert labels, platforms or hosts to strings, and throw where that is impossible. */
const CONVERTING = ['knative', 'kubernetes', 'routing', 'runtimes'];

test.each(CASES.map((entry) => [entry.name, entry] as const))('accepts any type of any field of %s', (name, { manifests, cluster }) => {
  const upstream = name.split('/')[0];
  const rules = rulesOf(upstream);
  for (const [index, manifest] of manifests.entries()) {
    for (const strange of [...distorted(manifest), ...(CONVERTING.includes(upstream) ? [] : unprintable(manifest))]) {
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

test.each([...kinds])('accepts objects of any shape: %s', (upstream, samples) => {
  const spec = fc.oneof(anyShape(), fc.jsonValue({ maxDepth: 6 }));
  const labels = fc.oneof(anyShape(), fc.jsonValue());
  const manifest = fc.record({ sample: fc.constantFrom(...samples.values()), annotations: labels, labels, spec }).map((parts) => {
    const { apiVersion, kind } = parts.sample;
    return { apiVersion, kind, metadata: { name: 'shop', annotations: parts.annotations, labels: parts.labels }, spec: parts.spec };
  });
  fc.assert(
    fc.property(fc.array(manifest, { minLength: 1, maxLength: 4 }), (manifests) => {
      check(manifests as unknown as Manifest[], clusterOf(), rulesOf(upstream));
    }),
    { numRuns: 300 },
  );
});
