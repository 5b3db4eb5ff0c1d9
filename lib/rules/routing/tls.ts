import { DEFAULT_INTERCEPTOR } from '../../cluster/interceptor';
import { serviceReferencesOf } from '../http-add-on/service-reference';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import type { Context, Rule } from '../rule';
import { at, isMap, listOf, mapOf, show, textOf } from '../values';
import { type Backend, backendsOf, HTTP_ROUTE, INGRESS } from './backends';
import { interceptorOf, isInterceptor } from './interceptor';
import { normalHost } from './route-rules';
import { routesOf } from './routes';

/** Annotations by which an ingress controller is told to speak TLS to a backend, and the values that do. */
const HTTPS: readonly (readonly [annotation: string, value: RegExp])[] = [
  ['nginx.ingress.kubernetes.io/backend-protocol', /^(HTTPS|GRPCS)$/i],
  ['nginx.ingress.kubernetes.io/secure-backends', /^true$/i],
  ['alb.ingress.kubernetes.io/backend-protocol', /^HTTPS$/i],
  ['appgw.ingress.kubernetes.io/backend-protocol', /^https$/i],
  ['haproxy.org/server-ssl', /^true$/i],
  ['haproxy-ingress.github.io/backend-protocol', /^(h1-ssl|h2-ssl|https)$/i],
  ['haproxy-ingress.github.io/secure-backends', /^true$/i],
  ['ingress.kubernetes.io/protocol', /^https$/i],
  ['konghq.com/protocol', /^(https|grpcs)$/i],
];
/** The same on the Service that the Ingress leads to. */
const SERVICE_HTTPS: typeof HTTPS = [
  ['traefik.ingress.kubernetes.io/service.serversscheme', /^https$/i],
  ['konghq.com/protocol', /^(https|grpcs)$/i],
];

function httpsAnnotation(object: Manifest | undefined, table: typeof HTTPS): readonly [key: string, value: string] | undefined {
  const annotations: Value = object?.metadata.annotations;
  if (!isMap(annotations)) return undefined;
  const found = table.find(([key, value]) => typeof annotations[key] === 'string' && value.test(annotations[key]));
  return found && [found[0], annotations[found[0]]];
}

/** The port or its name suggests TLS. */
const SPEAKS_TLS = /443"?$|https|tls|ssl|wss/i;

function isTlsPort({ port, portName }: Backend, { cluster }: Context): boolean {
  const { tlsPort, tlsPortName } = DEFAULT_INTERCEPTOR;
  return portName === tlsPortName || (port === tlsPort && interceptorOf(cluster).port !== tlsPort);
}

export const backendProtocol: Rule = {
  id: 'routing/backend-protocol',
  severity: 'warning',
  title: 'The plain port of the interceptor is spoken to in plain HTTP',
  rationale: "The interceptor's plain port speaks plain HTTP.",
  link: 'https://github.com/kedacore/charts/issues/282',
  kinds: [INGRESS, 'Service'],
  check(object, context) {
    const isService = object.kind === 'Service';
    const annotation = httpsAnnotation(object, isService ? SERVICE_HTTPS : HTTPS);
    if (!annotation) return;
    const { manifests, cluster } = context;
    const backends = isService ? [aliasOf(object)] : backendsOf(object);
    if (!backends.some((backend) => isInterceptor(backend, manifests, cluster) && !isTlsPort(backend, context))) return;
    const [key, value] = annotation;
    context.report({
      path: at('metadata.annotations', key),
      message: `${key.slice(key.indexOf('/') + 1)} (${show(value)}) speaks TLS to the interceptor's plain port`,
      fix: 'leave it out: TLS ends at the edge, the interceptor takes plain HTTP',
    });
  },
};

/** A Service as a backend of its own, for the annotations that controllers read there. */
function aliasOf(object: Manifest): Backend {
  const [port] = listOf(mapOf(object.spec).ports);
  const service = object.metadata.name;
  return { at: '', portAt: '', portNameAt: '', service, namespace: namespaceOf(object), port: mapOf(port).port, hosts: [], paths: [] };
}

export const tlsPort: Rule = {
  id: 'routing/tls-port',
  severity: 'warning',
  title: 'The TLS port of the interceptor is for apps that speak TLS',
  rationale: 'The interceptor forwards requests of its TLS port by https.',
  link: 'https://github.com/kedacore/http-add-on/issues/1028',
  kinds: [INGRESS, HTTP_ROUTE],
  check(object, context) {
    const { manifests, cluster } = context;
    for (const backend of backendsOf(object)) {
      if (!isInterceptor(backend, manifests, cluster) || !isTlsPort(backend, context)) continue;
      const plain = plainApp(backend, manifests);
      if (!plain) continue;
      context.report({
        path: backend.portName ? backend.portNameAt : backend.portAt,
        message: `port (${show(backend.portName ?? backend.port)}) is the interceptor's TLS port, from which requests go on by https, and ${plain} speaks plain HTTP`,
        fix: `write ${interceptorOf(cluster).port}, and let TLS end at the Ingress or Gateway`,
      });
    }
  },
};

/** An app behind the backend that does not look as if it spoke TLS. */
function plainApp({ hosts }: Backend, manifests: Manifests): string | undefined {
  for (const { value } of hosts) {
    const route = routesOf(manifests).ruleFor(normalHost(value))?.route;
    if (!route) continue;
    const [{ holder, name }] = serviceReferencesOf(route);
    const { port, portName } = mapOf(holder);
    const service = textOf(name) && manifests.find('Service', namespaceOf(route), name);
    const ports = service ? listOf(mapOf(service.spec).ports).map(mapOf) : [];
    const { appProtocol, name: label } = ports.find((each) => (portName ? each.name === portName : each.port === port)) ?? {};
    const looksTls = [port, portName, appProtocol, label].some((each) => SPEAKS_TLS.test(show(each)));
    if (!looksTls) return `the app of ${route.kind} ${route.metadata.name}`;
  }
  return undefined;
}
