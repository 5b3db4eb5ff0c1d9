import { RequirementKind } from '../../lib/requirements/requirement';
import { linesOf, requirements } from './lines-of';

const KEDA = 'component KEDA 2.21, 2.14 or newer';

/** A ScaledObject with its Deployment. */
function scaler(triggers: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: worker }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker }
spec:
  scaleTargetRef: { name: worker }
  ${more}
  triggers: ${triggers}
`;
}

const CRON = '[{ type: cron, metadata: { timezone: UTC, start: 0 6 * * *, end: 0 20 * * *, desiredReplicas: "2" } }]';

test('a scaler needs KEDA and its CRD, with the commands that install them', () => {
  expect(requirements(scaler(CRON))).toStrictEqual([
    {
      kind: 'component',
      name: 'KEDA',
      version: '2.21',
      minimum: '2.14',
      details: [],
      neededBy: ['ScaledObject worker'],
      install: [
        'helm repo add kedacore https://kedacore.github.io/charts',
        "helm upgrade --install keda kedacore/keda --version '~2.21.0' --namespace keda --create-namespace --wait",
      ],
      link: 'https://keda.sh/docs/latest/deploy/',
    },
    {
      kind: 'crd',
      name: 'scaledobjects.keda.sh',
      version: 'v1alpha1',
      details: [],
      note: 'comes with KEDA',
      neededBy: ['ScaledObject worker'],
      install: [],
    },
  ]);
});

test('the commands install the declared release', () => {
  expect(requirements(scaler(CRON), { keda: '2.16' })[0]).toMatchObject({
    version: '2.16',
    install: [expect.any(String), expect.stringContaining("--version '~2.16.0'")],
  });
});

test.each([
  [
    'a field',
    scaler(CRON, 'fallback: { failureThreshold: 3, replicas: 1, behavior: static }'),
    ['component KEDA 2.21, 2.17 or newer: fallback.behavior in ScaledObject worker'],
  ],
  [
    'a value',
    scaler(CRON, 'fallback: { failureThreshold: 3, replicas: 1, behavior: scalingModifiers }'),
    ['component KEDA 2.21, 2.20 or newer: fallback.behavior scalingModifiers in ScaledObject worker'],
  ],
  [
    'a key of a trigger',
    scaler('[{ type: artemis-queue, metadata: { unsafeSsl: "true" } }]'),
    ['component KEDA 2.21, 2.18 or newer: triggers[0].metadata.unsafeSsl in ScaledObject worker'],
  ],
  [
    'a type of trigger',
    scaler('[{ type: kubernetes-resource, metadata: {} }]'),
    ['component KEDA 2.21, 2.19 or newer: trigger kubernetes-resource in ScaledObject worker'],
  ],
])('the minimum is the release of the newest feature in use: %s', (_, yaml, expected) => {
  expect(linesOf(yaml)).toStrictEqual(expected);
});

test('cpu and memory need the metrics-server', () => {
  expect(linesOf(scaler('[{ type: cpu, metricType: Utilization, metadata: { value: "60" } }]'))).toStrictEqual([
    'component metrics-server',
    KEDA,
  ]);
});

test('a scaler needs its target and its authentication in its namespace', () => {
  const yaml = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker, namespace: jobs }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: worker }
  triggers:
    - { type: cron, metadata: {}, authenticationRef: { name: own } }
    - { type: cron, metadata: {}, authenticationRef: { name: shared, kind: ClusterTriggerAuthentication } }
`;
  expect(linesOf(yaml)).toStrictEqual([
    KEDA,
    'object ClusterTriggerAuthentication shared',
    'object Namespace jobs',
    'object StatefulSet jobs/worker',
    'object TriggerAuthentication jobs/own',
  ]);
});

test('the Deployment of a SpinApp is not required', () => {
  const yaml = `apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata: { name: worker }
spec: { image: x, executor: other, enableAutoscaling: true }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker }
spec: { scaleTargetRef: { name: worker }, triggers: ${CRON} }
`;
  expect(linesOf(yaml)).not.toContainEqual(expect.stringContaining('Deployment'));
});

test('the endpoints of triggers are listed without credentials', () => {
  const triggers = `
    - { type: prometheus, metadata: { serverAddress: "http://prometheus.monitoring:9090", query: "sum(x)", threshold: "1" } }
    - { type: kafka, metadata: { bootstrapServers: "kafka-0.kafka:9092, kafka-1.kafka:9092" } }
    - { type: rabbitmq, metadata: { host: "amqp://guest:s3cret@rabbitmq.queues:5672/" } }`;
  expect(linesOf(scaler(triggers))).toStrictEqual([
    KEDA,
    'endpoint amqp://rabbitmq.queues:5672/',
    'endpoint http://prometheus.monitoring:9090',
    'endpoint kafka-0.kafka:9092',
    'endpoint kafka-1.kafka:9092',
  ]);
});

test('an authentication needs the objects that it reads, in its namespace or in that of KEDA', () => {
  const spec = `{ secretTargetRef: [{ parameter: password, name: login, key: password }], configMapTargetRef: [{ parameter: host, name: hosts, key: main }] }`;
  const yaml = `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: own, namespace: default }
spec: ${spec}
---
apiVersion: keda.sh/v1alpha1
kind: ClusterTriggerAuthentication
metadata: { name: shared }
spec: ${spec}
`;
  expect(linesOf(yaml)).toStrictEqual([
    KEDA,
    'object ConfigMap default/hosts (key main)',
    'object ConfigMap keda/hosts (key main)',
    'object Secret default/login (key password)',
    'object Secret keda/login (key password)',
  ]);
});

test('a pod identity and a vault are requirements', () => {
  const yaml = `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: own }
spec:
  podIdentity: { provider: azure-workload }
  hashiCorpVault: { address: "https://vault.secrets:8200", credential: { serviceAccountName: reader } }
  boundServiceAccountToken: [{ parameter: token, serviceAccountName: caller }]
`;
  expect(linesOf(yaml)).toStrictEqual([
    'component KEDA 2.21, 2.18 or newer: hashiCorpVault.credential.serviceAccountName in TriggerAuthentication own',
    "setting pod identity azure-workload for KEDA's operator",
    'object ServiceAccount caller',
    'endpoint https://vault.secrets:8200',
  ]);
});

test('a KedaController comes with an OLM operator, and not with the chart of KEDA', () => {
  const found = requirements('{ apiVersion: keda.sh/v1alpha1, kind: KedaController, metadata: { name: keda, namespace: keda } }');
  expect(found.map(({ kind, name, note }) => [kind, name, note])).toStrictEqual([
    [
      RequirementKind.CRD,
      'kedacontrollers.keda.sh',
      "comes with the KEDA OLM operator, which installs KEDA by it: on OpenShift with the Custom Metrics Autoscaler's operator",
    ],
    [RequirementKind.OBJECT, 'keda', undefined],
  ]);
});

test('a service principal needs KEDA 2.21 and the Secrets of its credentials', () => {
  const value = (key: string) => `{ valueFrom: { secretKeyRef: { name: entra, key: ${key} } } }`;
  const yaml = `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: own, namespace: default }
spec:
  azureServicePrincipal:
    tenantId: tenant
    clientId: client
    clientCertificate: ${value('tls')}
    clientCertificatePassword: ${value('password')}
`;
  expect(linesOf(yaml)).toStrictEqual([
    'component KEDA 2.21, 2.21 or newer: azureServicePrincipal in TriggerAuthentication default/own',
    'object Secret default/entra (key tls, key password)',
  ]);
});
