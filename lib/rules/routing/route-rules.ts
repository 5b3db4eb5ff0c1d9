/** What a route of the HTTP add-on takes, in the form in which requests are matched. */
import { elements } from '../fields';
import { items, record, text } from '../http-add-on/values';
import type { Manifest, Value } from '../manifest';
import type { Match } from './backends';

/** One rule of a route: every host, path and header of it is the app's. */
export interface RouteRule {
  readonly route: Manifest;
  /** Field of the rule. */
  readonly at: string;
  readonly hosts: readonly Match[];
  readonly paths: readonly string[];
  /** The headers as one key. */
  readonly headers: string;
}

/** The host that stands for every host. */
export const ANY = '*';
/** Longer ones are no names. */
const MAX_HOST = 253;
const MAX_LABELS = 32;
const MAX_SEGMENTS = 64;
/** More combinations of hosts and paths than anybody writes: such a rule is taken for every path. */
const MAX_COMBINATIONS = 10_000;

/** Brings a host to the form in which requests are matched. */
export function normalHost(host: string): string {
  const bare = host.replace(/^([^:]+):\d+$/, '$1').toLowerCase();
  return bare === '' ? ANY : bare;
}

/** Brings a path to the form in which requests are matched. */
export function normalPath(path: string): string {
  let start = 0;
  let end = path.length;
  while (path[start] === '/') start++;
  while (end > start && path[end - 1] === '/') end--;
  return path.slice(start, end);
}

/** The rules of an InterceptorRoute; an HTTPScaledObject has one. */
export function rulesOf(route: Manifest): RouteRule[] {
  const spec = record(route.spec);
  if (route.kind === 'HTTPScaledObject') {
    const hosts = spec.hosts ?? spec.host;
    return [
      ruleOf(route, 'spec', hosts, spec.hosts === undefined && spec.host ? 'spec.host' : 'spec.hosts', spec.pathPrefixes, spec.headers),
    ];
  }
  const rules: RouteRule[] = [];
  for (const [rule, at] of elements(spec.rules, 'spec.rules')) {
    const { hosts, paths, headers } = record(rule);
    const values = items(paths).map((path) => record(path).value);
    rules.push(ruleOf(route, at, hosts, `${at}.hosts`, values, headers));
  }
  return rules;
}

function ruleOf(route: Manifest, at: string, hosts: Value, hostsAt: string, paths: Value, headers: Value): RouteRule {
  const named: Match[] = text(hosts) && hosts.length <= MAX_HOST ? [{ value: normalHost(hosts), at: hostsAt }] : [];
  for (const [host, hostAt] of elements(hosts, hostsAt)) {
    if (typeof host === 'string' && host.length <= MAX_HOST) named.push({ value: normalHost(host), at: hostAt });
  }
  const prefixes = items(paths).flatMap((path) => (typeof path === 'string' ? [normalPath(path)] : []));
  const isSane = named.length * prefixes.length <= MAX_COMBINATIONS;
  const demanded = items(headers).map((header) => [String(record(header).name).toLowerCase(), record(header).value]);
  return {
    route,
    at,
    hosts: named.length > 0 ? named : [{ value: ANY, at: hostsAt }],
    paths: isSane && prefixes.length > 0 ? prefixes : [''],
    headers: !isSane ? `of ${route.metadata.name} ${at}` : JSON.stringify(demanded.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))),
  };
}

/** What stands after the first label of a host: hosts that share it are covered by the same wildcards. Nothing for a host that none covers. */
export function parentOf(host: string): string | undefined {
  const dot = host.indexOf('.');
  return dot < 0 || host.length > MAX_HOST ? undefined : host.slice(dot);
}

/** The wildcards that cover a host, the most specific first: of `a.b.c` they are `*.b.c` and `*.c`. */
export function wildcards(host: string): string[] {
  const labels = host.length > MAX_HOST ? [] : host.split('.');
  if (labels.length > MAX_LABELS) return [];
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`);
}

/** The path and everything above it, in whole segments: of `a/b` they are `a/b`, `a` and the empty one. */
export function prefixes(path: string): string[] {
  if (path === '') return [''];
  const segments = path.split('/', MAX_SEGMENTS + 1);
  if (segments.length > MAX_SEGMENTS) return ['', path];
  return ['', ...segments.map((_, index) => segments.slice(0, index + 1).join('/'))];
}
