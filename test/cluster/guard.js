/**
 * Ends the processes of a test cluster when whoever started them is gone, however that came: it reads their process groups from its input, one a line, and
 * when that ends it ends them and removes the folder that it was given.
 *
 *   node guard.js DIR
 */
const { rmSync } = require('node:fs');
const { createInterface } = require('node:readline');

const [dir] = process.argv.slice(2);
/** Leaders of the groups. */
const groups = [];

createInterface({ input: process.stdin })
  .on('line', (line) => groups.push(Number(line)))
  .on('close', async () => {
    await Promise.all(groups.map(end));
    rmSync(dir, { recursive: true, force: true });
  });

/** Asks a group to end, and ends it after five seconds. */
async function end(group) {
  signal(group, 'SIGTERM');
  for (let waited = 0; waited < 5000 && signal(group, 0); waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
  signal(group, 'SIGKILL');
}

/** Whether the group was there to take the signal. */
function signal(group, name) {
  try {
    process.kill(-group, name);
    return true;
  } catch {
    return false;
  }
}
