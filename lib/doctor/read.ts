import { KNATIVE_NAMESPACE } from '../cluster/knative';
import { groupOf, type Manifest, type Value } from '../rules/manifest';
import { listOf, mapOf, textOf } from '../rules/values';
import { READ_KINDS, type ReadKind } from './kinds';
import { type ClusterReader, list, METADATA, METADATA_LIST, UnreachableError } from './reader';
import type { Resource, Snapshot, Unread } from './snapshot';

export interface ReadOptions {
  /** Namespaces to read; all where it is absent. */
  readonly namespaces?: readonly string[];
  /** Namespace that is read where the user may not read all. */
  readonly ownNamespace: string;
  /** Further API groups whose kinds are asked for. */
  readonly groups?: readonly string[];
}

/** An object whose existence is asked for. */
export interface Wanted {
  /** API group, where it is known. */
  readonly group?: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Reads what the diagnoses need of a cluster, with GET requests alone. Throws UnreachableError. */
export async function readSnapshot(reader: ClusterReader, { namespaces, ownNamespace, groups = [] }: ReadOptions): Promise<Snapshot> {
  const version = await reader.get('/version');
  if (version.status !== 200 || !textOf(version.body?.gitVersion)) {
    throw new UnreachableError(`${reader.url}: is not an API server of Kubernetes: /version answers with status ${version.status}`);
  }
  const served = await servedKinds(reader, [...READ_KINDS.map(({ group }) => group), ...groups]);
  const unread: Unread[] = [];
  const read = await Promise.all(
    READ_KINDS.map((kind) =>
      readKind(reader, kind, { served, unread, ownNamespace, namespaces: kind.isEverywhere ? undefined : namespaces }),
    ),
  );
  const objects = read.flat();
  if (Object.keys(served).some((each) => groupOf(each) === 'serving.knative.dev')) {
    const path = `/api/v1/namespaces/${KNATIVE_NAMESPACE}/configmaps`;
    objects.push(
      ...(await readList(reader, path, 'v1', 'ConfigMap', unread, { namespace: KNATIVE_NAMESPACE, resource: 'configmaps', group: '' })),
    );
  }
  return { server: reader.url, kubernetes: version.body.gitVersion, at: new Date().toISOString(), namespaces, objects, served, unread };
}

/** Kinds whose contents nobody needs to see. */
const CONFIDENTIAL = ['Secret', 'ConfigMap'];

/** Reads objects, so that it is known whether they exist, and returns the snapshot with them. Of Secrets only the metadata is read. */
export async function readWanted(reader: ClusterReader, snapshot: Snapshot, wanted: readonly Wanted[]): Promise<Snapshot> {
  const objects: Manifest[] = [];
  const unread: Unread[] = [];
  await Promise.all(
    wanted.map(async ({ group, kind, namespace, name }) => {
      const found = resourceOf(snapshot.served, kind, group);
      if (!found || (found.resource.namespaced && !namespace)) return;
      const { groupVersion, resource } = found;
      const where = resource.namespaced ? namespace : undefined;
      const isKnown = snapshot.objects.some((object) => {
        return (
          object.kind === kind && object.apiVersion === groupVersion && object.metadata.name === name && object.metadata.namespace === where
        );
      });
      if (isKnown) return;
      const scope = resource.namespaced ? `/namespaces/${encodeURIComponent(namespace!)}` : '';
      const { status, body } = await reader.get(
        `${rootOf(groupVersion)}${scope}/${resource.name}/${encodeURIComponent(name)}`,
        CONFIDENTIAL.includes(kind) ? METADATA : undefined,
      );
      if (status === 200) objects.push(trimmed(body, groupVersion, kind));
      else if (status !== 404)
        unread.push({
          kind: kindName(groupVersion, kind),
          resource: resource.name,
          group: groupOf(groupVersion),
          namespace: where,
          status,
        });
    }),
  );
  return { ...snapshot, objects: [...snapshot.objects, ...objects], unread: [...snapshot.unread, ...unread] };
}

/** Finds a served kind; of several groups that have it, the core group first. */
export function resourceOf(
  served: Snapshot['served'],
  kind: string,
  group?: string,
): { groupVersion: string; resource: Resource } | undefined {
  const matches = Object.entries(served).filter(([groupVersion]) => group === undefined || groupOf(groupVersion) === group);
  for (const [groupVersion, resources] of matches.sort(([a], [b]) => Number(a.includes('/')) - Number(b.includes('/')))) {
    const resource = resources.find((each) => each.kind === kind);
    if (resource) return { groupVersion, resource };
  }
  return undefined;
}

/** Returns the kinds of some groups, by group and version. A group whose server is away is left out. */
async function servedKinds(reader: ClusterReader, groups: readonly string[]): Promise<Snapshot['served']> {
  const { body, status } = await reader.get('/apis');
  if (status !== 200) throw new UnreachableError(`${reader.url}: does not list its API groups: status ${status}${messageOf(body)}`);
  const versions = listOf(body.groups)
    .filter(({ name }) => groups.includes(name))
    .flatMap((group) => listOf(group.versions).map(({ groupVersion }) => groupVersion as string));
  const resources = await Promise.all(
    ['v1', ...versions].map(async (groupVersion) => {
      const { status, body } = await reader.get(rootOf(groupVersion));
      if (status !== 200) return [];
      const kinds = listOf(body.resources)
        .filter(({ name }) => textOf(name) && !name.includes('/'))
        .map(({ kind, name, namespaced }): Resource => ({ kind, name, namespaced }));
      return [[groupVersion, kinds] as const];
    }),
  );
  return Object.fromEntries(resources.flat());
}

interface KindContext {
  readonly served: Snapshot['served'];
  readonly unread: Unread[];
  readonly namespaces?: readonly string[];
  readonly ownNamespace: string;
}

async function readKind(reader: ClusterReader, { group, kind, versions, isMetadata }: ReadKind, context: KindContext): Promise<Manifest[]> {
  const { served, unread, namespaces, ownNamespace } = context;
  const groupVersion = versions.map((version) => (group ? `${group}/${version}` : version)).find((each) => has(served, each, kind));
  if (!groupVersion) return [];
  const resource = served[groupVersion].find((each) => each.kind === kind)!;
  const read = (namespace?: string) => {
    const path = `${rootOf(groupVersion)}${namespace ? `/namespaces/${namespace}` : ''}/${resource.name}`;
    return readList(
      reader,
      path,
      groupVersion,
      kind,
      unread,
      { namespace, resource: resource.name, group },
      isMetadata ? METADATA_LIST : undefined,
    );
  };
  if (resource.namespaced && namespaces) return (await Promise.all(namespaces.map(read))).flat();
  const all = await read();
  const denied = unread.findIndex(
    (each) => each.kind === kindName(groupVersion, kind) && each.namespace === undefined && each.status === 403,
  );
  if (denied < 0 || !resource.namespaced) return all;
  const own = await read(ownNamespace);
  const isOwnRead = !unread.some((each) => each.kind === kindName(groupVersion, kind) && each.namespace === ownNamespace);
  if (isOwnRead) unread[denied] = { ...unread[denied], except: ownNamespace };
  return own;
}

function has(served: Snapshot['served'], groupVersion: string, kind: string): boolean {
  return served[groupVersion]?.some((each) => each.kind === kind) ?? false;
}

async function readList(
  reader: ClusterReader,
  path: string,
  groupVersion: string,
  kind: string,
  unread: Unread[],
  where: Pick<Unread, 'namespace' | 'resource' | 'group'>,
  accept?: string,
): Promise<Manifest[]> {
  const { status, items } = await list(reader, path, accept);
  if (status !== 200 && status !== 404) unread.push({ kind: kindName(groupVersion, kind), ...where, status });
  return items.map((item) => trimmed(item, groupVersion, kind));
}

/** An object with its apiVersion and kind, which the items of a list lack, and without what only servers read. */
function trimmed(item: Value, apiVersion: string, kind: string): Manifest {
  const { managedFields, ...metadata } = mapOf(item?.metadata);
  return { ...item, apiVersion, kind, metadata } as Manifest;
}

function kindName(groupVersion: string, kind: string): string {
  const group = groupOf(groupVersion);
  return group ? `${group}/${kind}` : kind;
}

function rootOf(groupVersion: string): string {
  return groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
}

function messageOf(body: Value): string {
  return textOf(body?.message) ? `: ${body.message}` : '';
}
