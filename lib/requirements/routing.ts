import { derived } from '../core/derived';
import { kindOf, type Manifest, namespaceOf } from '../rules/manifest';
import type { Manifests } from '../rules/manifests';
import { type Backend, backendsOf, HTTP_ROUTE, INGRESS } from '../rules/routing/backends';
import { aliased, interceptorOf, isInterceptor } from '../rules/routing/interceptor';
import { isGranted } from '../rules/routing/reference-grant';
import { isMade } from '../rules/routing/services';
import type { Context } from '../rules/rule';
import { listOf, mapOf, textOf } from '../rules/values';
import { certificateNeeds } from './certificates';
import { component, type Need, type Upstream } from './need';
import { clusterScoped, inNamespace, inNamespaceOf } from './objects';
import { RequirementKind } from './requirement';

const RETIRED =
  'ingress-nginx has been retired since March 2026: use an implementation of the Gateway API, or a maintained controller ' +
  'such as Traefik, whose provider kubernetesIngressNGINX reads Ingresses of class nginx';
const ALLOWS_EXTERNAL_NAMES = 'providers.kubernetesIngress.allowExternalNameServices';

export const ingresses: Upstream = {
  kinds: [INGRESS],
  *needs(ingress: Manifest, context: Context): Iterable<Need> {
    const { ingressClassName, tls } = mapOf(ingress.spec);
    const name = textOf(ingressClassName) ?? textOf(mapOf(ingress.metadata.annotations)['kubernetes.io/ingress.class']);
    const note = name === 'nginx' ? RETIRED : undefined;
    yield component('ingressController', name ? { name: `an ingress controller of class ${name}`, note } : {});
    if (name)
      yield* clusterScoped('networking.k8s.io/IngressClass', name, context, { install: name === 'traefik' ? traefik(context) : [] });
    for (const entry of listOf(tls)) yield* certificateNeeds(ingress, mapOf(entry).secretName, context);
    for (const backend of backendsOf(ingress)) yield* backendNeeds(backend, ingress, context);
  },
};

function traefik({ manifests }: Context): string[] {
  const command = 'helm upgrade --install traefik traefik/traefik --namespace traefik --create-namespace --wait';
  return [
    'helm repo add traefik https://traefik.github.io/charts',
    leadToExternalNames(manifests) ? `${command} --set ${ALLOWS_EXTERNAL_NAMES}=true` : command,
  ];
}

/** Whether an Ingress leads to a Service of type ExternalName. */
const leadToExternalNames = derived((manifests: Manifests): boolean =>
  manifests.ofKind(INGRESS).some((ingress) => backendsOf(ingress).some((backend) => isExternalName(backend, manifests))),
);

function isExternalName({ namespace, service }: Backend, manifests: Manifests): boolean {
  return mapOf(manifests.find('Service', namespace, service)?.spec).type === 'ExternalName';
}

/** Reports the Service of a backend, and support for ExternalName Services if it is one. */
function* backendNeeds(backend: Backend, from: Manifest, context: Context): Generator<Need> {
  const { manifests, cluster } = context;
  const { service, namespace } = backend;
  if (isInterceptor(backend, manifests, cluster)) yield component('httpAddOn');
  const interceptor = interceptorOf(cluster);
  if (service === interceptor.service && namespace === interceptor.namespace) return;
  if (isExternalName(backend, manifests)) {
    yield {
      kind: RequirementKind.SETTING,
      name: 'ExternalName Services as backends',
      note:
        `Traefik refuses them unless the chart value ${ALLOWS_EXTERNAL_NAMES} is true, and Contour unless its ` +
        'configuration has enableExternalNameService: true (requests get 404); ' +
        'some Gateway implementations refuse them, too',
    };
  }
  if (manifests.find('Service', namespace, service) || isMade(manifests, namespace, service)) return;
  if (namespace === namespaceOf(from)) yield* inNamespaceOf(from, 'Service', service, context);
  else yield* inNamespace(namespace, 'Service', service, context);
}

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => `${GATEWAY_GROUP}/${kind}`);

export const routes: Upstream = {
  kinds: ROUTES,
  *needs(route: Manifest, context: Context): Iterable<Need> {
    yield component('gatewayController');
    for (const parent of listOf(mapOf(route.spec).parentRefs)) {
      const { name, namespace, kind = 'Gateway', group = GATEWAY_GROUP } = mapOf(parent);
      if (!textOf(name) || typeof kind !== 'string' || typeof group !== 'string') continue;
      const other = textOf(namespace) && namespace !== route.metadata.namespace ? (namespace as string) : undefined;
      const details = other
        ? [
            `a listener that allows routes of ${route.metadata.namespace ? `namespace ${route.metadata.namespace}` : 'the namespace of the HTTPRoute'}`,
          ]
        : [];
      const groupKind = group ? `${group}/${kind}` : kind;
      if (other) yield* inNamespace(other, groupKind, name, context, { details });
      else yield* inNamespaceOf(route, groupKind, name, context);
    }
    if (kindOf(route) !== HTTP_ROUTE) return;
    for (const backend of backendsOf(route)) {
      yield* backendNeeds(backend, route, context);
      if (backend.namespace === namespaceOf(route) || isGranted(route, backend, context.manifests)) continue;
      yield {
        kind: RequirementKind.OBJECT,
        objectKind: 'ReferenceGrant',
        name: `(from HTTPRoute in ${route.metadata.namespace ?? 'its namespace'} to Service ${backend.service})`,
        namespace: backend.namespace,
        question: { grant: { from: textOf(route.metadata.namespace), service: backend.service } },
      };
    }
  },
};

export const gateways: Upstream = {
  kinds: [`${GATEWAY_GROUP}/Gateway`],
  *needs(gateway: Manifest, context: Context): Iterable<Need> {
    yield component('gatewayController');
    const { gatewayClassName, listeners } = mapOf(gateway.spec);
    yield* clusterScoped(`${GATEWAY_GROUP}/GatewayClass`, gatewayClassName, context);
    for (const listener of listOf(listeners)) {
      for (const reference of listOf(mapOf(mapOf(listener).tls).certificateRefs)) {
        const { name, namespace, kind = 'Secret' } = mapOf(reference);
        if (kind !== 'Secret') continue;
        const other = textOf(namespace);
        if (other && other !== gateway.metadata.namespace) yield* inNamespace(other, 'Secret', name, context);
        else yield* certificateNeeds(gateway, name, context);
      }
    }
  },
};

export const policies: Upstream = {
  kinds: ['networking.k8s.io/NetworkPolicy'],
  *needs(): Iterable<Need> {
    yield component('networkPolicies');
  },
};

export const services: Upstream = {
  kinds: ['Service'],
  *needs(service: Manifest, { cluster }: Context): Iterable<Need> {
    if (mapOf(service.spec).type === 'LoadBalancer') yield component('loadBalancer');
    const target = aliased(service);
    const interceptor = interceptorOf(cluster);
    if (target?.service === interceptor.service && (target.namespace ?? namespaceOf(service)) === interceptor.namespace) {
      yield component('httpAddOn');
    }
  },
};
