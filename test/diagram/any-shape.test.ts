import { graphOf } from '../../lib/diagram/collect';
import { mermaid } from '../../lib/diagram/mermaid';
import { PARTS } from '../../lib/diagram/parts';
import { svg } from '../../lib/diagram/svg';
import { kindOf, type Manifest } from '../../lib/rules/manifest';
import { clusterOf, corpus } from '../rules/corpus';
import { distorted } from '../rules/hostile';

const CLUSTER = clusterOf();
const KINDS = new Set(PARTS.flatMap(({ kinds }) => kinds));

/** The largest good manifest of each kind that is drawn. */
const samples = new Map<string, Manifest>();
for (const { manifests } of corpus('good')) {
  for (const manifest of manifests) {
    const known = samples.get(kindOf(manifest));
    if (KINDS.has(kindOf(manifest)) && (!known || JSON.stringify(manifest).length > JSON.stringify(known).length))
      samples.set(kindOf(manifest), manifest);
  }
}

test.each([...samples])('a %s with any field of any type is drawn', (_, manifest) => {
  for (const changed of distorted(manifest)) {
    mermaid(graphOf([{ manifests: [changed], cluster: CLUSTER }]));
  }
  expect(svg(graphOf([{ manifests: [manifest], cluster: CLUSTER }]))).toContain('</svg>');
});

test('each kind is drawn by one part', () => {
  const kinds = PARTS.flatMap((part) => part.kinds);
  expect(kinds.filter((kind, index) => kinds.indexOf(kind) !== index)).toStrictEqual([]);
});
