import type { Cluster } from '../rules/cluster';
import { kindOf, type Manifest, maySameNamespace, namespaceOf, type Value } from '../rules/manifest';
import { elements } from '../rules/values';

/** Returns the reason why requests for a host reach no app; undefined if they do. */
export function unrouted(manifests: readonly Manifest[], host: string, cluster: Cluster): string | undefined {
  const entries = manifests.flatMap((manifest) => entriesOf(manifest));
  const routes = manifests.flatMap((manifest) => routesOf(manifest));
  const entered = entries.filter((entry) => matches(entry.host, host));
  const routed = routes.filter((pattern) => matches(pattern, host));
  const toInterceptor = entered.find(({ backends, from }) => backends.some((backend) => isInterceptor(backend, from, manifests, cluster)));
  if (toInterceptor && routed.length === 0) {
    const { kind, metadata } = toInterceptor.from;
    return `${kind} ${metadata.name} routes ${host} to the interceptor, which has no route for it (its hosts: ${list(routes)})`;
  }
  if (entered.length > 0 || routed.length > 0) return undefined;
  return `nothing routes ${host} (hosts: ${list([...entries.map((entry) => entry.host), ...routes])})`;
}

/** A host of an Ingress, HTTPRoute or DomainMapping, with the Services behind it. */
interface Entry {
  readonly host: string;
  readonly from: Manifest;
  readonly backends: readonly { readonly name: string; readonly namespace?: string }[];
}

function entriesOf(manifest: Manifest): Entry[] {
  const { spec, metadata } = manifest;
  switch (kindOf(manifest)) {
    case 'networking.k8s.io/Ingress':
      return each(spec?.rules).flatMap((rule) => {
        const backends = each(rule?.http?.paths).flatMap((path) =>
          path?.backend?.service?.name ? [{ name: path.backend.service.name }] : [],
        );
        return [{ host: text(rule?.host) ?? '*', from: manifest, backends }];
      });
    case 'gateway.networking.k8s.io/HTTPRoute': {
      const backends = each(spec?.rules).flatMap((rule) => each(rule?.backendRefs));
      const hosts = each(spec?.hostnames);
      return (hosts.length > 0 ? hosts : ['*']).map((host) => ({ host, from: manifest, backends }));
    }
    case 'serving.knative.dev/DomainMapping':
      return [{ host: metadata.name, from: manifest, backends: [] }];
    default:
      return [];
  }
}

/** Returns the hosts that the interceptor routes; `*` for all. */
function routesOf(manifest: Manifest): string[] {
  const { spec } = manifest;
  const hosts = (list: Value) => (each(list).length > 0 ? each(list) : ['*']);
  switch (kindOf(manifest)) {
    case 'http.keda.sh/InterceptorRoute':
      return each(spec?.rules).flatMap((rule) => hosts(rule?.hosts));
    case 'http.keda.sh/HTTPScaledObject':
      return hosts(spec?.hosts);
    default:
      return [];
  }
}

function isInterceptor(
  { name, namespace }: Entry['backends'][number],
  from: Manifest,
  manifests: readonly Manifest[],
  cluster: Cluster,
): boolean {
  const { service, namespace: home } = cluster.interceptor;
  const where = namespace ?? namespaceOf(from);
  if (name === service && where === home) return true;
  const named = manifests.find(
    (other) => kindOf(other) === 'Service' && other.metadata.name === name && maySameNamespace(namespaceOf(other), where),
  );
  return typeof named?.spec?.externalName === 'string' && named.spec.externalName.startsWith(`${service}.${home}`);
}

function matches(pattern: Value, host: string): boolean {
  if (typeof pattern !== 'string') return false;
  return (
    pattern === '*' || pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1)
  );
}

function each(list: Value): Value[] {
  return elements(list, '').map(([element]) => element);
}

function text(value: Value): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function list(hosts: readonly Value[]): string {
  return [...new Set(hosts)].join(', ') || 'none';
}
