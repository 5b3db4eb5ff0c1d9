import fc from 'fast-check';
import { check } from '../../lib/rules/check';
import { KUBERNETES_RULES } from '../../lib/rules/kubernetes';
import type { Manifest } from '../../lib/rules/manifest';
import { REMOVED_RULES } from '../../lib/rules/removed';
import { clusterOf } from './corpus';

function said(manifests: unknown[], declared: { [component: string]: string } = {}): string[] {
  const findings = check(manifests as Manifest[], clusterOf(declared), [...KUBERNETES_RULES, ...REMOVED_RULES]);
  return findings.map(({ index, severity, rule, path, message, fix }) => `${index} ${severity} ${rule} ${path}: ${message}; ${fix}`);
}

const deployment = (name: string, labels: object, selector: object = { matchLabels: labels }, container: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { selector, template: { metadata: { labels }, spec: { containers: [{ name, image: 'a', ...container }] } } },
});

const service = (name: string, selector: object, targetPort: unknown = 80) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port: 80, targetPort }] },
});

const configMap = (metadata: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata });

test.each<[title: string, manifests: object[], expected: string[]]>([
  [
    'a name in capitals',
    [configMap({ name: 'Hello' })],
    [
      '0 error kubernetes/name metadata.name: the name of a ConfigMap ("Hello") must be a DNS name of at most 253 characters; write lower-case letters, digits and hyphens',
    ],
  ],
  ['no name', [configMap({})], ['0 error kubernetes/name metadata.name: this ConfigMap has no name; write metadata.name']],
  [
    'a misspelt field of metadata',
    [configMap({ name: 'a', lables: {} })],
    ['0 error kubernetes/metadata-field metadata.lables: lables is not a field of metadata; write labels'],
  ],
  [
    'a label that is a number',
    [configMap({ name: 'a', labels: { release: 7 } })],
    ['0 error kubernetes/labels metadata.labels.release: release (7) must be a text; quote it: "7"'],
  ],
  [
    'a label with a space',
    [configMap({ name: 'a', labels: { 'a/b': 'x y' } })],
    [
      '0 error kubernetes/labels metadata.labels["a/b"]: the label\'s value "x y" must be at most 63 letters, digits, hyphens, underscores and dots; shorten or change it, or write it as an annotation',
    ],
  ],
  [
    'an annotation that is a truth value',
    [configMap({ name: 'a', annotations: { x: true } })],
    ['0 error kubernetes/annotations metadata.annotations.x: x (true) must be a text; quote it: "true"'],
  ],
  [
    'two objects of one name',
    [configMap({ name: 'a' }), { ...configMap({ name: 'a' }), data: {} }],
    [
      '1 error kubernetes/duplicate-object metadata.name: ConfigMap "a" is there twice: the later one replaces the first; give one of them another name, or leave it out',
    ],
  ],
  [
    'a namespace on what has none',
    [{ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'a', namespace: 'b' }, handler: 'spin' }],
    [
      '0 warning kubernetes/cluster-scoped metadata.namespace: a RuntimeClass belongs to no namespace, and this one names "b"; leave the namespace out',
    ],
  ],
  [
    'a selector with another value than the template',
    [deployment('a', { app: 'a' }, { matchLabels: { app: 'b' } })],
    [
      '0 error kubernetes/selector-labels spec.selector.matchLabels.app: the selector wants app "b", and the template has "a"; write the same value here and in spec.template.metadata.labels.app',
    ],
  ],
  [
    'a selector of a label that the template has not',
    [deployment('a', { app: 'a' }, { matchLabels: { 'app.kubernetes.io/name': 'a' } })],
    [
      '0 error kubernetes/selector-labels spec.selector.matchLabels["app.kubernetes.io/name"]: the selector wants app.kubernetes.io/name "a", and the template does not have that label; write the same value here and in spec.template.metadata.labels["app.kubernetes.io/name"]',
    ],
  ],
  [
    'no selector',
    [deployment('a', { app: 'a' }, {})],
    [
      '0 error kubernetes/selector-labels spec.selector: spec.selector is empty: the server refuses a Deployment that selects nothing; write matchLabels with labels of the template',
    ],
  ],
  [
    'a Service beside its namesake',
    [deployment('hello', { app: 'hello' }), service('hello', { app: 'hi' })],
    [
      '1 warning kubernetes/service-selector spec.selector.app: the selector matches no pod of these manifests: Deployment "hello" has app "hello", not "hi"; write "hello"',
    ],
  ],
  [
    'a slip of the pen in a selector',
    [deployment('hello-web', { app: 'hello' }), service('hello', { app: 'helo' })],
    [
      '1 warning kubernetes/service-selector spec.selector.app: the selector matches no pod of these manifests: no pod has app "helo"; write "hello"',
    ],
  ],
  [
    'a selector that two workloads meet by halves',
    [
      deployment('one', { app: 'one', tier: 'api' }),
      deployment('two', { app: 'two', tier: 'web' }),
      service('both', { app: 'one', tier: 'web' }),
    ],
    [
      '2 warning kubernetes/service-selector spec.selector: the selector matches no pod of these manifests: its labels belong to different pods; write the labels of one workload',
    ],
  ],
  [
    'a targetPort that no container has',
    [
      deployment('hello', { app: 'hello' }, undefined, { ports: [{ name: 'http', containerPort: 80 }] }),
      service('hello', { app: 'hello' }, 'web'),
    ],
    [
      '1 error kubernetes/service-target-port spec.ports[0].targetPort: targetPort ("web") is the name of no port of Deployment "hello"; write http, or name a container port web',
    ],
  ],
  [
    'an API of the past',
    [{ apiVersion: 'batch/v1beta1', kind: 'CronJob', metadata: { name: 'a' } }],
    [
      '0 error removed/api-version apiVersion: apiVersion ("batch/v1beta1") of CronJob is not served since Kubernetes 1.25; write apiVersion: batch/v1',
    ],
  ],
  [
    'a kind without successor',
    [{ apiVersion: 'policy/v1beta1', kind: 'PodSecurityPolicy', metadata: { name: 'a' } }],
    [
      '0 error removed/api-version apiVersion: apiVersion ("policy/v1beta1") of PodSecurityPolicy is not served since Kubernetes 1.25; use the label pod-security.kubernetes.io/enforce on the Namespace',
    ],
  ],
  [
    'the group of an early spin-operator',
    [{ apiVersion: 'core.spinoperator.dev/v1alpha1', kind: 'SpinApp', metadata: { name: 'a' } }],
    [
      '0 error removed/spin-operator-group apiVersion: apiVersion ("core.spinoperator.dev/v1alpha1") of SpinApp is not served since spin-operator 0.4, and the cluster runs 0.6; write apiVersion: core.spinkube.dev/v1alpha1',
    ],
  ],
  [
    'a backend of an Ingress as it was written once',
    [
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: { name: 'a' },
        spec: { backend: {}, rules: [{ http: { paths: [{ backend: { serviceName: 'a', servicePort: 80 } }] } }] },
      },
    ],
    [
      '0 error removed/ingress-fields spec.backend: backend is called defaultBackend in networking.k8s.io/v1; write defaultBackend',
      '0 error removed/ingress-fields spec.rules[0].http.paths[0].backend.serviceName: serviceName ("a") is no field of a backend in networking.k8s.io/v1; write service: { name: "a" }',
      '0 error removed/ingress-fields spec.rules[0].http.paths[0].backend.servicePort: servicePort (80) is no field of a backend in networking.k8s.io/v1; write service: { port: { number: 80 } }',
      '0 error removed/ingress-fields spec.rules[0].http.paths[0].pathType: pathType is missing; write pathType: Prefix, or Exact',
    ],
  ],
])('%s is told', (_, manifests, expected) => {
  expect(said(manifests)).toStrictEqual(expected);
});

test('a Service for pods that are not among the manifests is not told', () => {
  expect(said([deployment('hello', { app: 'hello' }), service('kafka', { 'strimzi.io/name': 'kafka' })])).toStrictEqual([]);
});

test('no manifest of any shape makes these rules throw', () => {
  const kinds = [
    ['apps/v1', 'Deployment'],
    ['v1', 'Service'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['batch/v1', 'CronJob'],
    ['v1', 'Pod'],
    ['core.spinkube.dev/v1alpha1', 'SpinApp'],
  ].map(([apiVersion, kind]) => ({ apiVersion, kind }));
  const metadata = fc.dictionary(fc.constantFrom('name', 'namespace', 'labels', 'annotations', 'x'), fc.jsonValue());
  const object = fc.record({ kind: fc.constantFrom(...kinds), metadata, spec: fc.jsonValue({ maxDepth: 6 }) });
  fc.assert(
    fc.property(fc.array(object, { maxLength: 4 }), (objects) => {
      said(objects.map(({ kind, metadata, spec }) => ({ ...kind, metadata, spec })));
    }),
  );
});
