import { answersOf } from '../../lib/doctor/answers';
import { clusterFor } from '../../lib/doctor/versions';
import { ClusterView } from '../../lib/doctor/view';
import { needsOf } from '../../lib/requirements/collect';
import { objectsOf, SERVED, snapshotOf, WELL } from './snapshots';

/** The answers to the requirements of manifests on a cluster with these objects, by the name of each. */
function answered(manifests: string, cluster: string, more: Parameters<typeof snapshotOf>[1] = {}) {
  const view = new ClusterView(snapshotOf(cluster, more));
  const answers = answersOf(needsOf(objectsOf(manifests), clusterFor(view, {})), view, 'shop');
  return Object.fromEntries(answers.map(({ requirement: { name }, state, seen }) => [name, `${state}: ${seen}`]));
}

const controller = (name: string, image: string, namespace = 'keda') =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { template: { spec: { containers: [{ image: '${image}' }] } } }\n`;
const SCALER = (trigger: string) =>
  `apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: a }\nspec: { scaleTargetRef: { name: a }, triggers: [${trigger}] }\n`;
const CRON = "{ type: cron, metadata: { timezone: UTC, start: 0 6 * * *, end: 0 18 * * *, desiredReplicas: '1' } }";

test('a component is there in a release that is new enough', () => {
  expect(answered(SCALER(CRON), controller('keda-operator', 'ghcr.io/kedacore/keda:2.21.0')).KEDA).toBe(
    'there: 2.21.0 (Deployment keda/keda-operator)',
  );
});

test('a component whose release lacks a field in use is missing', () => {
  const authentication = 'apiVersion: keda.sh/v1alpha1\nkind: TriggerAuthentication\nmetadata: { name: a }\nspec: { filePath: /a }\n';
  expect(answered(authentication, controller('keda-operator', 'ghcr.io/kedacore/keda:2.18.3')).KEDA).toBe(
    'missing: 2.18.3 is older than 2.19 (Deployment keda/keda-operator)',
  );
});

test('a component whose image has no release cannot be told', () => {
  expect(answered(SCALER(CRON), controller('keda-operator', 'registry/keda@sha256:abc')).KEDA).toBe(
    'unknown: Deployment keda/keda-operator, whose image has no release as its tag',
  );
});

test('a component is missing where Deployments could be read', () => {
  expect(answered(SCALER(CRON), '').KEDA).toBe('missing: no Deployment of its controller was found');
  const unread = [{ kind: 'apps/Deployment', resource: 'deployments', group: 'apps', status: 403 }];
  expect(answered(SCALER(CRON), '', { unread }).KEDA).toBe('unknown: no permission to read it');
});

test('a CRD must serve the version of the object', () => {
  const { 'keda.sh/v1alpha1': kinds, ...others } = SERVED;
  expect(answered(SCALER(CRON), WELL, { served: others })['scaledobjects.keda.sh']).toBe('missing: it is not served');
  expect(answered(SCALER(CRON), WELL, { served: { ...others, 'keda.sh/v2': kinds } })['scaledobjects.keda.sh']).toBe(
    'missing: serves v2, and not v1alpha1',
  );
});

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { nodeSelector: { wasm: "yes" }, runtimeClassName: wasmtime-spin-v2 }\n';

test('a label is there on the nodes that have it', () => {
  expect(answered(POD, WELL)['label wasm=yes']).toBe('missing: none of 1 nodes has it');
  expect(
    answered(POD, `${WELL}---\napiVersion: v1\nkind: Node\nmetadata: { name: two, labels: { wasm: "yes" } }\n`)['label wasm=yes'],
  ).toBe('there: on 1 of 2 nodes');
});

test('a runtime is there where kubelets report it', () => {
  const runtimeClass = (handler: string) => `apiVersion: node.k8s.io/v1\nkind: RuntimeClass\nmetadata: { name: a }\nhandler: ${handler}\n`;
  expect(answered(runtimeClass('spin-v2'), WELL)['runtime spin-v2']).toBe('there: on 1 of 1 nodes');
  expect(answered(runtimeClass('slight-v1'), WELL)['runtime slight-v1']).toBe('missing: none of 1 nodes has it');
  expect(answered(runtimeClass('spin-v2'), 'apiVersion: v1\nkind: Node\nmetadata: { name: one }\n')['runtime spin-v2']).toBe(
    'unknown: the kubelets do not report their runtimes: Kubernetes 1.33 and containerd 2 do',
  );
});

test('a flag of Knative is there where its ConfigMap enables it', () => {
  const service =
    'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: { name: a }\nspec: { template: { metadata: { annotations: { autoscaling.knative.dev/initial-scale: "0" } }, spec: { containers: [{ image: a }] } } }\n';
  const map = (data: string) =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config-autoscaler, namespace: knative-serving }\ndata: { ${data} }\n`;
  const flag = 'allow-zero-initial-scale: true';
  expect(answered(service, map('_example: a'))[flag]).toBe('missing: config-autoscaler does not set it');
  expect(answered(service, map('allow-zero-initial-scale: "true"'))[flag]).toBe('there: allow-zero-initial-scale: true');
  expect(answered(service, map('allow-zero-initial-scale: "false"'))[flag]).toBe(
    'missing: config-autoscaler has allow-zero-initial-scale: false',
  );
});

test.each<[title: string, address: string, cluster: string, answer: string]>([
  [
    'a Service without endpoints',
    'redis.shop.svc:6379',
    'apiVersion: v1\nkind: Service\nmetadata: { name: redis, namespace: shop }\n',
    'missing: Service shop/redis has no ready endpoints',
  ],
  ['a Service that does not exist', 'redis.shop.svc.cluster.local:6379', '', 'missing: there is no Service shop/redis'],
  [
    'a Service with endpoints',
    'redis.shop.svc:6379',
    'apiVersion: v1\nkind: Service\nmetadata: { name: redis, namespace: shop }\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: r, namespace: shop, labels: { kubernetes.io/service-name: redis } }\nendpoints: [{ addresses: [a] }]\n',
    'there: Service shop/redis, 1 endpoints ready',
  ],
  ['another host', 'redis.example.com:6379', '', 'unknown: it is outside of the cluster'],
  [
    'a Service of a namespace that there is',
    'redis.stores:6379',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: stores }\n',
    'missing: there is no Service stores/redis',
  ],
  [
    'a host or a Service',
    'redis.example:6379',
    '',
    'unknown: there is no Service example/redis, and no namespace example: it may be a host outside of the cluster',
  ],
])('the address of %s', (_, address, cluster, answer) => {
  expect(answered(SCALER(`{ type: redis, metadata: { address: '${address}', listName: a } }`), cluster)[address]).toBe(answer);
});

const ROUTE =
  'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: a }\nspec: { parentRefs: [{ name: public }] }\n';
const gateway = (status: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: public, namespace: shop }\nstatus: { conditions: [{ type: Programmed, status: '${status}' }] }\n`;

test('a Gateway that is programmed has a controller, whatever its GatewayClass says', () => {
  const name = 'an implementation of the Gateway API';
  expect(answered(ROUTE, gateway('True'))[name]).toBe('there: Gateway shop/public is programmed');
  expect(answered(ROUTE, gateway('Unknown'))[name]).toBe('missing: no GatewayClass is accepted by a controller');
});

const SPIN_APP = 'apiVersion: core.spinkube.dev/v1alpha1\nkind: SpinApp\nmetadata: { name: a }\nspec: { image: a, executor: a }\n';
const webhooks = (caBundle: string) =>
  `apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: spin-operator }\nwebhooks: [{ name: vspinapp.kb.io, clientConfig: { ${caBundle} } }]\n`;

test('cert-manager is not missing where the webhooks of spin-operator have a certificate', () => {
  expect(answered(SPIN_APP, webhooks('caBundle: abc'))['cert-manager']).toBe(
    'there: not needed: the webhooks of spin-operator have a certificate of another issuer',
  );
  expect(answered(SPIN_APP, webhooks(''))['cert-manager']).toBe('missing: no Deployment of its controller was found');
});
