/** What a cluster has before an app comes: the namespaces, each with the account that Pods run as, and the executors of SpinApps. */
import { FORMER_GROUP } from '../../lib/cluster/spinkube';
import type { Applied, Client } from './client';
import { applyAll } from './webhooks';

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

/** Makes what manifests lie in and refer to, but for what is among them. */
export async function prepare(client: Client, manifests: readonly Any[], labels: { [name: string]: string } = {}): Promise<void> {
  const has = (kind: string, name: string) => manifests.some((other) => other.kind === kind && other.metadata.name === name);
  const namespaces = new Set<string>(manifests.map(({ metadata }) => metadata?.namespace ?? 'default'));
  for (const name of namespaces) {
    if (has('Namespace', name)) continue;
    // made by a controller elsewhere; the webhook of Knative tries a Pod, which is refused without it
    await applyAll(client, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } } as Applied, serviceAccount(name)]);
  }
  for (const { apiVersion, kind, metadata, spec } of manifests) {
    const namespace = metadata?.namespace ?? 'default';
    if (kind === 'SpinApp' && spec.executor && !has('SpinAppExecutor', spec.executor)) {
      await applyAll(client, [executor(apiVersion, spec.executor, namespace)]);
    }
  }
}

const serviceAccount = (namespace: string): Applied => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default', namespace },
});

/** As spin-operator config/samples/spin-shim-executor.yaml. */
export const executor = (apiVersion: string, name: string, namespace: string): Applied => ({
  apiVersion,
  kind: 'SpinAppExecutor',
  metadata: { name, namespace },
  spec: {
    createDeployment: true,
    // the first release of the former group has no installDefaultCACerts
    deploymentConfig: {
      runtimeClassName: 'wasmtime-spin-v2',
      ...(!apiVersion.startsWith(FORMER_GROUP) && { installDefaultCACerts: true }),
    },
  },
});

/**
 * Applies an object; again where it is refused, for two seconds at most: webhooks know of what was made or removed a moment ago only when their caches do.
 */
export async function applied(client: Client, manifest: Applied, options: { dryRun?: boolean } = {}) {
  const deadline = Date.now() + 2000;
  for (;;) {
    const answer = await client.apply(manifest, options);
    if (answer.status < 300 || !/admission webhook/.test(answer.body?.message) || Date.now() > deadline) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
