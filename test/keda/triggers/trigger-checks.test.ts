import { App, Chart } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-28';
import { MetricType, Platform, PodIdentity, Trigger, TriggerAuth } from '../../../lib';
import { SCALERS } from '../../../lib/keda/scalers/definitions';
import { create, fails, failureOf, giving } from './bind';
import { kafka, office } from './props';
import { TYPES } from './selection';

beforeEach(() => jest.spyOn(process, 'emitWarning').mockImplementation());

describe('options', () => {
  test('fails for an option that no trigger has', () => {
    fails(Trigger.cron(office, { nam: 'x' } as never), 'triggers[0].nam is not an option of a trigger: did you mean name?');
    fails(
      Trigger.cron(office, { fallback: 'x' } as never),
      'triggers[0].fallback is not an option of a trigger: the options are name, metricType, useCachedMetrics and auth',
    );
  });

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

  test.each([
    ['cpu', Trigger.cpu({ value: '60' })],
    ['memory', Trigger.memory({ value: '60' })],
  ])('fails for %s without a metric type', (type, trigger) => {
    fails(trigger, `triggers[0].metricType is required for ${type}: pass { metricType } of Utilization or AverageValue`);
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
        'host, port, database, username, password and driverName',
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

  test('fails for a parameter of an authentication that came later', () => {
    fails(
      Trigger.rabbitmq({ queueName: 'orders', host: 'amqp://rabbit' }, { auth: giving('username', 'password') }),
      'triggers[0].auth (auth) parameter username needs KEDA 2.16 or newer, and the platform declares 2.15: ' +
        "leave triggers[0].auth (auth) parameter username out, or declare Platform.target(app, { keda: '2.16' })",
      '2.15',
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

  test('fails for any parameter of a scaler that comes from elsewhere', () => {
    const taken = TYPES.filter((type) => {
      const { params, metricTypeRequired } = SCALERS[type];
      const key = Object.keys(params).find((candidate) => !params[candidate].from.includes('auth'));
      if (!key) return false;
      const trigger = create(type, {}, { auth: giving(key), ...(metricTypeRequired && { metricType: MetricType.UTILIZATION }) });
      return !failureOf(trigger)?.startsWith(
        `triggers[0].auth (auth) provides the parameter ${key}, which ${type} does not read from an authentication: `,
      );
    });
    expect(taken).toStrictEqual([]);
  });
});

test('fails for metric types that a scaler does not have', () => {
  const types = TYPES.map((type) => {
    const accepted = Object.values(MetricType).filter((metricType) => {
      return !/^triggers\[0\].metricType /.test(failureOf(create(type, {}, { metricType })) ?? '');
    });
    return [type, accepted.sort().join()];
  });
  const odd = types.filter(([, accepted]) => accepted !== 'AverageValue,Value');
  expect(odd).toStrictEqual([
    ['cpu', 'AverageValue,Utilization'],
    ['memory', 'AverageValue,Utilization'],
  ]);
});
