import { runtimeOfHandler } from '../../../lib/rules/runtimes/classes';

test.each([
  ['spin', 'spin'],
  ['spin-v2', 'spin'],
  ['wasmtime-spin-v2', 'spin'],
  ['wasmtime-slight', 'slight'],
  ['wasmtime', 'wasmtime'],
  ['wasmtime-v1', 'wasmtime'],
  ['wasm', 'wasmtime'],
  ['wasmedge', 'wasmedge'],
  ['runsc', undefined],
  ['nvidia', undefined],
  ['constructor', undefined],
  [7, undefined],
])('the handler %j is the Wasm runtime %j', (handler, runtime) => {
  expect(runtimeOfHandler(handler)).toBe(runtime);
});
