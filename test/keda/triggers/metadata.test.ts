import { Duration } from 'cdk8s';
import { MetricType, SumologicQueryType, Trigger } from '../../../lib';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { bind, create, fails, failureOf, giving } from './bind';
import { kafka, office, prometheus } from './props';
import { TYPES } from './selection';

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warned.mockRestore());

describe('rendering', () => {
  test('the metadata has the order of the definition, whatever the order of the props', () => {
    const { threshold, query, serverAddress } = prometheus;
    expect(Object.keys(bind(Trigger.prometheus({ threshold, query, serverAddress })).metadata)).toStrictEqual([
      'serverAddress',
      'query',
      'threshold',
    ]);
  });

  test('a switch that is off is written, a prop that is undefined is not', () => {
    expect(bind(Trigger.prometheus({ ...prometheus, unsafeSsl: false, namespace: undefined })).metadata).toStrictEqual({
      serverAddress: 'http://prometheus:9090',
      query: 'sum(up)',
      threshold: '10',
      unsafeSsl: 'false',
    });
  });

  test('the rows of a Sumo Logic query are keys of their own', () => {
    const trigger = Trigger.sumologic(
      {
        host: 'https://api.sumologic.com',
        queryType: SumologicQueryType.METRICS,
        queries: { A: 'metric=a', B: 'metric=b' },
        resultQueryRowId: 'A',
        quantization: Duration.seconds(15),
        timerange: Duration.minutes(15),
        threshold: 1,
      },
      { auth: giving('accessID', 'accessKey') },
    );
    expect(bind(trigger).metadata).toStrictEqual({
      host: 'https://api.sumologic.com',
      queryType: 'metrics',
      'query.A': 'metric=a',
      'query.B': 'metric=b',
      resultQueryRowID: 'A',
      quantization: '15s',
      timerange: '15m',
      threshold: '1',
    });
  });

  test('extra metadata is passed on', () => {
    const extraMetadata = { brandNew: 'x' };
    expect(bind(Trigger.cron({ ...office, extraMetadata })).metadata).toMatchObject({ brandNew: 'x', desiredReplicas: '3' });
  });
});

describe('unknown keys', () => {
  test('fails for a misspelt key, with the nearest one', () => {
    fails(
      Trigger.kafka({ ...kafka, lagTreshold: 5 } as never),
      'triggers[0].lagTreshold is not a parameter of kafka: did you mean lagThreshold?',
    );
  });

  test("fails for KEDA's spelling of an abbreviation, with that of the prop", () => {
    fails(
      Trigger.awsSqsQueue({ queueURL: 'https://sqs', awsRegion: 'eu-west-1' } as never),
      'triggers[0].queueURL is not a parameter of aws-sqs-queue: did you mean queueUrl?',
    );
  });

  test('fails for a key that is near to none', () => {
    fails(
      Trigger.cron({ ...office, holidays: 'none' } as never),
      'triggers[0].holidays is not a parameter of cron: pass it in extraMetadata if your KEDA reads it',
    );
  });

  test('fails for what is read from an authentication only', () => {
    fails(
      Trigger.kafka({ ...kafka, password: 'x' } as never),
      'triggers[0].password is not read from the metadata by kafka: pass an auth with the parameter password',
    );
  });

  test('fails for a variable that KEDA does not look up', () => {
    fails(
      Trigger.cron({ ...office, timezoneFromEnv: 'TZ' } as never),
      'triggers[0].timezoneFromEnv is not read from the environment by cron: pass timezone',
    );
  });

  test('fails for a value that has to come from the environment or an authentication', () => {
    fails(
      Trigger.postgresql({ connection: 'postgres://', query: 'select 1', targetQueryValue: 1 } as never),
      'triggers[0].connection is not read from the metadata by postgresql: pass connectionFromEnv, or pass an auth with the parameter connection',
    );
  });

  test('fails for any parameter that KEDA reads from elsewhere', () => {
    const cases = TYPES.flatMap((type) => {
      const all = Object.entries(SCALERS[type].params);
      const takes = (prop: string, place: 'metadata' | 'env') =>
        all.some(([key, parameter]) => (parameter.prop ?? key) === prop && parameter.from.includes(place));
      return all.flatMap(([key, { prop = key }]) => [
        ...(takes(prop, 'metadata') ? [] : [{ type, prop, place: 'metadata' }]),
        ...(takes(prop, 'env') ? [] : [{ type, prop: `${prop}FromEnv`, place: 'environment' }]),
      ]);
    });
    const failures = cases.map(({ type, prop }) => {
      const metricType = SCALERS[type].metricTypeRequired ? MetricType.UTILIZATION : undefined;
      const [, place] = / is not read from the (\w+) by /.exec(failureOf(create(type, { [prop]: 'text' }, { metricType })) ?? '') ?? [];
      return { type, prop, place };
    });
    expect(failures).toStrictEqual(cases);
  });

  test('fails for extra metadata that has a prop', () => {
    const extra = (extraMetadata: { [key: string]: string }) => Trigger.kafka({ ...kafka, topic: undefined, extraMetadata });
    fails(extra({ topic: 'orders' }), 'triggers[0].extraMetadata["topic"] has its own prop: pass topic');
    fails(extra({ topicFromEnv: 'TOPIC' }), 'triggers[0].extraMetadata["topicFromEnv"] has its own prop: pass topicFromEnv');
    fails(
      extra({ password: 'x' }),
      'triggers[0].password is not read from the metadata by kafka: pass an auth with the parameter password',
    );
    fails(extra({ brandNew: 1 } as never), 'triggers[0].extraMetadata["brandNew"] (1) must be a string: write \'1\'');
    fails(extra('topic' as never), 'triggers[0].extraMetadata ("topic") must be an object of strings');
  });

  test('fails for a parameter that comes from two places at once', () => {
    fails(
      Trigger.rabbitmq({ queueName: 'orders', host: 'amqp://rabbit', hostFromEnv: 'HOST' }),
      'triggers[0] has both host and hostFromEnv: leave one out',
    );
  });
});

describe('the declared KEDA', () => {
  test('fails for a parameter that came later', () => {
    fails(
      Trigger.kafka({ ...kafka, ensureEvenDistributionOfPartitions: true }),
      'triggers[0].ensureEvenDistributionOfPartitions needs KEDA 2.18 or newer, and the platform declares 2.17: ' +
        "leave triggers[0].ensureEvenDistributionOfPartitions out, or declare Platform.target(app, { keda: '2.18' })",
      '2.17',
    );
  });

  test('fails for a key that KEDA refuses since it was removed, with what replaces it', () => {
    fails(
      Trigger.cpu({ value: '60', type: 'Utilization' } as never, { metricType: MetricType.UTILIZATION }),
      'triggers[0].type was removed from cpu in KEDA 2.18, and the platform declares 2.21: use metricType',
    );
  });

  test('fails for a key that KEDA passes over in silence', () => {
    fails(
      Trigger.prometheus({ ...prometheus, extraMetadata: { metricName: 'requests' } }),
      'triggers[0].extraMetadata["metricName"] has no effect in prometheus since KEDA 2.12, and the platform declares 2.21: leave it out',
    );
    fails(
      Trigger.prometheus({ ...prometheus, extraMetadata: { cortexOrgID: 'me' } }),
      'triggers[0].extraMetadata["cortexOrgID"] has no effect in prometheus since KEDA 2.15, and the platform declares 2.21: use customHeaders',
    );
  });

  test('a removed key is passed on to a KEDA that still reads it', () => {
    const trigger = Trigger.cpu({ value: '60', extraMetadata: { type: 'Utilization' } }, { metricType: MetricType.UTILIZATION });
    expect(bind(trigger, { keda: '2.17' }).metadata).toStrictEqual({ value: '60', type: 'Utilization' });
  });

  test('a deprecated parameter is rendered with a warning, once', () => {
    const trigger = Trigger.rabbitmq({ queueName: 'orders', host: 'amqp://rabbit', queueLength: 5 });
    bind(trigger);
    expect(bind(trigger).metadata).toStrictEqual({ queueName: 'orders', host: 'amqp://rabbit', queueLength: '5' });
    expect(warned.mock.calls).toStrictEqual([['triggers[0].queueLength is deprecated since KEDA 2.2: use value [chart]', 'cdk8s-wasm']]);
  });

  test('what is not deprecated yet is rendered without a warning', () => {
    bind(Trigger.temporal({ endpoint: 'temporal:7233', taskQueue: 'orders', extraMetadata: { buildId: '1' } }), { keda: '2.19' });
    expect(warned).not.toHaveBeenCalled();
  });
});
