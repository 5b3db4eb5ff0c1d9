import { Testing } from 'cdk8s';
import { HttpScaledWasm, Trigger, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { Construct } from 'constructs';
import { fail } from '../../lib/core/errors';

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

test('an error of the root ends with app', () => {
  expect(thrownBy(() => fail(Testing.app(), 'a (1) must be 2')).message).toBe('a (1) must be 2 [app]');
});

test('the stack has the message and the line that created the construct', () => {
  const { stack } = thrownBy(() => new WasmApp(Testing.chart(), 'app', { image: '', runtime: WasmRuntime.SPIN }));
  const lines = stack!.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('Error: image ("") must be a non-empty string [test/app]');
  expect(lines[1]).toContain(__filename);
});

test('the stack has the line of the user when the error is thrown by nested calls of the library', () => {
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

test('the stack trace limit is restored', () => {
  const limit = Error.stackTraceLimit;
  thrownBy(() => fail(Testing.chart(), 'a (1) must be 2'));
  expect(Error.stackTraceLimit).toBe(limit);
});
