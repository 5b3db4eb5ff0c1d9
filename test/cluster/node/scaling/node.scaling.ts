/** What a Wasm container is on a node: how it starts, and what it may do. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { HELLO_IMAGE } from '../apps';
import type { Any } from '../components/component';
import { ask } from '../load';
import { Node } from '../node';
import { observed, seconds } from '../observations';
import { until } from '../wait';

const GROUP = 'A Wasm container';
const node = Node.running();

const RESTRICTED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

interface PodOptions {
  readonly image?: string;
  readonly container?: object;
}

function pod(name: string, { image = HELLO_IMAGE, container = {} }: PodOptions = {}): Any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: {
      runtimeClassName: 'wasmtime',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, runAsUser: 65532, runAsGroup: 65532, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name, image, securityContext: RESTRICTED, ...container }],
    },
  };
}

/** Runs a pod for as long as it takes to look at it. */
async function running<T>(object: Any, look: (status: Any) => Promise<T>): Promise<T> {
  await node.apply([object]);
  try {
    let status: Any;
    await until(`pod ${object.metadata.name} runs`, async () => {
      const { body } = await node.client.get(object);
      status = body.status;
      return (status?.phase === 'Running' && status.podIP !== undefined) || JSON.stringify(status?.containerStatuses);
    });
    return await look(status);
  } finally {
    await node.client.delete(object);
  }
}

/** A line of /proc/PID/status of the guest in a pod: the process that has the pod's address. */
function processStatus(podIp: string, field: string): string {
  const guest = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((pid) => {
      try {
        const isGuest = readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('containerd-shim-wasmtime-v1');
        const uid = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return isGuest && uid === '65532' && execFileSync('nsenter', ['--net', '-t', pid, 'ip', '-4', 'addr']).includes(`${podIp}/`);
      } catch {
        return false;
      }
    });
  return new RegExp(`^${field}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${guest}/status`, 'utf8'))?.[1] as string;
}

const answers = (ip: string) =>
  until(`${ip} answers`, async () => {
    const { status, body } = await ask({ address: ip, port: 8080, host: 'any' });
    return status === 200 || body;
  });

test('a component answers from a Wasm layer, which is compiled once', async () => {
  await running(pod('layer'), ({ podIP }) => answers(podIP));
  observed(
    GROUP,
    'component as a Wasm layer, from running to an answer',
    seconds(await running(pod('layer-again'), ({ podIP }) => answers(podIP))),
  );
});

test('a component answers from a file in the image', async () => {
  const took = await running(pod('file', { image: 'docker.io/cdk8s-wasm/hello-file:v1' }), ({ podIP }) => answers(podIP));
  observed(GROUP, 'component as a file, from running to an answer', seconds(took));
});

test('the command "/" of the shims fails where the image has a file', async () => {
  const object = pod('no-file', { image: 'docker.io/cdk8s-wasm/hello-file:v1', container: { command: ['/'] } });
  await node.apply([object]);
  const message = await new Promise<string>((resolve, reject) => {
    let seen = '';
    until('the container cannot be created', async () => {
      const { body } = await node.client.get(object);
      const { state = {}, lastState = {} } = body.status?.containerStatuses?.[0] ?? {};
      seen = state.waiting?.message ?? state.terminated?.message ?? lastState.terminated?.message ?? '';
      return seen.includes("can't handle spec") || seen;
    }).then(() => resolve(seen), reject);
  });
  await node.client.delete(object);
  expect(message).toMatch(/can't handle spec/);
});

test('a command of WASI runs until it is asked to end', async () => {
  const object = pod('command', { image: 'docker.io/cdk8s-wasm/worker:v1' });
  await running(object, async ({ containerStatuses }) => expect(containerStatuses[0].ready).toBe(true));
});

test.each([
  ['drop: [ALL] alone drops nothing', ['ALL'], undefined],
  ['drop: [ALL] with add: [NET_BIND_SERVICE] leaves that one', ['ALL'], ['NET_BIND_SERVICE']],
])('%s', async (title, drop, add) => {
  const container = { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop, ...(add && { add }) } } };
  const effective = await running(pod(add ? 'adds' : 'drops', { container }), async ({ podIP }) => {
    await answers(podIP);
    return processStatus(podIP, 'CapEff');
  });
  observed(GROUP, `capabilities, ${title}`, `CapEff ${effective}`);
  expect(BigInt(`0x${effective}`) === 0x400n).toBe(add !== undefined);
});

test('the guest runs as the group that the pod names', async () => {
  await running(pod('group'), async ({ podIP }) => {
    await answers(podIP);
    expect(processStatus(podIP, 'Gid').split(/\s+/)[0]).toBe('65532');
  });
});
