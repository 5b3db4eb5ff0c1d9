/** What a route of the HTTP add-on takes, in the form in which requests are matched. */

import { derived } from '../../core/derived';
import type { Manifest, Value } from '../manifest';
import { elements, listOf, mapOf, show } from '../values';
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
  const bare = (host.includes(':') ? host.replace(/^([^:]+):\d+$/, '$1') : host).toLowerCase();
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
export const rulesOf = derived((route: Manifest): readonly RouteRule[] => {
  const { hosts, host, pathPrefixes, headers, rules } = mapOf(route.spec);
  if (route.kind === 'HTTPScaledObject')
    return [ruleOf(route, 'spec', hosts ?? host, hosts === undefined && host ? 'spec.host' : 'spec.hosts', pathPrefixes, headers)];
  return elements(rules, 'spec.rules').map(([rule, at]) => {
    const { hosts, paths, headers } = mapOf(rule);
    return ruleOf(
      route,
      at,
      hosts,
      `${at}.hosts`,
      listOf(paths).map((path) => mapOf(path).value),
      headers,
    );
  });
});

function ruleOf(route: Manifest, at: string, hosts: Value, hostsAt: string, paths: Value, headers: Value): RouteRule {
  const written = typeof hosts === 'string' && hosts !== '' ? ([[hosts, hostsAt]] as const) : elements(hosts, hostsAt);
  const named = written
    .filter(([host]) => typeof host === 'string' && host.length <= MAX_HOST)
    .map(([host, hostAt]): Match => ({ value: normalHost(host), at: hostAt }));
  const prefixes = listOf(paths).flatMap((path) => (typeof path === 'string' ? [normalPath(path)] : []));
  const isSane = named.length * prefixes.length <= MAX_COMBINATIONS;
  return {
    route,
    at,
    hosts: named.length > 0 ? named : [{ value: ANY, at: hostsAt }],
    paths: isSane && prefixes.length > 0 ? prefixes : EVERY_PATH,
    headers: isSane ? headersKey(listOf(headers)) : `of ${route.metadata.name} ${at}`,
  };
}

const EVERY_PATH = [''];

/** The key of a rule that asks for no header. */
export const NO_HEADERS = '[]';

function headersKey(headers: readonly Value[]): string {
  if (headers.length === 0) return NO_HEADERS;
  const demanded = headers.map((header) => [show(mapOf(header).name).toLowerCase(), show(mapOf(header).value)]);
  return JSON.stringify(demanded.sort(([a], [b]) => (a < b ? -1 : 1)));
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
