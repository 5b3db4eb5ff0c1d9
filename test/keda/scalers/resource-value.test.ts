import { resourceValueProblem } from '../../../lib/keda/scalers/resource-value';

test.each([
  ['60', 'Utilization'],
  ['500m', 'AverageValue'],
  ['64Mi', 'AverageValue'],
  ['1.5e3', 'AverageValue'],
  ['anything', undefined],
])('%s is accepted with metricType %s', (value, metricType) => {
  expect(resourceValueProblem(value, metricType)).toBeUndefined();
});

test.each(['0', '60%', '1.5', ''])('fails for %j with metricType Utilization', (value) => {
  expect(resourceValueProblem(value, 'Utilization')).toBe("must be a whole number of percent, such as '60', with metricType Utilization");
});

test.each(['0', '-5', '0Mi', '0.00', '0e3'])('fails for %s, which is no target, with metricType AverageValue', (value) => {
  expect(resourceValueProblem(value, 'AverageValue')).toBe("must be more than 0, such as '500m' or '64Mi', with metricType AverageValue");
});

test.each(['64MB', 'half', ''])('fails for %j with metricType AverageValue', (value) => {
  expect(resourceValueProblem(value, 'AverageValue')).toBe(
    "must be a Kubernetes quantity, such as '500m' or '64Mi', with metricType AverageValue",
  );
});
