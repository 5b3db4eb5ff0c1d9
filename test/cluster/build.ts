/**
 * Builds what a test cluster is made of from the Go modules that test/cluster/go pins, into a cache folder outside the repository. What is there already is not
 * built again.
 *
 *   npm run cluster:build
 *   npm run cluster:build -- --oldest    the oldest releases, which test/cluster/go-oldest pins
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { cacheDir, find, moduleDir, PROGRAMS, type Program } from './programs';
import { copyManifests, hasManifests } from './upstream';

const GO_ENV = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly', GOWORK: 'off' };

/** The error of a machine that can neither build nor find a test cluster, in one line. */
export const NO_GO =
  'go is missing and KUBEBUILDER_ASSETS names no folder with the programs of a test cluster: install Go 1.26, or set KUBEBUILDER_ASSETS';

export function hasGo(): boolean {
  try {
    execFileSync('go', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The programs that are neither in KUBEBUILDER_ASSETS nor in the cache. */
export function missing(): Program[] {
  return Object.values(PROGRAMS).filter((program) => !find(program));
}

/** Whether a test cluster can start without building anything. */
export function isBuilt(): boolean {
  return missing().length === 0 && hasManifests(cacheDir());
}

/** Builds what is missing, and says so. */
export async function build(log: (line: string) => void): Promise<void> {
  const programs = missing();
  const dir = cacheDir();
  if (isBuilt()) return log(`everything is built: ${dir}`);
  if (!hasGo()) throw new Error(NO_GO);
  mkdirSync(dir, { recursive: true });
  copyManifests(dir);
  for (const [at, program] of programs.entries()) {
    const title = `[${at + 1}/${programs.length}] ${program.name} ${program.version}`.trim();
    const start = Date.now();
    const tick = setInterval(() => log(`${title}: building, ${seconds(start)} s so far`), 30_000);
    log(`${title}: building from ${relative(process.cwd(), moduleDir(program.module))}`);
    try {
      await compile(program, dir);
    } finally {
      clearInterval(tick);
    }
    log(`${title}: built in ${seconds(start)} s`);
  }
  log(`built into ${dir}`);
}

/** Under a name of its own until it is whole, so that a build that was stopped leaves nothing that looks built. */
async function compile({ name, module, package: main, ldflags = '' }: Program, dir: string): Promise<void> {
  const partial = join(dir, `${name}.${process.pid}.partial`);
  const args = ['build', '-trimpath', '-ldflags', `-s -w ${ldflags}`.trim(), '-o', partial, main];
  await new Promise<void>((resolve, reject) =>
    execFile('go', args, { cwd: moduleDir(module), env: GO_ENV, maxBuffer: 1e8 }, (error, _, stderr) =>
      error ? reject(new Error(`${name} does not build: ${stderr || error.message}`)) : resolve(),
    ),
  );
  renameSync(partial, join(dir, name));
}

const seconds = (start: number) => Math.round((Date.now() - start) / 1000);

if (require.main === module) {
  build((line) => console.log(line)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
