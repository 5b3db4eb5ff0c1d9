import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { ShimInstall, WasmRuntime, WasmRuntimeClass, type WasmRuntimeClassProps } from 'cdk8s-wasm';
import { errorOf, synth } from '../support/synth';

const made = (props: WasmRuntimeClassProps) => synth((chart) => new WasmRuntimeClass(chart, 'class', props), { namespace: 'prod' });

beforeAll(() => {
  jest.spyOn(process, 'emitWarning').mockImplementation();
});

test('a RuntimeClass has the names of its runtime, and no namespace', () => {
  expect(made({ runtime: WasmRuntime.SPIN })).toStrictEqual([
    { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'wasmtime-spin-v2' }, handler: 'spin' },
  ]);
});

test('it has scheduling and overhead', () => {
  const props: WasmRuntimeClassProps = {
    runtime: WasmRuntime.SLIGHT.withRuntimeClassName('wasmtime-slight-v1'),
    nodeSelector: { 'kwasm.sh/kwasm-provisioned': 'node-1' },
    tolerations: [{ key: 'wasm', operator: 'Exists', effect: 'NoSchedule' }],
    overhead: { cpu: Cpu.millis(10), memory: Size.mebibytes(16) },
    labels: { team: 'platform' },
    annotations: { owner: 'platform' },
  };
  expect(made(props)).toStrictEqual([
    {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'wasmtime-slight-v1', labels: { team: 'platform' }, annotations: { owner: 'platform' } },
      handler: 'slight',
      overhead: { podFixed: { cpu: '10m', memory: '16Mi' } },
      scheduling: {
        nodeSelector: { 'kwasm.sh/kwasm-provisioned': 'node-1' },
        tolerations: [{ key: 'wasm', operator: 'Exists', effect: 'NoSchedule' }],
      },
    },
  ]);
});

test('two classes may have the same handler', () => {
  const classes = synth((chart) => {
    new WasmRuntimeClass(chart, 'a', { runtime: WasmRuntime.SPIN });
    new WasmRuntimeClass(chart, 'b', { runtime: WasmRuntime.SPIN.withRuntimeClassName('wasmtime-spin') });
  });
  expect(classes.map(({ metadata, handler }) => [metadata.name, handler])).toStrictEqual([
    ['wasmtime-spin-v2', 'spin'],
    ['wasmtime-spin', 'spin'],
  ]);
});

const LOCATION = 'https://example.com/shim.tar.gz';
const platforms = [{ arch: 'amd64' as never, location: LOCATION }];

test.each([
  [
    'a second WasmRuntimeClass',
    (chart: never) => new WasmRuntimeClass(chart, 'second', { runtime: WasmRuntime.SPIN }),
    'RuntimeClass wasmtime-spin-v2 is already created by WasmRuntimeClass [test/first]: pass its runtime to the apps, ' +
      'or change the runtimeClassName of one of the two [test/second]',
  ],
  [
    'a Shim that makes the same class',
    (chart: never) => new ShimInstall(chart, 'second', { runtime: WasmRuntime.SPIN, platforms }),
    'RuntimeClass wasmtime-spin-v2 is already created by WasmRuntimeClass [test/first]: a Shim creates its RuntimeClass itself, ' +
      'so remove the WasmRuntimeClass and pass ShimInstall.runtime to the apps [test/second]',
  ],
  [
    'a Shim that installs the runtime under another handler',
    (chart: never) => new ShimInstall(chart, 'second', { runtime: WasmRuntime.SPIN.withRuntimeClassName('spin'), platforms }),
    'handler ("spin") of RuntimeClass wasmtime-spin-v2 is not the runtime that [test/second] installs, "spin-v2": ' +
      'remove the WasmRuntimeClass and pass ShimInstall.runtime to the apps [test/second]',
  ],
])('fails for a class together with %s', (_, second, message) => {
  const build = (chart: never) => {
    new WasmRuntimeClass(chart, 'first', { runtime: WasmRuntime.SPIN });
    second(chart);
  };
  expect(errorOf(build as never)).toBe(message);
});

test('fails for a class after a Shim with another handler', () => {
  const message = errorOf((chart) => {
    new ShimInstall(chart, 'shim', { runtime: WasmRuntime.SPIN, platforms });
    new WasmRuntimeClass(chart, 'class', { runtime: WasmRuntime.SPIN.withRuntimeClassName('spin') });
  });
  expect(message).toBe(
    'handler ("spin") of RuntimeClass spin is not the runtime that [test/shim] installs, "spin-v2": ' +
      'remove the WasmRuntimeClass and pass ShimInstall.runtime to the apps [test/class]',
  );
});

test.each([
  [{}, 'runtime (undefined) must be a WasmRuntime, such as WasmRuntime.SPIN'],
  [{ runtime: { runtimeClassName: 'a' } }, 'must be a WasmRuntime, such as WasmRuntime.SPIN'],
  [{ runtime: WasmRuntime.of({ runtimeClassName: 'Spin' }) }, 'runtime.runtimeClassName ("Spin") must be a DNS subdomain'],
  [{ runtime: WasmRuntime.of({ runtimeClassName: 'spin.v2' }) }, 'runtime.handler ("spin.v2") must be a DNS label'],
  [{ runtime: WasmRuntime.SPIN, nodeSelector: { spin: true } }, 'nodeSelector spin (true) must be a string: write "true"'],
  [{ runtime: WasmRuntime.SPIN, nodeSelector: ['spin'] }, 'nodeSelector (["spin"]) must be an object'],
  [{ runtime: WasmRuntime.SPIN, tolerations: [null] }, 'tolerations[0] (null) must be an object'],
  [{ runtime: WasmRuntime.SPIN, overhead: { cpu: '10m' } }, 'overhead.cpu.request ("10m") must be a Cpu: write Cpu.millis(10)'],
  [{ runtime: WasmRuntime.SPIN, overhead: { disk: 1 } }, 'overhead.disk (1) is unknown: write one of cpu, memory'],
])('fails for %j', (props, message) => {
  expect(errorOf((chart) => new WasmRuntimeClass(chart, 'class', props as never))).toContain(message);
});
