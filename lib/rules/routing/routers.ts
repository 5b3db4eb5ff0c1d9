/** Where the routers of other projects lead, in the form of backends: Traefik, Istio, Contour, OpenShift. */

import { type Manifest, namespaceOf, type Value } from '../manifest';
import { elements, listOf, mapOf, numberOf, textOf } from '../values';
import type { Backend, Match } from './backend';

const INGRESS_ROUTE = 'traefik.io/IngressRoute';
const FORMER_INGRESS_ROUTE = 'traefik.containo.us/IngressRoute';
const VIRTUAL_SERVICE = 'networking.istio.io/VirtualService';
const HTTP_PROXY = 'projectcontour.io/HTTPProxy';
const OPENSHIFT_ROUTE = 'route.openshift.io/Route';

/** The kinds of other routers that are read, with what reads them. */
export const ROUTERS: { readonly [kind: string]: (object: Manifest) => readonly Backend[] } = {
  [INGRESS_ROUTE]: ingressRouteBackends,
  [FORMER_INGRESS_ROUTE]: ingressRouteBackends,
  [VIRTUAL_SERVICE]: virtualServiceBackends,
  [HTTP_PROXY]: httpProxyBackends,
  [OPENSHIFT_ROUTE]: openShiftBackends,
};

/** Whether an object leads on to others that are not read here: a TraefikService, a delegate, an included HTTPProxy. */
export function leadsOn(object: Manifest): boolean {
  const { routes, http, includes } = mapOf(object.spec);
  const services = listOf(routes).flatMap((route) => listOf(mapOf(route).services));
  return (
    listOf(includes).length > 0 ||
    listOf(http).some((rule) => mapOf(rule).delegate !== undefined) ||
    services.some((service) => (mapOf(service).kind ?? 'Service') !== 'Service')
  );
}

/** How requests are led to the interceptor in an object of another router. */
export function wayTo(kind: string, { service, namespace, port }: { service: string; namespace: string; port: number }): string {
  switch (kind) {
    case INGRESS_ROUTE:
    case FORMER_INGRESS_ROUTE:
      return `write name: ${service}, namespace: ${namespace} and port: ${port}, where Traefik has allowCrossNamespace, or an IngressRoute of namespace ${namespace}`;
    case VIRTUAL_SERVICE:
      return `write host: ${service}.${namespace}.svc.cluster.local and port.number: ${port}`;
    case HTTP_PROXY:
      return `include an HTTPProxy of namespace ${namespace}, which leads to ${service}, port ${port}`;
    default:
      return `write a Route in namespace ${namespace}, which leads to ${service}`;
  }
}

/** The hosts of Traefik's matchers: of `` Host(`a`, `b`) ``; undefined where the rule is more than hosts and paths. */
function hostsOfRule(rule: Value, at: string): readonly Match[] {
  if (typeof rule !== 'string' || rule.length > LONGEST || rule.includes('!') || rule.includes('HostRegexp')) return NONE;
  return [...rule.matchAll(/Host\(([^()]*)\)/g)].flatMap(([, names]) =>
    [...names.matchAll(/[`"']([^`"']+)[`"']/g)].map(([, name]) => ({ value: name.toLowerCase(), at })),
  );
}

const LONGEST = 2_000;
const NONE: readonly Match[] = [];

function ingressRouteBackends(object: Manifest): readonly Backend[] {
  return elements(mapOf(object.spec).routes, 'spec.routes').flatMap(([route, at]) => {
    const { match, services } = mapOf(route);
    const hosts = hostsOfRule(match, `${at}.match`);
    return elements(services, `${at}.services`).flatMap(([service, where]) => {
      const { name, namespace, port, kind = 'Service' } = mapOf(service);
      if (!textOf(name) || kind !== 'Service') return [];
      return [backendOf(name, textOf(namespace) ?? namespaceOf(object), `${where}.name`, port, `${where}.port`, hosts)];
    });
  });
}

function virtualServiceBackends(object: Manifest): readonly Backend[] {
  const { hosts: names, http } = mapOf(object.spec);
  const hosts = matches(names, 'spec.hosts');
  return elements(http, 'spec.http').flatMap(([rule, at]) => {
    const authority = textOf(mapOf(mapOf(rule).rewrite).authority);
    const seen = authority ? [{ value: authority.toLowerCase(), at: `${at}.rewrite.authority` }] : hosts;
    return elements(mapOf(rule).route, `${at}.route`).flatMap(([route, where]) => {
      const { host, port } = mapOf(mapOf(route).destination);
      if (!textOf(host) || mapOf(route).weight === 0) return [];
      const [service, namespace, svc] = (host as string).toLowerCase().split('.', 3);
      // a short name is one of the VirtualService's namespace, another domain is outside of the cluster
      if (namespace !== undefined && svc !== 'svc') return [];
      const place = `${where}.destination`;
      return [backendOf(service, namespace ?? namespaceOf(object), `${place}.host`, mapOf(port).number, `${place}.port.number`, seen)];
    });
  });
}

function httpProxyBackends(object: Manifest): readonly Backend[] {
  const { virtualhost, routes } = mapOf(object.spec);
  const fqdn = textOf(mapOf(virtualhost).fqdn);
  const hosts = fqdn ? [{ value: fqdn.toLowerCase(), at: 'spec.virtualhost.fqdn' }] : NONE;
  return elements(routes, 'spec.routes').flatMap(([route, at]) =>
    elements(mapOf(route).services, `${at}.services`).flatMap(([service, where]) => {
      const { name, port, mirror } = mapOf(service);
      if (!textOf(name) || mirror === true) return [];
      return [backendOf(name, namespaceOf(object), `${where}.name`, port, `${where}.port`, hosts)];
    }),
  );
}

function openShiftBackends(object: Manifest): readonly Backend[] {
  const { host, to, alternateBackends, port } = mapOf(object.spec);
  const hosts = textOf(host) ? [{ value: (host as string).toLowerCase(), at: 'spec.host' }] : NONE;
  const targets = [[to, 'spec.to'] as const, ...elements(alternateBackends, 'spec.alternateBackends')];
  return targets.flatMap(([target, at]) => {
    const { name, kind = 'Service', weight } = mapOf(target);
    if (!textOf(name) || kind !== 'Service' || weight === 0) return [];
    return [backendOf(name, namespaceOf(object), `${at}.name`, mapOf(port).targetPort, 'spec.port.targetPort', hosts)];
  });
}

function backendOf(service: string, namespace: string, at: string, port: Value, portAt: string, hosts: readonly Match[]): Backend {
  return { at, service, namespace, port: numberOf(port), portName: textOf(port), portAt, portNameAt: portAt, hosts, paths: [] };
}

function matches(names: Value, at: string): readonly Match[] {
  if (listOf(names).includes('*')) return NONE;
  return listOf(names).flatMap((name, index) => (textOf(name) ? [{ value: (name as string).toLowerCase(), at: `${at}[${index}]` }] : []));
}
