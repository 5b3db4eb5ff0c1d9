import { ADVISORIES, hasDefect } from '../../lib/cluster/advisories';
import { releaseOn } from '../../lib/rules/cluster';
import { RULES } from '../../lib/rules/registry';
import { type Case, corpus, found } from './corpus';
import { expected } from './header';

const bad = corpus('bad');
const good = corpus('good');
const others = [...corpus('variations'), ...corpus('articles')];
const isBad = ({ findings }: Case) => findings.length > 0;
const named = (cases: readonly Case[]) => cases.map((entry) => [entry.name, entry] as const);

test.each(named([...bad, ...others.filter(isBad)]))('fails for %s with the findings of its header', (_, entry) => {
  expect(entry.findings.length).toBeGreaterThan(0);
  expect(found(entry).map((finding) => expected(finding, entry.manifests))).toStrictEqual(entry.findings);
});

test.each(named([...good, ...others.filter((entry) => !isBad(entry))]))('finds nothing in %s', (_, entry) => {
  expect(entry.manifests.length).toBeGreaterThan(0);
  expect(found(entry)).toStrictEqual([]);
});

test('a finding names the object at its index', () => {
  for (const entry of bad) {
    for (const { index, object } of found(entry)) {
      const { apiVersion, kind, metadata } = entry.manifests[index];
      expect(object).toStrictEqual({ apiVersion, kind, namespace: metadata.namespace, name: metadata.name });
    }
  }
});

test.each(RULES.map(({ id }) => id))('rule %s has a bad and a good manifest of its name', (id) => {
  expect(bad.find(({ name }) => name === id)?.rules).toContain(id);
  expect(good.map(({ name }) => name)).toContain(id);
});

test.each(ADVISORIES.flatMap((advisory) => (advisory.rule === undefined ? [] : [[advisory.rule, advisory] as const])))(
  'the defect of %s is found in a bad manifest of an affected release',
  (rule, advisory) => {
    const found = [...bad, ...others].filter(({ rules }) => rules.includes(rule));
    expect(found.filter(({ cluster }) => hasDefect(advisory, releaseOn(cluster, advisory.component)))).not.toStrictEqual([]);
  },
);

test('the ids of the rules are distinct, and each starts with its upstream', () => {
  const ids = RULES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/);
});

test('every bad manifest names its source', () => {
  expect(bad.filter(({ source }) => !source).map(({ name }) => name)).toStrictEqual([]);
});

test('messages and fixes end without a period', () => {
  const texts = bad.flatMap(({ findings }) => findings.flatMap(({ message, fix }) => [message, fix]));
  expect(texts.filter((text) => text.endsWith('.'))).toStrictEqual([]);
});
