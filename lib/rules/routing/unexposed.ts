import { show } from '../fields';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { record, text } from '../http-add-on/values';
import { type Manifest, namespaceOf } from '../manifest';
import type { Problem, Rule, RuleContext } from '../rule';
import { HTTP_ROUTE, INGRESS, readBackends } from './backends';
import { isInterceptor } from './interceptor';
import { isInternalHost } from './internal-host';
import { VHOST } from './nginx';
import { normalHost, parentOf, rulesOf, wildcards } from './route-rules';

/** Other kinds that lead requests on; they are not read here, so that nothing is said beside them. */
const OTHERS = [
  'networking.istio.io/VirtualService',
  'traefik.io/IngressRoute',
  'traefik.containo.us/IngressRoute',
  'projectcontour.io/HTTPProxy',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'apisix.apache.org/ApisixRoute',
  'getambassador.io/Mapping',
];

export const unexposedHost: Rule = {
  id: 'routing/unexposed-host',
  severity: 'warning',
  title: 'where some hosts of a route are led to the interceptor, the others are, too',
  link: 'https://keda.sh/http-add-on/0.15/user-guide/configure-ingress/',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  *check(object: Manifest, context: RuleContext): Iterable<Problem> {
    const exposed = exposedHosts(context);
    if (!exposed) return;
    const hosts = rulesOf(object)
      .flatMap((rule) => rule.hosts)
      .filter(({ value }) => !isInternalHost(value, namespaceOf(object)));
    const missing = hosts.filter(({ value }) => !covers(exposed, value));
    // A route of which nothing is exposed here is exposed elsewhere, or called from the cluster.
    if (missing.length === hosts.length) return;
    for (const { value, at } of missing) {
      yield {
        path: at,
        message: `host (${show(value)}) is led to the interceptor by no Ingress or HTTPRoute among these manifests, other hosts of the route are`,
        fix: 'add it to the Ingress or HTTPRoute, or leave it out here',
      };
    }
  },
};

function covers(exposed: ReadonlySet<string>, host: string): boolean {
  return exposed.has(host) || exposed.has(`under ${host}`) || wildcards(host).some((wildcard) => exposed.has(wildcard));
}

const CACHE = new WeakMap<object, ReadonlySet<string> | undefined>();

/** The hosts that are led to the interceptor, and wildcards above them; nothing where that cannot be told. */
function exposedHosts({ manifests, cluster }: RuleContext): ReadonlySet<string> | undefined {
  if (CACHE.has(manifests)) return CACHE.get(manifests);
  const hosts = new Set<string>();
  // most hosts share theirs with others
  const domains = new Set<string>();
  let isKnown = OTHERS.every((kind) => manifests.ofKind(kind).length === 0);
  for (const object of [...manifests.ofKind(INGRESS), ...manifests.ofKind(HTTP_ROUTE)]) {
    const rewrites = text(record(object.metadata.annotations)[VHOST]) !== undefined;
    for (const backend of readBackends(object)) {
      if (!isInterceptor(backend, manifests, cluster)) continue;
      if (rewrites || backend.hosts.length === 0) isKnown = false;
      for (const { value } of backend.hosts) {
        hosts.add(normalHost(value));
        // A route of a wildcard is reached where one of its hosts is.
        const above = value.startsWith('*') ? undefined : parentOf(value);
        if (above === undefined || domains.has(above)) continue;
        domains.add(above);
        for (const wildcard of wildcards(value)) hosts.add(`under ${wildcard}`);
      }
    }
  }
  const exposed = isKnown && hosts.size > 0 ? hosts : undefined;
  CACHE.set(manifests, exposed);
  return exposed;
}
