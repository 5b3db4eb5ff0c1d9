/** Switches of Knative Serving, on for as long as a function runs. */
import type { Client } from './client';
import { prepare } from './ground';

/** Those that stand in config-autoscaler, and are no features. */
const AUTOSCALER = ['allow-zero-initial-scale'];

/** What is refused as long as a flag is off, and shows that the webhook has read it. */
const PROBE_FLAG = 'kubernetes.podspec-nodeselector';

export async function withFeatures(client: Client, flags: readonly string[], run: () => Promise<void>): Promise<void> {
  await set(client, flags, true);
  try {
    await run();
  } finally {
    await set(client, flags, false);
  }
}

async function set(client: Client, flags: readonly string[], on: boolean): Promise<void> {
  if (flags.length === 0) return;
  const values = (names: readonly string[], yes: string) => Object.fromEntries(names.map((name) => [name, on ? yes : null]));
  const features = [...new Set([...flags.filter((flag) => !AUTOSCALER.includes(flag)), PROBE_FLAG])];
  await patch(
    client,
    'config-autoscaler',
    values(
      flags.filter((flag) => AUTOSCALER.includes(flag)),
      'true',
    ),
  );
  await patch(client, 'config-features', values(features, 'enabled'));
  await untilRead(client, on);
}

async function patch(client: Client, name: string, data: { [flag: string]: string | null }): Promise<void> {
  const path = `/api/v1/namespaces/knative-serving/configmaps/${name}`;
  const { status, body } = await client.send('PATCH', path, { data }, 'application/merge-patch+json');
  if (status >= 300) throw new Error(`${name}: ${body.message}`);
}

/** The last config map that was written is the last that is read. */
async function untilRead(client: Client, on: boolean): Promise<void> {
  const template = { spec: { nodeSelector: { probe: 'probe' }, containers: [{ image: 'probe' }] } };
  const service = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'probe' }, spec: { template } };
  await prepare(client, [service]);
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    const { status } = await client.apply(service, { dryRun: true });
    if (status < 300 === on) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the webhook of Knative does not read its config maps');
}
