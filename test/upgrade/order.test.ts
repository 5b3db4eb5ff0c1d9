import { legsOf, minorsBetween, notesOf, type Versions } from '../../lib/upgrade/order';

const lines = (from: Versions, to: Versions) =>
  legsOf(from, to).map(({ component, from: first, through }) => `${component} ${first} > ${through.join(' > ')}`);

test.each<[string, Versions, Versions, string[]]>([
  ['nothing to do', { keda: '2.17' }, { keda: '2.17' }, []],
  [
    'KEDA before the add-on',
    { httpAddOn: '0.8', keda: '2.14' },
    { httpAddOn: '0.12', keda: '2.18' },
    ['keda 2.14 > 2.18', 'httpAddOn 0.8 > 0.12'],
  ],
  [
    'KEDA before the add-on whose routes it scales',
    { httpAddOn: '0.11', keda: '2.16' },
    { httpAddOn: '0.15', keda: '2.18' },
    ['keda 2.16 > 2.18', 'httpAddOn 0.11 > 0.15'],
  ],
  ['KEDA in one step', { keda: '2.14' }, { keda: '2.21' }, ['keda 2.14 > 2.21']],
  ['a patch', { keda: '2.17.0' }, { keda: '2.17.1' }, ['keda 2.17.0 > 2.17.1']],
  ['Knative by minor versions', { knative: '1.18' }, { knative: '1.21.2' }, ['knative 1.18 > 1.19 > 1.20 > 1.21.2']],
  [
    'Kubernetes as far as Knative needs it',
    { knative: '1.20', kubernetes: '1.32' },
    { knative: '1.22', kubernetes: '1.35' },
    ['kubernetes 1.32 > 1.33', 'knative 1.20 > 1.21', 'kubernetes 1.33 > 1.34', 'knative 1.21 > 1.22', 'kubernetes 1.34 > 1.35'],
  ],
  [
    'Kubernetes before a KEDA that is not tested with it',
    { keda: '2.18', kubernetes: '1.31' },
    { keda: '2.20', kubernetes: '1.34' },
    ['kubernetes 1.31 > 1.32 > 1.33', 'keda 2.18 > 2.20', 'kubernetes 1.33 > 1.34'],
  ],
  [
    'the runtimes before what runs on them',
    { spinOperator: '0.3', runtimeClassManager: '0.1' },
    { spinOperator: '0.6', runtimeClassManager: '0.2' },
    ['runtimeClassManager 0.1 > 0.2', 'spinOperator 0.3 > 0.6'],
  ],
])('the order of an upgrade: %s', (_, from, to, expected) => {
  expect(lines(from, to)).toStrictEqual(expected);
});

test.each([
  ['2.17', '2.20', ['2.18', '2.19', '2.20']],
  ['2.17.0', '2.17.1', ['2.17.1']],
  ['0.15.0', '0.16', ['0.16']],
])('the minor versions between %s and %s', (from, to, minors) => {
  expect(minorsBetween(from, to)).toStrictEqual(minors);
});

test.each([
  [
    { component: 'knative', from: '1.20', through: ['1.21'] },
    ['one minor version at a time: https://knative.dev/docs/install/upgrade/', 'Knative 1.21 needs Kubernetes 1.33 or newer'],
  ],
  [{ component: 'keda', from: '2.17', through: ['2.20.1'] }, ['KEDA 2.20 is tested with Kubernetes 1.33 to 1.35']],
  [{ component: 'httpAddOn', from: '0.8', through: ['0.12'] }, ['add-on 0.12 is tested with KEDA 2.18: upgrade KEDA first']],
  [{ component: 'httpAddOn', from: '0.8', through: ['0.13'] }, ['the add-on is built on KEDA: upgrade KEDA first']],
  [
    { component: 'httpAddOn', from: '0.8', through: ['0.15'] },
    ['InterceptorRoutes of add-on 0.15 need KEDA 2.17 or newer: upgrade KEDA first'],
  ],
  [
    { component: 'spinOperator', from: '0.3', through: ['0.4'] },
    ['no release reads both API groups: apply the objects of core.spinkube.dev right after the operator, then delete the others'],
  ],
  [{ component: 'spinOperator', from: '0.4', through: ['0.6'] }, []],
])('the notes on %j', (leg, notes) => {
  expect(notesOf(leg)).toStrictEqual(notes);
});
