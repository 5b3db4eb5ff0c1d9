import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePorts, Processes } from './processes';

/** Whether a process, or one that it started, is there. */
function lives(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 20_000 && !holds(); waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(holds()).toBe(true);
}

/** A process that starts others, and prints their folder and the pid of the last. */
const STARTER = `
  const { Processes } = require(${JSON.stringify(join(__dirname, 'processes.ts'))});
  (async () => {
    const processes = new Processes();
    await processes.start('first', 'sleep', ['1000'], {}, async () => true);
    await processes.start('second', 'sh', ['-c', 'echo $$ > new; mv new pid; sleep 1000 & wait'], {}, async () => require('fs').existsSync(processes.dir + '/pid'));
    console.log(processes.dir, require('fs').readFileSync(processes.dir + '/pid', 'utf8').trim());
    process.stdin.resume();
  })();
`;

test.each(['SIGKILL', 'SIGTERM', 'SIGINT', 'its end'])(
  'what was started is gone when the starter ends by %s',
  async (ending) => {
    const starter = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', STARTER], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = await once(starter.stdout, 'data');
    const [dir, pid] = String(line).trim().split(' ');
    expect(existsSync(dir)).toBe(true);
    expect(lives(Number(pid))).toBe(true);

    if (ending === 'its end') starter.stdin.end();
    else starter.kill(ending as NodeJS.Signals);
    await until(() => !lives(Number(pid)) && !existsSync(dir));
  },
  60_000,
);

test('stopping ends the processes and removes their folder before it returns', async () => {
  const processes = new Processes();
  await processes.start('stubborn', 'sh', ['-c', 'trap "" TERM; echo $$ > new; mv new pid; while true; do sleep 1; done'], {}, async () =>
    existsSync(join(processes.dir, 'pid')),
  );
  await processes.stop();
  expect(existsSync(processes.dir)).toBe(false);
  await processes.stop();
}, 30_000);

test('fails with the end of its log when a program ends before it answers', async () => {
  const processes = new Processes();
  const start = processes.start('broken', 'sh', ['-c', 'echo no such flag; exit 3'], {}, async () => false);
  await expect(start).rejects.toThrow(/^broken ended with 3:\nno such flag\n$/);
  await processes.stop();
});

test('fails when there is no such program', async () => {
  const processes = new Processes();
  await expect(processes.start('none', '/nowhere/none', [], {}, async () => false)).rejects.toThrow('ENOENT');
  await processes.stop();
});

test('free ports are distinct, and can be listened on', async () => {
  const ports = await freePorts(3);
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  }
});
