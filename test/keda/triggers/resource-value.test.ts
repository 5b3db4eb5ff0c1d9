import { resourceValueProblem } from '../../../lib/keda/scalers/resource-value';

test('a utilization is a whole number of percent', () => {
  expect(['1', '60', '250'].filter((value) => resourceValueProblem(value, 'Utilization'))).toStrictEqual([]);
  for (const value of ['0', '060', '60%', '6.5', '-60', '', '500m']) {
    expect(resourceValueProblem(value, 'Utilization')).toBe("must be a whole number of percent, such as '60', with metricType Utilization");
  }
});

test('an average value is a quantity of Kubernetes', () => {
  const quantities = ['1', '0.5', '.5', '5.', '500m', '64Mi', '1Gi', '2k', '3M', '1e3', '1E-3', '+1'];
  expect(quantities.filter((value) => resourceValueProblem(value, 'AverageValue'))).toStrictEqual([]);
  for (const value of ['64 MB', '64MB', 'm', '1mi', '1e', '', '.']) {
    expect(resourceValueProblem(value, 'AverageValue')).toBe(
      "must be a Kubernetes quantity, such as '500m' or '64Mi', with metricType AverageValue",
    );
  }
});

test('a value without a metric type is not judged', () => {
  expect(resourceValueProblem('60%', undefined)).toBeUndefined();
});
