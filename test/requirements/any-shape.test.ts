import fc from 'fast-check';
import { requirementsOf } from '../../lib/requirements/collect';
import { markdown } from '../../lib/requirements/markdown';
import { UPSTREAMS } from '../../lib/requirements/registry';
import { text } from '../../lib/requirements/text';
import type { Manifest } from '../../lib/rules/manifest';
import { anyShape } from '../rules/any-shape';
import { clusterOf, corpus } from '../rules/corpus';
import { distorted } from '../rules/hostile';
import { runs } from '../support/fuzz';

const CLUSTER = clusterOf();

/** Formats the requirements in every format. */
function read(manifests: Manifest[]): void {
  const requirements = requirementsOf(manifests, CLUSTER);
  text([{ cluster: CLUSTER, requirements }]);
  markdown([{ cluster: CLUSTER, requirements }]);
  JSON.stringify(requirements);
}

/** Returns apiVersion and kind of `group/Kind`. */
function typed(kind: string): { apiVersion: string; kind: string } {
  const slash = kind.indexOf('/');
  return { apiVersion: slash < 0 ? 'v1' : `${kind.slice(0, slash)}/v1`, kind: kind.slice(slash + 1) };
}

const KINDS = [...new Set(UPSTREAMS.flatMap(({ kinds }) => kinds))].filter((kind) => kind !== '*');

test('manifests of every known kind have requirements, whatever their shape', () => {
  const manifest = fc.tuple(fc.constantFrom(...KINDS), anyShape()).map(([kind, spec]) => {
    return { metadata: { name: 'web' }, ...(spec as object), spec, ...typed(kind) } as unknown as Manifest;
  });
  fc.assert(
    fc.property(fc.array(manifest, { maxLength: 4 }), (manifests) => {
      // the reader guarantees that metadata is a map
      read(
        manifests.map((each) =>
          each.metadata !== null && typeof each.metadata === 'object' ? each : { ...each, metadata: { name: 'a' } },
        ),
      );
    }),
    { numRuns: runs(50) },
  );
});

/** One good manifest of each kind in the corpus. */
const samples = new Map<string, Manifest>();
for (const { manifests } of corpus('good')) {
  for (const manifest of manifests) {
    const known = samples.get(manifest.kind);
    if (!known || JSON.stringify(manifest).length > JSON.stringify(known).length) samples.set(manifest.kind, manifest);
  }
}

test.each([...samples])('a %s with any field of any type has requirements', (_, manifest) => {
  for (const changed of distorted(manifest)) read([changed]);
});

test('control characters and Markdown in names are escaped', () => {
  const metadata = { name: 'web', namespace: 'a\u001b[2J|<b>' };
  const requirements = requirementsOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata }], CLUSTER);
  expect(text([{ cluster: CLUSTER, requirements }])).toContain('Namespace a\\u001b[2J|<b>');
  expect(markdown([{ cluster: CLUSTER, requirements }])).toContain('| Namespace a\\\\u001b\\[2J\\|\\<b\\> |');
});
