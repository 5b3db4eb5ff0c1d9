import fc from 'fast-check';
import { check } from '../../../lib/rules/check';
import type { Manifest } from '../../../lib/rules/manifest';
import { SCHEMAS } from '../../../lib/rules/schema/crds';
import { clusterOf, rulesOf } from '../corpus';

/** The findings of the schema rules alone, as `rule path`. */
function found(manifest: unknown): string[] {
  return check([manifest as Manifest], clusterOf(), rulesOf('schema')).map(({ rule, path }) => `${rule} ${path}`);
}

const scaledObject = (spec: object) => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'worker' },
  spec: { scaleTargetRef: { name: 'worker' }, triggers: [{ type: 'cron', metadata: {} }], ...spec },
});

test('names that every object of JavaScript has are fields like others', () => {
  const hostile = JSON.parse('{"constructor": 1, "__proto__": {"polluted": true}, "toString": null, "hasOwnProperty": 2}');
  const manifest = scaledObject({ ...hostile, fallback: JSON.parse('{"failureThreshold": 1, "replicas": 1, "__proto__": {}}') });
  expect(found(manifest).filter((line) => line.startsWith('schema/unknown-field')).length).toBeGreaterThan(3);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('no manifest of any shape makes the schema rules throw, or say more than a reader takes', () => {
  const kinds = SCHEMAS.map(({ group, version, kind }) => ({ apiVersion: `${group}/${version}`, kind }));
  const arbitrary = fc.record({
    kind: fc.constantFrom(...kinds),
    spec: fc.jsonValue({ maxDepth: 5 }),
    extra: fc.dictionary(fc.string(), fc.jsonValue()),
  });
  fc.assert(
    fc.property(arbitrary, ({ kind, spec, extra }) => {
      expect(found({ ...extra, ...kind, metadata: { name: 'a' }, spec }).length).toBeLessThanOrEqual(110);
    }),
  );
});

test('a hostile object is read quickly', () => {
  const spec = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`field${index}`, index]));
  const long = { ['x'.repeat(1_000_000)]: 1, minReplicaCount: 'y'.repeat(10_000_000) };
  const start = process.cpuUsage();
  found(scaledObject(spec));
  found(scaledObject(long));
  found(scaledObject({ triggers: Array.from({ length: 200_000 }, () => 1) }));
  const { user, system } = process.cpuUsage(start);
  expect((user + system) / 1e6).toBeLessThan(5);
});
