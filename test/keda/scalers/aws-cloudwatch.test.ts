import { type AwsCloudwatchTriggerProps, Trigger } from '../../../lib';
import { failureOf, identity } from '../triggers/bind';

const metric = { targetMetricValue: 5, minMetricValue: 0, awsRegion: 'eu-west-1' };
const dimensions = { namespace: 'AWS/SQS', metricName: 'size', dimensionName: ['QueueName'], dimensionValue: ['jobs'] };
const cloudwatch = (props: Partial<AwsCloudwatchTriggerProps>) =>
  Trigger.awsCloudwatch({ ...metric, ...dimensions, ...props }, { auth: identity('aws') });

test.each([
  {},
  { metricStatPeriod: 60 },
  { metricStatPeriod: 10, metricCollectionTime: 50 },
  { metricStatPeriod: 1, metricCollectionTime: 7 },
  { metricCollectionTime: 600 },
  { metricCollectionTime: 0, metricStatPeriod: 3600 },
])('the time that is queried is a multiple of the period: %j', (props) => {
  expect(failureOf(cloudwatch(props))).toBeUndefined();
});

test.each<[Partial<AwsCloudwatchTriggerProps>, string]>([
  [{ metricStatPeriod: 90 }, 'has the metricStatPeriod 90, which is neither 1, 5, 10, 30 nor a multiple of 60: pass 120'],
  [{ metricStatPeriod: 15 }, 'has the metricStatPeriod 15, which is neither 1, 5, 10, 30 nor a multiple of 60: pass 60'],
  [
    { metricCollectionTime: 60 },
    'has the metricCollectionTime 60, which is not a multiple of the metricStatPeriod 300: pass 300 for metricCollectionTime',
  ],
  [
    { metricStatPeriod: 120, metricCollectionTime: 300 },
    'has the metricCollectionTime 300, which is not a multiple of the metricStatPeriod 120: pass 360 for metricCollectionTime',
  ],
  [
    { metricStatPeriod: 3600 },
    'has the metricCollectionTime 300, by default, which is not a multiple of the metricStatPeriod 3600: pass 3600 for metricCollectionTime',
  ],
  [
    { dimensionName: ['QueueName', 'Account'] },
    'has 2 in dimensionName and 1 in dimensionValue, which belong together one by one: pass one value for each name',
  ],
])('fails for %j', (props, message) => {
  expect(failureOf(cloudwatch(props))).toBe(`triggers[0] (aws-cloudwatch) ${message}`);
});

test('fails for a period of an expression too, whose dimensions are not read', () => {
  const expression = { expression: 'SELECT MAX(size)', dimensionName: ['a', 'b'], dimensionValue: ['a'] };
  expect(failureOf(cloudwatch(expression))).toBeUndefined();
  expect(failureOf(cloudwatch({ ...expression, metricStatPeriod: 45 }))).toContain('metricStatPeriod 45');
});
