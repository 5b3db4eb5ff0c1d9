test('loading the library does not load cdk8s-plus-28, the first Kubernetes object does', () => {
  jest.isolateModules(() => {
    let loaded = false;
    jest.doMock('cdk8s-plus-28', () => {
      loaded = true;
      return jest.requireActual('cdk8s-plus-28');
    });
    const { Testing } = require('cdk8s') as typeof import('cdk8s');
    const { WasmApp, WasmRuntime } = require('cdk8s-wasm') as typeof import('cdk8s-wasm');
    expect(loaded).toBe(false);
    new WasmApp(Testing.chart(), 'app', { image: 'app:1', runtime: WasmRuntime.WASMTIME });
    expect(loaded).toBe(true);
  });
});
