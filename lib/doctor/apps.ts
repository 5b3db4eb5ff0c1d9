import { grouped } from '../core/derived';
import { serviceReferencesOf } from '../rules/http-add-on/service-reference';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE, makesScaledObject } from '../rules/http-add-on/upstream';
import { targetOf } from '../rules/keda/target-reference';
import { autoscalersOf } from '../rules/keda/targets';
import { SCALED_OBJECT } from '../rules/keda/upstream';
import { SERVICE as KNATIVE_SERVICE } from '../rules/knative/template';
import { podTemplateOf } from '../rules/kubernetes/pod-template';
import { kindOf, type Manifest, namespaceOf } from '../rules/manifest';
import { backendsOf } from '../rules/routing/backends';
import { RUNTIME_CLASS, runtimeOfHandler } from '../rules/runtimes/classes';
import { APPS, findApp } from '../rules/spinkube/apps';
import { mapOf, textOf } from '../rules/values';
import { interceptorServices } from './interceptors';
import { type ClusterView, refOf, selects } from './view';

/** An app: a workload, with what scales it and leads requests to it. */
export interface App {
  readonly namespace: string;
  /** Name of the workload, or of the scaler that has none. */
  readonly name: string;
  /** ScaledObjects, HTTPScaledObjects, SpinApps and Knative Services. */
  readonly scalers: readonly Manifest[];
  /** InterceptorRoutes and HTTPScaledObjects. */
  readonly routes: readonly Manifest[];
  readonly spinApp?: Manifest;
  readonly knative?: Manifest;
  /** The Deployment or StatefulSet. */
  readonly workload?: Manifest;
  readonly replicaSets: readonly Manifest[];
  readonly pods: readonly Manifest[];
  readonly services: readonly Manifest[];
  readonly autoscalers: readonly Manifest[];
  /** Ingresses and HTTPRoutes whose requests reach it: directly, or by a host of its routes. */
  readonly waysIn: readonly Manifest[];
}

const WORKLOADS = ['apps/Deployment', 'apps/StatefulSet'];
const WAYS_IN = ['networking.k8s.io/Ingress', 'gateway.networking.k8s.io/HTTPRoute'];

/** What is known of an app before its pods are looked for. */
interface Draft {
  readonly scalers: Manifest[];
  readonly routes: Manifest[];
}

/** Returns the apps of a cluster: everything that this library can write, in the order of namespaces and names. */
export function appsOf(view: ClusterView): readonly App[] {
  const drafts = new Map<string, Draft>();
  const draft = (namespace: string, name: string): Draft => {
    const key = `${namespace}/${name}`;
    const known = drafts.get(key) ?? { scalers: [], routes: [] };
    drafts.set(key, known);
    return known;
  };
  for (const scaler of view.ofKind(SCALED_OBJECT))
    draft(namespaceOf(scaler), targetOf(scaler)?.name ?? scaler.metadata.name).scalers.push(scaler);
  for (const route of view.ofKind(HTTP_SCALED_OBJECT)) {
    const app = draft(namespaceOf(route), targetOf(route)?.name ?? route.metadata.name);
    app.routes.push(route);
    if (makesScaledObject(route)) app.scalers.push(route);
  }
  for (const kind of APPS) for (const app of view.ofKind(kind)) draft(namespaceOf(app), app.metadata.name).scalers.push(app);
  for (const route of view.ofKind(INTERCEPTOR_ROUTE)) draft(namespaceOf(route), targetOfRoute(route, view)).routes.push(route);
  for (const service of view.ofKind(KNATIVE_SERVICE)) draft(namespaceOf(service), service.metadata.name).scalers.push(service);
  for (const workload of WORKLOADS.flatMap((kind) => view.ofKind(kind))) {
    if (isWasm(workload, view) && view.isInScope(namespaceOf(workload))) draft(namespaceOf(workload), workload.metadata.name);
  }
  const waysIn = WAYS_IN.flatMap((kind) => view.ofKind(kind));
  const servicesIn = grouped(view.ofKind('Service'), namespaceOf);
  // an Ingress that leads to the interceptor belongs to the app behind it, though the interceptor is scaled by a ScaledObject of its own
  const interceptors = new Set(interceptorServices(view));
  return [...drafts]
    .map(([key, { scalers, routes }]): App => {
      const [namespace, name] = key.split('/');
      const knative = scalers.find((each) => kindOf(each) === KNATIVE_SERVICE);
      const target = scalers.map((scaler) => targetOf(scaler)).find((each) => each !== undefined);
      const workload = knative ? undefined : workloadOf(view, namespace, name, target?.groupKind);
      const pods = knative ? knativePods(view, namespace, name) : podsOf(view, workload);
      const labels = workload ? podTemplateOf(workload).labels : {};
      const services = (servicesIn.get(namespace) ?? []).filter(
        ({ spec, metadata }) =>
          metadata.name === name ||
          (workload && Object.keys(mapOf(spec?.selector)).length > 0 && selects({ matchLabels: spec.selector }, labels)),
      );
      return {
        namespace,
        name,
        scalers,
        routes,
        spinApp: findApp(view.manifests, namespace, name),
        knative,
        workload,
        replicaSets: workload ? view.ownedBy(workload, 'ReplicaSet') : [],
        pods,
        services: knative ? [] : services,
        autoscalers: workload ? autoscalersOf(view.manifests, namespace, { groupKind: kindOf(workload), name }) : [],
        waysIn: waysIn.filter((way) =>
          leadsTo(way, { namespace, routes, services: services.filter((service) => !interceptors.has(service)) }),
        ),
      };
    })
    .sort((a, b) => (a.namespace + a.name < b.namespace + b.name ? -1 : 1));
}

/** Whether an app goes by a name: of its workload, of one of its objects, or of its label `app.kubernetes.io/name`. */
export function isNamed(app: App, name: string): boolean {
  const objects = [...app.scalers, ...app.routes, ...app.services, ...(app.workload ? [app.workload] : [])];
  return (
    app.name === name || objects.some(({ metadata }) => metadata.name === name || mapOf(metadata.labels)['app.kubernetes.io/name'] === name)
  );
}

/** The objects of an app, by which findings are assigned to it. */
export function membersOf(app: App): readonly string[] {
  const { scalers, routes, spinApp, knative, workload, replicaSets, pods, services, autoscalers, waysIn } = app;
  const single = [spinApp, knative, workload].filter((each) => each !== undefined);
  return [...scalers, ...routes, ...single, ...replicaSets, ...pods, ...services, ...autoscalers, ...waysIn].map(refOf);
}

function isWasm(workload: Manifest, view: ClusterView): boolean {
  const name = textOf(mapOf(podTemplateOf(workload).spec).runtimeClassName);
  if (!name) return false;
  const [runtimeClass] = view.manifests.named(RUNTIME_CLASS, name);
  return runtimeOfHandler(runtimeClass ? runtimeClass.handler : name) !== undefined || runtimeOfHandler(name) !== undefined;
}

/** The workload behind the Service of an InterceptorRoute, or the name of the Service. */
function targetOfRoute(route: Manifest, view: ClusterView): string {
  const namespace = namespaceOf(route);
  const service = textOf(serviceReferencesOf(route)[0].name) ?? route.metadata.name;
  const selector = mapOf(view.find('Service', namespace, service)?.spec).selector;
  const isEmpty = Object.keys(mapOf(selector)).length === 0;
  const workload = isEmpty
    ? undefined
    : WORKLOADS.flatMap((kind) => view.ofKind(kind)).find(
        (each) => namespaceOf(each) === namespace && selects({ matchLabels: selector }, podTemplateOf(each).labels),
      );
  return workload?.metadata.name ?? service;
}

function workloadOf(view: ClusterView, namespace: string, name: string, groupKind = 'apps/Deployment'): Manifest | undefined {
  // spin-operator makes a Deployment of the name of its SpinApp
  return view.find(APPS.includes(groupKind) ? 'apps/Deployment' : groupKind, namespace, name);
}

function podsOf(view: ClusterView, workload: Manifest | undefined): readonly Manifest[] {
  if (!workload) return [];
  const { selector } = mapOf(workload.spec);
  if (mapOf(selector) !== selector) return [];
  return view
    .ofKind('Pod')
    .filter(
      (pod) =>
        namespaceOf(pod) === namespaceOf(workload) && selects(selector, mapOf(pod.metadata.labels)) && !pod.metadata.deletionTimestamp,
    );
}

function knativePods(view: ClusterView, namespace: string, name: string): readonly Manifest[] {
  return view
    .ofKind('Pod')
    .filter(
      (pod) =>
        namespaceOf(pod) === namespace &&
        mapOf(pod.metadata.labels)['serving.knative.dev/service'] === name &&
        !pod.metadata.deletionTimestamp,
    );
}

function leadsTo(way: Manifest, { namespace, routes, services }: Pick<App, 'namespace' | 'routes' | 'services'>): boolean {
  const backends = backendsOf(way);
  if (backends.some((backend) => backend.namespace === namespace && services.some(({ metadata }) => metadata.name === backend.service)))
    return true;
  const hosts = new Set(routes.flatMap(hostsOf));
  return backends.some((backend) => backend.hosts.some(({ value }) => hosts.has(value)));
}

function hostsOf({ spec }: Manifest): readonly string[] {
  const { hosts, rules } = mapOf(spec);
  const lists = [hosts, ...(Array.isArray(rules) ? rules.map((rule) => mapOf(rule).hosts) : [])];
  return lists.flatMap((list) => (Array.isArray(list) ? list : [])).filter((host) => typeof host === 'string');
}
