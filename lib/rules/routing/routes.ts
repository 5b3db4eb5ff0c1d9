/** The routes of the HTTP add-on, found by host. Built once for the objects that are checked together. */

import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { ANY, normalPath, parentOf, prefixes, type RouteRule, rulesOf, wildcards } from './route-rules';

/** What the routes of a host match. */
interface HostEntry {
  readonly rules: [RouteRule, ...RouteRule[]];
  /** Found when somebody asks for a path of this host: of most nobody does. */
  paths?: Paths;
}

/** The paths of a host. */
interface Paths {
  readonly all: ReadonlySet<string>;
  /** Every prefix, in whole segments, of those paths. */
  readonly above: ReadonlySet<string>;
  /** The first rule of each path with its headers. */
  readonly first: ReadonlyMap<string, RouteRule>;
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
  // most hosts share theirs with others
  const domains = new Set<string>();
  for (const rule of rules(manifests)) {
    for (const { value: host } of rule.hosts) {
      const entry = hosts.get(host);
      if (entry) entry.rules.push(rule);
      else hosts.set(host, { rules: [rule], paths: undefined });
      const above = parentOf(host);
      if (above === undefined || domains.has(above)) continue;
      for (const wildcard of wildcards(host)) below.add(wildcard);
      domains.add(above);
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
      return candidates(host).some((entry) => {
        const { all, above } = pathsOf(entry);
        return above.has(normal) || prefixes(normal).some((prefix) => all.has(prefix));
      });
    },
    ruleFor: (host) => candidates(host)[0]?.rules[0],
    first: (host, path, headers) => {
      const entry = hosts.get(host);
      return entry && pathsOf(entry).first.get(keyOf(path, headers));
    },
  };
}

function pathsOf(entry: HostEntry): Paths {
  entry.paths ??= readPaths(entry.rules);
  return entry.paths;
}

function readPaths(rules: readonly RouteRule[]): Paths {
  const all = new Set<string>();
  const above = new Set<string>();
  const first = new Map<string, RouteRule>();
  for (const rule of rules) {
    for (const path of rule.paths) {
      all.add(path);
      for (const prefix of prefixes(path)) above.add(prefix);
      const key = keyOf(path, rule.headers);
      if (!first.has(key)) first.set(key, rule);
    }
  }
  return { all, above, first };
}

function keyOf(path: string, headers: string): string {
  return JSON.stringify([path, headers]);
}

/** The rules that count: of an HTTPScaledObject beside an InterceptorRoute of its name none does. */
function* rules(manifests: Manifests): Generator<RouteRule> {
  for (const route of manifests.ofKind(INTERCEPTOR_ROUTE)) yield* rulesOf(route);
  for (const route of manifests.ofKind(HTTP_SCALED_OBJECT)) {
    if (!manifests.find(INTERCEPTOR_ROUTE, namespaceOf(route), route.metadata.name)) yield* rulesOf(route);
  }
}
