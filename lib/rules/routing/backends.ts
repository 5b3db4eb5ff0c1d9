/** Where Ingresses and HTTPRoutes lead, in one form. */
import { elements } from '../fields';
import { items, number, record, text } from '../http-add-on/values';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';

export const INGRESS = 'networking.k8s.io/Ingress';
export const HTTP_ROUTE = 'gateway.networking.k8s.io/HTTPRoute';

/** A host or a path, with the field that it stands in. */
export interface Match {
  readonly value: string;
  readonly at: string;
}

/** A Service that requests are led to. */
export interface Backend {
  /** Field of the Service's name. */
  readonly at: string;
  readonly service: string;
  readonly namespace: string;
  readonly port?: number;
  readonly portName?: string;
  /** Fields of the port's number and name. */
  readonly portAt: string;
  readonly portNameAt: string;
  /** Hosts that are led there, as the backend sees them; none for every host. */
  readonly hosts: readonly Match[];
  /** Path prefixes that are led there, as the backend sees them; none for every path, or where they are not known. */
  readonly paths: readonly Match[];
}

/** Kept as long as the objects are checked together. */
const CACHE = new WeakMap<Manifests, Map<Manifest, readonly Backend[]>>();

/** The Services that an Ingress or HTTPRoute leads to. */
export function backendsOf(object: Manifest, manifests: Manifests): readonly Backend[] {
  let known = CACHE.get(manifests);
  if (!known) {
    known = new Map();
    CACHE.set(manifests, known);
  }
  let backends = known.get(object);
  if (!backends) {
    backends = [...readBackends(object)];
    known.set(object, backends);
  }
  return backends;
}

/** The same, read anew: for who asks once about every object. */
export function readBackends(object: Manifest): Iterable<Backend> {
  return object.kind === 'Ingress' ? ingressBackends(object) : routeBackends(object);
}

function ingressBackends(object: Manifest): readonly Backend[] {
  const found: Backend[] = [];
  const { defaultBackend, rules } = record(object.spec);
  const namespace = namespaceOf(object);
  found.push(...ingressBackend(defaultBackend, 'spec.defaultBackend', { namespace, hosts: [], paths: [] }));
  for (const [rule, at] of elements(rules, 'spec.rules')) {
    const host = text(record(rule).host);
    const hosts = host ? [{ value: host.toLowerCase(), at: `${at}.host` }] : [];
    for (const [path, pathAt] of elements(record(record(rule).http).paths, `${at}.http.paths`)) {
      const { path: value, backend } = record(path);
      // A regular expression and a captured group are left alone: what the backend sees is not in the manifest.
      const isPlain = typeof value === 'string' && !/[()[\]{}*+?^$|\\]/.test(value);
      const paths = isPlain ? [{ value, at: `${pathAt}.path` }] : [];
      found.push(...ingressBackend(backend, `${pathAt}.backend`, { namespace, hosts, paths }));
    }
  }
  return found;
}

function ingressBackend(backend: Value, at: string, to: Pick<Backend, 'namespace' | 'hosts' | 'paths'>): readonly Backend[] {
  const found: Backend[] = [];
  const { service } = record(backend);
  const { name, port } = record(service);
  if (!text(name)) return found;
  // field by field: see lib/synth/with-fields.ts
  found.push({
    at: `${at}.service.name`,
    service: name,
    namespace: to.namespace,
    port: number(record(port).number),
    portName: text(record(port).name),
    portAt: `${at}.service.port.number`,
    portNameAt: `${at}.service.port.name`,
    hosts: to.hosts,
    paths: to.paths,
  });
  return found;
}

function routeBackends(object: Manifest): readonly Backend[] {
  const found: Backend[] = [];
  const { hostnames, rules } = record(object.spec);
  const hosts: Match[] = [];
  for (const [value, at] of elements(hostnames, 'spec.hostnames')) if (text(value)) hosts.push({ value: value.toLowerCase(), at });
  for (const [rule, at] of elements(rules, 'spec.rules')) {
    const { matches, filters, backendRefs } = record(rule);
    const paths = pathsOf(matches, `${at}.matches`);
    for (const [ref, refAt] of elements(backendRefs, `${at}.backendRefs`)) {
      const { name, namespace, kind = 'Service', group = '', port, weight } = record(ref);
      if (!text(name) || kind !== 'Service' || group !== '' || weight === 0) continue;
      const rewrite = [...items(filters), ...items(record(ref).filters)].map((filter) => record(record(filter).urlRewrite));
      const host = rewrite.find(({ hostname }) => text(hostname))?.hostname;
      found.push({
        at: `${refAt}.name`,
        service: name,
        namespace: text(namespace) ?? namespaceOf(object),
        port: number(port),
        portAt: `${refAt}.port`,
        portNameAt: `${refAt}.port`,
        hosts: host ? [{ value: host.toLowerCase(), at: `${at}.filters` }] : hosts,
        paths: rewrite.some(({ path }) => path !== undefined) ? [] : paths,
      });
    }
  }
  return found;
}

/** The path prefixes of an HTTPRoute's matches; none as soon as one of them takes every path or is no plain prefix. */
function pathsOf(matches: Value, at: string): Match[] {
  const paths: Match[] = [];
  for (const [match, matchAt] of elements(matches, at)) {
    const { type = 'PathPrefix', value } = record(record(match).path);
    if (!text(value) || type === 'RegularExpression') return [];
    paths.push({ value, at: `${matchAt}.path.value` });
  }
  return paths;
}
