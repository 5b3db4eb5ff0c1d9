/** Where Ingresses and HTTPRoutes lead, in one form. */

import { derived } from '../../core/derived';
import { kindOf, type Manifest, namespaceOf, type Value } from '../manifest';
import { elements, listOf, mapOf, numberOf, textOf } from '../values';
import type { Backend, Match } from './backend';
import { ROUTERS } from './routers';

export type { Backend, Match } from './backend';

export const INGRESS = 'networking.k8s.io/Ingress';
export const HTTP_ROUTE = 'gateway.networking.k8s.io/HTTPRoute';
export const GRPC_ROUTE = 'gateway.networking.k8s.io/GRPCRoute';

/** The kinds that lead requests for hosts to Services. */
export const WAYS_IN: readonly string[] = [INGRESS, HTTP_ROUTE, GRPC_ROUTE, ...Object.keys(ROUTERS)];

/** The Services that an Ingress, a route of the Gateway API or of another router leads to. */
export const backendsOf = derived((object: Manifest): readonly Backend[] => {
  const kind = kindOf(object);
  if (kind === INGRESS) return ingressBackends(object);
  return Object.hasOwn(ROUTERS, kind) ? ROUTERS[kind](object) : routeBackends(object);
});

function ingressBackends(object: Manifest): readonly Backend[] {
  const { defaultBackend, rules } = mapOf(object.spec);
  const backends: Backend[] = [];
  const add = (backend: Value, at: string, hosts: readonly Match[], paths: readonly Match[]) => {
    const { name, port } = mapOf(mapOf(backend).service);
    if (!textOf(name)) return;
    backends.push({
      at: `${at}.service.name`,
      service: name,
      namespace: namespaceOf(object),
      port: numberOf(mapOf(port).number),
      portName: textOf(mapOf(port).name),
      portAt: `${at}.service.port.number`,
      portNameAt: `${at}.service.port.name`,
      hosts,
      paths,
    });
  };
  add(defaultBackend, 'spec.defaultBackend', NONE, NONE);
  for (const [rule, at] of elements(rules, 'spec.rules')) {
    const host = textOf(mapOf(rule).host);
    const hosts = host ? [{ value: host.toLowerCase(), at: `${at}.host` }] : NONE;
    for (const [path, pathAt] of elements(mapOf(mapOf(rule).http).paths, `${at}.http.paths`)) {
      const { path: value, backend } = mapOf(path);
      // A regular expression and a captured group are left alone: the path that the backend sees is not in the manifest.
      const isPlain = typeof value === 'string' && !/[()[\]{}*+?^$|\\]/.test(value);
      add(backend, `${pathAt}.backend`, hosts, isPlain ? [{ value, at: `${pathAt}.path` }] : NONE);
    }
  }
  return backends;
}

const NONE: readonly Match[] = [];

function routeBackends(object: Manifest): readonly Backend[] {
  const found: Backend[] = [];
  const { hostnames, rules } = mapOf(object.spec);
  const hosts: Match[] = [];
  for (const [value, at] of elements(hostnames, 'spec.hostnames')) if (textOf(value)) hosts.push({ value: value.toLowerCase(), at });
  for (const [rule, at] of elements(rules, 'spec.rules')) {
    const { matches, filters, backendRefs } = mapOf(rule);
    const paths = pathsOf(matches, `${at}.matches`);
    for (const [ref, refAt] of elements(backendRefs, `${at}.backendRefs`)) {
      const { name, namespace, kind = 'Service', group = '', port, weight } = mapOf(ref);
      if (!textOf(name) || kind !== 'Service' || group !== '' || weight === 0) continue;
      const rewrite = [...listOf(filters), ...listOf(mapOf(ref).filters)].map((filter) => mapOf(mapOf(filter).urlRewrite));
      const host = rewrite.find(({ hostname }) => textOf(hostname))?.hostname;
      found.push({
        at: `${refAt}.name`,
        service: name,
        namespace: textOf(namespace) ?? namespaceOf(object),
        port: numberOf(port),
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
    const { type = 'PathPrefix', value } = mapOf(mapOf(match).path);
    if (!textOf(value) || type === 'RegularExpression') return [];
    paths.push({ value, at: `${matchAt}.path.value` });
  }
  return paths;
}
