import { Duration } from 'cdk8s';
import { type ITriggerAuth, RabbitmqMode, RabbitmqOperation, RabbitmqProtocol, type RabbitmqTriggerProps, Trigger } from '../../../lib';
import { check } from '../../../lib/rules/check';
import { corpus } from '../../rules/corpus';
import { auth, bind, giving } from '../triggers/bind';

/** Returns a trigger with a known host. */
function rabbitmq(host: string, props: Partial<RabbitmqTriggerProps> = {}, from?: ITriggerAuth): Trigger {
  return Trigger.rabbitmq({ queueName: 'orders', host, ...props }, { auth: from });
}

/** Asserts the whole message. */
function fails(trigger: Trigger, message: string): void {
  expect(() => bind(trigger)).toThrow(new Error(`triggers[0] (rabbitmq) ${message} [chart]`));
}

const rate = { mode: RabbitmqMode.MESSAGE_RATE, value: 5 };
const api = 'pass the http:// or https:// address of the management API';

describe('the scheme of a host', () => {
  test.each(['amqp://rabbit:5672', 'amqps://rabbit/vhost', 'http://rabbit:15672', 'https://user:pass@rabbit', 'AMQP://rabbit'])(
    '%s is accepted',
    (host) => {
      expect(bind(rabbitmq(host)).metadata).toStrictEqual({ queueName: 'orders', host });
      expect(bind(rabbitmq(host, { protocol: RabbitmqProtocol.AUTO })).metadata.protocol).toBe('auto');
    },
  );

  test.each(['rabbit', 'rabbit:5672', '10.0.0.1:5672', 'tcp://rabbit:5672', '//rabbit', '$(RABBITMQ_HOST)'])(
    'fails for %s, which has no known scheme',
    (host) => {
      fails(
        rabbitmq(host),
        `has the host ${JSON.stringify(host)}, which has no scheme that KEDA knows: ` +
          'pass one that starts with amqp://, amqps://, http:// or https://',
      );
    },
  );

  test('fails for a host that differs from the protocol', () => {
    fails(
      rabbitmq('http://rabbit:15672', { protocol: RabbitmqProtocol.AMQP }),
      'has the host "http://rabbit:15672", which does not fit protocol amqp: pass one that starts with amqp:// or amqps://',
    );
    fails(
      rabbitmq('amqps://rabbit', { protocol: RabbitmqProtocol.HTTP }),
      'has the host "amqps://rabbit", which does not fit protocol http: pass one that starts with http:// or https://',
    );
    fails(
      rabbitmq('rabbit', { protocol: RabbitmqProtocol.HTTP }),
      'has the host "rabbit", which has no scheme that KEDA knows: pass one that starts with http:// or https://',
    );
  });

  test('fails without showing the password in the host', () => {
    const remedy = 'pass one that starts with amqp://, amqps://, http:// or https://';
    fails(rabbitmq('tcp://user:p@ss@rabbit'), `has the host "tcp://***@rabbit", which has no scheme that KEDA knows: ${remedy}`);
    fails(rabbitmq('user:pass@rabbit'), `has the host "***@rabbit", which has no scheme that KEDA knows: ${remedy}`);
  });
});

describe('parameters of the management API', () => {
  test.each([
    RabbitmqMode.MESSAGE_RATE,
    RabbitmqMode.DELIVER_GET_RATE,
    RabbitmqMode.PUBLISHED_TO_DELIVERED_RATIO,
    RabbitmqMode.EXPECTED_QUEUE_CONSUMPTION_TIME,
  ])('fails for mode %s over AMQP', (mode) => {
    fails(
      rabbitmq('amqp://user:pass@rabbit', { mode, value: 5 }),
      `takes no mode ${mode} with the host "amqp://***@rabbit", since AMQP has none: ${api}, or choose mode QueueLength`,
    );
    expect(bind(rabbitmq('https://rabbit', { mode, value: 5 })).metadata.mode).toBe(mode);
  });

  test.each(['useRegex', 'excludeUnacknowledged'])('fails for %s over AMQP, unless it is off', (prop) => {
    fails(
      rabbitmq('amqp://rabbit', { [prop]: true }),
      `takes no ${prop} with the host "amqp://rabbit", since AMQP has none: ${api}, or leave ${prop} out`,
    );
    expect(bind(rabbitmq('amqp://rabbit', { [prop]: false })).metadata[prop]).toBe('false');
    expect(bind(rabbitmq('http://rabbit', { [prop]: true })).metadata[prop]).toBe('true');
  });

  test('fails once for all parameters that AMQP does not support', () => {
    fails(
      rabbitmq('amqp://rabbit', { ...rate, useRegex: true, timeout: Duration.seconds(1) }, giving('workloadIdentityResource')),
      'takes no mode MessageRate, useRegex, authentication parameter workloadIdentityResource or timeout with the host "amqp://rabbit", ' +
        `since AMQP has none: ${api}, or choose mode QueueLength and ` +
        'leave useRegex, the authentication parameter workloadIdentityResource and timeout out',
    );
  });

  test('fails over AMQP with an unknown authentication, since a host in the metadata takes precedence', () => {
    fails(
      rabbitmq('amqp://rabbit', rate, auth),
      `takes no mode MessageRate with the host "amqp://rabbit", since AMQP has none: ${api}, or choose mode QueueLength`,
    );
  });

  test('fails for an operation over AMQP, which KEDA ignores', () => {
    const message = 'takes no operation over AMQP, which counts a single queue: leave it out';
    fails(rabbitmq('amqp://rabbit', { operation: RabbitmqOperation.MAX }), message);
    const { AMQP: protocol } = RabbitmqProtocol;
    fails(Trigger.rabbitmq({ queueName: 'orders', hostFromEnv: 'HOST', protocol, operation: RabbitmqOperation.MAX }), message);
    expect(bind(rabbitmq('http://rabbit', { useRegex: true, operation: RabbitmqOperation.MAX })).metadata.operation).toBe('max');
  });

  test('an unknown host is not checked', () => {
    const props = { queueName: 'orders', ...rate, useRegex: true, operation: RabbitmqOperation.MAX };
    expect(bind(Trigger.rabbitmq({ ...props, hostFromEnv: 'HOST' })).metadata.mode).toBe('MessageRate');
    expect(bind(Trigger.rabbitmq(props, { auth: giving('host') })).metadata.mode).toBe('MessageRate');
  });
});

const manifests = corpus('bad').filter(({ name }) => name.startsWith('keda-triggers/parameters.rabbitmq-'));

test.each<[string, string, string, string]>([
  [
    'scheme',
    'error',
    'rabbitmq has the host "rabbit.default:5672", which has no scheme that KEDA knows',
    'write one that starts with amqp://, amqps://, http:// or https://',
  ],
  [
    'protocol',
    'error',
    'rabbitmq has the host "http://rabbit.default:15672/vhost", which does not fit protocol amqp',
    'write one that starts with amqp:// or amqps://',
  ],
  [
    'amqp',
    'error',
    'rabbitmq takes no mode MessageRate or excludeUnacknowledged with the host "amqp://***@rabbit.default:5672/vhost", since AMQP has none',
    'write the http:// or https:// address of the management API, or choose mode QueueLength and leave excludeUnacknowledged out',
  ],
  ['operation', 'warning', 'rabbitmq takes no operation over AMQP, which counts a single queue', 'leave it out'],
])('fails for a manifest with the same message: %s', (name, severity, message, fix) => {
  const bad = manifests.find((entry) => entry.name === `keda-triggers/parameters.rabbitmq-${name}`);
  if (!bad) throw new Error(`there is no bad manifest ${name}`);
  expect(check(bad.manifests, bad.cluster)).toMatchObject([{ rule: 'keda-triggers/parameters', severity, message, fix }]);
});
