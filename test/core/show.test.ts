import { WasmRuntime } from 'cdk8s-wasm';
import { show } from '../../lib/core/show';

const circular: { self?: unknown } = {};
circular.self = circular;

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
  [circular, 'a circular object'],
])('show(%p) is %s', (value, shown) => {
  expect(show(value)).toBe(shown);
});
