import { KafkaSasl, KafkaSaslTokenProvider, RabbitmqMode, TlsSwitch, Trigger, TriggerAuth } from '../../../lib';
import { bind, fails, giving } from './bind';
import { kafka } from './props';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

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
