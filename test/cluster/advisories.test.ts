import { App, Chart } from 'cdk8s';
import { ADVISORIES, affected, hasDefect } from '../../lib/cluster/advisories';
import { Platform } from '../../lib/cluster/platform';
import { releaseOf, SUPPORTED } from '../../lib/cluster/supported-versions';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';

test.each([
  [{ fixed: '2.19' }, '2.18', true],
  [{ fixed: '2.19' }, '2.18.3', true],
  [{ fixed: '2.19' }, '2.19', false],
  [{ fixed: '2.20.2' }, '2.19', true],
  [{ fixed: '2.20.2' }, '2.20', 'maybe'],
  [{ fixed: '2.20.2' }, '2.20.1', true],
  [{ fixed: '2.20.2' }, '2.20.2', false],
  [{ fixed: '2.20.2' }, '2.21', false],
  [{ since: '2.17', fixed: '2.18' }, '2.16.1', false],
  [{ since: '2.17', fixed: '2.18' }, '2.17', true],
  [{ since: '2.17.1', fixed: '2.18' }, '2.17', 'maybe'],
  [{ since: '2.17.1', fixed: '2.18' }, '2.17.0', false],
  [{ since: '2.17.0', fixed: '2.17.1' }, '2.17', 'maybe'],
  [{ since: '2.17.0', fixed: '2.17.1' }, '2.17.0', true],
  [{ since: '0.14' }, '0.16', true],
] as const)('a defect of %j in release %s: %s', (advisory, version, has) => {
  expect(hasDefect(advisory, version)).toBe(has);
});

test.each([
  [{ fixed: '2.19' }, 'KEDA before 2.19'],
  [{ since: '2.17.0', fixed: '2.17.1' }, 'KEDA 2.17.0'],
  [{ since: '2.17.0', fixed: '2.17.2' }, 'KEDA from 2.17.0 to before 2.17.2'],
  [{ since: '2.17' }, 'KEDA from 2.17'],
  [{}, 'every release of KEDA'],
])('the releases of %j are named %s', (range, text) => {
  expect(affected({ ...ADVISORIES[0], since: undefined, fixed: undefined, ...range })).toBe(text);
});

test('every advisory has a rule or kinds, and concerns a supported release', () => {
  const ids = RULES.map(({ id }) => id);
  for (const { rule, kinds, component, since, fixed } of ADVISORIES) {
    expect([rule === undefined, kinds === undefined]).toContain(false);
    if (rule !== undefined) expect(ids).toContain(rule);
    expect(hasDefect({ since, fixed }, since ?? SUPPORTED[component].min)).not.toBe(false);
  }
});

test('every rule for an advisory has its advisory', () => {
  const own = (rules: readonly (string | undefined)[]) => rules.filter((rule) => rule?.startsWith('advisories/')).sort();
  expect(own(ADVISORIES.map(({ rule }) => rule))).toStrictEqual(own(RULES.map(({ id }) => id)));
});

test.each([
  ['2.17.1', '2.17.1'],
  ['v2.17.01', '2.17.1'],
  ['2.17', undefined],
  ['latest', undefined],
  [undefined, undefined],
])('the release of version %s is %s', (version, release) => {
  expect(releaseOf(version)).toBe(release);
});

test('a platform keeps the patches that were declared, and those of the enclosing declaration', () => {
  const app = new App();
  Platform.target(app, { keda: 'v2.17.1', httpAddOn: '0.12.0' });
  const chart = new Chart(app, 'chart');
  const inner = Platform.target(chart, { httpAddOn: '0.12' });
  expect([inner.keda, inner.httpAddOn, inner.releases]).toStrictEqual(['2.17', '0.12', { keda: '2.17.1' }]);
});

test('a cluster keeps the patches that were declared', () => {
  expect(declaredCluster({ keda: '2.17.1', httpAddOn: '0.12' }).releases).toStrictEqual({ keda: '2.17.1' });
  expect(declaredCluster({ keda: '2.17' }).releases).toBe(undefined);
});
