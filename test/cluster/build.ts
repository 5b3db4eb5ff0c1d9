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
import { cacheRoot, find, manifestsDir, moduleDir, PROGRAMS, type Program, programDir } from './programs';
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
export function missing(programs: readonly Program[]): Program[] {
  return programs.filter((program) => !find(program));
}

/** Whether a test cluster can start without building anything. */
export function isBuilt(): boolean {
  return missing(Object.values(PROGRAMS)).length === 0 && hasManifests(manifestsDir());
}

/** Builds what is missing, and says so. */
export async function build(log: (line: string) => void): Promise<void> {
  if (isBuilt()) return log(`everything is built: ${cacheRoot()}`);
  if (!hasGo()) throw new Error(NO_GO);
  copyManifests(manifestsDir());
  await buildPrograms(Object.values(PROGRAMS), log);
  log(`built into ${cacheRoot()}`);
}

/** Builds those of the programs that are missing, one after the other. */
export async function buildPrograms(programs: readonly Program[], log: (line: string) => void): Promise<void> {
  const absent = missing(programs);
  for (const [at, program] of absent.entries()) {
    const title = `[${at + 1}/${absent.length}] ${program.name} ${program.version}`.trim();
    await timed(title, `building from ${relative(process.cwd(), moduleDir(program.module))}`, log, () => compile(program));
  }
}

/** Runs one step of a build, with a line at its start, one each half a minute, and one at its end. */
export async function timed(title: string, doing: string, log: (line: string) => void, step: () => Promise<void>): Promise<void> {
  const start = Date.now();
  const tick = setInterval(() => log(`${title}: ${seconds(start)} s so far`), 30_000);
  log(`${title}: ${doing}`);
  try {
    await step();
  } finally {
    clearInterval(tick);
  }
  log(`${title}: done in ${seconds(start)} s`);
}

/** Under a name of its own until it is whole, so that a build that was stopped leaves nothing that looks built. */
async function compile(program: Program): Promise<void> {
  const { name, module, package: main, ldflags = '' } = program;
  const dir = programDir(program);
  mkdirSync(dir, { recursive: true });
  const partial = join(dir, `${name}.${process.pid}.partial`);
  const args = ['build', '-trimpath', '-ldflags', `-s -w ${ldflags}`.trim(), '-o', partial, main];
  await run('go', args, { cwd: moduleDir(module), env: { ...GO_ENV, ...program.env } }, name);
  renameSync(partial, join(dir, name));
}

/** Runs a tool of a build; throws with what it said when it fails. */
export async function run(file: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv }, name: string): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    execFile(file, args, { ...options, maxBuffer: 1e8 }, (error, _, stderr) =>
      error ? reject(new Error(`${name} does not build: ${stderr || error.message}`)) : resolve(),
    ),
  );
}

const seconds = (start: number) => Math.round((Date.now() - start) / 1000);

if (require.main === module) {
  build((line) => console.log(line)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
