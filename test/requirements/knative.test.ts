import { requirements, said } from './said';

function service(template: string): string {
  return `apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: wagi }
spec: { template: ${template} }
`;
}

const BASE = [
  'component Kubernetes, 1.34 or newer: Knative Serving 1.23, which does not start on an older one',
  'component Knative Serving 1.23, 1.12 or newer',
  'component a networking layer of Knative',
];

test('a Service needs Knative Serving and a networking layer', () => {
  const found = requirements(service('{ spec: { containers: [{ image: x }] } }'));
  expect(found.map(({ name, install }) => [name, install])).toStrictEqual([
    ['Kubernetes', []],
    [
      'Knative Serving',
      [
        'kubectl apply -f https://github.com/knative/serving/releases/download/knative-v1.23.0/serving-crds.yaml',
        'kubectl apply -f https://github.com/knative/serving/releases/download/knative-v1.23.0/serving-core.yaml',
      ],
    ],
    [
      'a networking layer of Knative',
      [
        'kubectl apply -f https://github.com/knative-extensions/net-kourier/releases/download/knative-v1.23.0/kourier.yaml',
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
  const settings = said(service(`{ spec: ${spec} }`)).filter((line) => line.startsWith('setting'));
  expect(settings).toStrictEqual(flags.map((flag) => `setting ${flag}: enabled (in config map config-features of Knative)`));
});

test.each([
  ['1.12', '1.26'],
  ['1.24', '1.34'],
])('Knative %s starts on Kubernetes %s', (knative, kubernetes) => {
  const [{ minimum }] = requirements(service('{}'), { knative });
  expect(minimum).toBe(kubernetes);
});

test('a flag comes with the command that sets it, whether it is declared or not', () => {
  const flag = requirements(service('{ spec: { nodeSelector: { a: b }, containers: [] } }')).find(({ kind }) => kind === 'setting');
  expect(flag?.install).toStrictEqual([
    `kubectl patch configmap/config-features -n knative-serving --type merge -p '{"data":{"kubernetes.podspec-nodeselector":"enabled"}}'`,
  ]);
});

test('a flag that the manifests set is not asked for', () => {
  const map = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: config-features, namespace: knative-serving }
data: { kubernetes.podspec-nodeselector: enabled }
`;
  expect(said(service('{ spec: { nodeSelector: { a: b }, containers: [] } }') + map)).not.toContainEqual(
    expect.stringContaining('setting'),
  );
});

test('the HPA class, zero at first and long requests need more of Knative', () => {
  const annotations = '{ autoscaling.knative.dev/class: hpa.autoscaling.knative.dev, autoscaling.knative.dev/initial-scale: "0" }';
  const template = `{ metadata: { annotations: ${annotations} }, spec: { timeoutSeconds: 900, containerConcurrency: 2000, containers: [] } }`;
  expect(said(service(template))).toStrictEqual([
    BASE[0],
    'component metrics-server',
    ...BASE.slice(1),
    "component Knative's autoscaler of class HPA",
    'setting allow-zero-initial-scale: true (in config map config-autoscaler of Knative)',
    'setting container-concurrency-max-limit: 2000 (in config map config-defaults of Knative)',
    'setting max-revision-timeout-seconds: 900 (in config map config-defaults of Knative)',
  ]);
});

const DOMAIN = `apiVersion: serving.knative.dev/v1beta1
kind: DomainMapping
metadata: { name: app.example.com }
spec: { ref: { apiVersion: serving.knative.dev/v1, kind: Service, name: wagi } }
`;

test('a domain must be claimed, and lead to something', () => {
  expect(said(DOMAIN)).toStrictEqual([
    ...BASE,
    'setting autocreate-cluster-domain-claims: true (in config map config-network of Knative)',
    'object Service wagi',
  ]);
  const claim = 'apiVersion: networking.internal.knative.dev/v1alpha1\nkind: ClusterDomainClaim\nmetadata: { name: app.example.com }\n';
  expect(said(`${DOMAIN}---\n${claim}---\n${service('{}')}`)).toStrictEqual(BASE);
});
