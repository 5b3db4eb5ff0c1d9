/** What a run could leave behind on this machine, to compare before and after. */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cgroupRoots } from './sandbox-guard.js';

/** Sysctls that the kernel itself writes. */
const COUNTERS = new Set(['kernel/ns_last_pid', 'fs/dentry-state', 'fs/inode-state']);

const PROC = '/proc';
const OWN_NAMESPACE = readlinkSync(join(PROC, 'self', 'ns', 'pid'));

/** Each kind of thing, by name, with a value where one can change. */
export type MachineState = { readonly [kind: string]: ReadonlyMap<string, string> };

/** The state of the machine: processes, mounts, namespaces, control groups, sysctls, network interfaces and temporary folders of nodes. */
export function machineState(): MachineState {
  return {
    process: named([...processesOfRuns()].map(([pid, command]) => `${pid} ${command}`)),
    mount: named(lines('/proc/self/mounts')),
    namespace: named(processIds().flatMap(namespacesOf)),
    cgroup: named(cgroupRoots().flatMap(foldersBelow).filter(isEmptyGroup)),
    sysctl: sysctls(),
    interface: named(readdirSync('/sys/class/net')),
    folder: named(readdirSync(tmpdir()).filter((name) => name.startsWith('cdk8s-wasm-'))),
  };
}

function named(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, '']));
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

/** Environment variable by which a process that a run started is known. Processes of containers have none, but namespaces of their own. */
export const RUN_MARK = 'CDK8S_WASM_RUN';

/** Commands of the processes that a run started, without those that end while they are read. */
function processesOfRuns(): Map<string, string> {
  const found = new Map<string, string>();
  for (const pid of processIds()) {
    const isMarked = read(join(PROC, pid, 'environ'))
      ?.split('\0')
      .some((variable) => variable.startsWith(`${RUN_MARK}=`));
    const isContained = !namespacesOf(pid).includes(OWN_NAMESPACE);
    const command = read(join(PROC, pid, 'cmdline'))
      ?.replaceAll('\0', ' ')
      .trim();
    if (command && (isMarked || isContained)) found.set(pid, command);
  }
  return found;
}

function processIds(): string[] {
  return readdirSync(PROC).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
}

function namespacesOf(pid: string): string[] {
  const folder = join(PROC, pid, 'ns');
  try {
    return readdirSync(folder).map((kind) => readlinkSync(join(folder, kind)));
  } catch {
    return [];
  }
}

/** Groups in use are those of other programs, or their processes are found as such. */
function isEmptyGroup(folder: string): boolean {
  return read(join(folder, 'cgroup.procs'))?.trim() === '';
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
