import { linesOf, requirements } from './lines-of';

function service(template: string): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: wagi }
spec: { template: ${template} }
`;
}

const BASE = [
  'component Kubernetes, 1.34 or newer: Knative Serving 1.24 does not start on an older version',
  'component Knative Serving 1.24, 1.12 or newer',
  'component a Knative networking layer',
];

test('a Service needs Knative Serving and a networking layer', () => {
  const found = requirements(service('{ spec: { containers: [{ image: x }] } }'));
  expect(found.map(({ name, install }) => [name, install])).toStrictEqual([
    ['Kubernetes', []],
    [
      'Knative Serving',
      [
        'kubectl apply -f https://github.com/knative/serving/releases/download/knative-v1.24.0/serving-crds.yaml',
        'kubectl apply -f https://github.com/knative/serving/releases/download/knative-v1.24.0/serving-core.yaml',
      ],
    ],
    [
      'a Knative networking layer',
      [
        'kubectl apply -f https://github.com/knative-extensions/net-kourier/releases/download/knative-v1.24.0/kourier.yaml',
        `kubectl patch configmap/config-network -n knative-serving --type merge -p '{"data":{"ingress-class":"kourier.ingress.networking.knative.dev"}}'`,
      ],
    ],
    ['services.serving.knative.dev', []],
  ]);
  expect(found[1].neededBy).toStrictEqual(['Knative Service wagi']);
});

test.each([
  ['{ nodeSelector: { a: b }, containers: [] }', ['kubernetes.podspec-nodeselector']],
  ['{ runtimeClassName: spin, containers: [] }', ['kubernetes.podspec-runtimeclassname']],
  [
    '{ containers: [], volumes: [{ name: d, persistentVolumeClaim: { claimName: data } }] }',
    ['kubernetes.podspec-persistent-volume-claim', 'kubernetes.podspec-persistent-volume-write'],
  ],
])('the pod %s needs flags', (spec, flags) => {
  const settings = linesOf(service(`{ spec: ${spec} }`)).filter((line) => line.startsWith('setting'));
  expect(settings).toStrictEqual(flags.map((flag) => `setting ${flag}: enabled (in Knative's ConfigMap config-features)`));
});

test.each([
  ['1.12', '1.26'],
  ['1.24', '1.34'],
])('Knative %s starts on Kubernetes %s', (knative, kubernetes) => {
  const [{ minimum }] = requirements(service('{}'), { knative });
  expect(minimum).toBe(kubernetes);
});

test('a flag comes with the command that sets it, declared or not', () => {
  const flag = requirements(service('{ spec: { nodeSelector: { a: b }, containers: [] } }')).find(({ kind }) => kind === 'setting');
  expect(flag?.install).toStrictEqual([
    `kubectl patch configmap/config-features -n knative-serving --type merge -p '{"data":{"kubernetes.podspec-nodeselector":"enabled"}}'`,
  ]);
});

test('a flag that the manifests set is not required', () => {
  const map = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: config-features, namespace: knative-serving }
data: { kubernetes.podspec-nodeselector: enabled }
`;
  expect(linesOf(service('{ spec: { nodeSelector: { a: b }, containers: [] } }') + map)).not.toContainEqual(
    expect.stringContaining('setting'),
  );
});

test('the HPA class, an initial scale of zero and long requests need settings of Knative', () => {
  const annotations = '{ autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, autoscaling.knative.dev/initial-scale: "0" }';
  const template = `{ metadata: { annotations: ${annotations} }, spec: { timeoutSeconds: 900, containerConcurrency: 2000, containers: [] } }`;
  expect(linesOf(service(template))).toStrictEqual([
    BASE[0],
    'component metrics-server',
    ...BASE.slice(1),
    "component Knative's HPA autoscaler",
    "setting allow-zero-initial-scale: true (in Knative's ConfigMap config-autoscaler)",
    "setting container-concurrency-max-limit: 2000 (in Knative's ConfigMap config-defaults)",
    "setting max-revision-timeout-seconds: 900 (in Knative's ConfigMap config-defaults)",
  ]);
});

const DOMAIN = `apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata: { name: app.example.com }
spec: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: wagi } }
`;

test('a domain needs a claim and a target', () => {
  expect(linesOf(DOMAIN)).toStrictEqual([
    ...BASE,
    "setting autocreate-cluster-domain-claims: true (in Knative's ConfigMap config-network)",
    'object Service wagi',
  ]);
  const claim = 'apiVersion: networking.internal.knative.dev/v1alpha1\nkind: ClusterDomainClaim\nmetadata: { name: app.example.com }\n';
  expect(linesOf(`${DOMAIN}---\n${claim}---\n${service('{}')}`)).toStrictEqual(BASE);
});
