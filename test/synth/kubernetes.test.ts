import type { WasmAppProps } from '../../lib';

describe('cdk8s-plus-28 is loaded', () => {
  test.each<[string, Partial<WasmAppProps>, boolean]>([
    ['neither with the library nor by an app that does not need it', {}, false],
    ['by an app with a volume', { volumes: [{ name: 'data', emptyDir: {} }] }, true],
  ])('%s', (_, props, expected) => {
    jest.isolateModules(() => {
      let loaded = false;
      jest.doMock('cdk8s-plus-28', () => {
        loaded = true;
        return jest.requireActual('cdk8s-plus-28');
      });
      const { Testing } = require('cdk8s') as typeof import('cdk8s');
      const { WasmApp, WasmRuntime } = require('cdk8s-wasm') as typeof import('cdk8s-wasm');
      new WasmApp(Testing.chart(), 'app', { image: 'app:1', runtime: WasmRuntime.WASMTIME, ...props });
      expect(loaded).toBe(expected);
    });
  });
});
