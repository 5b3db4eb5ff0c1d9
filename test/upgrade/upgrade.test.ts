import { ADVISORIES } from '../../lib/cluster/advisories';
import { SUPPORTED } from '../../lib/cluster/supported-versions';
import { declaredCluster } from '../../lib/rules/declared';
import { RULES } from '../../lib/rules/registry';
import { MIGRATED } from '../../lib/upgrade/migrated';
import { breaks } from '../../lib/upgrade/report';
import { upgrade } from '../../lib/upgrade/upgrade';
import { corpus, effectsOf, reportOn } from './corpus';

const cases = corpus();

test.each(cases.map((entry) => [entry.name, entry] as const))('the upgrade of %s has the effects of its header', (_, entry) => {
  expect(effectsOf(reportOn(entry))).toStrictEqual(entry.effects);
});

test('an upgrade breaks where an error is new', () => {
  const broken = cases.filter((entry) => breaks(reportOn(entry))).map(({ name }) => name);
  expect(broken).toStrictEqual(['cpu-type', 'default-strategy', 'deployment-field', 'removed-scaler', 'spin-operator-group']);
});

test('an effect names the rule, the fix, and the release that brings it', () => {
  const [step] = reportOn(cases.find(({ name }) => name === 'deployment-field')!).steps;
  expect(step.breaks).toStrictEqual([
    {
      rule: 'http-add-on/fields-by-version',
      release: '0.9',
      object: { apiVersion: 'http.keda.sh/v1alpha1', kind: 'HTTPScaledObject', namespace: undefined, name: 'shop' },
      index: 0,
      path: 'spec.scaleTargetRef.deployment',
      message: 'deployment ("shop") was removed in HTTP add-on 0.9, and is not read',
      fix: 'write apiVersion: apps/v1, kind: Deployment and name: shop',
      link: 'https://github.com/kedacore/http-add-on/blob/v0.15.0/CHANGELOG.md',
      migrate: true,
    },
  ]);
});

test('a step names the defects of its release that no manifest shows, for the kinds that meet them', () => {
  const notes = (name: string) => reportOn(cases.find((entry) => entry.name === name)!).steps.flatMap((step) => step.notes);
  expect(notes('session-affinity')).toStrictEqual([
    'InterceptorRoutes of add-on 0.16 need KEDA 2.17 or newer: upgrade KEDA first',
    'known defect: A changed scalingMetric of an InterceptorRoute does not reach the HPA: change the spec of the ScaledObject with the route: https://github.com/kedacore/http-add-on/issues/1656',
  ]);
  expect(notes('interceptor-variables')).toStrictEqual(['InterceptorRoutes of add-on 0.16 need KEDA 2.17 or newer: upgrade KEDA first']);
});

const NO_MANIFEST_SHOWS: readonly [link: string, kind: string, from: string, affected: string, cured: string | undefined][] = [
  ['kedacore/keda/issues/7231', 'keda.sh/v1alpha1/ScaledObject', 'keda=2.16', '2.18.1', '2.18.2'],
  ['kedacore/keda/issues/7488', 'keda.sh/v1alpha1/ScaledObject', 'keda=2.16', '2.19', '2.20'],
  ['kedacore/http-add-on/issues/1449', 'http.keda.sh/v1alpha1/HTTPScaledObject', 'httpAddOn=0.11', '0.12.1', '0.12.2'],
  ['kedacore/http-add-on/issues/1668', 'http.keda.sh/v1alpha1/HTTPScaledObject', 'httpAddOn=0.12', '0.14', '0.15'],
  ['kedacore/http-add-on/issues/1636', 'http.keda.sh/v1beta1/InterceptorRoute', 'httpAddOn=0.12', '0.14', '0.15'],
  ['kedacore/http-add-on/issues/1656', 'http.keda.sh/v1beta1/InterceptorRoute', 'httpAddOn=0.13', '0.16', undefined],
];

test.each(NO_MANIFEST_SHOWS)(
  'the defect %s is named for a %s, and not for a release or a kind without it',
  (link, kind, pair, affected, cured) => {
    const [component, from] = pair.split('=');
    const isNamed = (of: string, to: string) => {
      const [, apiVersion, name] = /^(.*)\/(.*)$/.exec(of)!;
      const manifest = { apiVersion, kind: name, metadata: { name: 'shop' }, spec: {} };
      const { steps } = upgrade([manifest], { [component]: from }, { [component]: to }, declaredCluster);
      return steps.some(({ notes }) => notes.some((note) => note.startsWith('known defect: ') && note.endsWith(`/${link}`)));
    };
    expect([isNamed(kind, affected), isNamed('v1/Service', affected), cured !== undefined && isNamed(kind, cured)]).toStrictEqual([
      true,
      false,
      false,
    ]);
  },
);

test('every defect that no manifest shows is in that table', () => {
  const without = ADVISORIES.filter(({ rule }) => rule === undefined).map(({ link }) => link.replace('https://github.com/', ''));
  expect(NO_MANIFEST_SHOWS.map(([link]) => link)).toStrictEqual(without);
});

test('an object silences a change by its id', () => {
  const entry = cases.find(({ name }) => name === 'cron')!;
  const [scaled, ...others] = entry.manifests;
  const annotations = { 'cdk8s-wasm/ignore': 'keda/cron-zero: the formula does not read it' };
  const silenced = { ...entry, manifests: [{ ...scaled, metadata: { ...scaled.metadata, annotations } }, ...others] };
  expect(reportOn(silenced).steps.flatMap(({ changes }) => changes)).toStrictEqual([]);
});

test('an upgrade of manifests of any shape is reported', () => {
  const odd = [null, 1, 'x', [], {}].flatMap((spec) =>
    [
      'v1/Service',
      'http.keda.sh/v1alpha1/HTTPScaledObject',
      'keda.sh/v1alpha1/ScaledObject',
      'monitoring.coreos.com/v1/PrometheusRule',
    ].map((kind) => {
      const parts = kind.split('/');
      return { apiVersion: parts.slice(0, -1).join('/'), kind: parts.at(-1)!, metadata: { name: 'odd' }, spec, data: spec };
    }),
  );
  const oldest = Object.fromEntries(Object.entries(SUPPORTED).map(([component, { min }]) => [component, min]));
  const newest = Object.fromEntries(Object.entries(SUPPORTED).map(([component, { max }]) => [component, max]));
  expect(upgrade(odd, oldest, newest, (versions) => declaredCluster(versions)).objects).toBe(20);
});

test('migrate repairs findings of rules that there are', () => {
  const ids = RULES.map(({ id }) => id);
  expect(MIGRATED.filter((id) => !ids.includes(id))).toStrictEqual([]);
});
