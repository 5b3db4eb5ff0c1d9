/** The routes of the HTTP add-on, found by host. They are read once, and no further than is asked for: most that is looked for stands beside who asks. */

import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { ANY, normalPath, parentOf, prefixes, type RouteRule, rulesOf, wildcards } from './route-rules';

const CACHE = new WeakMap<Manifests, Routes>();

/** The routes of the add-on among the manifests. */
export function routesOf(manifests: Manifests): Routes {
  let routes = CACHE.get(manifests);
  if (!routes) {
    routes = new Routes(rules(manifests).values());
    CACHE.set(manifests, routes);
  }
  return routes;
}

/** The routes among the manifests. */
export class Routes {
  private readonly byHost = new Map<string, HostRoutes>();
  /** The wildcards that cover some host. */
  private readonly below = new Set<string>();
  /** What most hosts share with others, and is read once. */
  private readonly domains = new Set<string>();

  /** @param left the rules that are not read yet */
  constructor(private readonly left: Iterator<RouteRule>) {}

  public get isEmpty(): boolean {
    return !this.readUntil(() => this.byHost.size > 0);
  }

  /** Up to 50 hosts, for suggestions. */
  public get hosts(): readonly string[] {
    this.readUntil(() => this.byHost.size > 50);
    return [...this.byHost.keys()].slice(0, 50);
  }

  /** Whether a route takes requests for a host; a wildcard stands for some host below it. */
  public matches(host: string): boolean {
    return this.readUntil(() => this.standsForSome(host) || this.candidates(host).length > 0);
  }

  /** Whether a route takes some request for that host below that path. */
  public matchesPath(host: string, path: string): boolean {
    const normal = normalPath(path);
    if (normal.length > 1024) return true;
    return this.readUntil(() => this.standsForSome(host) || this.candidates(host).some((routes) => routes.matchesPath(normal)));
  }

  /** A route that takes requests for a host: that of the host itself before those of wildcards. */
  public ruleFor(host: string): RouteRule | undefined {
    this.readUntil(() => this.byHost.has(host));
    return this.candidates(host)[0]?.rule;
  }

  /** The first rule of the same host, path and headers. */
  public first(host: string, path: string, headers: string): RouteRule | undefined {
    const first = () => this.byHost.get(host)?.first(path, headers);
    this.readUntil(() => first() !== undefined);
    return first();
  }

  private standsForSome(host: string): boolean {
    return host.startsWith('*.') && this.below.has(host);
  }

  private candidates(host: string): readonly HostRoutes[] {
    return [host, ...wildcards(host), ANY].flatMap((each) => this.byHost.get(each) ?? []);
  }

  /** Reads until something holds; whether it does when all is read. It must not cease to hold when more is read. */
  private readUntil(holds: () => boolean): boolean {
    while (!holds()) {
      const { value, done } = this.left.next();
      if (done) return false;
      this.add(value);
    }
    return true;
  }

  private add(rule: RouteRule): void {
    for (const { value: host } of rule.hosts) {
      const routes = this.byHost.get(host);
      if (routes) routes.add(rule);
      else this.byHost.set(host, new HostRoutes(rule));
      const domain = parentOf(host);
      if (domain === undefined || this.domains.has(domain)) continue;
      this.domains.add(domain);
      for (const wildcard of wildcards(host)) this.below.add(wildcard);
    }
  }
}

/** The routes of a host. */
class HostRoutes {
  private readonly rules: RouteRule[];
  /** Made when somebody asks for a path of this host: of most nobody does. */
  private paths?: Paths;

  constructor(public readonly rule: RouteRule) {
    this.rules = [rule];
  }

  public add(rule: RouteRule): void {
    this.rules.push(rule);
    this.paths?.add(rule);
  }

  public matchesPath(path: string): boolean {
    return this.ofPaths.matches(path);
  }

  public first(path: string, headers: string): RouteRule | undefined {
    return this.ofPaths.first(path, headers);
  }

  private get ofPaths(): Paths {
    if (!this.paths) {
      this.paths = new Paths();
      for (const rule of this.rules) this.paths.add(rule);
    }
    return this.paths;
  }
}

/** The paths of a host. */
class Paths {
  private readonly all = new Set<string>();
  /** Every prefix, in whole segments, of those paths. */
  private readonly above = new Set<string>();
  /** The first rule of each path with its headers. */
  private readonly firsts = new Map<string, RouteRule>();

  public add(rule: RouteRule): void {
    for (const path of rule.paths) {
      this.all.add(path);
      for (const prefix of prefixes(path)) this.above.add(prefix);
      const key = JSON.stringify([path, rule.headers]);
      if (!this.firsts.has(key)) this.firsts.set(key, rule);
    }
  }

  public matches(path: string): boolean {
    return this.above.has(path) || prefixes(path).some((prefix) => this.all.has(prefix));
  }

  public first(path: string, headers: string): RouteRule | undefined {
    return this.firsts.get(JSON.stringify([path, headers]));
  }
}

/** The rules that count: of an HTTPScaledObject beside an InterceptorRoute of its name none does. */
function rules(manifests: Manifests): readonly RouteRule[] {
  const found: RouteRule[] = [];
  for (const route of manifests.ofKind(INTERCEPTOR_ROUTE)) found.push(...rulesOf(route));
  for (const route of manifests.ofKind(HTTP_SCALED_OBJECT)) {
    if (!manifests.find(INTERCEPTOR_ROUTE, namespaceOf(route), route.metadata.name)) found.push(...rulesOf(route));
  }
  return found;
}
