import { HttpScaledWasm, type HttpScaledWasmProps, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { runtimeOfHandler } from '../../lib/rules/runtimes/classes';
import { errorOf, only, synth } from '../support/synth';

test.each<[string, WasmRuntime, object]>([
  [
    'SPIN',
    WasmRuntime.SPIN,
    {
      runtimeClassName: 'wasmtime-spin-v2',
      handler: 'spin',
      runtimeType: 'io.containerd.spin.v2',
      port: 8080,
      command: ['/'],
      listenAddressVariable: 'SPIN_HTTP_LISTEN_ADDR',
      needsRoot: true,
    },
  ],
  [
    'SLIGHT',
    WasmRuntime.SLIGHT,
    { runtimeClassName: 'wasmtime-slight', handler: 'slight', runtimeType: 'io.containerd.slight.v1', port: 3000, command: ['/'] },
  ],
  [
    'WWS',
    WasmRuntime.WWS,
    { runtimeClassName: 'wasmtime-wws', handler: 'wws', runtimeType: 'io.containerd.wws.v1', port: 3000, command: ['/'] },
  ],
  [
    'LUNATIC',
    WasmRuntime.LUNATIC,
    { runtimeClassName: 'wasmtime-lunatic', handler: 'lunatic', runtimeType: 'io.containerd.lunatic.v1', port: 3000 },
  ],
  [
    'WASMTIME',
    WasmRuntime.WASMTIME,
    {
      runtimeClassName: 'wasmtime',
      handler: 'wasmtime',
      runtimeType: 'io.containerd.wasmtime.v1',
      httpPort: 8080,
      listenAddressVariable: 'WASMTIME_HTTP_PROXY_SOCKET_ADDR',
    },
  ],
  ['WASMEDGE', WasmRuntime.WASMEDGE, { runtimeClassName: 'wasmedge', handler: 'wasmedge', runtimeType: 'io.containerd.wasmedge.v1' }],
  ['WASMER', WasmRuntime.WASMER, { runtimeClassName: 'wasmer', handler: 'wasmer', runtimeType: 'io.containerd.wasmer.v1' }],
  ['WAMR', WasmRuntime.WAMR, { runtimeClassName: 'wamr', handler: 'wamr', runtimeType: 'io.containerd.wamr.v1' }],
])('%s has the names of its deployment files', (_, runtime, expected) => {
  expect(plain(runtime)).toStrictEqual(expected);
});

test('each runtime is one that the rules know', () => {
  const runtimes = Object.values(WasmRuntime).filter((value) => value instanceof WasmRuntime);
  expect(runtimes.length).toBeGreaterThan(0);
  expect(runtimes.filter(({ handler }) => runtimeOfHandler(handler) === undefined)).toStrictEqual([]);
});

test('the handler of a custom runtime defaults to its runtimeClassName', () => {
  expect(plain(WasmRuntime.of({ runtimeClassName: 'hyperlight' }))).toStrictEqual({
    runtimeClassName: 'hyperlight',
    handler: 'hyperlight',
    runtimeType: 'io.containerd.hyperlight.v1',
  });
});

test('the runtime type of a custom runtime defaults to its handler', () => {
  expect(WasmRuntime.of({ runtimeClassName: 'wasm', handler: 'wasmtime' }).runtimeType).toBe('io.containerd.wasmtime.v1');
});

test('a custom runtime takes every prop', () => {
  const props = {
    runtimeClassName: 'my-spin',
    handler: 'spin-v2',
    runtimeType: '/opt/bin/containerd-shim-spin-v2',
    port: 3001,
    command: ['/app'],
    httpPort: 3001,
    listenAddressVariable: 'LISTEN',
    needsRoot: true,
  };
  expect(plain(WasmRuntime.of(props))).toStrictEqual(props);
});

test('withRuntimeClassName() changes the name only, and not the constant', () => {
  expect(plain(WasmRuntime.SLIGHT.withRuntimeClassName('wasmtime-slight-v1'))).toStrictEqual({
    runtimeClassName: 'wasmtime-slight-v1',
    handler: 'slight',
    runtimeType: 'io.containerd.slight.v1',
    port: 3000,
    command: ['/'],
  });
  expect(plain(WasmRuntime.WASMTIME.withRuntimeClassName('wasm'))).toStrictEqual({
    runtimeClassName: 'wasm',
    handler: 'wasmtime',
    runtimeType: 'io.containerd.wasmtime.v1',
    httpPort: 8080,
    listenAddressVariable: 'WASMTIME_HTTP_PROXY_SOCKET_ADDR',
  });
  expect(WasmRuntime.SLIGHT.runtimeClassName).toBe('wasmtime-slight');
});

test('an app runs on the RuntimeClass, the command, the port and the listen address of its runtime', () => {
  const runtime = WasmRuntime.of({ runtimeClassName: 'my.wasm', port: 3001, command: ['/app'], listenAddressVariable: 'LISTEN' });
  const pod = only(
    synth((chart) => new WasmApp(chart, 'app', { image: 'app:1', runtime })),
    'Deployment',
  ).spec.template.spec;
  expect(pod.runtimeClassName).toBe('my.wasm');
  expect(pod.containers[0].command).toStrictEqual(['/app']);
  expect(pod.containers[0].ports).toStrictEqual([{ name: 'http', containerPort: 3001 }]);
  expect(pod.containers[0].env).toStrictEqual([{ name: 'LISTEN', value: '0.0.0.0:3001' }]);
});

describe('wasmtime', () => {
  const containerOf = (props: object, App: typeof WasmApp | typeof HttpScaledWasm = WasmApp) => {
    const given = { image: 'app:1', runtime: WasmRuntime.WASMTIME, ...props } as HttpScaledWasmProps;
    const manifests = synth((chart) => new App(chart, 'app', given));
    return only(manifests, 'Deployment').spec.template.spec.containers[0];
  };

  test('serves requests on the port of its proxy, without a variable', () => {
    const { ports, env } = containerOf({ hosts: ['app.example.com'] }, HttpScaledWasm);
    expect(ports).toStrictEqual([{ name: 'http', containerPort: 8080 }]);
    expect(env).toBeUndefined();
  });

  test('gets the variable of its proxy for another port', () => {
    const { ports, env } = containerOf({ hosts: ['app.example.com'], port: 3000 }, HttpScaledWasm);
    expect(ports).toStrictEqual([{ name: 'http', containerPort: 3000 }]);
    expect(env).toStrictEqual([{ name: 'WASMTIME_HTTP_PROXY_SOCKET_ADDR', value: '0.0.0.0:3000' }]);
  });

  test('runs a worker without a port', () => {
    const { ports, env } = containerOf({});
    expect(ports).toBeUndefined();
    expect(env).toBeUndefined();
  });
});

test.each<[string, string]>([
  ['Wasm', '"Wasm"'],
  ['my wasm', '"my wasm"'],
  ['', '""'],
])('fails for the runtimeClassName %p', (runtimeClassName, shown) => {
  expect(
    errorOf((chart) => new WasmApp(chart, 'app', { image: 'app:1', runtime: WasmRuntime.SPIN.withRuntimeClassName(runtimeClassName) })),
  ).toBe(
    `runtime.runtimeClassName (${shown}) must be a DNS subdomain: lower case letters, digits, '-' and '.', at most 253 characters [test/app]`,
  );
});

/** Returns the fields that are set. */
function plain(runtime: WasmRuntime): object {
  return JSON.parse(JSON.stringify(runtime));
}
