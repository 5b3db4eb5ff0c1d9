import type { Scaler } from '../../../lib/keda/scalers/definition';
import { Given, type KnownAuth } from '../../../lib/keda/scalers/given';

const SCALER: Scaler = {
  params: {
    host: { kind: 'string', from: ['metadata', 'env'] },
    tls: { kind: 'boolean', from: ['metadata'] },
    password: { kind: 'string', from: ['auth'] },
  },
  rules: [],
  metricTypes: [],
  podIdentities: [],
};

const given = (auth?: KnownAuth) => new Given(SCALER, auth);

test('a value of the metadata is present and known', () => {
  const metadata = given();
  metadata.addValue('host', ['a', 'b']);
  expect([metadata.has('host'), metadata.valueOf('host')]).toStrictEqual([true, 'a,b']);
  expect([metadata.meets('host', ['b']), metadata.meets('host', ['c']), metadata.meets('host', '*')]).toStrictEqual([true, false, true]);
});

test('a value of the environment is present and unknown', () => {
  const environment = given();
  environment.addVariable('host');
  expect([environment.has('host'), environment.valueOf('host')]).toStrictEqual([true, undefined]);
  expect([environment.meets('host', '*'), environment.meets('host', ['a'])]).toStrictEqual([true, false]);
});

test('a boolean is present only if it is true', () => {
  const off = given();
  off.addValue('tls', ['false']);
  expect([off.has('tls'), off.mayHave('tls'), off.meets('tls', true)]).toStrictEqual([false, false, false]);
});

test('a known authentication has only its parameters and its pod identity', () => {
  const known = given({ parameters: ['password'], podIdentityProvider: 'aws' });
  expect(['password', 'host', 'podIdentity'].map((key) => known.has(key))).toStrictEqual([true, false, true]);
  expect(given({ parameters: [], podIdentityProvider: 'none' }).mayHave('podIdentity')).toBe(false);
});

test('an unknown authentication may have every parameter that comes from one', () => {
  expect(['password', 'host', 'podIdentity'].map((key) => given({}).mayHave(key))).toStrictEqual([true, false, true]);
  expect(given().mayHave('password')).toBe(false);
});
