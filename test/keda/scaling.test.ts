import { Duration } from 'cdk8s';
import { WasmApp } from 'cdk8s-wasm';
import { only, synth } from '../support/synth';
import { APP, CPU, failureOf, QUEUE, specOf, WEB } from './worker';

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
    'restoreToOriginalReplicaCount ("false") must be true or false: write false without quotes [test/worker]',
  );
});

test.each([
  [{ paused: 'true' }, 'paused ("true") must be true or false: write true without quotes [test/worker]'],
  [{ pausedReplicas: -1 }, 'pausedReplicas (-1) must be a whole number of at least 0 [test/worker]'],
  [{ paused: true, pausedReplicas: 2 }, 'paused (true) has no effect beside pausedReplicas (2): leave one of them out [test/worker]'],
])('fails for %j', (props, message) => {
  expect(failureOf(props)).toBe(message);
});

describe('triggers', () => {
  test('fails when they are empty', () => {
    expect(failureOf({ triggers: [] })).toBe('triggers ([]) must not be empty: leave it out, or pass at least one Trigger [test/worker]');
  });

  test('fails when they are not a list', () => {
    expect(failureOf({ triggers: 'cron' })).toBe('triggers ("cron") must be a list: write [Trigger.cron({ ... })] [test/worker]');
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
