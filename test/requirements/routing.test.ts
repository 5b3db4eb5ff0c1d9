import { RequirementKind } from '../../lib/requirements/requirement';
import { linesOf, requirements } from './lines-of';

function ingress(spec: string, annotations = '{}'): string {
  return `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: default, annotations: ${annotations} }
spec: { ${spec} }
`;
}

const TO = (service: string) =>
  `rules: [{ host: a.example.com, http: { paths: [{ path: /, backend: { service: { name: ${service}, port: { number: 80 } } } }] } }]`;

test('an Ingress needs a controller, its class, certificates and backends', () => {
  expect(linesOf(ingress(`ingressClassName: traefik, tls: [{ secretName: shop-tls }], ${TO('shop')}`))).toStrictEqual([
    'component an ingress controller of class traefik',
    'object IngressClass traefik',
    'object Secret default/shop-tls (key tls.crt, key tls.key)',
    'object Service default/shop',
  ]);
});

test('an Ingress without class needs a controller whose class is the default', () => {
  expect(linesOf(ingress('ingressClassName: null'))).toStrictEqual(['component an ingress controller whose class is the default']);
});

test('the class nginx has a note that its controller is retired', () => {
  expect(requirements(ingress('ingressClassName: nginx'))[0].note).toMatch(/^ingress-nginx has been retired since March 2026/);
});

test('certificates that cert-manager issues need the issuer, and no Secret', () => {
  const annotations = '{ cert-manager.io/cluster-issuer: letsencrypt }';
  expect(linesOf(ingress('ingressClassName: traefik, tls: [{ secretName: shop-tls }]', annotations))).toStrictEqual([
    'component cert-manager 1.20.0',
    'component an ingress controller of class traefik',
    'object ClusterIssuer letsencrypt',
    'object IngressClass traefik',
  ]);
});

test('an Ingress to the interceptor needs the add-on', () => {
  const yaml = ingress(`ingressClassName: traefik, ${TO('keda-add-ons-http-interceptor-proxy')}`).replace(
    'namespace: default',
    'namespace: keda',
  );
  expect(linesOf(yaml)).toStrictEqual([
    'component an ingress controller of class traefik',
    'component KEDA HTTP add-on 0.16, 0.8 or newer',
    'object IngressClass traefik',
  ]);
});

test.each([
  ['ClusterIP', ''],
  ['ExternalName', ' --set providers.kubernetesIngress.allowExternalNameServices=true'],
])('the command that installs Traefik lets it lead to a Service of type %s', (type, option) => {
  const service = `apiVersion: v1
kind: Service
metadata: { name: shop, namespace: default }
spec: { type: ${type}, externalName: shop.example.com }
`;
  const others = [1, 2].map((index) =>
    ingress(`ingressClassName: traefik, ${TO(`other-${index}`)}`).replace('name: shop', `name: other-${index}`),
  );
  const yaml = [service, ingress(`ingressClassName: traefik, ${TO('shop')}`), ...others].join('---\n');
  const found = requirements(yaml).find(({ name }) => name === 'traefik');
  expect(found?.install).toStrictEqual([
    'helm repo add traefik https://traefik.github.io/charts',
    `helm upgrade --install traefik traefik/traefik --namespace traefik --create-namespace --wait${option}`,
  ]);
});

test('an alias of the interceptor needs the add-on, and a controller that supports ExternalName Services', () => {
  const alias = `apiVersion: v1
kind: Service
metadata: { name: interceptor, namespace: default }
spec: { type: ExternalName, externalName: keda-add-ons-http-interceptor-proxy.keda.svc.cluster.local }
`;
  expect(linesOf(`${alias}---\n${ingress(`ingressClassName: traefik, ${TO('interceptor')}`)}`)).toStrictEqual([
    'component an ingress controller of class traefik',
    'component KEDA HTTP add-on 0.16, 0.8 or newer',
    'setting ExternalName Services as backends',
    'object IngressClass traefik',
  ]);
});

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: default }
spec:
  parentRefs: [{ name: public, namespace: gateways }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: keda-add-ons-http-interceptor-proxy, namespace: keda, port: 8080 }] }]
`;

test('an HTTPRoute needs the Gateway API, an implementation, its Gateway and the grant to another namespace', () => {
  expect(linesOf(ROUTE)).toStrictEqual([
    'component Gateway API 1.6, 1.0 or newer',
    'component an implementation of the Gateway API',
    'component KEDA HTTP add-on 0.16, 0.8 or newer',
    'object Gateway gateways/public (a listener that allows routes of namespace default)',
    'object ReferenceGrant keda/(from HTTPRoute in default to Service keda-add-ons-http-interceptor-proxy)',
  ]);
});

test('a grant among the manifests is not required, and raises the minimum of the Gateway API', () => {
  const grant = `apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { name: shop, namespace: keda }
spec: { from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default }], to: [{ group: "", kind: Service }] }
`;
  const lines = linesOf(`${ROUTE}---\n${grant}`);
  expect(lines[0]).toBe('component Gateway API 1.6, 1.5 or newer: v1 of ReferenceGrant keda/shop');
  expect(lines).not.toContainEqual(expect.stringContaining('object ReferenceGrant'));
});

test('a Gateway needs its class and certificates', () => {
  const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public }
spec: { gatewayClassName: traefik, listeners: [{ name: web, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: cert }] } }] }
`;
  expect(linesOf(gateway)).toStrictEqual([
    'component Gateway API 1.6, 1.0 or newer',
    'component an implementation of the Gateway API',
    'object GatewayClass traefik',
    'object Secret cert (key tls.crt, key tls.key)',
  ]);
});

test('a NetworkPolicy needs a network plugin, a Service of type LoadBalancer an implementation', () => {
  const yaml = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shop }
spec: { podSelector: {} }
---
apiVersion: v1
kind: Service
metadata: { name: shop }
spec: { type: LoadBalancer }
`;
  expect(linesOf(yaml)).toStrictEqual([
    'component a network plugin that enforces NetworkPolicy',
    'component a load balancer implementation',
  ]);
});

test.each([
  ['v1', 'TLSRoute', 'comes with Gateway API'],
  ['v1alpha3', 'TLSRoute', 'comes with the experimental channel of the Gateway API'],
  ['v1alpha2', 'TCPRoute', 'comes with the experimental channel of the Gateway API'],
  ['v1alpha2', 'UDPRoute', 'comes with the experimental channel of the Gateway API'],
])('%s of a %s %s', (version, kind, note) => {
  const found = requirements(
    `{ apiVersion: gateway.networking.k8s.io/${version}, kind: ${kind}, metadata: { name: shop, namespace: default } }`,
  );
  expect(found.find((one) => one.kind === RequirementKind.CRD)?.note).toBe(note);
});

test('a kind of the Gateway API comes with the command that installs the declared release', () => {
  const [component] = requirements(
    '{ apiVersion: gateway.networking.k8s.io/v1, kind: UDPRoute, metadata: { name: dns, namespace: default } }',
  );
  expect([component.version, component.minimum, component.install]).toStrictEqual([
    '1.6',
    '1.6',
    ['kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.6.3/standard-install.yaml'],
  ]);
});

test.each([
  [{ gatewayApi: '1.5' }, 'v1.5.1/standard-install.yaml'],
  [{ gatewayApi: '1.7', gatewayApiChannel: 'experimental' }, 'v1.7.0/experimental-install.yaml'],
])('the command for %j installs its release and channel', (declared, file) => {
  const [component] = requirements(
    '{ apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: { name: web, namespace: default } }',
    declared,
  );
  expect(component.install).toStrictEqual([
    `kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/releases/download/${file}`,
  ]);
});
