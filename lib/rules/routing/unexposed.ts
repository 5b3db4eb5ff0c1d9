import { derived } from '../../core/derived';
import type { Cluster } from '../cluster';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/upstream';
import { kindOf, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Rule } from '../rule';
import { mapOf, show, textOf } from '../values';
import { backendsOf, type Match, WAYS_IN } from './backends';
import { isInterceptor } from './interceptor';
import { isInternalHost } from './internal-host';
import { VHOST } from './nginx';
import { normalHost, rulesOf, wildcards } from './route-rules';
import { leadsOn, ROUTERS } from './routers';
import { Covering } from './routes';

/** Other kinds that lead requests on; they are not read here, so that nothing is said beside them. */
const OTHERS = [
  'gateway.networking.k8s.io/TLSRoute',
  'gateway.networking.k8s.io/TCPRoute',
  'traefik.io/IngressRouteTCP',
  'apisix.apache.org/ApisixRoute',
  'getambassador.io/Mapping',
];

export const unexposedHost: Rule = {
  id: 'routing/unexposed-host',
  severity: 'warning',
  title: 'If some hosts of a route are routed to the interceptor, all of them are',
  rationale: 'Requests for a host reach the interceptor only if an Ingress or HTTPRoute routes them to it.',
  link: 'https://keda.sh/http-add-on/0.15/user-guide/configure-ingress/',
  kinds: [HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE],
  check(object, context) {
    const exposed = exposedOf(context.manifests)(context.cluster);
    const uncovered = rulesOf(object).flatMap(({ hosts }) => hosts.filter(({ value }) => !exposed.covers(value)));
    if (uncovered.length === 0 || !exposed.isKnown) return;
    const isExternal = ({ value }: Match) => !isInternalHost(value, namespaceOf(object));
    const missing = uncovered.filter(isExternal);
    // A route of which nothing is exposed here is exposed elsewhere, or called from the cluster.
    if (missing.length === rulesOf(object).flatMap(({ hosts }) => hosts.filter(isExternal)).length) return;
    for (const { value, at } of missing) {
      context.report({
        path: at,
        message: `host (${show(value)}) is not routed to the interceptor by an Ingress or HTTPRoute among these manifests, while other hosts of the route are`,
        fix: 'add it to the Ingress or HTTPRoute, or leave it out here',
        absent: true,
      });
    }
  },
};

const exposedOf = derived((manifests: Manifests) => derived((cluster: Cluster) => new Exposed(manifests, cluster)));

/** The hosts that are led to the interceptor. */
class Exposed {
  /** Whether it can be told of every host. */
  public readonly isKnown: boolean;
  private readonly hosts = new Set<string>();
  /** The wildcards above them: a route of a wildcard is reached where one of its hosts is. */
  private readonly covering = new Covering();

  constructor(manifests: Manifests, cluster: Cluster) {
    let isKnown = OTHERS.every((kind) => manifests.ofKind(kind).length === 0);
    for (const object of WAYS_IN.flatMap((kind) => manifests.ofKind(kind))) {
      if (Object.hasOwn(ROUTERS, kindOf(object)) && leadsOn(object)) isKnown = false;
      const rewrites = textOf(mapOf(object.metadata.annotations)[VHOST]) !== undefined;
      for (const backend of backendsOf(object)) {
        if (!isInterceptor(backend, manifests, cluster)) continue;
        if (rewrites || backend.hosts.length === 0) isKnown = false;
        for (const { value } of backend.hosts) {
          this.hosts.add(normalHost(value));
          if (!value.startsWith('*')) this.covering.add(value);
        }
      }
    }
    this.isKnown = isKnown;
  }

  /** Whether a host is led to the interceptor; of a wildcard whether some host below it is. */
  public covers(host: string): boolean {
    return this.hosts.has(host) || this.covering.has(host) || wildcards(host).some((wildcard) => this.hosts.has(wildcard));
  }
}
