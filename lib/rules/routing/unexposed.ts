import type { Cluster } from '../cluster';
import { show } from '../fields';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../http-add-on/api';
import { record, text } from '../http-add-on/values';
import { type Manifest, namespaceOf } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context, Rule, RuleContext } from '../rule';
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
  check(object: Manifest, context: RuleContext): void {
    const exposed = exposedOf(context);
    const hosts = rulesOf(object)
      .flatMap((rule) => rule.hosts)
      .filter(({ value }) => !isInternalHost(value, namespaceOf(object)));
    const missing = hosts.filter(({ value }) => !exposed.covers(value));
    // A route of which nothing is exposed here is exposed elsewhere, or called from the cluster.
    if (missing.length === 0 || missing.length === hosts.length || !exposed.isKnown) return;
    for (const { value, at } of missing) {
      context.report({
        path: at,
        message: `host (${show(value)}) is led to the interceptor by no Ingress or HTTPRoute among these manifests, other hosts of the route are`,
        fix: 'add it to the Ingress or HTTPRoute, or leave it out here',
      });
    }
  },
};

const CACHE = new WeakMap<object, Exposed>();

function exposedOf({ manifests, cluster }: Context): Exposed {
  let exposed = CACHE.get(manifests);
  if (!exposed) {
    exposed = new Exposed(manifests, cluster);
    CACHE.set(manifests, exposed);
  }
  return exposed;
}

/** The hosts that are led to the interceptor, read no further than is asked for: the Ingress of a route stands beside it. */
class Exposed {
  private readonly hosts = new Set<string>();
  /** Wildcards above them. */
  private readonly above = new Set<string>();
  /** What most hosts share with others, and is read once. */
  private readonly domains = new Set<string>();
  private readonly objects: readonly Manifest[];
  private next = 0;
  private allIsTold: boolean;

  constructor(
    private readonly manifests: Manifests,
    private readonly cluster: Cluster,
  ) {
    this.objects = [...manifests.ofKind(INGRESS), ...manifests.ofKind(HTTP_ROUTE)];
    this.allIsTold = OTHERS.every((kind) => manifests.ofKind(kind).length === 0);
  }

  /** Whether a host is led to the interceptor; of a wildcard whether some host below it is. */
  public covers(host: string): boolean {
    const covering = [host, ...wildcards(host)];
    while (!this.above.has(host) && !covering.some((each) => this.hosts.has(each))) {
      if (this.next === this.objects.length) return false;
      this.read(this.objects[this.next++]);
    }
    return true;
  }

  /** Whether it can be told of every host. */
  public get isKnown(): boolean {
    while (this.allIsTold && this.next < this.objects.length) this.read(this.objects[this.next++]);
    return this.allIsTold;
  }

  private read(object: Manifest): void {
    const rewrites = text(record(object.metadata.annotations)[VHOST]) !== undefined;
    for (const backend of readBackends(object)) {
      if (!isInterceptor(backend, this.manifests, this.cluster)) continue;
      if (rewrites || backend.hosts.length === 0) this.allIsTold = false;
      for (const { value } of backend.hosts) this.add(value);
    }
  }

  private add(host: string): void {
    this.hosts.add(normalHost(host));
    // A route of a wildcard is reached where one of its hosts is.
    const domain = host.startsWith('*') ? undefined : parentOf(host);
    if (domain === undefined || this.domains.has(domain)) return;
    this.domains.add(domain);
    for (const wildcard of wildcards(host)) this.above.add(wildcard);
  }
}
