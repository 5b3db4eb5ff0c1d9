import { MetricType, Trigger } from '../../../lib';
import { specOf } from '../worker';
import { bind, fails } from './bind';
import { office } from './props';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

test('a schedule has ranges, lists, steps and names', () => {
  const trigger = Trigger.cron({ ...office, start: '*/15,5 8-18/2 1 jan-MAR MON-fri', end: '0 20 ? * 0' });
  expect(bind(trigger).metadata).toMatchObject({ start: '*/15,5 8-18/2 1 jan-MAR MON-fri', end: '0 20 ? * 0' });
});

test('fails for a schedule that KEDA cannot read', () => {
  const expected = "must have the five fields minute, hour, day of month, month and day of week, such as '0 8 * * 1-5'";
  fails(Trigger.cron({ ...office, start: '@daily' }), `triggers[0].start ("@daily") ${expected}`);
  fails(Trigger.cron({ ...office, end: '0 0 20 * * *' }), `triggers[0].end ("0 0 20 * * *") ${expected}`);
  fails(
    Trigger.cron({ ...office, start: '0 24 * * *' }),
    'triggers[0].start ("0 24 * * *") has "24" for the hour: write 0 to 23, a range such as 0-23, a list, or * with an optional step',
  );
  const day = 'for the day of week: write 0 to 6 or sun to sat, a range such as 0-6, a list, or * with an optional step';
  fails(Trigger.cron({ ...office, start: '0 8 * * 7' }), `triggers[0].start ("0 8 * * 7") has "7" ${day}`);
  fails(Trigger.cron({ ...office, start: '0 8 * * 5-1' }), `triggers[0].start ("0 8 * * 5-1") has "5-1" ${day}`);
  fails(Trigger.cron({ ...office, start: '0 8 * * 1-9' }), `triggers[0].start ("0 8 * * 1-9") has "1-9" ${day}`);
  fails(Trigger.cron({ ...office, start: '0 8 * * */0' }), `triggers[0].start ("0 8 * * */0") has "*/0" ${day}`);
});

test('fails for a window that closes when it opens', () => {
  fails(
    Trigger.cron({ ...office, end: office.start }),
    'triggers[0].end ("0 8 * * *") must differ from start: KEDA rejects an empty window',
  );
});

test('fails for a time zone that there is not', () => {
  const expected = 'must be a name in the IANA time zone database, such as Europe/Vienna';
  fails(Trigger.cron({ ...office, timezone: 'Europe/Wien' }), `triggers[0].timezone ("Europe/Wien") ${expected}`);
  fails(Trigger.cron({ ...office, timezone: '+01:00' }), `triggers[0].timezone ("+01:00") ${expected}`);
});

test('fails for a target of cpu or memory that does not fit its metric type', () => {
  fails(
    Trigger.cpu({ value: '60%' }, { metricType: MetricType.UTILIZATION }),
    'triggers[0].value ("60%") must be a whole number of percent, such as \'60\', with metricType Utilization',
  );
  fails(
    Trigger.memory({ value: '64 MB' }, { metricType: MetricType.AVERAGE_VALUE }),
    "triggers[0].value (\"64 MB\") must be a Kubernetes quantity, such as '500m' or '64Mi', with metricType AverageValue",
  );
});

test('fails for a string of another form than KEDA parses', () => {
  fails(
    Trigger.kafka({ bootstrapServers: ['kafka.default:9092'], consumerGroup: 'worker', topic: 'events', version: '3.0' }),
    'triggers[0].version ("3.0") must be a Kafka version of three numbers, or of four before 1.0, such as 3.0.0',
  );
});

describe('the target of a trigger', () => {
  const threshold = (value: number) =>
    Trigger.prometheus({ serverAddress: 'http://prometheus.monitoring:9090', query: 'sum(up)', threshold: value }, { name: 'web' });
  const jobs = (listLength: number) => Trigger.redis({ address: 'redis.data:6379', listName: 'jobs', listLength });

  test('is at least a thousandth, to which KEDA rounds', () => {
    expect(bind(threshold(0.0005)).metadata.threshold).toBe('0.0005');
    expect(bind(jobs(1)).metadata.listLength).toBe('1');
  });

  test.each([
    [jobs(0), 'triggers[0].listLength (0) must be at least 1, since Kubernetes takes no lower target in an HPA'],
    [jobs(-5), 'triggers[0].listLength (-5) must be at least 1, since Kubernetes takes no lower target in an HPA'],
    [threshold(0.0004), 'triggers[0].threshold (0.0004) must be at least 0.001, since Kubernetes takes no lower target in an HPA'],
  ])('fails for a target that Kubernetes refuses in the HPA (%#)', (trigger, message) => {
    fails(trigger, message);
  });

  test('is not checked beside a formula, which has a target of its own', () => {
    expect(specOf({ triggers: [threshold(0)], scalingModifiers: { formula: 'web', target: 5 } }).triggers[0].metadata.threshold).toBe('0');
  });
});

describe('a cron trigger with metricType Value', () => {
  test('asks for one replica', () => {
    expect(bind(Trigger.cron({ ...office, desiredReplicas: 1 }, { metricType: MetricType.VALUE })).metricType).toBe('Value');
  });

  test('has the target of the formula beside one', () => {
    const trigger = Trigger.cron(office, { metricType: MetricType.VALUE, name: 'office' });
    expect(specOf({ triggers: [trigger], scalingModifiers: { formula: 'office', target: 5 } }).triggers[0].metricType).toBe('Value');
  });

  test('fails for more replicas, which it would multiply', () => {
    fails(
      Trigger.cron(office, { metricType: MetricType.VALUE }),
      'triggers[0].metricType (Value) multiplies the replicas by desiredReplicas (3) again and again, up to maxReplicas: leave metricType out',
    );
  });
});
