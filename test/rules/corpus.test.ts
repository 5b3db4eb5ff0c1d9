import { check } from '../../lib/rules/check';
import { RULES } from '../../lib/rules/registry';
import { corpus } from './corpus';

const bad = corpus('bad');
const good = corpus('good');

test.each(bad.map((entry) => [entry.name, entry] as const))(
  '%s is refused, by the rules that it names and no other',
  (_, { manifests, cluster, rules }) => {
    const found = check(manifests, cluster).map(({ rule }) => rule);
    expect(rules.length).toBeGreaterThan(0);
    expect([...new Set(found)].sort()).toStrictEqual([...rules].sort());
  },
);

test.each(good.map((entry) => [entry.name, entry] as const))('%s is clean', (_, { manifests, cluster }) => {
  expect(check(manifests, cluster)).toStrictEqual([]);
});

test.each(RULES.map(({ id }) => id))('rule %s has a bad and a good manifest of its name', (id) => {
  expect(bad.find(({ name }) => name === id)?.rules).toContain(id);
  expect(good.map(({ name }) => name)).toContain(id);
});

test('the ids of the rules are distinct, and each names its upstream', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/);
});

test('every bad manifest names its source', () => {
  expect(bad.filter(({ source }) => !source).map(({ name }) => name)).toStrictEqual([]);
});
