import { Duration } from 'cdk8s';
import {
  FallbackBehavior,
  MetricType,
  type PlatformProps,
  type ScalingModifiers,
  type ScalingProps,
  Trigger,
  WasmApp,
  WasmRuntime,
} from 'cdk8s-wasm';
import { schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const APP = { image: 'ghcr.io/acme/worker:v1', runtime: WasmRuntime.WASMTIME };
const QUEUE = Trigger.of(
  'rabbitmq',
  { queueName: 'orders', host: 'amqp://rabbitmq.data.svc/', mode: 'QueueLength', value: '20' },
  { name: 'queue' },
);
const WEB = Trigger.of('prometheus', { serverAddress: 'http://prometheus:9090', query: 'sum(up)', threshold: '5' }, { name: 'web' });
const CPU = Trigger.cpu({ value: '60' }, { metricType: MetricType.UTILIZATION, name: 'load' });

function specOf(props: ScalingProps, platform: PlatformProps = {}) {
  const scaler = only(
    synth((chart) => new WasmApp(chart, 'worker', { ...APP, triggers: [QUEUE], ...props }), { platform }),
    'ScaledObject',
  );
  expect(schemaErrors(scaler)).toStrictEqual([]);
  return scaler.spec;
}

function failureOf(props: object, platform: PlatformProps = {}) {
  return errorOf((chart) => new WasmApp(chart, 'worker', { ...APP, triggers: [QUEUE], ...props }), { platform });
}

describe('bounds', () => {
  test.each([
    [{ minReplicas: 0 }, 0, undefined],
    [{ minReplicas: 100 }, 100, undefined],
    [{ minReplicas: 3, maxReplicas: 3 }, 3, 3],
    [{ maxReplicas: 1 }, 0, 1],
    [{ minReplicas: 101, maxReplicas: 2_147_483_647 }, 101, 2_147_483_647],
  ])('%j are accepted', (props, min, max) => {
    const { minReplicaCount, maxReplicaCount } = specOf(props);
    expect([minReplicaCount, maxReplicaCount]).toStrictEqual([min, max]);
  });

  test('fails when minReplicas is above maxReplicas', () => {
    expect(failureOf({ minReplicas: 5, maxReplicas: 2 })).toBe(
      'maxReplicas (2) must be at least minReplicas (5): raise maxReplicas or lower minReplicas [test/worker]',
    );
  });

  test("fails when minReplicas is above KEDA's own maximum", () => {
    expect(failureOf({ minReplicas: 101 })).toBe(
      "minReplicas (101) must be at most 100, KEDA's default for maxReplicas: pass maxReplicas [test/worker]",
    );
  });

  test.each([
    ['minReplicas', -1, '-1', 'of at least 0'],
    ['minReplicas', 0.5, '0.5', 'of at least 0'],
    ['minReplicas', '1', '"1"', 'of at least 0: write 1'],
    ['minReplicas', null, 'null', 'of at least 0'],
    ['maxReplicas', 0, '0', 'of at least 1'],
    ['maxReplicas', Number.NaN, 'NaN', 'of at least 1'],
    ['maxReplicas', '10', '"10"', 'of at least 1: write 10'],
    ['maxReplicas', 2_147_483_648, '2147483648', 'from 1 to 2147483647'],
    ['maxReplicas', Number.POSITIVE_INFINITY, 'Infinity', 'from 1 to 2147483647'],
  ])('fails when %s is %p', (prop, value, shown, bounds) => {
    expect(failureOf({ [prop]: value })).toBe(`${prop} (${shown}) must be a whole number ${bounds} [test/worker]`);
  });
});

describe('idle replicas', () => {
  test('are 0 below a minimum of at least 1', () => {
    expect(specOf({ minReplicas: 1, idleReplicas: 0 }).idleReplicaCount).toBe(0);
  });

  test('fails when they are another number', () => {
    expect(failureOf({ minReplicas: 3, idleReplicas: 1 })).toBe(
      'idleReplicas (1) must be 0, the only number KEDA supports: raise minReplicas instead [test/worker]',
    );
  });

  test.each([{}, { minReplicas: 0 }])('fails when they are no fewer than the minimum of %j', (bounds) => {
    expect(failureOf({ ...bounds, idleReplicas: 0 })).toBe(
      'idleReplicas (0) must be less than minReplicas (0): leave it out, since the app scales to zero without it [test/worker]',
    );
  });
});

describe('times', () => {
  test('are whole seconds', () => {
    const { cooldownPeriod, initialCooldownPeriod, pollingInterval } = specOf({
      cooldown: Duration.seconds(0),
      initialCooldown: Duration.millis(2000),
      pollingInterval: Duration.seconds(1),
    });
    expect([cooldownPeriod, initialCooldownPeriod, pollingInterval]).toStrictEqual([0, 2, 1]);
  });

  test.each(['cooldown', 'initialCooldown', 'pollingInterval'])('fails when %s is not a whole number of seconds', (prop) => {
    expect(failureOf({ [prop]: Duration.millis(1500) })).toBe(
      `${prop} (1.5 s) must be a whole number of seconds: round it up with Duration.seconds(2) [test/worker]`,
    );
  });

  test.each(['cooldown', 'initialCooldown', 'pollingInterval'])('fails when %s is a number', (prop) => {
    expect(failureOf({ [prop]: 30 })).toBe(`${prop} (30) must be a Duration: write Duration.seconds(30) [test/worker]`);
  });

  test('fails when pollingInterval is 0', () => {
    expect(failureOf({ pollingInterval: Duration.seconds(0) })).toBe('pollingInterval (0 s) must be at least 1 s [test/worker]');
  });
});

describe('names', () => {
  test('fails when the name of the app does not fit into the name of its HPA', () => {
    expect(failureOf({ name: 'a'.repeat(55) })).toBe(
      `name ("${'a'.repeat(55)}", 55 characters) must have at most 54 characters, since KEDA names the HPA keda-hpa-<name>, ` +
        'which may have 63: ' +
        'pass a shorter name [test/worker]',
    );
  });

  test('a long name is accepted with hpaName', () => {
    const props = { ...APP, triggers: [QUEUE], name: 'a'.repeat(63), hpaName: 'b'.repeat(63) };
    const { metadata, spec } = only(
      synth((chart) => new WasmApp(chart, 'worker', props)),
      'ScaledObject',
    );
    expect(metadata.name).toBe('a'.repeat(63));
    expect(spec.advanced).toStrictEqual({ horizontalPodAutoscalerConfig: { name: 'b'.repeat(63) } });
  });

  test('fails when hpaName is too long', () => {
    expect(failureOf({ hpaName: 'b'.repeat(64) })).toBe(
      `hpaName ("${'b'.repeat(64)}", 64 characters) must have at most 63 characters, since it is the name of a Kubernetes object: ` +
        'pass a shorter name [test/worker]',
    );
  });

  test('fails when hpaName is not a valid name', () => {
    expect(failureOf({ hpaName: 'Worker HPA' })).toBe(
      'hpaName ("Worker HPA") must consist of lower case letters, digits and \'-\', start with a letter and end with a letter or digit: ' +
        'pass a name like "worker-hpa" [test/worker]',
    );
  });
});

test('fails when restoreToOriginalReplicaCount is a string', () => {
  expect(failureOf({ restoreToOriginalReplicaCount: 'false' })).toBe(
    'restoreToOriginalReplicaCount ("false") must be true or false [test/worker]',
  );
});

describe('fallback', () => {
  test.each(Object.values(FallbackBehavior).filter((behavior) => behavior !== FallbackBehavior.SCALING_MODIFIERS))(
    '%s is accepted from KEDA 2.17',
    (behavior) => {
      const fallback = { failureThreshold: 3, replicas: 2, behavior };
      expect(specOf({ fallback }, { keda: '2.17' }).fallback).toStrictEqual({ failureThreshold: 3, replicas: 2, behavior });
    },
  );

  test('without a behavior is accepted from KEDA 2.14', () => {
    const fallback = { failureThreshold: 3, replicas: 2 };
    expect(specOf({ fallback }, { keda: '2.14' }).fallback).toStrictEqual({ failureThreshold: 3, replicas: 2 });
  });

  test('fails for a behavior on KEDA 2.16', () => {
    expect(failureOf({ fallback: { failureThreshold: 3, replicas: 2, behavior: FallbackBehavior.STATIC } }, { keda: '2.16' })).toBe(
      'fallback.behavior needs KEDA 2.17 or newer, and the platform declares 2.16: ' +
        "leave fallback.behavior out, or declare Platform.target(app, { keda: '2.17' }) [test/worker]",
    );
  });

  const formula = {
    fallback: { failureThreshold: 3, replicas: 2, behavior: FallbackBehavior.SCALING_MODIFIERS },
    scalingModifiers: { formula: 'queue', target: 5 },
  };

  test('by the formula is accepted from KEDA 2.20', () => {
    expect(specOf(formula, { keda: '2.20' }).fallback).toStrictEqual({ failureThreshold: 3, replicas: 2, behavior: 'scalingModifiers' });
  });

  test('fails for the formula as fallback on KEDA 2.19', () => {
    expect(failureOf(formula, { keda: '2.19' })).toBe(
      'fallback.behavior SCALING_MODIFIERS needs KEDA 2.20 or newer, and the platform declares 2.19: ' +
        "leave fallback.behavior SCALING_MODIFIERS out, or declare Platform.target(app, { keda: '2.20' }) [test/worker]",
    );
  });

  test('fails when there is no formula for the fallback', () => {
    expect(failureOf({ fallback: formula.fallback })).toBe(
      'fallback.behavior SCALING_MODIFIERS needs a formula: pass scalingModifiers [test/worker]',
    );
  });

  test('fails when its behavior is unknown', () => {
    expect(failureOf({ fallback: { failureThreshold: 3, replicas: 2, behavior: 'STATIC' } })).toBe(
      'fallback.behavior ("STATIC") must be one of static, currentReplicas, currentReplicasIfHigher, currentReplicasIfLower, ' +
        'scalingModifiers: write FallbackBehavior.STATIC [test/worker]',
    );
  });

  test.each(['failureThreshold', 'replicas'])('fails when its %s is missing or not a count', (prop) => {
    const fallback = { failureThreshold: 3, replicas: 2 };
    expect(failureOf({ fallback: { ...fallback, [prop]: undefined } })).toBe(
      `fallback.${prop} is missing: pass a whole number of at least 0 [test/worker]`,
    );
    expect(failureOf({ fallback: { ...fallback, [prop]: -1 } })).toBe(
      `fallback.${prop} (-1) must be a whole number of at least 0 [test/worker]`,
    );
  });

  test('with only cpu and memory triggers is accepted with a formula, as by the webhook', () => {
    const fallback = { failureThreshold: 3, replicas: 2 };
    expect(specOf({ triggers: [CPU], fallback, scalingModifiers: { formula: '1', target: 1 } }).fallback).toStrictEqual(fallback);
  });

  test('fails with only cpu and memory triggers', () => {
    expect(failureOf({ triggers: [CPU], fallback: { failureThreshold: 3, replicas: 2 } })).toBe(
      'fallback needs a trigger other than cpu and memory: add one, or leave fallback out [test/worker]',
    );
  });
});

describe('the formula of several triggers', () => {
  function failureOfModifiers(scalingModifiers: Partial<ScalingModifiers>, triggers = [QUEUE, WEB, CPU]) {
    return failureOf({ triggers, scalingModifiers: { formula: 'queue', target: 5, ...scalingModifiers } });
  }

  test.each([
    '(queue + web) / 2',
    'queue > 100 ? queue : web',
    'max([queue, web])',
    'queue > 1e3 and web < 0x1F ? 1 : 0',
    'float(queue) ?? web',
    'web == 0 ? 0 : queue * len("orders and more")',
    'let total = queue + web; total / 2',
    'count([queue, web], {# > 1})',
    '$env.queue + web',
    '1',
  ])('%s is accepted', (formula) => {
    expect(specOf({ triggers: [QUEUE, WEB], scalingModifiers: { formula, target: 5 } }).advanced).toStrictEqual({
      scalingModifiers: { formula, target: '5' },
    });
  });

  test('fails when it refers to an unknown trigger', () => {
    expect(failureOfModifiers({ formula: '(queue + wbe) / 2' })).toBe(
      'scalingModifiers.formula ("(queue + wbe) / 2") refers to wbe, which is not a trigger: did you mean web? [test/worker]',
    );
  });

  test('fails when it refers to a trigger that measures the pods', () => {
    expect(failureOfModifiers({ formula: 'queue + load' })).toBe(
      'scalingModifiers.formula ("queue + load") refers to load, which is not a trigger: the names are queue, web [test/worker]',
    );
  });

  test('fails when no trigger that it can use has a name', () => {
    expect(failureOfModifiers({}, [Trigger.of('rabbitmq', {}), CPU])).toBe(
      'scalingModifiers.formula ("queue") refers to queue, which is not a trigger: ' +
        'no trigger that a formula can use has a name, pass { name } to the triggers it uses [test/worker]',
    );
  });

  test.each([
    ['', '""'],
    ['  ', '"  "'],
    [5, '5'],
  ])('fails when it is %p', (formula, shown) => {
    expect(failureOfModifiers({ formula: formula as never })).toBe(
      `scalingModifiers.formula (${shown}) must be a non-empty string [test/worker]`,
    );
  });

  test.each([
    [undefined, 'target is missing: pass the target value of the formula for each replica'],
    [0, 'target (0) must be more than 0'],
    [-1, 'target (-1) must be a number of at least 0'],
    ['5', 'target ("5") must be a number of at least 0: write 5'],
    [Number.NaN, 'target (NaN) must be a number of at least 0'],
  ])('fails when its target is %p', (target, message) => {
    expect(failureOfModifiers({ target: target as never })).toBe(`scalingModifiers.${message} [test/worker]`);
  });

  test('fails when its activation is negative', () => {
    expect(failureOfModifiers({ activationTarget: -0.5 })).toBe(
      'scalingModifiers.activationTarget (-0.5) must be a number of at least 0 [test/worker]',
    );
  });

  test('fails when its metric type is Utilization', () => {
    expect(failureOfModifiers({ metricType: MetricType.UTILIZATION })).toBe(
      'scalingModifiers.metricType (Utilization) must be AVERAGE_VALUE or VALUE: ' +
        'a formula has no resource request to be a percentage of [test/worker]',
    );
  });

  test('fails when its type is unknown', () => {
    expect(failureOfModifiers({ metricType: 'value' as never })).toBe(
      'scalingModifiers.metricType ("value") must be AverageValue or Value: write MetricType.AVERAGE_VALUE [test/worker]',
    );
  });
});

describe('triggers', () => {
  test('fails when they are empty', () => {
    expect(failureOf({ triggers: [] })).toBe('triggers ([]) must not be empty: leave it out, or pass at least one Trigger [test/worker]');
  });

  test('fails when they are not a list', () => {
    expect(failureOf({ triggers: 'cron' })).toBe('triggers ("cron") must be a list: write ["cron"] [test/worker]');
  });

  test.each([
    [{ type: 'cron' }, '{"type":"cron"}'],
    [null, 'null'],
  ])('fails when one is %j', (trigger, shown) => {
    expect(failureOf({ triggers: [QUEUE, trigger] })).toBe(
      `triggers[1] (${shown}) must be a Trigger, such as Trigger.kafka({ ... }) [test/worker]`,
    );
  });

  test('fails when two have the same name, with a formula or without', () => {
    expect(failureOf({ triggers: [QUEUE, WEB, QUEUE] })).toBe(
      'triggers[2].name ("queue") is the name of triggers[0] too: pass a different name to each trigger [test/worker]',
    );
  });

  test('that only measure the pods keep the minReplicas of the app', () => {
    expect(specOf({ triggers: [CPU], minReplicas: 2 }).minReplicaCount).toBe(2);
  });

  test('fails for 0 replicas with only cpu and memory triggers', () => {
    expect(failureOf({ triggers: [CPU], minReplicas: 0 })).toBe(
      'minReplicas (0) needs a trigger that works without pods, and cpu and memory do not: ' +
        'leave it out, or add another trigger [test/worker]',
    );
    expect(failureOf({ triggers: [CPU], minReplicas: 1, idleReplicas: 0 })).toBe(
      'idleReplicas (0) needs a trigger that works without pods, and cpu and memory do not: ' +
        'leave it out, or add another trigger [test/worker]',
    );
  });
});

test('fails when a formula is missing', () => {
  expect(failureOf({ triggers: [QUEUE], scalingModifiers: { target: 5 } as never })).toBe(
    'scalingModifiers.formula is missing: pass a string [test/worker]',
  );
});

test('fails for a fallback with a fractional target, with which KEDA ignores it', () => {
  const scalingModifiers = { formula: 'queue', target: 2.5 };
  expect(failureOf({ triggers: [QUEUE], scalingModifiers, fallback: { failureThreshold: 3, replicas: 2 } })).toBe(
    'scalingModifiers.target (2.5) must be a whole number with fallback, which KEDA silently ignores otherwise [test/worker]',
  );
});

test('fails for a fallback with a cpu or memory trigger before KEDA 2.17', () => {
  const props = { triggers: [QUEUE, CPU], fallback: { failureThreshold: 3, replicas: 2 } };
  expect(failureOf(props, { keda: '2.16' })).toBe(
    'fallback with a trigger of type cpu or memory needs KEDA 2.17, and the platform declares 2.16: leave one of the two out [test/worker]',
  );
  expect(specOf(props, { keda: '2.17' }).fallback).toStrictEqual({ failureThreshold: 3, replicas: 2 });
});
