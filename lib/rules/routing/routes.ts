/** The routes of the HTTP add-on, found by host. */
import { derived, entryOf } from '../../core/derived';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import { ANY, normalPath, parentOf, prefixes, type RouteRule, rulesOf, wildcards } from './route-rules';

/** The routes among the manifests. */
export class Routes {
  private readonly byHost = new Map<string, RouteRule[]>();
  /** The wildcards that cover some host. */
  private readonly covering = new Covering();

  constructor(manifests: Manifests) {
    for (const route of manifests.ofKind(INTERCEPTOR_ROUTE)) for (const rule of rulesOf(route)) this.add(rule);
    for (const route of manifests.ofKind(HTTP_SCALED_OBJECT)) {
      // an HTTPScaledObject beside an InterceptorRoute of its name routes nothing
      if (manifests.find(INTERCEPTOR_ROUTE, namespaceOf(route), route.metadata.name)) continue;
      for (const rule of rulesOf(route)) this.add(rule);
    }
  }

  public get isEmpty(): boolean {
    return this.byHost.size === 0;
  }

  /** Up to 50 hosts, for suggestions. */
  public get hosts(): readonly string[] {
    const hosts: string[] = [];
    for (const host of this.byHost.keys()) if (hosts.push(host) === 50) break;
    return hosts;
  }

  /** Whether a route takes requests for a host; a wildcard stands for some host below it. */
  public matches(host: string): boolean {
    return this.byHost.has(host) || this.covering.has(host) || this.candidates(host).length > 0;
  }

  /** Whether a route takes some request for that host below that path. */
  public matchesPath(host: string, path: string): boolean {
    const normal = normalPath(path);
    if (normal.length > 1024 || this.covering.has(host) || pathsOf(this.naming(host)).matches(normal)) return true;
    return this.candidates(host).some((rules) => pathsOf(rules).matches(normal));
  }

  /** A route that takes requests for a host: that of the host itself before those of wildcards. */
  public ruleFor(host: string): RouteRule | undefined {
    return this.candidates(host)[0]?.[0];
  }

  /** The rules that name a host. */
  public naming(host: string): readonly RouteRule[] {
    return this.byHost.get(host) ?? NONE;
  }

  /** The first rule of the same host, path and headers. */
  public first(host: string, path: string, headers: string): RouteRule | undefined {
    return pathsOf(this.naming(host)).first(path, headers);
  }

  private candidates(host: string): readonly (readonly RouteRule[])[] {
    return [host, ...wildcards(host), ANY].flatMap((each) => {
      const rules = this.byHost.get(each);
      return rules ? [rules] : [];
    });
  }

  private add(rule: RouteRule): void {
    for (const { value: host } of rule.hosts) {
      entryOf(this.byHost, host, () => []).push(rule);
      this.covering.add(host);
    }
  }
}

const NONE: readonly RouteRule[] = [];

/** The routes of the add-on among the manifests. */
export const routesOf = derived((manifests: Manifests) => new Routes(manifests));

/** The wildcards that cover hosts. */
export class Covering {
  private readonly wildcards = new Set<string>();
  private readonly domains = new Set<string>();

  public add(host: string): void {
    // hosts of one domain are covered by the same wildcards
    const domain = parentOf(host);
    if (domain === undefined || this.domains.has(domain)) return;
    this.domains.add(domain);
    for (const wildcard of wildcards(host)) this.wildcards.add(wildcard);
  }

  public has(wildcard: string): boolean {
    return this.wildcards.has(wildcard);
  }
}

/** The paths that the rules of a host take. */
class Paths {
  private readonly all = new Set<string>();
  /** Every prefix, in whole segments, of those paths. */
  private readonly above = new Set<string>();
  /** The first rule of each path with its headers. */
  private readonly firsts = new Map<string, RouteRule>();

  constructor(rules: readonly RouteRule[]) {
    for (const rule of rules) {
      for (const path of rule.paths) {
        this.all.add(path);
        for (const prefix of prefixes(path)) this.above.add(prefix);
        entryOf(this.firsts, JSON.stringify([path, rule.headers]), () => rule);
      }
    }
  }

  public matches(path: string): boolean {
    return this.above.has(path) || prefixes(path).some((prefix) => this.all.has(prefix));
  }

  public first(path: string, headers: string): RouteRule | undefined {
    return this.firsts.get(JSON.stringify([path, headers]));
  }
}

const pathsOf = derived((rules: readonly RouteRule[]) => new Paths(rules));
