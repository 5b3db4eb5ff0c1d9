/** What the compiler refuses, which is checked by `npm run typecheck`; at run time, from JavaScript, the same is an error. */
import { App, Chart, Duration } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import { KafkaSasl, MetricType, Trigger } from '../../../lib';
import { bind } from './bind';

const prometheus = { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: 10 };
const kafka = { bootstrapServers: ['kafka:9092'], consumerGroup: 'orders' };

test.each<[string, () => Trigger, string]>([
  [
    'a wrong key',
    // @ts-expect-error the key is lagThreshold
    () => Trigger.kafka({ ...kafka, lagTreshold: 5 }),
    'triggers[0].lagTreshold is not a parameter of kafka: did you mean lagThreshold?',
  ],
  [
    'a key of another scaler',
    // @ts-expect-error query is of prometheus
    () => Trigger.kafka({ ...kafka, query: 'sum(up)' }),
    'triggers[0].query is not a parameter of kafka: pass it in extraMetadata if your KEDA reads it',
  ],
  [
    'a text for a number',
    // @ts-expect-error threshold is a number
    () => Trigger.prometheus({ ...prometheus, threshold: '10' }),
    'triggers[0].threshold ("10") must be a number: write 10 without quotes',
  ],
  [
    'a text for a switch',
    // @ts-expect-error unsafeSsl is a boolean
    () => Trigger.prometheus({ ...prometheus, unsafeSsl: 'true' }),
    'triggers[0].unsafeSsl ("true") must be true or false',
  ],
  [
    'a text for a list',
    // @ts-expect-error bootstrapServers is a list
    () => Trigger.kafka({ ...kafka, bootstrapServers: 'kafka:9092' }),
    'triggers[0].bootstrapServers ("kafka:9092") must be a list: write ["kafka:9092"]',
  ],
  [
    'a number for a duration',
    // @ts-expect-error timeout is a Duration
    () => Trigger.prometheus({ ...prometheus, timeout: 1000 }),
    'triggers[0].timeout (1000) must be a Duration: write Duration.seconds(1000)',
  ],
  [
    'a text for an enum',
    // @ts-expect-error sasl is a KafkaSasl
    () => Trigger.kafka({ ...kafka, sasl: 'scram' }),
    'triggers[0].sasl ("scram") must be one of none, plaintext, scram_sha256, scram_sha512, oauthbearer, gssapi',
  ],
  [
    'a missing key',
    // @ts-expect-error threshold is missing
    () => Trigger.prometheus({ serverAddress: 'http://prometheus:9090', query: 'sum(up)' }),
    'triggers[0] (prometheus) needs threshold: pass threshold',
  ],
  [
    'no parameters',
    // @ts-expect-error the parameters are missing
    () => Trigger.cron(),
    'triggers[0] (cron) has undefined for its parameters: pass an object',
  ],
  [
    'a wrong option',
    // @ts-expect-error the option is metricType
    () => Trigger.cpu({ value: '60' }, { metrictype: MetricType.UTILIZATION }),
    'triggers[0].metrictype is not an option of a trigger: did you mean metricType?',
  ],
  [
    'a text for an option that is an enum',
    // @ts-expect-error metricType is a MetricType
    () => Trigger.cpu({ value: '60' }, { metricType: 'utilization' }),
    'triggers[0].metricType ("utilization") must be Utilization or AverageValue for cpu',
  ],
  [
    'a Secret for an authentication',
    // @ts-expect-error auth is a TriggerAuth
    () => Trigger.rabbitmq({ queueName: 'orders' }, { auth: Secret.fromSecretName(new Chart(new App(), 'secrets'), 'secret', 'rabbit') }),
    'triggers[0].auth (Secret rabbit) must be a TriggerAuthentication or ClusterTriggerAuthentication: ' +
      'write TriggerAuth.fromSecret(scope, id, { secret, parameters })',
  ],
])('fails for %s', (_, make, message) => {
  expect(() => bind(make())).toThrow(new Error(`${message} [chart]`));
});

test('what is typed as it should be compiles', () => {
  expect(bind(Trigger.kafka({ ...kafka, lagThreshold: 5, sasl: KafkaSasl.NONE })).type).toBe('kafka');
  expect(bind(Trigger.prometheus({ ...prometheus, timeout: Duration.seconds(1) })).metadata.timeout).toBe('1000');
});
