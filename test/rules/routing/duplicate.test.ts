import { check } from '../../../lib/rules/check';
import { corpus, rulesOf } from '../corpus';

test('twenty thousand routes of one host, and ten thousand Ingresses, are compared in linear time', () => {
  const { manifests, cluster } = corpus('bad').find(({ name }) => name === 'routing/duplicate-route')!;
  // two routes in each
  const many = Array.from({ length: 10_000 }, (_, index) =>
    manifests.map((manifest) => ({ ...manifest, metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-${index}` } })),
  ).flat();
  const start = process.cpuUsage();
  check(many, cluster, rulesOf('routing'));
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
});
