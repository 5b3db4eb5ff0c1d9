import { App, Chart, Duration } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import {
  AuthMode,
  KafkaSasl,
  KafkaSaslTokenProvider,
  MetricType,
  Platform,
  PodIdentity,
  RabbitmqMode,
  SumologicQueryType,
  TlsSwitch,
  Trigger,
  TriggerAuth,
} from '../../../lib';
import { bind, giving } from './scaler-cases';

const prometheus = { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: 10 };
const kafka = { bootstrapServers: ['kafka:9092'], consumerGroup: 'orders', topic: 'orders' };
const office = { timezone: 'Europe/Vienna', start: '0 8 * * *', end: '0 20 * * *', desiredReplicas: 3 };

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warned.mockRestore());

/** Asserts the whole message. */
function fails(trigger: Trigger, message: string, keda?: string): void {
  expect(() => bind(trigger, { keda })).toThrow(new Error(`${message} [chart]`));
}

describe('what is rendered', () => {
  test('a trigger without options has its type and metadata only', () => {
    expect(bind(Trigger.prometheus(prometheus))).toStrictEqual({
      type: 'prometheus',
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: '10' },
    });
  });

  test('options stand beside the metadata', () => {
    const options = { name: 'load', metricType: MetricType.VALUE, useCachedMetrics: true, auth: TriggerAuth.fromName('prometheus') };
    expect(bind(Trigger.prometheus(prometheus, options))).toStrictEqual({
      type: 'prometheus',
      metadata: { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: '10' },
      name: 'load',
      metricType: 'Value',
      useCachedMetrics: true,
      authenticationRef: { name: 'prometheus' },
    });
  });

  test('the reference to a cluster-wide authentication carries its kind', () => {
    const auth = TriggerAuth.fromName('shared', { cluster: true });
    expect(bind(Trigger.prometheus(prometheus, { auth })).authenticationRef).toStrictEqual({
      name: 'shared',
      kind: 'ClusterTriggerAuthentication',
    });
  });

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

  test('a duration is written in the unit that KEDA reads', () => {
    const metadata = { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: '10', timeout: '2500' };
    expect(bind(Trigger.prometheus({ ...prometheus, timeout: Duration.millis(2500) })).metadata).toStrictEqual(metadata);
  });

  test('partitions are numbers and ranges', () => {
    expect(bind(Trigger.kafka({ ...kafka, partitionLimitation: ['1', '4-6'] })).metadata.partitionLimitation).toBe('1,4-6');
  });

  test('the query of a URL is escaped, which no other map can be', () => {
    const trigger = Trigger.pulsar({
      adminUrl: 'http://pulsar',
      topic: 'orders',
      subscription: 'worker',
      endpointParams: { audience: 'a&b', resource: 'x=y' },
    });
    expect(bind(trigger).metadata.EndpointParams).toBe('audience=a%26b&resource=x%3Dy');
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

  test('a scaler that is unknown here takes any texts', () => {
    const trigger = Trigger.of('brand-new', { any: 'thing', empty: '' }, { name: 'new', metricType: MetricType.VALUE });
    expect(bind(trigger)).toStrictEqual({ type: 'brand-new', metadata: { any: 'thing', empty: '' }, name: 'new', metricType: 'Value' });
  });

  test('cpu and memory measure the pods, by whichever factory', () => {
    const { AVERAGE_VALUE, UTILIZATION } = MetricType;
    expect(Trigger.cpu({ value: '60' }, { metricType: UTILIZATION })._measuresPods).toBe(true);
    expect(Trigger.of('memory', { value: '64Mi' }, { metricType: AVERAGE_VALUE })._measuresPods).toBe(true);
    expect(Trigger.cron(office)._measuresPods).toBe(false);
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

  test('fails for an option that no trigger has', () => {
    fails(Trigger.cron(office, { nam: 'x' } as never), 'triggers[0].nam is not an option of a trigger: did you mean name?');
    fails(
      Trigger.cron(office, { fallback: 'x' } as never),
      'triggers[0].fallback is not an option of a trigger: the options are name, metricType, useCachedMetrics and auth',
    );
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
});

describe('wrong values', () => {
  const cases: [string, object, string][] = [
    ['a text for a number', { threshold: '10' }, 'threshold ("10") must be a number: write 10 without quotes'],
    ['no number at all', { threshold: 'ten' }, 'threshold ("ten") must be a number'],
    ['a number that is not finite', { threshold: Number.NaN }, 'threshold (NaN) must be a number'],
    ['an empty text', { query: ' ' }, 'query (" ") must be a non-empty string'],
    ['a number for a text', { query: 5 }, "query (5) must be a string: write '5'"],
    ['a text for a switch', { unsafeSsl: 'true' }, 'unsafeSsl ("true") must be true or false'],
    ['a number for a duration', { timeout: 5 }, 'timeout (5) must be a Duration, such as Duration.seconds(30)'],
    ['a text for a map', { customHeaders: 'a=b' }, 'customHeaders ("a=b") must be an object of strings'],
    ['an empty map', { customHeaders: {} }, 'customHeaders ({}) must not be empty: leave it out, or pass at least one entry'],
    ['a separator in a map', { customHeaders: { a: 'b,c' } }, 'customHeaders["a"] ("b,c") must not contain ","'],
    ['an assignment in the key of a map', { customHeaders: { 'a=b': 'c' } }, 'customHeaders has the key "a=b", which must not contain "="'],
    ['a text for a list', { authModes: 'basic' }, 'authModes ("basic") must be a list: write ["basic"]'],
    ['an empty list', { authModes: [] }, 'authModes ([]) must not be empty: leave it out, or pass at least one element'],
    [
      'no member of an enum',
      { authModes: ['kerberos'] },
      'authModes[0] ("kerberos") must be one of apiKey, basic, tls, bearer, custom, oauth',
    ],
    [
      'modes that exclude each other',
      { authModes: [AuthMode.BASIC, AuthMode.BEARER] },
      'authModes (["basic","bearer"]) must have only one of bearer, basic and oauth: leave bearer out',
    ],
  ];
  test.each(cases)('fails for %s', (_, wrong, message) => {
    fails(Trigger.prometheus({ ...prometheus, ...wrong } as never), `triggers[0].${message}`);
  });

  test('fails for numbers out of bounds or not whole', () => {
    fails(Trigger.kafka({ ...kafka, lagThreshold: 0 }), 'triggers[0].lagThreshold (0) must be at least 1');
    fails(Trigger.kafka({ ...kafka, lagThreshold: 1.5 }), 'triggers[0].lagThreshold (1.5) must be a whole number');
    fails(Trigger.kubernetesWorkload({ podSelector: 'app=a', value: 0 }), 'triggers[0].value (0) must be more than 0');
  });

  test('fails for a separator in the element of a list', () => {
    fails(
      Trigger.kafka({ ...kafka, bootstrapServers: ['a:1,b:1'] }),
      'triggers[0].bootstrapServers[0] ("a:1,b:1") must not contain ",": pass each element separately',
    );
  });

  test('fails for a partition that is no number', () => {
    fails(
      Trigger.kafka({ ...kafka, partitionLimitation: ['one'] }),
      'triggers[0].partitionLimitation[0] ("one") must be a whole number or a range such as \'5-8\'',
    );
  });

  test('fails for a duration that is not whole in its unit', () => {
    fails(
      Trigger.temporal({ endpoint: 'temporal:7233', taskQueue: 'orders', minConnectTimeout: Duration.millis(1500) }),
      'triggers[0].minConnectTimeout (1500ms) must be whole seconds: write Duration.seconds(2)',
    );
  });

  test('fails for props that are no object', () => {
    fails(Trigger.kafka(undefined as never), 'triggers[0] (kafka) has undefined for its parameters: pass an object');
  });

  test('fails for a value of an unknown scaler that is no text', () => {
    fails(Trigger.of('brand-new', { any: 5 } as never), 'triggers[0].metadata["any"] (5) must be a string: write \'5\'');
    fails(Trigger.of('', {}), 'triggers[0].type ("") must be a non-empty string');
  });
});

describe('what is required and excluded', () => {
  test('fails without a required parameter, with all the places it could come from', () => {
    fails(
      Trigger.kafka({ consumerGroup: 'orders' }),
      'triggers[0] (kafka) needs bootstrapServers: pass bootstrapServers or bootstrapServersFromEnv',
    );
    fails(
      Trigger.rabbitmq({ queueName: 'orders' }),
      'triggers[0] (rabbitmq) needs host: pass host, hostFromEnv or an auth with the parameter host',
    );
  });

  test('a variable, a known and an unknown authentication meet a requirement', () => {
    expect(bind(Trigger.rabbitmq({ queueName: 'orders', hostFromEnv: 'HOST' })).metadata).toStrictEqual({
      queueName: 'orders',
      hostFromEnv: 'HOST',
    });
    expect(bind(Trigger.rabbitmq({ queueName: 'orders' }, { auth: giving('host') })).metadata).toStrictEqual({ queueName: 'orders' });
    const auth = TriggerAuth.fromName('rabbit');
    expect(bind(Trigger.rabbitmq({ queueName: 'orders' }, { auth })).metadata).toStrictEqual({ queueName: 'orders' });
  });

  test('fails for a parameter that comes from two places at once', () => {
    fails(
      Trigger.rabbitmq({ queueName: 'orders', host: 'amqp://rabbit', hostFromEnv: 'HOST' }),
      'triggers[0] has both host and hostFromEnv: leave one out',
    );
  });

  test('fails for parameters that exclude each other', () => {
    fails(
      Trigger.kafka({ ...kafka, allowIdleConsumers: true, limitToPartitionsWithLag: true }),
      'triggers[0] (kafka) takes only one of allowIdleConsumers and limitToPartitionsWithLag: leave one out',
    );
    expect(bind(Trigger.kafka({ ...kafka, allowIdleConsumers: false, limitToPartitionsWithLag: true })).type).toBe('kafka');
  });

  test('fails for a parameter without the other that it needs', () => {
    fails(
      Trigger.kafka({ ...kafka, topic: undefined, limitToPartitionsWithLag: true }),
      'triggers[0] (kafka) needs topic with limitToPartitionsWithLag: pass topic or topicFromEnv',
    );
    fails(
      Trigger.rabbitmq({ queueName: 'orders', hostFromEnv: 'HOST', mode: RabbitmqMode.QUEUE_LENGTH }),
      'triggers[0] (rabbitmq) needs value beside mode: pass value, or leave mode out',
    );
  });

  test('fails for a value that needs parameters of an authentication', () => {
    fails(
      Trigger.kafka({ ...kafka, sasl: KafkaSasl.SCRAM_SHA256 }),
      'triggers[0] (kafka) needs the authentication parameters username and password with sasl scram_sha256: ' +
        'pass an auth with the parameters username and password',
    );
    expect(bind(Trigger.kafka({ ...kafka, sasl: KafkaSasl.SCRAM_SHA256 }, { auth: giving('username', 'password') })).type).toBe('kafka');
  });

  test('fails where one and only one of several is needed', () => {
    const props = { ...kafka, sasl: KafkaSasl.GSSAPI };
    const parameters = ['username', 'realm', 'kerberosConfig'];
    fails(
      Trigger.kafka(props, { auth: giving(...parameters) }),
      'triggers[0] (kafka) needs the authentication parameters password or keytab with sasl gssapi: pass one of them',
    );
    fails(
      Trigger.kafka(props, { auth: giving(...parameters, 'password', 'keytab') }),
      'triggers[0] (kafka) takes only one of the authentication parameters password and keytab with sasl gssapi: leave one out',
    );
  });

  test('fails for what must not be there', () => {
    fails(
      Trigger.redis({ address: 'redis:6379', listName: 'jobs', enableTls: false }, { auth: giving('tls') }),
      'triggers[0] (redis) takes no authentication parameter tls with enableTls: leave it out',
    );
  });

  test('fails for values that cannot be combined', () => {
    const saslTokenProvider = KafkaSaslTokenProvider.AWS_MSK_IAM;
    fails(
      Trigger.kafka({ ...kafka, sasl: KafkaSasl.OAUTHBEARER, saslTokenProvider, awsRegion: 'eu-west-1', tls: TlsSwitch.DISABLE }),
      'triggers[0] (kafka) cannot combine sasl oauthbearer, saslTokenProvider aws_msk_iam and tls disable: change one of them',
    );
  });
});

describe('what the declared KEDA knows', () => {
  test('fails for a parameter that came later', () => {
    fails(
      Trigger.kafka({ ...kafka, ensureEvenDistributionOfPartitions: true }),
      'triggers[0].ensureEvenDistributionOfPartitions needs KEDA 2.18 or newer, and the platform declares 2.17: ' +
        "leave triggers[0].ensureEvenDistributionOfPartitions out, or declare Platform.target(app, { keda: '2.18' })",
      '2.17',
    );
  });

  test('fails for a scaler that came later', () => {
    fails(
      Trigger.temporal({ endpoint: 'temporal:7233', taskQueue: 'orders' }),
      'triggers[0] (temporal) needs KEDA 2.17 or newer, and the platform declares 2.16: ' +
        "leave triggers[0] (temporal) out, or declare Platform.target(app, { keda: '2.17' })",
      '2.16',
    );
  });

  test('fails for a parameter of an authentication that came later', () => {
    fails(
      Trigger.rabbitmq({ queueName: 'orders', host: 'amqp://rabbit' }, { auth: giving('username', 'password') }),
      'triggers[0].auth (auth) parameter username needs KEDA 2.16 or newer, and the platform declares 2.15: ' +
        "leave triggers[0].auth (auth) parameter username out, or declare Platform.target(app, { keda: '2.16' })",
      '2.15',
    );
  });

  test('fails for a key that KEDA refuses since it was removed, with what replaces it', () => {
    fails(
      Trigger.cpu({ value: '60', type: 'Utilization' } as never, { metricType: MetricType.UTILIZATION }),
      'triggers[0].type was removed from cpu in KEDA 2.18, and the platform declares 2.20: use metricType',
    );
  });

  test('fails for a key that KEDA passes over in silence', () => {
    fails(
      Trigger.prometheus({ ...prometheus, extraMetadata: { metricName: 'requests' } }),
      'triggers[0].extraMetadata["metricName"] has no effect in prometheus since KEDA 2.12, and the platform declares 2.20: leave it out',
    );
    fails(
      Trigger.prometheus({ ...prometheus, extraMetadata: { cortexOrgID: 'me' } }),
      'triggers[0].extraMetadata["cortexOrgID"] has no effect in prometheus since KEDA 2.15, and the platform declares 2.20: use customHeaders',
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
    bind(Trigger.temporal({ endpoint: 'temporal:7233', taskQueue: 'orders', buildId: '1' }), { keda: '2.19' });
    expect(warned).not.toHaveBeenCalled();
  });

  test('a deprecated scaler is rendered with a warning', () => {
    bind(Trigger.gcpPubsub({ subscriptionName: 'orders', credentialsFromEnv: 'KEY' }));
    expect(warned.mock.calls).toStrictEqual([
      [
        'triggers[0] (gcp-pubsub) is deprecated since KEDA 2.18: see https://keda.sh/blog/2025-09-15-gcp-deprecations [chart]',
        'cdk8s-wasm',
      ],
    ]);
  });
});

describe('options', () => {
  test('fails for a name that cannot be one', () => {
    fails(
      Trigger.cron(office, { name: 'by day' }),
      "triggers[0].name (\"by day\") must consist of letters, digits, '_', '-' and '.', and start with a letter or '_'",
    );
  });

  test('fails for an authentication without the braces of the options', () => {
    fails(
      Trigger.rabbitmq({ queueName: 'orders' }, TriggerAuth.fromName('rabbit')),
      'triggers[0] (rabbitmq) has the TriggerAuthentication rabbit for its options: pass { auth }',
    );
    const auth = new TriggerAuth(new Chart(new App(), 'auths'), 'shared', { cluster: true, podIdentity: PodIdentity.gcp() });
    fails(
      Trigger.rabbitmq({ queueName: 'orders' }, auth),
      'triggers[0] (rabbitmq) has the ClusterTriggerAuthentication shared for its options: pass { auth }',
    );
  });

  test('fails for options that are no object', () => {
    fails(Trigger.kafka(kafka, 'orders' as never), 'triggers[0] (kafka) has "orders" for its options: pass an object');
    fails(Trigger.kafka(kafka, null as never), 'triggers[0] (kafka) has null for its options: pass an object');
  });

  test('fails for cached metrics where KEDA has none', () => {
    fails(
      Trigger.cron(office, { useCachedMetrics: true }),
      "triggers[0].useCachedMetrics (true) must be left out of a cron trigger: KEDA's webhook rejects it with cpu, memory and cron",
    );
    fails(Trigger.kafka(kafka, { useCachedMetrics: 'yes' as never }), 'triggers[0].useCachedMetrics ("yes") must be true or false');
  });

  test('fails for a metric type that the scaler does not have', () => {
    fails(
      Trigger.kafka(kafka, { metricType: MetricType.UTILIZATION }),
      'triggers[0].metricType ("Utilization") must be AverageValue or Value for kafka',
    );
    fails(
      Trigger.cpu({ value: '60' }, { metricType: MetricType.VALUE }),
      'triggers[0].metricType ("Value") must be Utilization or AverageValue for cpu',
    );
    fails(
      Trigger.of('brand-new', {}, { metricType: MetricType.UTILIZATION }),
      'triggers[0].metricType ("Utilization") must be AverageValue or Value for brand-new',
    );
  });

  test('fails for cpu and memory without a metric type', () => {
    fails(
      Trigger.memory({ value: '60' }),
      'triggers[0].metricType is required for memory: pass { metricType } of Utilization or AverageValue',
    );
  });
});

describe('authentication', () => {
  test('fails for a parameter that the scaler does not read from it', () => {
    fails(
      Trigger.kafka(kafka, { auth: giving('user') }),
      'triggers[0].auth (auth) provides the parameter user, which kafka does not read from an authentication: did you mean username?',
    );
    fails(
      Trigger.kafka(kafka, { auth: giving('login') }),
      'triggers[0].auth (auth) provides the parameter login, which kafka does not read from an authentication: it reads tls, ca, cert, key, ' +
        'keyPassword, sasl, username, password, ...',
    );
    fails(
      Trigger.kafka(kafka, { auth: giving('oauth') }),
      'triggers[0].auth (auth) provides the parameter oauth, which kafka does not read from an authentication: it reads tls, ca, cert, key, ' +
        'keyPassword, sasl, username, password, ...',
    );
    fails(
      Trigger.mssql({ query: 'select 1', targetValue: 1 }, { auth: giving('login') }),
      'triggers[0].auth (auth) provides the parameter login, which mssql does not read from an authentication: it reads connectionString, ' +
        'host, port, database, username and password',
    );
    fails(
      Trigger.kafka(kafka, { auth: giving('pasword') }),
      'triggers[0].auth (auth) provides the parameter pasword, which kafka does not read from an authentication: did you mean password?',
    );
    fails(
      Trigger.cron(office, { auth: giving('password') }),
      'triggers[0].auth (auth) provides the parameter password, which cron does not read from an authentication: leave auth out',
    );
  });

  test('fails for a pod identity that the scaler cannot use', () => {
    const auth = new TriggerAuth(new Chart(new App(), 'auths'), 'auth', { podIdentity: PodIdentity.gcp() });
    fails(
      Trigger.kafka(kafka, { auth }),
      'triggers[0].auth (auth) has a pod identity of gcp, which kafka does not support: use aws or aws-eks',
    );
    fails(
      Trigger.redis({ address: 'redis:6379', listName: 'jobs' }, { auth }),
      'triggers[0].auth (auth) has a pod identity of gcp, which redis does not support: use another source of credentials',
    );
  });

  test('fails for an authentication that is none', () => {
    fails(
      Trigger.kafka(kafka, { auth: 'kafka' as never }),
      'triggers[0].auth ("kafka") must be a TriggerAuth: for an existing one write TriggerAuth.fromName(\'kafka\')',
    );
    fails(
      Trigger.kafka(kafka, { auth: { name: 'kafka' } as never }),
      'triggers[0].auth ({"name":"kafka"}) must be a TriggerAuth: for an existing one write TriggerAuth.fromName(\'kafka\')',
    );
    fails(
      Trigger.kafka(kafka, { auth: {} as never }),
      "triggers[0].auth ({}) must be a TriggerAuth: for an existing one write TriggerAuth.fromName('name')",
    );
  });

  test('fails for a Secret or a ConfigMap in place of an authentication', () => {
    const chart = new Chart(new App(), 'secrets');
    fails(
      Trigger.rabbitmq({ queueName: 'orders' }, { auth: Secret.fromSecretName(chart, 'secret', 'rabbit') as never }),
      'triggers[0].auth (Secret rabbit) must be a TriggerAuthentication or ClusterTriggerAuthentication: ' +
        'write TriggerAuth.fromSecret(scope, id, { secret, parameters })',
    );
    fails(
      Trigger.of('brand-new', {}, { auth: ConfigMap.fromConfigMapName(chart, 'map', 'rabbit') as never }),
      'triggers[0].auth (ConfigMap rabbit) must be a TriggerAuthentication or ClusterTriggerAuthentication: ' +
        'write new TriggerAuth(scope, id, { configMaps: [{ configMap, parameters }] })',
    );
  });

  test('fails for an authentication of another namespace', () => {
    const app = new App();
    const podIdentity = PodIdentity.aws();
    const theirs = new Chart(app, 'theirs', { namespace: 'theirs' });
    const ours = new Chart(app, 'ours', { namespace: 'ours' });
    const bindWith = (auth: TriggerAuth) => Trigger.kafka(kafka, { auth })._bind(ours, 'triggers[0]', Platform.of(ours));
    expect(() => bindWith(new TriggerAuth(theirs, 'kafka', { podIdentity }))).toThrow(
      new Error(
        'triggers[0].auth (kafka) is in namespace theirs, and the kafka trigger is in ours: create it in the same namespace, ' +
          'or make it cluster-wide with { cluster: true } [ours]',
      ),
    );
    expect(bindWith(new TriggerAuth(theirs, 'shared', { podIdentity, cluster: true })).authenticationRef).toStrictEqual({
      name: 'shared',
      kind: 'ClusterTriggerAuthentication',
    });
  });
});

describe('scalers with checks of their own', () => {
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
});
