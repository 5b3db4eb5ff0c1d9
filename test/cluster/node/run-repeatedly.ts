/**
 * Runs the demo or the tests on a real node several times, and compares what is on the machine before and after each: nothing may be left behind. What another
 * program mounts or sets meanwhile is reported, too.
 *
 *   npm run scaling:repeat -- [--times N] [--log FOLDER] demo|test:scaling [-- ARGUMENTS]
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { exitWith } from './exit-code';
import { leftBehind, machineState, RUN_MARK } from './machine-state';
import { sleep } from './wait';

const PROGRAMS = ['demo', 'test:scaling'];

/** Runs a script of package.json with its output in a file; returns its exit code. */
async function run(script: string, args: readonly string[], file: string): Promise<number> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [RUN_MARK]: script },
  });
  const log = createWriteStream(file);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  await new Promise<void>((resolve) => log.end(resolve));
  return code;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { times: { type: 'string', default: '10' }, log: { type: 'string' } },
  });
  const [script, ...args] = positionals;
  const times = Number(values.times);
  if (!PROGRAMS.includes(script)) throw new Error(`program (${script ?? 'missing'}) must be ${PROGRAMS.join(' or ')}`);
  if (!Number.isInteger(times) || times < 1) throw new Error(`--times (${values.times}) must be a whole number of at least 1`);
  const folder = values.log ?? mkdtempSync(join(tmpdir(), 'repeated-'));
  mkdirSync(folder, { recursive: true });
  console.log(`${times} times ${[script, ...args].join(' ')}, output in ${folder}`);
  let failed = 0;
  for (let at = 1; at <= times; at++) {
    const before = machineState();
    const start = Date.now();
    const code = await run(script, args, join(folder, `${at}.log`));
    const seconds = ((Date.now() - start) / 1000).toFixed(0);
    // what was killed is gone when the kernel has reaped it
    await sleep(2000);
    const left = leftBehind(before, machineState());
    if (code !== 0 || left.length > 0) failed++;
    console.log(`${String(at).padStart(3)}  exit code ${code}  ${seconds.padStart(4)} s  ${left.length} left behind`);
    for (const line of left) console.log(`     ${line}`);
  }
  console.log(failed === 0 ? `${times} passed, and nothing was left behind` : `${failed} of ${times} failed or left something behind`);
  return failed === 0 ? 0 : 1;
}

exitWith(main);
