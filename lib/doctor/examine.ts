import { KNATIVE_NAMESPACE } from '../cluster/knative';
import { needsOf } from '../requirements/collect';
import { type Declaration, declaredCluster } from '../rules/declared';
import { groupOf, type Manifest, namespaceOf, UNKNOWN_NAMESPACE } from '../rules/manifest';
import { interceptorOf } from '../rules/routing/interceptor';
import { answersOf, wantedOf } from './answers';
import { type App, appsOf, isNamed, membersOf } from './apps';
import { readSnapshot, readWanted, resourceOf } from './read';
import type { ClusterReader } from './reader';
import { type DoctorReport, reportOf } from './report';
import { clusterFor } from './versions';
import { ClusterView, refOf } from './view';

export interface ExamineOptions {
  /** The manifests to look for; everything on the cluster where there are none. */
  readonly manifests: readonly Manifest[];
  /** What the user declares of the cluster. */
  readonly declared: Declaration;
  /** Namespace of manifests that name none, and of a user who may not read all. */
  readonly ownNamespace: string;
  /** The one namespace to look at. */
  readonly namespace?: string;
  /** The one app to look at. */
  readonly app?: string;
}

/** An app that the cluster does not have. */
export class UnknownAppError extends Error {}

/** Reads a cluster, and reports what is wrong. Throws UnreachableError and UnknownAppError. */
export async function examine(reader: ClusterReader, options: ExamineOptions): Promise<DoctorReport> {
  const { declared, ownNamespace, app } = options;
  const hasFiles = options.manifests.length > 0;
  const groups = options.manifests.map(({ apiVersion }) => groupOf(apiVersion));
  const snapshot = await readSnapshot(reader, { namespaces: namespacesOf(options), ownNamespace, groups });
  const before = new ClusterView(snapshot);
  const cluster = clusterFor(before, declared);
  const manifests = hasFiles ? placed(options.manifests, before, ownNamespace) : livingManifests(appsOf(before));
  const needed = needsOf(manifests, cluster);
  const view = new ClusterView(await readWanted(reader, snapshot, wantedOf(needed, ownNamespace)));
  const apps = appsOf(view);
  if (app !== undefined && !apps.some((each) => isNamed(each, app))) {
    const names = [...new Set(apps.map(({ namespace, name }) => `${namespace}/${name}`))];
    throw new UnknownAppError(
      `no app is named ${JSON.stringify(app)}: ${names.length > 0 ? `there are ${names.slice(0, 20).join(', ')}` : 'the cluster has no app of this library'}`,
    );
  }
  const refs = new Set(manifests.map(refOf));
  const wants = (each: App) => (app === undefined || isNamed(each, app)) && (!hasFiles || isAmong(each, refs));
  const members = new Set(apps.filter(wants).flatMap(membersOf));
  const asked = app === undefined ? needed : needed.filter(({ requirement }) => requirement.neededBy.some((each) => members.has(each)));
  return reportOf({ view, apps, cluster, declared, manifests, hasFiles }, answersOf(asked, view, ownNamespace), {
    wants,
    isOneApp: app !== undefined,
  });
}

/** The namespaces to read: those that were asked for, and those where the components of the platform are. */
function namespacesOf({ manifests, declared, namespace, ownNamespace }: ExamineOptions): readonly string[] | undefined {
  if (namespace === undefined && manifests.length === 0) return undefined;
  const own = [...manifests.map(namespaceOf), ...(namespace === undefined ? [] : [namespace])].map((each) =>
    each === UNKNOWN_NAMESPACE ? ownNamespace : each,
  );
  return [...new Set([...own, interceptorOf(declaredCluster(declared)).namespace, KNATIVE_NAMESPACE])];
}

/** The manifests, each in the namespace that it is applied to. */
function placed(manifests: readonly Manifest[], { snapshot }: ClusterView, ownNamespace: string): readonly Manifest[] {
  return manifests.map((manifest) => {
    if (manifest.metadata.namespace !== undefined) return manifest;
    const resource = resourceOf(snapshot.served, manifest.kind, groupOf(manifest.apiVersion))?.resource;
    return resource?.namespaced ? { ...manifest, metadata: { ...manifest.metadata, namespace: ownNamespace } } : manifest;
  });
}

/** The objects of apps, as if they were manifests. */
function livingManifests(apps: readonly App[]): readonly Manifest[] {
  const objects = apps.flatMap(({ scalers, routes, workload, services, waysIn }) => [
    ...scalers,
    ...routes,
    ...(workload ? [workload] : []),
    ...services,
    ...waysIn,
  ]);
  return [...new Set(objects)];
}

function isAmong(app: App, refs: ReadonlySet<string>): boolean {
  return membersOf(app).some((member) => refs.has(member));
}
