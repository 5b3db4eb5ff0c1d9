import { kindOf, type Manifest, namespaceOf } from '../../rules/manifest';
import { backendsOf, HTTP_ROUTE, WAYS_IN } from '../../rules/routing/backends';
import { isGranted } from '../../rules/routing/reference-grant';
import { listOf, mapOf, textOf } from '../../rules/values';
import type { Node } from '../graph';
import type { DrawContext, Part } from '../part';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const GATEWAY = `${GATEWAY_GROUP}/Gateway`;

/** Ingresses, HTTPRoutes, and the routes of other routers. */
export const entries: Part = {
  kinds: WAYS_IN,
  draw(object, context) {
    const { drawing, manifests } = context;
    const client = drawing.client();
    const node = drawing.object(object);
    const sources = gatewaysOf(object, context);
    for (const source of sources) drawing.graph.edge(client, source);
    for (const source of sources.length > 0 ? sources : [client]) drawing.graph.edge(source, node, { labels: hostsOf(object) });
    for (const backend of backendsOf(object)) {
      const isRefused =
        kindOf(object) === HTTP_ROUTE && backend.namespace !== namespaceOf(object) && !isGranted(object, backend, manifests);
      drawing.graph.edge(node, drawing.service(backend.namespace, backend.service), {
        labels: isRefused ? ['no ReferenceGrant'] : [],
        isMissing: isRefused,
      });
    }
  },
};

/** Gateways, also those that no route names. */
export const gateways: Part = {
  kinds: [GATEWAY],
  draw(object, { drawing }) {
    drawing.graph.edge(drawing.client(), drawing.object(object));
  },
};

/** Returns the Gateways that a route is attached to. */
function gatewaysOf(route: Manifest, { drawing }: DrawContext): readonly Node[] {
  return listOf(mapOf(route.spec).parentRefs).flatMap((parent) => {
    const { name, namespace, kind = 'Gateway', group = GATEWAY_GROUP } = mapOf(parent);
    if (!textOf(name) || kind !== 'Gateway' || group !== GATEWAY_GROUP) return [];
    return [drawing.referred(GATEWAY, textOf(namespace) ?? namespaceOf(route), name)];
  });
}

/** Returns the hosts that clients ask for. */
function hostsOf(object: Manifest): readonly string[] {
  const { hostnames, rules } = mapOf(object.spec);
  const written = [...listOf(hostnames), ...listOf(rules).map((rule) => mapOf(rule).host)].filter((host) => textOf(host));
  return written.length > 0 ? written : backendsOf(object).flatMap(({ hosts }) => hosts.map(({ value }) => value));
}
