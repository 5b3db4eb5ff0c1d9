/** What the API server says of manifests that are applied together, in their order, in namespaces of their own. */
import type { Answer, Applied, Client } from './client';

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

/** What the server says of one object. */
export interface Verdict {
  readonly refused: boolean;
  /** Of the server, where it refuses. */
  readonly message: string;
  readonly warnings: readonly string[];
}

export interface JudgeOptions {
  /** Short and distinct: every namespace is renamed to begin with it, so that cases do not see each other. */
  readonly id: string;
}

/** Applies each object, strictly, and takes everything away again. What upstream expects to be there before is made first. */
export async function judge(client: Client, manifests: readonly Any[], { id }: JudgeOptions): Promise<Verdict[]> {
  const objects = await Promise.all(manifests.map((manifest) => isolated(client, manifest, id)));
  await prepare(client, objects);
  const verdicts: Verdict[] = [];
  for (const object of objects) verdicts.push(toVerdict(await client.apply(object)));
  for (const object of [...objects].reverse()) if (object.kind !== 'Namespace') await client.delete(object);
  return verdicts;
}

export function toVerdict({ status, body, warnings }: Answer): Verdict {
  const refused = status >= 400;
  return { refused, message: refused ? String(body?.message ?? body) : '', warnings };
}

/** The object in the namespace of the case that stands for its own. */
export async function isolated(client: Client, manifest: Any, id: string): Promise<Any> {
  const { apiVersion, kind, metadata } = manifest;
  if (kind === 'Namespace' && apiVersion === 'v1') return { ...manifest, metadata: { ...metadata, name: `${id}-${metadata.name}` } };
  if (!(await client.isNamespaced(manifest))) return manifest;
  const namespace = metadata?.namespace ?? 'default';
  return typeof namespace === 'string' ? { ...manifest, metadata: { ...metadata, namespace: `${id}-${namespace}` } } : manifest;
}

/** The namespaces, the service account that Pods run as, and the executors of SpinApps: what a cluster has before an app comes. */
export async function prepare(client: Client, objects: readonly Any[]): Promise<void> {
  const namespaces = new Set<string>(objects.map(({ metadata }) => metadata?.namespace).filter((name) => typeof name === 'string'));
  const own = new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  for (const name of namespaces) if (!own.has(name)) await client.apply(namespace(name));
  if (objects.some(({ kind }) => kind === 'Pod')) for (const name of namespaces) await client.apply(serviceAccount(name));
  const given = new Set(objects.filter(({ kind }) => kind === 'SpinAppExecutor').map(({ metadata }) => metadata.name));
  for (const { apiVersion, kind, metadata, spec } of objects) {
    if (kind === 'SpinApp' && spec?.executor && !given.has(spec.executor)) {
      await client.apply(executor(apiVersion, spec.executor, metadata.namespace));
    }
  }
}

const namespace = (name: string): Applied => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

const serviceAccount = (namespace: string): Applied => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default', namespace },
});

/** As config/samples/spin-shim-executor.yaml of spin-operator. */
const executor = (apiVersion: string, name: string, namespace: string): Applied => ({
  apiVersion,
  kind: 'SpinAppExecutor',
  metadata: { name, namespace },
  spec: { createDeployment: true, deploymentConfig: { runtimeClassName: 'wasmtime-spin-v2' } },
});
