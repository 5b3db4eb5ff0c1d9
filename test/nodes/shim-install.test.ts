import { Testing } from 'cdk8s';
import { ShimArch, ShimInstall, type ShimInstallProps, SpinAppScaled, SpinExecutor, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import * as fc from 'fast-check';
import { toml } from '../../lib/core/toml';
import { CURRENT, schemaErrors } from '../support/crd-schema';
import { errorOf, only, synth } from '../support/synth';

const AMD64 = { arch: ShimArch.AMD64, location: 'https://example.com/containerd-shim-spin-v2-linux-x86_64.tar.gz', sha256: 'e'.repeat(64) };
const ARM64 = { arch: ShimArch.ARM64, location: 'https://example.com/containerd-shim-spin-v2-linux-aarch64.tar.gz' };
const SPIN: ShimInstallProps = { runtime: WasmRuntime.SPIN, platforms: [AMD64] };

const shimOf = (props: ShimInstallProps, platform = {}) =>
  only(
    synth((chart) => new ShimInstall(chart, 'spin', props), { namespace: 'prod', platform }),
    'Shim',
  );

test('a Shim has the name of its binary, the handler that the manager writes, and no namespace', () => {
  const shim = shimOf({ ...SPIN, platforms: [AMD64, ARM64], nodeSelector: { spin: 'true' }, options: { SystemdCgroup: true } });
  expect(shim).toStrictEqual({
    apiVersion: 'runtime.spinkube.dev/v1alpha1',
    kind: 'Shim',
    metadata: { name: 'spin-v2' },
    spec: {
      nodeSelector: { spin: 'true' },
      fetchStrategy: {
        platforms: [
          { os: 'linux', ...AMD64 },
          { os: 'linux', ...ARM64 },
        ],
      },
      containerdRuntimeOptions: { SystemdCgroup: 'true' },
      runtimeClass: { name: 'wasmtime-spin-v2', handler: 'spin-v2' },
      rolloutStrategy: { type: 'recreate' },
    },
  });
  expect(schemaErrors(shim, CURRENT) ?? []).toStrictEqual([]);
});

test('apps and executors take its runtime', () => {
  const manifests = synth((chart) => {
    const { runtime } = new ShimInstall(chart, 'spin', { ...SPIN, runtime: WasmRuntime.SPIN.withRuntimeClassName('spin') });
    new WasmApp(chart, 'app', { image: 'ghcr.io/acme/app:v1', runtime, replicas: 1 });
    const executor = new SpinExecutor(chart, 'executor', { runtime });
    new SpinAppScaled(chart, 'spin-app', { image: 'ghcr.io/acme/spin-app:v1', executor: executor.name });
    expect(runtime).toMatchObject({ handler: 'spin-v2', runtimeType: 'io.containerd.spin.v2', port: 8080, needsRoot: true });
  });
  expect(only(manifests, 'Deployment').spec.template.spec.runtimeClassName).toBe('spin');
  expect(only(manifests, 'SpinAppExecutor').spec.deploymentConfig.runtimeClassName).toBe('spin');
});

test('a cluster of one architecture needs a single URL', () => {
  expect(shimOf({ runtime: WasmRuntime.SPIN, location: AMD64.location }).spec.fetchStrategy).toStrictEqual({
    type: 'anonymousHttp',
    anonHttp: { location: AMD64.location },
  });
});

test('before runtime-class-manager 0.2 the handler is the name of the binary', () => {
  const props = { runtime: WasmRuntime.SPIN, name: 'spin', location: AMD64.location };
  const shim = shimOf(props, { runtimeClassManager: '0.1' });
  expect([shim.metadata.name, shim.spec.runtimeClass.handler]).toStrictEqual(['spin', 'spin-v2']);
});

test('the name of the Shim is also the handler', () => {
  const runtime = WasmRuntime.of({ runtimeClassName: 'mine', runtimeType: '/opt/shims/containerd-shim-mine-v1' });
  const { metadata, spec } = shimOf({ runtime, name: 'mine-v1', platforms: [{ ...ARM64, location: 'https://example.com/mine.tar.gz' }] });
  expect([metadata.name, spec.runtimeClass]).toStrictEqual(['mine-v1', { name: 'mine', handler: 'mine-v1' }]);
});

test.each([
  [true, 'true'],
  [false, 'false'],
  [5, '5'],
  [1.5, '1.5'],
  ['/usr/bin/crun', '"/usr/bin/crun"'],
  ['C:\\a "b"', '"C:\\\\a \\"b\\""'],
  [['a', 'b'], '[ "a", "b" ]'],
  [[1, 2], '[ 1, 2 ]'],
])('the option %j is rendered in TOML as %s', (value, text) => {
  expect(shimOf({ ...SPIN, options: { Option: value } }).spec.containerdRuntimeOptions).toStrictEqual({ Option: text });
});

test('a random string is rendered on one line and parsed back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!/^(true|false)$/i.test(text) && !/^(["']).*\1$/.test(text));
      const { shim } = new ShimInstall(Testing.chart(), 'spin', { ...SPIN, options: { Option: text } });
      const { Option } = shim.toJson().spec.containerdRuntimeOptions;
      expect(Option).not.toContain('\n');
      expect(toml().parse(`[options]\nOption = ${Option}`)).toEqual({ options: { Option: text } });
    }),
    { numRuns: 100 },
  );
});

test('fails for a second Shim with the same RuntimeClass', () => {
  const message = errorOf((chart) => {
    new ShimInstall(chart, 'first', SPIN);
    new ShimInstall(chart, 'second', { ...SPIN, name: 'spin-v3' });
  });
  expect(message).toBe(
    'RuntimeClass wasmtime-spin-v2 is already created by ShimInstall [test/first]: pass its runtime to the apps, ' +
      'or change the runtimeClassName of one of the two [test/second]',
  );
});

test.each<[object, string]>([
  [{ platforms: undefined }, 'platforms is missing: pass the archive of each architecture with arch, location and sha256'],
  [{ platforms: [] }, 'platforms ([]) must not be empty: pass the archive of each architecture'],
  [{ platforms: AMD64 }, 'platforms ('],
  [{ platforms: [null] }, 'platforms[0] (null) must be an object'],
  [{ location: AMD64.location }, 'location is ignored together with platforms: leave one of the two out'],
  [{ platforms: undefined, location: 'shim.tar.gz' }, 'location ("shim.tar.gz") must be the http or https URL of a .tar.gz archive'],
  [{ platforms: [{ ...AMD64, location: 'ftp://a/b' }] }, 'platforms[0].location ("ftp://a/b") must be the http or https URL'],
  [{ platforms: [{ ...AMD64, arch: 'x86_64' }] }, 'platforms[0].arch ("x86_64") must be one of amd64, arm64: write ShimArch.AMD64'],
  [{ platforms: [AMD64, AMD64] }, 'platforms[1].arch ("amd64") is listed twice, and only the first is used: remove one of the two'],
  [{ platforms: [{ ...AMD64, sha256: 'abc' }] }, 'platforms[0].sha256 ("abc") must be 64 hexadecimal digits: pass the output of sha256sum'],
  [{ platforms: [{ ...AMD64, sha256: '' }] }, 'platforms[0].sha256 ("") must be 64 hexadecimal digits'],
  [{ platforms: [{ ...AMD64, sha: 'abc' }] }, 'platforms[0].sha ("abc") is unknown: did you mean sha256?'],
  [{ name: 'spin.v2' }, 'name ("spin.v2") must be a DNS label'],
  [{ name: 's'.repeat(64) }, 'must be a DNS label'],
  [{ options: { SystemdCgroup: 'true' } }, 'options.SystemdCgroup ("true") is a string: write true without quotes'],
  [{ options: { Root: '"/run"' } }, 'options.Root ("\\"/run\\"") must not have quotes, which are added in TOML: write "/run"'],
  [{ options: { Root: null } }, 'options.Root (null) must be a string, a number, true or false'],
  [{ options: { Root: {} } }, 'options.Root ({}) must be a string, a number, true or false'],
  [{ options: { Root: Number.NaN } }, 'options.Root (NaN) must be a string, a number, true or false'],
  [{ options: { Root: ['a', 1] } }, 'options.Root (["a",1]) must be a list of one type'],
  [{ options: { 'a b': true } }, "options.a b must be named like SystemdCgroup: letters, digits, '_' and '-'"],
  [{ options: [] }, 'options ([]) must be an object'],
  [
    { runtime: WasmRuntime.of({ runtimeClassName: 'mine', runtimeType: '/opt/mine' }) },
    'name is missing, and cannot be derived from the runtime\'s type ("/opt/mine"): pass the name of the binary in the archive without',
  ],
  [
    { runtime: WasmRuntime.SPIN.withRuntimeClassName(`a${'.a'.repeat(32)}`) },
    'must have at most 63 characters, to which the manager truncates it: pass a shorter name',
  ],
])('fails for %j', (props, message) => {
  expect(errorOf((chart) => new ShimInstall(chart, 'spin', { ...SPIN, ...props } as never))).toContain(message);
});

test('fails for platforms before runtime-class-manager 0.2', () => {
  expect(errorOf((chart) => new ShimInstall(chart, 'spin', SPIN), { platform: { runtimeClassManager: '0.1' } })).toContain(
    'platforms needs runtime-class-manager 0.2 or newer, and the platform declares 0.1',
  );
});
