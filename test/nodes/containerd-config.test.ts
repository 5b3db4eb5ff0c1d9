import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { ContainerdConfig, ContainerdConfigVersion, ShimArch, ShimInstall, WasmApp, WasmRuntime } from 'cdk8s-wasm';
import { toml } from '../../lib/core/toml';
import { errorOf } from '../support/synth';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

test('the fragment of version 3 has a table for each runtime', () => {
  expect(ContainerdConfig.render({ runtimes: [WasmRuntime.SPIN, WasmRuntime.WASMEDGE] })).toBe(
    `# For a configuration of containerd whose first line is version = 3: append it to /etc/containerd/config.toml and restart containerd

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.spin]
runtime_type = "io.containerd.spin.v2"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.wasmedge]
runtime_type = "io.containerd.wasmedge.v1"
`,
  );
});

test('the fragment of version 2 has the options', () => {
  const runtimes = [WasmRuntime.of({ runtimeClassName: 'spin', runtimeType: '/opt/kwasm/bin/containerd-shim-spin-v2' })];
  const options = { SystemdCgroup: true, ConfigPath: '/etc/spin' };
  expect(ContainerdConfig.render({ runtimes, version: ContainerdConfigVersion.V2, options })).toBe(
    `# For a configuration of containerd whose first line is version = 2: append it to /etc/containerd/config.toml and restart containerd

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.spin]
runtime_type = "/opt/kwasm/bin/containerd-shim-spin-v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.spin.options]
SystemdCgroup = true
ConfigPath = "/etc/spin"
`,
  );
});

test('the fragment can be appended to a configuration, with the handler of a Shim as name of the table', () => {
  const platforms = [{ arch: ShimArch.AMD64, location: 'https://example.com/shim.tar.gz' }];
  const { runtime } = new ShimInstall(Testing.chart(), 'shim', { runtime: WasmRuntime.SPIN, platforms });
  const config = `version = 3\n\n[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]\nruntime_type = "io.containerd.runc.v2"\n`;
  expect(toml().parse(`${config}\n${ContainerdConfig.render({ runtimes: [runtime] })}`)).toEqual({
    version: 3,
    plugins: {
      'io.containerd.cri.v1.runtime': {
        containerd: { runtimes: { runc: { runtime_type: 'io.containerd.runc.v2' }, 'spin-v2': { runtime_type: 'io.containerd.spin.v2' } } },
      },
    },
  });
});

test('app.synth() writes the file beside the manifests', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'nodes');
  new ContainerdConfig(chart, 'spin', { runtimes: [WasmRuntime.SPIN] });
  const config = new ContainerdConfig(app, 'edge', { runtimes: [WasmRuntime.WASMEDGE], fileName: 'edge-nodes.toml' });
  expect(readdirSync(outdir)).toStrictEqual([]);
  app.synth();
  app.synth();
  expect(readdirSync(outdir).sort()).toStrictEqual(['edge-nodes.toml', 'nodes.k8s.yaml', 'spin.toml']);
  expect(readFileSync(join(outdir, config.fileName), 'utf8')).toBe(config.text);
});

test('fails without writing the file if the synthesis fails', () => {
  const app = new App({ outdir });
  const chart = new Chart(app, 'nodes');
  new ContainerdConfig(chart, 'spin', { runtimes: [WasmRuntime.SPIN] });
  app.synthYaml();
  Testing.synth(chart);
  chart.node.addValidation({ validate: () => ['not today'] });
  expect(() => app.synth()).toThrow('not today');
  expect(existsSync(join(outdir, 'spin.toml'))).toBe(false);
});

test('a subclass of App with its own synth() writes the file', () => {
  class Quick extends App {
    public override synth(): void {
      super.synth();
    }
  }
  const app = new Quick({ outdir });
  new WasmApp(new Chart(app, 'app'), 'app', { image: 'ghcr.io/acme/app:v1', runtime: WasmRuntime.WASMEDGE, replicas: 1 });
  new ContainerdConfig(app, 'edge', { runtimes: [WasmRuntime.WASMEDGE] });
  app.synth();
  expect(readdirSync(outdir).sort()).toStrictEqual(['app.k8s.yaml', 'edge.toml']);
});

test('fails for two files of the same name', () => {
  const message = errorOf((chart) => {
    new ContainerdConfig(chart, 'a', { runtimes: [WasmRuntime.SPIN], fileName: 'nodes.toml' });
    new ContainerdConfig(chart, 'b', { runtimes: [WasmRuntime.SLIGHT], fileName: 'nodes.toml' });
  });
  expect(message).toBe('file "nodes.toml" is already written by [test/a]: pass another fileName [test/b]');
});

test.each<[object, string]>([
  [{ runtimes: undefined }, 'runtimes is missing: pass at least one, such as [WasmRuntime.SPIN]'],
  [{ runtimes: [] }, 'runtimes ([]) must not be empty: pass at least one, such as [WasmRuntime.SPIN]'],
  [{ runtimes: WasmRuntime.SPIN }, 'must be a list'],
  [{ runtimes: ['spin'] }, 'runtime ("spin") must be a WasmRuntime'],
  [
    { runtimes: [WasmRuntime.SPIN, WasmRuntime.SPIN.withRuntimeClassName('spin')] },
    'runtimes has handler "spin" twice: remove one, or give it another with withHandler()',
  ],
  [{ version: 1 }, 'version (1) must be 2 or 3: write ContainerdConfigVersion.V3'],
  [{ version: '3' }, 'version ("3") must be 2 or 3: write ContainerdConfigVersion.V3'],
  [{ options: { SystemdCgroup: 'true' } }, 'options.SystemdCgroup ("true") is a string: write true without quotes'],
  [{ runtime: WasmRuntime.SPIN }, 'is unknown: did you mean runtimes?'],
  [{ fileName: '../nodes.toml' }, 'fileName ("../nodes.toml") must be a file name with the extension .toml, without a folder'],
  [{ fileName: 'nodes.yaml' }, 'fileName ("nodes.yaml") must be a file name with the extension .toml, without a folder'],
])('fails for %j', (props, message) => {
  expect(errorOf((chart) => new ContainerdConfig(chart, 'nodes', { runtimes: [WasmRuntime.SPIN], ...props } as never))).toContain(message);
});

test('fails in the static method with its name as path', () => {
  expect(() => ContainerdConfig.render({ runtimes: [] })).toThrow(
    'runtimes ([]) must not be empty: pass at least one, such as [WasmRuntime.SPIN] [ContainerdConfig.render()]',
  );
});
