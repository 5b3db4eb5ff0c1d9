/**
 * A place to run a node in: namespaces of its own for processes, mounts and network. When the first process in there ends, the kernel ends all others and takes
 * the mounts and the network away with them, however that came. What the kernel keeps, a guard puts back: control groups, three sysctls, and the folder of the
 * node.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cgroupRoots } from './sandbox-guard.js';

/** Where a program in the sandbox finds the folder of the node. */
export const NODE_DIR = 'CDK8S_WASM_NODE_DIR';

/** File in that folder with the process, seen from outside, whose network and mounts are those of the sandbox. */
export const HOLDER = 'sandbox.pid';

/** Time that a program has to end by itself. */
const GRACE_MS = 5000;

const NAMESPACES = ['--net', '--mount', '--pid', '--ipc', '--uts'];

/** Why no node can run on this machine, or undefined. */
export function whyNot(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `a node runs on Linux on x86-64, not on ${process.platform} on ${process.arch}`;
  if (process.getuid?.() !== 0) return 'a node needs root: it makes namespaces and control groups';
  return undefined;
}

/** Runs Node.js in the sandbox, on this terminal; returns its exit code when nothing of it is left. */
export async function runInSandbox(args: readonly string[], env: { readonly [name: string]: string } = {}): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-node-'));
  // its input ends when this process does, even by SIGKILL
  const guard = spawn(process.execPath, [join(__dirname, 'sandbox-guard.js'), dir], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const guarded = new Promise<void>((resolve) => guard.once('exit', () => resolve()));
  for (const root of cgroupRoots()) mkdirSync(join(root, basename(dir)), { recursive: true });
  // the shell is the first process of the namespace, and reaps what loses its parent
  const inside = ['bash', '-c', '"$@"; exit $?', 'bash', process.execPath, ...args];
  const child = spawn('unshare', [...NAMESPACES, '--fork', '--kill-child', '--mount-proc', ...inside], {
    stdio: 'inherit',
    env: { ...process.env, ...env, [NODE_DIR]: dir },
  });
  guard.stdin?.write(`${child.pid}\n`);
  writeFileSync(join(dir, HOLDER), String(child.pid));
  // a Ctrl-C of the terminal reaches the program inside, too, which ends by itself; a signal from elsewhere reaches this process alone
  process.on('SIGINT', () => setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref());
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill('SIGKILL'));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  guard.stdin?.end();
  await guarded;
  return code;
}
