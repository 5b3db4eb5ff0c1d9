import { Testing } from 'cdk8s';
import { HttpScaledWasm, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { Construct } from 'constructs';
import { fail } from '../../lib/core/errors';
import { show } from '../../lib/core/show';

function thrownBy(action: () => unknown): Error {
  try {
    action();
  } catch (error) {
    return error as Error;
  }
  throw new Error('expected an error, and there was none');
}

test('an error ends with the path of the construct', () => {
  const scope = new Construct(new Construct(Testing.chart(), 'outer'), 'inner');
  expect(thrownBy(() => fail(scope, 'a (1) must be 2')).message).toBe('a (1) must be 2 [test/outer/inner]');
});

test('an error of the app itself names the app', () => {
  expect(thrownBy(() => fail(Testing.app(), 'a (1) must be 2')).message).toBe('a (1) must be 2 [app]');
});

test('the stack holds the message and the line that made the construct', () => {
  const { stack } = thrownBy(() => new WasmApp(Testing.chart(), 'app', { image: '', runtime: WasmRuntime.SPIN }));
  const lines = stack!.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('Error: image ("") must be a text that is not empty [test/app]');
  expect(lines[1]).toContain(__filename);
});

test('the stack holds the line of the user even where the mistake is found deep inside the library', () => {
  const { stack } = thrownBy(
    () =>
      new HttpScaledWasm(Testing.chart(), 'app', {
        image: 'app:1',
        runtime: WasmRuntime.SPIN,
        hosts: ['app.example.com'],
        triggers: [Trigger.kafka({ bootstrapServers: [''], consumerGroup: 'app', topic: 'events', lagThreshold: 5 })],
      }),
  );
  const lines = stack!.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(__filename);
});

test('the length of other stacks stays as it was', () => {
  const limit = Error.stackTraceLimit;
  thrownBy(() => fail(Testing.chart(), 'a (1) must be 2'));
  expect(Error.stackTraceLimit).toBe(limit);
});

const loop: { self?: unknown } = {};
loop.self = loop;

test.each<[unknown, string]>([
  ['a "b"', '"a \\"b\\""'],
  [1.5, '1.5'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [12n, '12'],
  [null, 'null'],
  [undefined, 'undefined'],
  [true, 'true'],
  [['a', 1], '["a",1]'],
  [{ a: 1 }, '{"a":1}'],
  [WasmRuntime, 'function WasmRuntime'],
  [loop, 'an object that contains itself'],
])('%p is shown as %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});
