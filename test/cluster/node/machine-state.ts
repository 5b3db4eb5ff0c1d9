/** What a run could leave behind on this machine, to compare before and after. */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cgroupRoots } from './sandbox-guard.js';

/** Sysctls that the kernel itself writes. */
const COUNTERS = new Set(['kernel/ns_last_pid', 'fs/dentry-state', 'fs/inode-state']);

const PROC = '/proc';
const KERNEL_THREADS = 2;

/** Each kind of thing, by name, with a value where one can change. */
export type MachineState = { readonly [kind: string]: ReadonlyMap<string, string> };

/** The state of the machine: processes, mounts, namespaces, control groups, sysctls, network interfaces and temporary folders of nodes. */
export function machineState(): MachineState {
  const processes = processesById();
  return {
    process: new Map([...processes].map(([pid, command]) => [`${pid} ${command}`, ''])),
    mount: new Map(lines('/proc/self/mounts').map((line) => [line, ''])),
    namespace: new Map([...processes.keys()].flatMap(namespacesOf).map((namespace) => [namespace, ''])),
    cgroup: new Map(
      cgroupRoots()
        .flatMap((root) => foldersBelow(root))
        .map((folder) => [folder, '']),
    ),
    sysctl: sysctls(),
    interface: new Map(readdirSync('/sys/class/net').map((name) => [name, ''])),
    folder: new Map(
      readdirSync(tmpdir())
        .filter((name) => name.startsWith('cdk8s-wasm-'))
        .map((name) => [join(tmpdir(), name), '']),
    ),
  };
}

/** What is new or other than before, a line each; what has gone is not left behind. */
export function leftBehind(before: MachineState, after: MachineState): string[] {
  return Object.entries(after).flatMap(([kind, things]) =>
    [...things].flatMap(([name, value]) => {
      const earlier = before[kind].get(name);
      if (earlier === undefined) return [`${kind} ${name}`];
      return earlier === value ? [] : [`${kind} ${name}: ${value}, before ${earlier}`];
    }),
  );
}

/** Commands of the processes, without threads of the kernel and those that end while they are read. */
function processesById(): Map<string, string> {
  const found = new Map<string, string>();
  for (const pid of readdirSync(PROC).filter((name) => /^\d+$/.test(name) && name !== String(process.pid))) {
    const stat = read(join(PROC, pid, 'stat'));
    const command = read(join(PROC, pid, 'cmdline'))
      ?.replaceAll('\0', ' ')
      .trim();
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (command !== undefined && parent !== KERNEL_THREADS) found.set(pid, command);
  }
  return found;
}

function namespacesOf(pid: string): string[] {
  const folder = join(PROC, pid, 'ns');
  try {
    return readdirSync(folder).map((kind) => readlinkSync(join(folder, kind)));
  } catch {
    return [];
  }
}

function sysctls(): Map<string, string> {
  const root = '/proc/sys';
  const files = [root, ...foldersBelow(root)].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => join(folder, name)),
  );
  const settable = files.filter((file) => statSync(file, { throwIfNoEntry: false }) && (statSync(file).mode & 0o200) !== 0);
  const values = settable.map((file): [string, string | undefined] => [file.slice(root.length + 1), read(file)?.trim()]);
  return new Map(values.filter((entry): entry is [string, string] => entry[1] !== undefined && !COUNTERS.has(entry[0])));
}

function foldersBelow(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => [join(root, name), ...foldersBelow(join(root, name))]);
  } catch {
    return [];
  }
}

function lines(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
