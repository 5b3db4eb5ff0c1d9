import fc from 'fast-check';
import { check } from '../../lib/rules/check';
import type { Manifest } from '../../lib/rules/manifest';
import { ROUTING_RULES } from '../../lib/rules/routing';
import { anyShape } from './any-shape';
import { clusterOf, corpus } from './corpus';

const bad = corpus('bad');
const good = corpus('good');

/** What a rule says of a place. */
interface Said {
  readonly severity: string;
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}

test.each<[name: string, said: Said[]]>([
  [
    'backend-port.external-name',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.port.number',
        message: 'port (80) is not where the interceptor listens, which is 8080',
        fix: 'write 8080',
      },
    ],
  ],
  [
    'backend-port.http-route',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].backendRefs[0].port',
        message: 'port (8080) is the targetPort of Service shop, which has 80 (http)',
        fix: 'write 80',
      },
    ],
  ],
  [
    'backend-port.interceptor-name',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.port.name',
        message: 'name ("http") is no port of the interceptor, which has "proxy"',
        fix: 'write 8080',
      },
    ],
  ],
  [
    'backend-port.interceptor',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.port.number',
        message: 'port (80) is not where the interceptor listens, which is 8080',
        fix: 'write 8080',
      },
    ],
  ],
  [
    'backend-port.name',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.port.name',
        message: 'name ("web") is no port of Service shop, which has 80 (http)',
        fix: 'write the name or the number of one of its ports',
      },
    ],
  ],
  [
    'backend-port',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.port.number',
        message: 'port (8080) is the targetPort of Service shop, which has 80 (http)',
        fix: 'write 80',
      },
    ],
  ],
  [
    'backend-protocol.traefik',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["traefik.ingress.kubernetes.io/service.serversscheme"]',
        message: 'service.serversscheme ("https") speaks TLS to the interceptor\'s plain port',
        fix: 'leave it out: TLS ends at the edge, the interceptor takes plain HTTP',
      },
    ],
  ],
  [
    'backend-protocol',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/backend-protocol"]',
        message: 'backend-protocol ("HTTPS") speaks TLS to the interceptor\'s plain port',
        fix: 'leave it out: TLS ends at the edge, the interceptor takes plain HTTP',
      },
    ],
  ],
  [
    'bypass.default-backend',
    [
      {
        severity: 'error',
        path: 'spec.defaultBackend.service.name',
        message: 'name ("shop") leads past the interceptor to an app that goes down to zero: the request wakes nothing and gets 503',
        fix: 'write keda-add-ons-http-interceptor-proxy, port 8080, into an Ingress of namespace keda',
      },
    ],
  ],
  [
    'bypass.http-route',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].backendRefs[0].name',
        message: 'name ("shop") leads past the interceptor to an app that goes down to zero: the request wakes nothing and gets 503',
        fix: 'write name: keda-add-ons-http-interceptor-proxy, namespace: keda and port: 8080, and a ReferenceGrant in keda',
      },
    ],
  ],
  [
    'bypass.http-scaled-object',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("shop") leads past the interceptor to an app that goes down to zero: the request wakes nothing and gets 503',
        fix: 'write keda-add-ons-http-interceptor-proxy, port 8080, into an Ingress of namespace keda',
      },
    ],
  ],
  [
    'bypass.other-triggers',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message:
          'name ("shop") leads past the interceptor to an app that goes down to zero: while its other triggers are quiet, the request wakes nothing and gets 503',
        fix: 'write keda-add-ons-http-interceptor-proxy, port 8080, into an Ingress of namespace keda',
      },
    ],
  ],
  [
    'bypass.second-service',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("shop-public") leads past the interceptor to an app that goes down to zero: the request wakes nothing and gets 503',
        fix: 'write keda-add-ons-http-interceptor-proxy, port 8080, into an Ingress of namespace keda',
      },
    ],
  ],
  [
    'bypass.spin-app',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("shop") leads past the interceptor to an app that goes down to zero: the request wakes nothing and gets 503',
        fix: 'write keda-add-ons-http-interceptor-proxy, port 8080, into an Ingress of namespace keda',
      },
    ],
  ],
  [
    'bypass',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("shop") leads past the interceptor to an app that goes down to zero: the request wakes nothing and gets 503',
        fix: 'write keda-add-ons-http-interceptor-proxy, port 8080, into an Ingress of namespace keda',
      },
    ],
  ],
  [
    'cross-namespace-backend.dns-name',
    [
      {
        severity: 'error',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("keda-add-ons-http-interceptor-proxy.keda") is a DNS name, and a backend takes the bare name of a Service',
        fix: 'write keda-add-ons-http-interceptor-proxy, and put the Ingress into namespace keda',
      },
    ],
  ],
  [
    'cross-namespace-backend.http-route',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].backendRefs[0].name',
        message: 'name ("keda-add-ons-http-interceptor-proxy") is looked up in namespace shop, and the interceptor is in keda',
        fix: 'write namespace: keda beside it, and a ReferenceGrant in keda',
      },
    ],
  ],
  [
    'cross-namespace-backend',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("keda-add-ons-http-interceptor-proxy") is looked up in namespace shop, and the interceptor is in keda',
        fix: 'put the Ingress into namespace keda, or make an ExternalName Service in shop that leads there',
      },
    ],
  ],
  [
    'duplicate-route.catch-all',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts',
        message: 'host ("*") is also routed by InterceptorRoute shop/shop: the older of the two takes every request',
        fix: 'give one of the two another host, path prefix or header',
      },
    ],
  ],
  [
    'duplicate-route.headers',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[0]',
        message:
          'host ("shop.example.com") and the same headers is also routed by InterceptorRoute shop/shop: the older of the two takes every request',
        fix: 'give one of the two another host, path prefix or header',
      },
    ],
  ],
  [
    'duplicate-route.http-scaled-objects',
    [
      {
        severity: 'warning',
        path: 'spec.hosts[0]',
        message: 'host ("shop.example.com") is also routed by HTTPScaledObject shop/shop: the older of the two takes every request',
        fix: 'give one of the two another host, path prefix or header',
      },
    ],
  ],
  [
    'duplicate-route.paths',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[0]',
        message:
          'host ("shop.example.com") with path /api is also routed by InterceptorRoute shop/shop: the older of the two takes every request',
        fix: 'give one of the two another host, path prefix or header',
      },
    ],
  ],
  [
    'duplicate-route',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[0]',
        message: 'host ("shop.example.com") is also routed by InterceptorRoute shop/shop: the older of the two takes every request',
        fix: 'give one of the two another host, path prefix or header',
      },
    ],
  ],
  [
    'external-name.namespace',
    [
      {
        severity: 'warning',
        path: 'spec.externalName',
        message:
          'externalName ("keda-add-ons-http-interceptor-proxy.default.svc.cluster.local") names namespace default, and the interceptor is in keda',
        fix: 'write keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local',
      },
    ],
  ],
  [
    'external-name',
    [
      {
        severity: 'warning',
        path: 'spec.externalName',
        message:
          'externalName ("keda-add-ons-http-interceptor-proxy.keda") is no complete name: DNS answers with it as it stands, without the domain of the cluster',
        fix: 'write keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local',
      },
    ],
  ],
  [
    'gateway-external-name',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].backendRefs[0].name',
        message: 'name ("shop-proxy") is an ExternalName, which most Gateways refuse',
        fix: 'write name: keda-add-ons-http-interceptor-proxy and namespace: keda, and a ReferenceGrant in keda',
      },
    ],
  ],
  [
    'missing-service.fallback',
    [
      {
        severity: 'warning',
        path: 'spec.coldStart.fallback.service.name',
        message: 'name ("waiting-room") is not among the Services of these manifests in namespace shop',
        fix: 'write one of shop',
      },
    ],
  ],
  [
    'missing-service.ingress',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.name',
        message: 'name ("storefornt") is not among the Services of these manifests in namespace shop',
        fix: 'write storefront',
      },
    ],
  ],
  [
    'missing-service',
    [
      {
        severity: 'warning',
        path: 'spec.target.service',
        message: 'service ("shop-web") is not among the Services of these manifests in namespace shop',
        fix: 'write one of shop',
      },
    ],
  ],
  [
    'reference-grant.other-service',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].backendRefs[0].namespace',
        message: 'namespace ("keda") has no ReferenceGrant among these manifests for HTTPRoutes of shop',
        fix: 'write a ReferenceGrant in keda from HTTPRoute in shop to Service keda-add-ons-http-interceptor-proxy',
      },
    ],
  ],
  [
    'reference-grant.other-source',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].backendRefs[0].namespace',
        message: 'namespace ("keda") has no ReferenceGrant among these manifests for HTTPRoutes of shop',
        fix: 'write a ReferenceGrant in keda from HTTPRoute in shop to Service keda-add-ons-http-interceptor-proxy',
      },
    ],
  ],
  [
    'reference-grant.wrong-namespace',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].backendRefs[0].namespace',
        message:
          'namespace ("keda") has no ReferenceGrant among these manifests for HTTPRoutes of shop, ReferenceGrant allow-shop stands in shop instead',
        fix: 'write a ReferenceGrant in keda from HTTPRoute in shop to Service keda-add-ons-http-interceptor-proxy',
      },
    ],
  ],
  [
    'reference-grant',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].backendRefs[0].namespace',
        message: 'namespace ("keda") has no ReferenceGrant among these manifests for HTTPRoutes of shop',
        fix: 'write a ReferenceGrant in keda from HTTPRoute in shop to Service keda-add-ons-http-interceptor-proxy',
      },
    ],
  ],
  [
    'rewrite-target.external-name',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/rewrite-target"]',
        message: 'rewrite-target ("/") sends every path to that one path of the app',
        fix: 'leave it out: the interceptor matches and forwards paths as they are',
      },
    ],
  ],
  [
    'rewrite-target',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/rewrite-target"]',
        message: 'rewrite-target ("/") sends every path to that one path of the app',
        fix: 'leave it out: the interceptor matches and forwards paths as they are',
      },
    ],
  ],
  [
    'target-port.fallback',
    [
      {
        severity: 'error',
        path: 'spec.coldStart.fallback.service.port',
        message: 'port (8080) is the targetPort, not the port of Service waiting-room, which has 80 (http): no request arrives',
        fix: 'write port: 80',
      },
    ],
  ],
  [
    'target-port.http-scaled-object',
    [
      {
        severity: 'error',
        path: 'spec.scaleTargetRef.port',
        message: 'port (3000) is no port of Service shop, which has 80 (http): no request arrives',
        fix: 'write port: 80',
      },
    ],
  ],
  [
    'target-port.name',
    [
      {
        severity: 'error',
        path: 'spec.target.portName',
        message: 'portName ("web") is no port of Service shop, which has 80 (http): the interceptor answers 500',
        fix: 'write port: 80',
      },
    ],
  ],
  [
    'target-port',
    [
      {
        severity: 'error',
        path: 'spec.target.port',
        message: 'port (8080) is the targetPort, not the port of Service shop, which has 80 (http): no request arrives',
        fix: 'write port: 80',
      },
    ],
  ],
  [
    'tls-port.name',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.port.name',
        message:
          'port ("proxy-tls") is the interceptor\'s TLS port, from which requests go on by https, and the app of InterceptorRoute shop speaks plain HTTP',
        fix: 'write 8080, and let TLS end at the Ingress or Gateway',
      },
    ],
  ],
  [
    'tls-port',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].backend.service.port.number',
        message:
          "port (8443) is the interceptor's TLS port, from which requests go on by https, and the app of InterceptorRoute shop speaks plain HTTP",
        fix: 'write 8080, and let TLS end at the Ingress or Gateway',
      },
    ],
  ],
  [
    'unexposed-host.http-route',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[1]',
        message:
          'host ("shop.example.org") is led to the interceptor by no Ingress or HTTPRoute among these manifests, other hosts of the route are',
        fix: 'add it to the Ingress or HTTPRoute, or leave it out here',
      },
    ],
  ],
  [
    'unexposed-host',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].hosts[1]',
        message:
          'host ("shop.example.org") is led to the interceptor by no Ingress or HTTPRoute among these manifests, other hosts of the route are',
        fix: 'add it to the Ingress or HTTPRoute, or leave it out here',
      },
    ],
  ],
  [
    'unrouted-host.http-route',
    [
      {
        severity: 'warning',
        path: 'spec.hostnames[0]',
        message: 'host ("www.example.com") is in no route among these manifests: the interceptor answers 404',
        fix: 'write shop.example.com, or add it to the hosts of the route of the app',
      },
    ],
  ],
  [
    'unrouted-host.http-scaled-object',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].host',
        message: 'host ("api.example.com") is in no route among these manifests: the interceptor answers 404',
        fix: 'write shop.example.com, or add it to the hosts of the route of the app',
      },
    ],
  ],
  [
    'unrouted-host.rewritten',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].filters',
        message: 'host ("shop.internal.example.com") is in no route among these manifests: the interceptor answers 404',
        fix: 'add it to the hosts of the route of the app',
      },
    ],
  ],
  [
    'unrouted-host.wildcard',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].host',
        message: 'host ("*.shop.example.com") is in no route among these manifests: the interceptor answers 404',
        fix: 'write shop.example.com, or add it to the hosts of the route of the app',
      },
    ],
  ],
  [
    'unrouted-host',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].host',
        message: 'host ("shop.exmaple.com") is in no route among these manifests: the interceptor answers 404',
        fix: 'write shop.example.com, or add it to the hosts of the route of the app',
      },
    ],
  ],
  [
    'unrouted-path.http-route',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].matches[0].path.value',
        message: 'path ("/api/v2") meets no path prefix of the routes of host shop.example.com: the interceptor answers 404',
        fix: 'write the path prefix of the route; paths are forwarded as they are',
      },
    ],
  ],
  [
    'unrouted-path.segment',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].path',
        message: 'path ("/apis") meets no path prefix of the routes of host shop.example.com: the interceptor answers 404',
        fix: 'write the path prefix of the route; paths are forwarded as they are',
      },
    ],
  ],
  [
    'unrouted-path',
    [
      {
        severity: 'warning',
        path: 'spec.rules[0].http.paths[0].path',
        message: 'path ("/shop") meets no path prefix of the routes of host shop.example.com: the interceptor answers 404',
        fix: 'write the path prefix of the route; paths are forwarded as they are',
      },
    ],
  ],
  [
    'upstream-vhost.variables',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/upstream-vhost"]',
        message:
          'upstream-vhost ("$service_name.$namespace.svc.cluster.local") makes every request one for "keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local", which is in no route among these manifests',
        fix: 'leave it out: the interceptor needs the host of the request',
      },
    ],
  ],
  [
    'upstream-vhost',
    [
      {
        severity: 'warning',
        path: 'metadata.annotations["nginx.ingress.kubernetes.io/upstream-vhost"]',
        message:
          'upstream-vhost ("shop.shop.svc.cluster.local") makes every request one for "shop.shop.svc.cluster.local", which is in no route among these manifests',
        fix: 'leave it out: the interceptor needs the host of the request',
      },
    ],
  ],
])('%s', (name, said) => {
  const { manifests, cluster } = bad.find((each) => each.name === `routing/${name}`)!;
  const findings = check(manifests, cluster, ROUTING_RULES);
  expect(findings.map(({ severity, path, message, fix }) => ({ severity, path, message, fix }))).toStrictEqual(said);
});

test('an interceptor of another name, namespace and port is the one that is declared', () => {
  const { manifests, cluster } = good.find(({ name }) => name === 'routing/reference-grant')!;
  const renamed = JSON.parse(
    JSON.stringify(manifests)
      .replaceAll('keda-add-ons-http-interceptor-proxy', 'proxy')
      .replaceAll('"keda"', '"http"')
      .replaceAll('8080}', '80}'),
  );
  const interceptor = { service: 'proxy', namespace: 'http', port: 80 };
  expect(check(renamed, { ...cluster, interceptor }, ROUTING_RULES)).toStrictEqual([]);
});

test('twenty thousand routes of one host, and ten thousand Ingresses, are compared in linear time', () => {
  const { manifests, cluster } = bad.find(({ name }) => name === 'routing/duplicate-route')!;
  // two routes in each
  const many = Array.from({ length: 10_000 }, (_, index) =>
    manifests.map((manifest) => ({ ...manifest, metadata: { ...manifest.metadata, name: `${manifest.metadata.name}-${index}` } })),
  ).flat();
  const start = process.cpuUsage();
  check(many, cluster, ROUTING_RULES);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(10);
});

const KINDS = [
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['gateway.networking.k8s.io/v1beta1', 'ReferenceGrant'],
  ['http.keda.sh/v1alpha1', 'HTTPScaledObject'],
  ['http.keda.sh/v1beta1', 'InterceptorRoute'],
  ['v1', 'Service'],
] as const;

test('fields of any shape are no reason to throw', () => {
  const manifest = fc
    .tuple(fc.constantFrom(...KINDS), anyShape(), anyShape())
    .map(([[apiVersion, kind], spec, annotations]) => ({ apiVersion, kind, metadata: { name: 'shop', annotations }, spec }));
  fc.assert(
    fc.property(fc.array(manifest, { minLength: 1, maxLength: 4 }), (manifests) => {
      check(manifests as unknown as Manifest[], clusterOf(), ROUTING_RULES);
    }),
    { numRuns: 500 },
  );
});
