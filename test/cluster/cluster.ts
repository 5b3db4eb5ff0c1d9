/** A cluster to judge manifests: one started here, with everything that this library writes for installed, or one that runs already. */
import { isBuilt } from './build';
import { type Applied, type Client, type Connection, connectionOf } from './client';
import { startControlPlane } from './control-plane';
import { Processes } from './processes';
import { manifestsDir } from './programs';
import { crds } from './upstream';
import { applyAll, startWebhooks } from './webhooks';

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

export interface TestCluster {
  readonly connection: Connection;
  /** Whether it was started here, and nobody else uses it. */
  readonly own: boolean;
  stop(): Promise<void>;
}

/** Starts a cluster; or, when told so by CDK8S_WASM_CLUSTER=running, takes that of the kubeconfig which KUBECONFIG names. */
export async function startCluster(): Promise<TestCluster> {
  const { CDK8S_WASM_CLUSTER: which, KUBECONFIG: kubeconfig } = process.env;
  if (which === 'running') {
    if (!kubeconfig) throw new Error('CDK8S_WASM_CLUSTER=running needs KUBECONFIG, the file that tells of the cluster');
    return { connection: connectionOf(kubeconfig), own: false, stop: async () => {} };
  }
  if (!isBuilt()) throw new Error('the test cluster is not built: run npm run cluster:build');
  const processes = new Processes();
  const stop = () => processes.stop();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop().finally(() => process.exit(1)));
  try {
    const plane = await startControlPlane(processes);
    await install(plane.client, crds(manifestsDir()));
    await startWebhooks(processes, plane);
    return { connection: plane.connection, own: true, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Applies CRDs, and returns when the server serves what they define. */
export async function install(client: Client, definitions: readonly Applied[]): Promise<void> {
  await Promise.all(definitions.map((definition) => applyAll(client, [definition])));
  const deadline = Date.now() + 60_000;
  for (const { metadata, spec } of definitions as readonly Any[]) {
    for (const { name: version } of spec.versions.filter(({ served }: Any) => served)) {
      while (!(await client.isServed(`${spec.group}/${version}`, spec.names.kind))) {
        if (Date.now() > deadline) throw new Error(`the CRD ${metadata.name} is not served`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }
  client.forget();
}
