/** `cdk8s synth` reads what a FleetApp writes as it reads what the App of cdk8s writes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..', '..');
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-fleet-'));
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
});

afterEach(() => rmSync(project, { recursive: true }));

/** The files, by path, that the CLI makes of an app of that class. */
function synth(app: 'App' | 'FleetApp', flags: readonly string[]): Map<string, string> {
  const program = join(project, `${app}.js`);
  writeFileSync(
    program,
    `require('tsx/cjs');
    const { App, Chart } = require('cdk8s');
    const { AppNamespace, FleetApp, HttpScaledWasm, WasmRuntime } = require(${JSON.stringify(join(root, 'lib', 'index.ts'))});
    const app = new { App, FleetApp }.${app}();
    const first = new Chart(app, 'first', { namespace: 'shop' });
    new AppNamespace(first, 'shop', { name: 'shop' });
    const second = new Chart(app, 'second', { namespace: 'shop' });
    for (const name of ['cart', 'mail', 'stock']) {
      new HttpScaledWasm(second, name, { image: 'ghcr.io/acme/' + name + ':v1', runtime: WasmRuntime.SLIGHT, hosts: [name + '.example.com'] });
    }
    second.addDependency(first);
    app.synth();`,
  );
  const out = join(project, `${app}-out`);
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', 'cdk8s'),
    ['synth', '--check-upgrade=false', '--app', `node ${program}`, '--output', out, ...flags],
    { cwd: project, encoding: 'utf8', env: { ...process.env, npm_config_offline: 'true' } },
  );
  expect({ status, output: status === 0 ? '' : `${stdout}${stderr}` }).toStrictEqual({ status: 0, output: '' });
  return new Map(filesOf(out).map((file) => [relative(out, file), readFileSync(file, 'utf8')]));
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

test.each<[string, string[], string[]]>([
  ['manifests', [], ['0000-first.k8s.yaml', '0001-second.k8s.yaml']],
  [
    'a Helm chart',
    ['--format', 'helm', '--chart-version', '1.2.3', '--chart-api-version', 'v2'],
    ['Chart.yaml', 'README.md', 'templates/0000-first.k8s.yaml', 'templates/0001-second.k8s.yaml'],
  ],
])('%s: a FleetApp writes the same files as an App', (_, flags, files) => {
  const ours = synth('FleetApp', flags);
  expect([...ours.keys()]).toStrictEqual(files);
  expect(ours).toStrictEqual(synth('App', flags));
});
