/**
 * The same apps by other tools, each a process of its own: jsonnet computes them, helm renders a template, kustomize reads the finished documents and adds a
 * namespace. What is not installed is left out; `npm run bench -- --install` fetches them from the Go module proxy into a cache folder (needs Go).
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk8s-wasm', 'bin');

const MODULES: { readonly [tool: string]: string } = {
  jsonnet: 'github.com/google/go-jsonnet/cmd/jsonnet@v0.20.0',
  helm: 'helm.sh/helm/v3/cmd/helm@v3.18.6',
  kustomize: 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1',
};

/** Seconds after which a tool is stopped. */
export const LONGEST = 60;

export interface ToolCost {
  readonly tool: string;
  readonly version: string;
  /** CPU seconds of the whole process; none where it did not finish in LONGEST. */
  readonly cpu?: number;
}

export function installTools(progress: (what: string) => void): void {
  mkdirSync(CACHE, { recursive: true });
  for (const [tool, module] of Object.entries(MODULES)) {
    if (find(tool)) continue;
    progress(`go install ${module}`);
    execFileSync('go', ['install', module], { env: { ...process.env, GOBIN: CACHE }, stdio: 'inherit' });
  }
}

export function measureTools(apps: number, progress: (what: string) => void): ToolCost[] {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-bench-'));
  try {
    const manifests = manifestsOfOne();
    return Object.keys(MODULES).flatMap((tool) => {
      const program = find(tool);
      if (!program) {
        progress(`${tool} is not installed: left out; npm run bench -- --install fetches it`);
        return [];
      }
      progress(`${tool}: ${apps} apps`);
      const args = PREPARE[tool](folder, manifests, apps);
      return [{ tool, version: MODULES[tool].replace(/.*@/, ''), cpu: cpuOf(program, args) }];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes what a tool reads, and returns its arguments. */
const PREPARE: { readonly [tool: string]: (folder: string, manifests: object[], apps: number) => string[] } = {
  jsonnet(folder, manifests, apps) {
    const file = join(folder, 'fleet.jsonnet');
    const text = JSON.stringify(manifests)
      .replaceAll(/"([^"]*)app-0([^"]*)"/g, '"$1" + name + "$2"')
      .replaceAll('" + name + "":', '[name]:');
    writeFileSync(file, `local app(name) = ${text};\nstd.flattenArrays([app('app-' + i) for i in std.range(0, ${apps - 1})])\n`);
    return ['-y', file];
  },
  helm(folder, manifests, apps) {
    const chart = join(folder, 'chart');
    mkdirSync(join(chart, 'templates'), { recursive: true });
    writeFileSync(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: fleet\nversion: 1.0.0\n');
    writeFileSync(join(chart, 'values.yaml'), Yaml.stringify({ apps: Array.from({ length: apps }, (_, index) => `app-${index}`) }));
    const documents = manifests.map((manifest) => `---\n${Yaml.stringify(manifest)}`).join('');
    writeFileSync(
      join(chart, 'templates', 'apps.yaml'),
      `{{- range .Values.apps }}\n${documents.replaceAll('app-0', '{{ . }}')}{{- end }}\n`,
    );
    return ['template', chart];
  },
  kustomize(folder, manifests, apps) {
    const base = join(folder, 'kustomize');
    mkdirSync(base);
    const all = Array.from({ length: apps }, (_, index) =>
      manifests.map((manifest) => Yaml.stringify(manifest).replaceAll('app-0', `app-${index}`)),
    );
    writeFileSync(join(base, 'apps.yaml'), all.flat().join('---\n'));
    writeFileSync(join(base, 'kustomization.yaml'), 'namespace: team\nresources:\n  - apps.yaml\n');
    return ['build', base];
  },
};

function manifestsOfOne(): object[] {
  const { HttpScaledWasm, WasmRuntime } = require('../../build/lib') as typeof import('cdk8s-wasm');
  const chart = new Chart(new App(), 'fleet');
  new HttpScaledWasm(chart, 'app-0', { image: 'ghcr.io/my-org/app-0:v1', runtime: WasmRuntime.SLIGHT, hosts: ['app-0.example.com'] });
  return chart.toJson();
}

function find(tool: string): string | undefined {
  const cached = join(CACHE, tool);
  if (existsSync(cached)) return cached;
  return (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, tool))
    .find((file) => existsSync(file));
}

/** What `timeout` of coreutils exits with. */
const STOPPED = 124;

/** User and system time of a program, as the shell tells it. */
function cpuOf(program: string, args: readonly string[]): number | undefined {
  const command = `TIMEFORMAT="%U %S"; time timeout ${LONGEST} "$@" >/dev/null`;
  const { stderr, status } = spawnSync('bash', ['-c', command, 'bash', program, ...args], { encoding: 'utf8' });
  if (status === STOPPED) return undefined;
  if (status !== 0) throw new Error(`${program} failed: ${stderr.slice(0, 2_000)}`);
  const [user, system] = stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return user + system;
}
