import { type Form, formBreach } from '../../../lib/keda/scalers/forms';

test.each<[Form, string]>([
  ['kafkaVersion', '3.0.0'],
  ['kafkaVersion', '0.10.2.0'],
  ['uri', 'https://mq.example.com:9443/ibmmq'],
  ['uri', '/api/jolokia'],
  ['queueUrl', 'https://sqs.eu-west-1.amazonaws.com/123456789012/jobs'],
  ['queueUrl', 'jobs'],
  ['azureResource', 'Microsoft.Storage/storageAccounts/jobs'],
  ['hoursMinutes', '0:5'],
  ['hoursMinutesSeconds', '01:05:00'],
  ['longDuration', '1w2d3h'],
  ['jsonObject', '{"#k": "kind"}'],
  ['datadogQuery', 'sum:requests{service:shop}.rollup(30)'],
  ['labelSelector', 'app=shop,tier in (web, api),!canary'],
])('%s takes %j', (form, text) => {
  expect(formBreach(form, text)).toBeUndefined();
});

test.each<[Form, string, string]>([
  ['kafkaVersion', '3.0', '3.0.0'],
  ['kafkaVersion', 'v2.8.1', '2.8.1'],
  ['kafkaVersion', '3', '3.0.0'],
  ['kafkaVersion', '3.0.0.0', '3.0.0'],
  ['kafkaVersion', '03.1', '3.1.0'],
  ['kafkaVersion', '0.10.2', '0.10.2.0'],
  ['kafkaVersion', '3.6.0-IV2', '3.6.0'],
  ['kafkaVersion', '3.6.x', '3.0.0'],
  ['kafkaVersion', 'latest', '3.0.0'],
  ['uri', 'mq.example.com/ibmmq', 'https://example.com:8443/path'],
  ['uri', '10.0.0.1:9443', 'https://example.com:8443/path'],
  ['queueUrl', 'https://sqs.eu-west-1.amazonaws.com/jobs', 'https://sqs.eu-west-1.amazonaws.com/123456789012/orders'],
  ['azureResource', '/subscriptions/x/resourceGroups/y', 'Microsoft.Storage/storageAccounts/orders'],
  ['hoursMinutes', '5m', '0:5'],
  ['hoursMinutesSeconds', '0:5', '0:5:0'],
  ['longDuration', '7', '7d'],
  ['jsonObject', "{'#k': 'kind'}", '{"key": "value"}'],
  ['jsonObject', '[]', '{"key": "value"}'],
  ['datadogQuery', 'sum:requests', 'avg:requests{app:orders}'],
  ['labelSelector', 'app: shop', 'app=shop'],
  ['labelSelector', 'app=shop tier=web', 'app=orders,tier in (web, api)'],
])('fails for %s %j, such as %s', (form, text, example) => {
  expect(formBreach(form, text)?.example).toBe(example);
});
