/** What the API server says of manifests that are applied together, in their order, in namespaces of their own. */
import type { Answer, Applied, Client } from './client';
import { applied, executor } from './ground';

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

/** Why the server refuses each object; undefined where it takes it. */
export type Verdicts = readonly (string | undefined)[];

/** How long the webhooks' caches may lag behind what was just made. */
const LAG_MS = 300;

/**
 * Applies each object, strictly, and takes everything away again; what is refused is applied once more when all the others are there, since the order is no
 * matter here. Namespaces are renamed to begin with the id, so that cases do not see each other.
 */
export async function judge(client: Client, manifests: readonly Any[], id: string): Promise<Verdicts> {
  const objects = await Promise.all(manifests.map((manifest) => isolated(client, manifest, id)));
  const ground = await prepared(client, objects);
  const verdicts: (string | undefined)[] = [];
  for (const [at, object] of objects.entries()) {
    // a webhook that accepts what it should refuse may not have seen the objects before
    if (at > 0 && object.kind === 'ScaledObject') await new Promise((resolve) => setTimeout(resolve, LAG_MS));
    verdicts.push(refusalOf(await client.apply(object)));
  }
  for (const [at, object] of objects.entries()) {
    if (verdicts[at] !== undefined) verdicts[at] = refusalOf(await applied(client, object));
  }
  for (const object of [...objects].reverse().concat(ground)) if (object.kind !== 'Namespace') await client.delete(object);
  return verdicts;
}

const refusalOf = ({ status, body }: Answer) => (status < 300 ? undefined : String(body?.message ?? body));

/** The object in the namespace of the case that stands for its own. */
async function isolated(client: Client, manifest: Any, id: string): Promise<Any> {
  const { apiVersion, kind, metadata } = manifest;
  if (kind === 'Namespace' && apiVersion === 'v1') return { ...manifest, metadata: { ...metadata, name: `${id}-${metadata.name}` } };
  if (!(await client.isNamespaced(manifest))) return manifest;
  const namespace = metadata?.namespace ?? 'default';
  return typeof namespace === 'string' ? { ...manifest, metadata: { ...metadata, namespace: `${id}-${namespace}` } } : manifest;
}

/** Makes what manifests may well find on a cluster: namespaces, the account that Pods run as, executors, RuntimeClasses. Returns what is not in a namespace. */
async function prepared(client: Client, objects: readonly Any[]): Promise<Applied[]> {
  const has = (kind: string, name: string) => objects.some((other) => other.kind === kind && other.metadata?.name === name);
  const namespaces = new Set<string>(objects.map(({ metadata }) => metadata?.namespace).filter((name) => typeof name === 'string'));
  for (const name of namespaces) {
    if (!has('Namespace', name)) await client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await client.apply({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: name } });
  }
  const classes: Applied[] = [];
  for (const { apiVersion, kind, metadata, spec } of objects) {
    if (kind === 'SpinApp' && spec?.executor && !has('SpinAppExecutor', spec.executor)) {
      await client.apply(executor(apiVersion, spec.executor, metadata.namespace));
    }
    const target = spec?.scaleTargetRef?.name;
    if (kind === 'ScaledObject' && target && !objects.some((other) => other.metadata?.name === target && other.kind !== kind)) {
      await client.apply(workload(target, metadata.namespace));
    }
    if (kind === 'Pod' && spec?.runtimeClassName && !has('RuntimeClass', spec.runtimeClassName)) {
      const runtimeClass = {
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: { name: spec.runtimeClassName },
        handler: 'spin',
      };
      await client.apply(runtimeClass);
      classes.push(runtimeClass);
    }
  }
  return classes;
}

/** A Deployment that KEDA's webhook finds nothing wrong with. */
function workload(name: string, namespace: string): Applied {
  const labels = { app: name };
  const requests = { cpu: '100m', memory: '64Mi' };
  const template = { metadata: { labels }, spec: { containers: [{ name, image: name, resources: { requests } }] } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { selector: { matchLabels: labels }, template },
  };
}
