import { Testing } from 'cdk8s';
import { checkReplicaBounds, defaultMinReplicas, isIdleBound, replicaBreach } from '../../lib/cluster/replica-bounds';

test.each<[number | undefined, number | undefined, number | undefined, string | undefined]>([
  [undefined, undefined, undefined, undefined],
  [100, undefined, undefined, undefined],
  [101, undefined, undefined, 'min'],
  [2, 2, undefined, undefined],
  [3, 2, undefined, 'min'],
  [0, 0, undefined, 'max'],
  [0, 0, 0, undefined],
])('a minimum of %p and a maximum of %p, at least %p, break %p', (min, max, leastMax, breach) => {
  expect(replicaBreach(min, max, leastMax)).toBe(breach);
});

test.each<[number, number | undefined, boolean]>([
  [0, undefined, true],
  [0, 0, false],
  [0, 1, false],
  [1, 0, true],
  [1, 2, false],
  [2, 2, true],
])('%p idle replicas with a minimum of %p: %p', (idle, min, expected) => {
  expect(isIdleBound(idle, min)).toBe(expected);
});

test('the default minimum is 0, or 1 for metrics of running pods', () => {
  expect([true, false].map(defaultMinReplicas)).toStrictEqual([0, 1]);
});

test('fails for a minimum above the maximum, or above the default maximum of KEDA', () => {
  const scope = Testing.chart();
  expect(() => checkReplicaBounds(scope, 2, 2)).not.toThrow();
  expect(() => checkReplicaBounds(scope, 3, 2)).toThrow(
    new Error('maxReplicas (2) must be at least minReplicas (3): raise maxReplicas or lower minReplicas [test]'),
  );
  expect(() => checkReplicaBounds(scope, 101, undefined)).toThrow(
    new Error("minReplicas (101) must be at most 100, KEDA's default for maxReplicas: pass maxReplicas [test]"),
  );
});
