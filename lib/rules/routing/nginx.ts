import type { Manifest } from '../manifest';
import type { Rule } from '../rule';
import { mapOf, show, textOf } from '../values';
import { type Backend, backendsOf, INGRESS } from './backends';
import { isInterceptor } from './interceptor';

/** Annotation of ingress-nginx that replaces the Host header. */
export const VHOST = 'nginx.ingress.kubernetes.io/upstream-vhost';
const REWRITE = 'nginx.ingress.kubernetes.io/rewrite-target';

/** The host that upstream-vhost writes; nothing where it is the one of the request, or depends on more than the manifest. */
export function upstreamHost(value: string, { service, namespace, port }: Backend): string | undefined {
  const host = value
    .replace(/\$\{?service_name\}?/g, service)
    .replace(/\$\{?namespace\}?/g, namespace)
    .replace(/\$\{?service_port\}?/g, `${port ?? ''}`);
  return host.includes('$') ? undefined : host;
}

export const rewriteTarget: Rule = {
  id: 'routing/rewrite-target',
  severity: 'warning',
  title: 'An Ingress to the interceptor keeps the paths of requests',
  rationale: 'The interceptor forwards the path that it receives, so that a rewritten path is lost for the app.',
  link: 'https://kubernetes.github.io/ingress-nginx/examples/rewrite/',
  kinds: [INGRESS],
  check(object, { manifests, cluster, report }) {
    const value = mapOf(object.metadata.annotations)[REWRITE];
    // With a captured group the rest of the path goes along.
    if (!textOf(value) || value.includes('$')) return;
    if (!takesMore(object, value) || !backendsOf(object).some((backend) => isInterceptor(backend, manifests, cluster))) return;
    report({
      path: `metadata.annotations["${REWRITE}"]`,
      message: `rewrite-target (${show(value)}) sends every path to that one path of the app`,
      fix: 'leave it out: the interceptor matches and forwards paths as they are',
    });
  },
};

/** Whether the Ingress takes any request for another path than that one. */
function takesMore({ spec }: Manifest, target: string): boolean {
  const { rules } = mapOf(spec);
  if (!Array.isArray(rules)) return true;
  return rules.some((rule) => {
    const { paths } = mapOf(mapOf(rule).http);
    return Array.isArray(paths) && paths.some((path) => mapOf(path).pathType !== 'Exact' || mapOf(path).path !== target);
  });
}
