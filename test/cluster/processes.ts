/** The processes of a test cluster and the folder that they write to; all gone when stopped, and when the process that started them is gone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Processes {
  /** Holds everything that the processes write; removed at the end. */
  readonly dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-cluster-'));
  // in a group of its own, so that a Ctrl-C of the terminal does not reach it
  private readonly guard = spawn(process.execPath, [join(__dirname, 'guard.js'), this.dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });

  constructor() {
    this.guard.unref();
    (this.guard.stdin as unknown as { unref(): void }).unref();
  }

  /** A folder below that of all, made. */
  folder(name: string): string {
    const path = join(this.dir, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Starts a program, which logs to a file, and waits until it answers. Throws with the end of its log when it ends before that, or takes too long. */
  async start(name: string, file: string, args: string[], env: NodeJS.ProcessEnv, ready: () => Promise<boolean>): Promise<void> {
    const { child, log } = launch(this.dir, name, file, args, env);
    if (child.pid !== undefined) this.guard.stdin?.write(`${child.pid}\n`);
    await answering(name, child, log, ready);
  }

  /** Ends what was started, last first, and removes the folder. */
  async stop(): Promise<void> {
    if (this.guard.exitCode !== null) return;
    this.guard.ref();
    this.guard.stdin?.end();
    await once(this.guard, 'exit');
  }
}

/** Starts a program in a process group of its own, which logs to a file below a folder. */
export function launch(
  dir: string,
  name: string,
  file: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; log: string } {
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const log = join(dir, 'logs', `${name}.log`);
  const out = openSync(log, 'w');
  const child = spawn(file, args, { detached: true, stdio: ['ignore', out, out], cwd: dir, env: { ...process.env, ...env } });
  closeSync(out);
  child.unref();
  return { child, log };
}

const TIMEOUT_MS = 120_000;

/** Waits until a program answers. Throws with the end of its log when it ends before that, or takes too long. */
export async function answering(name: string, child: ChildProcess, log: string, ready: () => Promise<boolean>): Promise<void> {
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {}); // reported by waitUntil
  await Promise.race([failed, waitUntil(name, child, log, ready)]);
}

async function waitUntil(name: string, child: ChildProcess, log: string, ready: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (!(await ready().catch(() => false))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const why = ended ? `ended with ${child.exitCode ?? child.signalCode}` : `did not answer within ${TIMEOUT_MS / 1000} s`;
      throw new Error(`${name} ${why}:\n${readFileSync(log, 'utf8').split('\n').slice(-20).join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ports of the loopback interface that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
