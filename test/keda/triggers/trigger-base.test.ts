import { MetricType, Trigger, TriggerAuth } from '../../../lib';
import { bind, fails } from './bind';
import { office, prometheus } from './props';

let warned: jest.SpyInstance;
beforeEach(() => {
  warned = jest.spyOn(process, 'emitWarning').mockImplementation();
});
afterEach(() => warned.mockRestore());

describe('rendering', () => {
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

test('fails for props that are no object', () => {
  fails(Trigger.kafka(undefined as never), 'triggers[0] (kafka) has undefined for its parameters: pass an object');
});

test('fails for a value of an unknown scaler that is no text', () => {
  fails(Trigger.of('brand-new', { any: 5 } as never), 'triggers[0].metadata["any"] (5) must be a string: write \'5\'');
  fails(Trigger.of('', {}), 'triggers[0].type ("") must be a non-empty string');
});

describe('the declared KEDA', () => {
  test('fails for a scaler that came later', () => {
    fails(
      Trigger.temporal({ endpoint: 'temporal:7233', taskQueue: 'orders' }),
      'triggers[0] (temporal) needs KEDA 2.17 or newer, and the platform declares 2.16: ' +
        "leave triggers[0] (temporal) out, or declare Platform.target(app, { keda: '2.17' })",
      '2.16',
    );
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
