/**
 * Puts back what a node leaves behind when its sandbox is gone. It reads the process that holds the sandbox from its input; when that ends, it ends the sandbox
 * and tidies up.
 *
 *   node sandbox-guard.js DIR
 */
const { existsSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');

/** What the kubelet sets. */
const SYSCTLS = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops'];
const CGROUPS = '/sys/fs/cgroup';

/** The roots of the hierarchies of control groups: one of version 2, or one for each controller of version 1. */
function cgroupRoots() {
  if (existsSync(join(CGROUPS, 'cgroup.controllers'))) return [CGROUPS];
  return existsSync(CGROUPS) ? readdirSync(CGROUPS).map((name) => join(CGROUPS, name)) : [];
}

/** Removes a group and those below it. Those that are in use stay, and the last processes remove some at the same time. */
function removeGroup(dir) {
  try {
    for (const entry of readdirSync(dir, { withFileTypes: true })) if (entry.isDirectory()) removeGroup(join(dir, entry.name));
    rmdirSync(dir);
  } catch {}
}

async function guard(dir) {
  const before = SYSCTLS.map((name) => [join('/proc/sys', name), readFileSync(join('/proc/sys', name), 'utf8')]);
  let held = '';
  for await (const chunk of process.stdin) held += chunk;
  const holder = Number(held);
  if (holder > 0) {
    try {
      process.kill(holder, 'SIGKILL');
    } catch {}
  }
  // the last processes of the namespace take a moment to go
  const groups = cgroupRoots().map((root) => join(root, basename(dir)));
  for (let tries = 0; tries < 100 && groups.some(existsSync); tries++) {
    groups.forEach(removeGroup);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const [file, value] of before) writeFileSync(file, value);
  rmSync(dir, { recursive: true, force: true });
}

module.exports = { cgroupRoots };
if (require.main === module) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  guard(process.argv[2]);
}
