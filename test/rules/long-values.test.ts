import { check } from '../../lib/rules/check';
import { declaredCluster } from '../../lib/rules/declared';
import type { Manifest, Value } from '../../lib/rules/manifest';
import { corpus } from './corpus';

const LONG = 'x'.repeat(20_000);

/** The object with a long text in the place of every text but apiVersion, kind and the type of a trigger. */
function lengthened(value: Value, key = ''): Value {
  if (typeof value === 'string') return ['apiVersion', 'kind', 'type'].includes(key) ? value : `${value}${LONG}`;
  if (Array.isArray(value)) return value.map((element) => lengthened(element, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, lengthened(inner, name)]));
}

test('no message or remedy is longer than 8,100 characters, whatever the manifest holds', () => {
  const objects = corpus('bad').flatMap(({ manifests }) => manifests.slice(-1).map((manifest) => lengthened(manifest) as Manifest));
  const lengths = objects.flatMap((object) =>
    check([object], declaredCluster()).flatMap(({ message, fix }) => [message.length, fix.length]),
  );
  expect(lengths.length).toBeGreaterThan(500);
  expect(Math.max(...lengths)).toBeLessThan(8_100);
});
