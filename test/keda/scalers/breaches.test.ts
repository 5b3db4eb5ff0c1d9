import { breachesOf, PROPS } from '../../../lib/keda/scalers/breaches';
import type { Rule, Scaler } from '../../../lib/keda/scalers/definition';
import { Given } from '../../../lib/keda/scalers/given';

const scaler = (...rules: Rule[]): Scaler => ({
  params: {
    host: { kind: 'string', from: ['metadata', 'env'] },
    serverURL: { prop: 'serverUrl', kind: 'string', from: ['metadata'] },
    user: { kind: 'string', from: ['metadata'] },
    password: { kind: 'string', from: ['auth'] },
  },
  rules,
  metricTypes: [],
  podIdentities: [],
});

function breaches(rule: Rule, values: { [key: string]: string }, hasFormula = false) {
  const definition = scaler(rule);
  const given = new Given(definition);
  for (const [key, value] of Object.entries(values)) given.addValue(key, [value]);
  return [...breachesOf(definition, given, PROPS, '2.21', hasFormula)];
}

test.each<[Rule, { [key: string]: string }, string, string]>([
  [{ allOf: ['host'] }, {}, 'needs host', 'pass host or hostFromEnv'],
  [
    { when: { user: '*' }, allOf: ['password'] },
    { user: 'a' },
    'needs the authentication parameter password with user',
    'pass an auth with the parameter password',
  ],
  [{ atLeastOne: ['host', 'serverURL'] }, {}, 'needs host or serverUrl', 'pass one of them'],
  [{ exactlyOne: ['host', 'serverURL'] }, { host: 'a', serverURL: 'b' }, 'takes only one of host and serverUrl', 'leave one out'],
  [{ allOrNone: ['user', 'host'] }, { user: 'a' }, 'needs host beside user', 'pass host or hostFromEnv, or leave user out'],
  [{ when: { user: ['a'] }, noneOf: ['host'] }, { user: 'a', host: 'b' }, 'takes no host with user a', 'leave it out'],
  [
    { when: { user: ['a'], host: ['b'] }, noneOf: ['host'] },
    { user: 'a', host: 'b' },
    'cannot combine user a and host b',
    'change one of them',
  ],
  [{ when: { user: ['a'] }, noneOf: ['user'] }, { user: 'a' }, 'does not support user a', 'change it'],
  [{ since: '2.21', allOf: ['host'] }, {}, 'needs host', 'pass host or hostFromEnv'],
])('fails for %j with %j', (rule, values, message, remedy) => {
  expect(breaches(rule, values)).toStrictEqual([{ message, remedy }]);
});

test('a formula frees from a target, and from nothing else', () => {
  expect(breaches({ withoutFormula: true, atLeastOne: ['host'] }, {}, true)).toStrictEqual([]);
  expect(breaches({ withoutFormula: true, atLeastOne: ['host'] }, {})).toHaveLength(1);
  expect(breaches({ atLeastOne: ['host'] }, {}, true)).toHaveLength(1);
});

test('a rule whose condition is not met does not apply', () => {
  expect(breaches({ when: { user: ['a'] }, noneOf: ['host'] }, { user: 'b', host: 'c' })).toStrictEqual([]);
});

test.each<[Rule]>([[{ since: '2.22', allOf: ['host'] }], [{ until: '2.21', allOf: ['host'] }]])(
  'KEDA 2.21 does not have the rule %j',
  (rule) => {
    expect(breaches(rule, {})).toStrictEqual([]);
  },
);
