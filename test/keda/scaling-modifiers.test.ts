import { MetricType, type ScalingModifiers, Trigger } from 'cdk8s-wasm';
import { CPU, failureOf, QUEUE, specOf, WEB } from './worker';

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
    [0.0004, 'target (0.0004) must be at least 0.001: KEDA rounds it to thousandths'],
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

test('fails when a formula is missing', () => {
  expect(failureOf({ triggers: [QUEUE], scalingModifiers: { target: 5 } as never })).toBe(
    'scalingModifiers.formula is missing: pass a string [test/worker]',
  );
});

test('a trigger that the formula does not name is warned of once', () => {
  const warned: string[] = [];
  const spy = jest.spyOn(process, 'emitWarning').mockImplementation((warning) => void warned.push(String(warning)));
  specOf({ triggers: [QUEUE, WEB], scalingModifiers: { formula: 'queue * 2', target: 5 } });
  spy.mockRestore();
  expect(warned.filter((warning) => warning.includes('does not name'))).toStrictEqual([
    'keda/formula-triggers: formula ("queue * 2") does not name web, so that this trigger neither wakes nor scales the workload: ' +
      'name it in the formula, or leave the trigger out [test/worker/ScaledObject]',
  ]);
});
