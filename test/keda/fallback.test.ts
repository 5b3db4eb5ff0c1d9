import { FallbackBehavior } from 'cdk8s-wasm';
import { CPU, failureOf, QUEUE, specOf } from './worker';

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

test('fails for a fallback with a fractional target, with which KEDA ignores it', () => {
  const scalingModifiers = { formula: 'queue', target: 2.5 };
  expect(failureOf({ triggers: [QUEUE], scalingModifiers, fallback: { failureThreshold: 3, replicas: 2 } })).toBe(
    'scalingModifiers.target (2.5) must be a whole number with fallback, which KEDA silently ignores otherwise [test/worker]',
  );
});

test.each(['2.14', '2.16', '2.17'])('KEDA %s takes a fallback beside a cpu trigger, which the HPA reads without it', (keda) => {
  const fallback = { failureThreshold: 3, replicas: 2 };
  expect(specOf({ triggers: [QUEUE, CPU], fallback }, { keda }).fallback).toStrictEqual(fallback);
});
