import { graphOf } from '../../lib/diagram/collect';
import { svg } from '../../lib/diagram/svg';
import { manifestsOf } from '../requirements/lines-of';
import { clusterOf, corpus } from '../rules/corpus';

const draw = (yaml: string) => svg(graphOf([{ manifests: manifestsOf(yaml), cluster: clusterOf() }]));

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { type: LoadBalancer }\n';
const DANGLING = 'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web } }\n';

test('an image has a title, a description, groups, nodes and lines', () => {
  expect(
    draw(SERVICE),
  ).toBe(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 382 187" width="382" height="187" role="img" aria-labelledby="diagram-title diagram-desc" font-family="system-ui, sans-serif" font-size="13">
<title id="diagram-title">Who talks to whom</title>
<desc id="diagram-desc">client calls Service web.</desc>
<defs>
<marker id="arrow-4b5563" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0 L10,5 L0,10 z" fill="#4b5563"/></marker>
</defs>
<rect width="100%" height="100%" fill="#ffffff"/>
<rect x="250" y="69" width="112" height="98" rx="8" fill="#fafafa" stroke="#d1d5db"/>
<text x="262" y="87" text-anchor="start" fill="#1f2937" font-weight="600">shop</text>
<path d="M116,35.5 C191,35.5 191,127 266,127" fill="none" stroke="#4b5563" stroke-width="1.5" marker-end="url(#arrow-4b5563)"/>
<rect x="36" y="20" width="80" height="31" rx="16" fill="#f3f4f6" stroke="#6b7280"/>
<text x="76" y="40" text-anchor="middle" fill="#1f2937" font-weight="600">client</text>
<rect x="266" y="103" width="80" height="48" rx="16" fill="#cffafe" stroke="#6b7280"/>
<text x="306" y="123" text-anchor="middle" fill="#1f2937">Service</text>
<text x="306" y="140" text-anchor="middle" fill="#1f2937" font-weight="600">web</text>
</svg>
`);
});

test('what is missing is dashed, with the reason', () => {
  const image = draw(DANGLING);
  expect(image).toContain('<desc id="diagram-desc">Service web calls pods app=web (not among these manifests): does not work.</desc>');
  expect(image.match(/stroke-dasharray="6 4"/g)).toHaveLength(2);
  expect(image).toContain('fill="#b91c1c">not among these manifests</text>');
});

test('markup and control characters in names are escaped', () => {
  const name = '<script>"&\u001b[2J\ud800';
  const image = draw(JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name } }));
  expect(image).toContain('>&#60;script&#62;&#34;&#38; [2J </text>');
});

test('services that call each other in a circle are drawn', () => {
  const app = (name: string, other: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${name} } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: shop }
spec: { template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ env: [{ name: URL, value: 'http://${other}' }] }] } } }
`;
  const image = draw(`${app('a', 'b')}---\n${app('b', 'a')}`);
  expect(image.match(/<path d="M[^>]*marker-end/g)).toHaveLength(4);
});

test('no two nodes of the corpus overlap', () => {
  const boxes = /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" rx="(?:5|16)"/g;
  const overlapping = corpus('good').filter(({ manifests }) => {
    const found = [...svg(graphOf([{ manifests, cluster: clusterOf() }])).matchAll(boxes)].map((match) => match.slice(1).map(Number));
    return found.some(([x, y, w, h], index) =>
      found.slice(index + 1).some(([x2, y2, w2, h2]) => x < x2 + w2 && x2 < x + w && y < y2 + h2 && y2 < y + h),
    );
  });
  expect(overlapping).toStrictEqual([]);
});
