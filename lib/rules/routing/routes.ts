/** The routes of the HTTP add-on, found by host. Built once for the objects that are checked together. */

import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { ANY, normalPath, prefixes, type RouteRule, rulesOf, wildcards } from './route-rules';

/** What the routes of a host match. */
interface HostEntry {
  readonly paths: Set<string>;
  /** Every prefix, in whole segments, of those paths. */
  readonly above: Set<string>;
  readonly rule: RouteRule;
}

/** The routes among the manifests. */
export interface Routes {
  readonly isEmpty: boolean;
  /** Up to 50 hosts, for suggestions. */
  readonly hosts: readonly string[];
  /** Whether a route takes requests for a host; a wildcard stands for some host below it. */
  matches(host: string): boolean;
  /** Whether a route takes some request for that host below that path. */
  matchesPath(host: string, path: string): boolean;
  /** A route that takes requests for a host. */
  ruleFor(host: string): RouteRule | undefined;
  /** The first rule of the same host, path and headers. */
  first(host: string, path: string, headers: string): RouteRule | undefined;
}

const CACHE = new WeakMap<Manifests, Routes>();

/** The routes of the add-on among the manifests. */
export function routesOf(manifests: Manifests): Routes {
  const known = CACHE.get(manifests);
  if (known) return known;
  const routes = build(manifests);
  CACHE.set(manifests, routes);
  return routes;
}

function build(manifests: Manifests): Routes {
  const hosts = new Map<string, HostEntry>();
  const below = new Set<string>();
  const firsts = new Map<string, RouteRule>();
  for (const rule of rules(manifests)) {
    for (const { value: host } of rule.hosts) {
      const entry = hosts.get(host) ?? { paths: new Set(), above: new Set(), rule };
      hosts.set(host, entry);
      for (const wildcard of wildcards(host)) below.add(wildcard);
      for (const path of rule.paths) {
        entry.paths.add(path);
        for (const prefix of prefixes(path)) entry.above.add(prefix);
        const key = JSON.stringify([host, path, rule.headers]);
        if (!firsts.has(key)) firsts.set(key, rule);
      }
    }
  }
  const candidates = (host: string) => [host, ...wildcards(host), ANY].flatMap((each) => hosts.get(each) ?? []);
  const matches = (host: string) => (host.startsWith('*.') && below.has(host)) || candidates(host).length > 0;
  return {
    isEmpty: hosts.size === 0,
    hosts: [...hosts.keys()].slice(0, 50),
    matches,
    matchesPath: (host, path) => {
      const normal = normalPath(path);
      if (normal.length > 1024 || (host.startsWith('*.') && below.has(host))) return true;
      return candidates(host).some(({ paths, above }) => above.has(normal) || prefixes(normal).some((prefix) => paths.has(prefix)));
    },
    ruleFor: (host) => candidates(host)[0]?.rule,
    first: (host, path, headers) => firsts.get(JSON.stringify([host, path, headers])),
  };
}

/** The rules that count: of an HTTPScaledObject beside an InterceptorRoute of its name none does. */
function* rules(manifests: Manifests): Generator<RouteRule> {
  for (const route of manifests.ofKind(INTERCEPTOR_ROUTE)) yield* rulesOf(route);
  for (const route of manifests.ofKind(HTTP_SCALED_OBJECT)) {
    if (!manifests.find(INTERCEPTOR_ROUTE, namespaceOf(route), route.metadata.name)) yield* rulesOf(route);
  }
}
