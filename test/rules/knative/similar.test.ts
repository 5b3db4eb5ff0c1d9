import { similar } from '../../../lib/rules/knative/similar';

test('a name is similar in another casing, with other separators, or with a slip of the pen', () => {
  const names = ['min-scale', 'max-scale', 'target-burst-capacity'];
  expect(['minScale', 'MIN_SCALE', 'min-scal', 'maxx-scale', 'targetBurstCapcity'].map((name) => similar(name, names))).toStrictEqual([
    'min-scale',
    'min-scale',
    'min-scale',
    'max-scale',
    'target-burst-capacity',
  ]);
  expect(['prometheus-query', 'metric-name', 'x'.repeat(10_000)].map((name) => similar(name, names))).toStrictEqual(
    Array(3).fill(undefined),
  );
});
