import { derived } from '../../core/derived';
import { nearest } from '../../core/suggest';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import type { Manifest } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context, Rule } from '../rule';
import { APPS } from '../spinkube/apps';
import { mapOf, show, textOf } from '../values';
import { type Backend, backendsOf, HTTP_ROUTE, INGRESS, WAYS_IN } from './backends';
import { isInterceptor } from './interceptor';
import { upstreamHost, VHOST } from './nginx';
import { normalHost } from './route-rules';
import { type Routes, routesOf } from './routes';

/** More combinations of hosts and paths than anybody writes. */
const MAX_COMBINATIONS = 1000;

/** The backends of an object that are the interceptor. */
function toInterceptor(object: Manifest, { manifests, cluster }: Context): readonly Backend[] {
  const found: Backend[] = [];
  for (const backend of backendsOf(object)) if (isInterceptor(backend, manifests, cluster)) found.push(backend);
  return found;
}

export const unroutedHost: Rule = {
  id: 'routing/unrouted-host',
  severity: 'warning',
  title: 'A host that is routed to the interceptor is a host of a route',
  rationale: 'The interceptor looks routes up by the Host header, and answers 404 without one.',
  link: 'https://github.com/kedacore/http-add-on/issues/993',
  kinds: WAYS_IN,
  check(object, context) {
    if (textOf(mapOf(object.metadata.annotations)[VHOST])) return;
    const routes = routesOf(context.manifests);
    let said: Set<string> | undefined;
    for (const { hosts } of toInterceptor(object, context)) {
      for (const { value, at } of hosts) {
        if (routes.matches(normalHost(value)) || said?.has(at)) continue;
        said = (said ?? new Set()).add(at);
        if (routes.isEmpty && (value.startsWith('*') || !hasUnroutedApps(context.manifests))) continue;
        context.report({
          path: at,
          message: routes.isEmpty
            ? `host (${show(value)}) is routed to the interceptor, and no InterceptorRoute or HTTPScaledObject is among these manifests: without one it answers 404`
            : `host (${show(value)}) is in no route among these manifests: the interceptor answers 404`,
          fix: routes.isEmpty ? 'add an InterceptorRoute with the host, and a ScaledObject that names it' : suggestion(value, routes),
          absent: true,
        });
      }
    }
  },
};

const ROUTES = [INTERCEPTOR_ROUTE, HTTP_SCALED_OBJECT];
const APP_KINDS = ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout', ...APPS];

/** Whether there are apps here and no route at all: without apps the manifests are the edge of a cluster, whose routes are kept elsewhere. */
const hasUnroutedApps = derived(
  (manifests: Manifests) =>
    ROUTES.every((kind) => manifests.ofKind(kind).length === 0) && APP_KINDS.some((kind) => manifests.ofKind(kind).length > 0),
);

function suggestion(host: string, { hosts }: Routes): string {
  const meant = host.length <= 253 ? nearest(host, hosts) : undefined;
  return `${meant ? `write ${meant}, or ` : ''}add it to the hosts of the route of the app`;
}

export const unroutedPath: Rule = {
  id: 'routing/unrouted-path',
  severity: 'warning',
  title: 'A path that is routed to the interceptor matches a path of a route',
  rationale: 'The interceptor matches the path that it receives with the path prefixes of the routes.',
  link: 'https://keda.sh/http-add-on/0.15/concepts/routing/',
  kinds: [INGRESS, HTTP_ROUTE],
  check(object, context) {
    const { annotations } = object.metadata;
    // Where the Ingress rewrites paths, what the interceptor sees is not in the manifest.
    if (Object.keys(mapOf(annotations)).some((key) => /rewrite|strip/.test(key)) || textOf(mapOf(annotations)[VHOST])) return;
    const routes = routesOf(context.manifests);
    if (routes.isEmpty) return;
    let said: Set<string> | undefined;
    for (const { hosts, paths } of toInterceptor(object, context)) {
      if (hosts.length * paths.length > MAX_COMBINATIONS) continue;
      const matched = hosts.filter(({ value }) => routes.matches(normalHost(value)));
      for (const { value: path, at } of paths) {
        if (matched.length === 0 || matched.some(({ value }) => routes.matchesPath(normalHost(value), path)) || said?.has(at)) continue;
        said = (said ?? new Set()).add(at);
        context.report({
          path: at,
          message: `path (${show(path)}) meets no path prefix of the routes of host ${matched[0].value}: the interceptor answers 404`,
          fix: 'write the path prefix of the route; paths are forwarded as they are',
        });
      }
    }
  },
};

export const upstreamVhost: Rule = {
  id: 'routing/upstream-vhost',
  severity: 'warning',
  title: 'An Ingress that rewrites the Host header writes a host of a route',
  rationale: 'The interceptor looks routes up by the Host header, which the annotation replaces.',
  link: 'https://github.com/kedacore/http-add-on/issues/1041',
  kinds: [INGRESS],
  check(object, context) {
    const value = mapOf(object.metadata.annotations)[VHOST];
    if (!textOf(value)) return;
    const routes = routesOf(context.manifests);
    if (routes.isEmpty) return;
    for (const backend of toInterceptor(object, context)) {
      const host = upstreamHost(value, backend);
      if (host === undefined || routes.matches(normalHost(host))) continue;
      context.report({
        path: `metadata.annotations["${VHOST}"]`,
        message: `upstream-vhost (${show(value)}) makes every request one for ${show(host)}, which is in no route among these manifests`,
        fix: 'leave it out: the interceptor needs the host of the request',
        absent: true,
      });
      return;
    }
  },
};
