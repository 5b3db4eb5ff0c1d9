import { DIAGNOSES } from '../../lib/doctor/diagnoses';
import { findingsOf } from '../../lib/doctor/report';
import type { Snapshot } from '../../lib/doctor/snapshot';
import type { Manifest } from '../../lib/rules/manifest';
import { changed, event, patientOf, signsOf, snapshotOf, WELL } from './snapshots';

// biome-ignore lint/suspicious/noExplicitAny: plain data of any shape
type Any = any;

test('an app that is well has no findings', () => {
  expect(findingsOf(patientOf(snapshotOf(WELL)))).toStrictEqual([]);
});

test('an empty cluster has no findings', () => {
  expect(findingsOf(patientOf(snapshotOf('')))).toStrictEqual([]);
});

test('every diagnosis has its own id, a reason and a title', () => {
  expect(new Set(DIAGNOSES.map(({ id }) => id)).size).toBe(DIAGNOSES.length);
  for (const { id, why, title } of DIAGNOSES) {
    expect(id).toMatch(/^[a-z-]+\/[a-z-]+$/);
    expect(why).toMatch(/\.$/);
    expect(title).toMatch(/^(KEDA|NetworkPolicies|[a-z]).*[^.]$/);
  }
});

interface Case {
  readonly id: string;
  readonly objects: Manifest[];
  readonly about: string;
  readonly seen: string;
  readonly remedy: string;
  readonly severity?: string;
}

const POD = 'Pod web-1-a';
const notReady = (more: Any = {}) => ({
  [POD]: (pod: Any) => Object.assign(pod.status, { conditions: [{ type: 'Ready', status: 'False' }], ...more }),
});
const waiting = (reason: string, message = '') =>
  notReady({ containerStatuses: [{ name: 'web', ready: false, restartCount: 3, state: { waiting: { reason, message } } }] });
const refusedPods = (message: string) =>
  changed({ 'ReplicaSet web-1': (set: Any) => (set.status = { replicas: 0 }) }, event('ReplicaSet', 'web-1', 'FailedCreate', message));
const scaledObject = (change: (object: Any) => void, more = '') => changed({ 'ScaledObject web': change }, more);
const condition = (type: string, status: string, reason = '', message = '') => ({ type, status, reason, message });
const ready = (status: string, reason: string, message: string) => (object: Any) =>
  (object.status.conditions[0] = condition('Ready', status, reason, message));

const knative = (conditions: Any[], more: Any = {}, revision = '') =>
  changed(
    {},
    `---\n${JSON.stringify({ apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'wagi', namespace: 'shop' }, spec: {}, status: { conditions, ...more } })}\n${revision}`,
  );

const NO_SECRET_EVENT =
  'error resolving secrets for ScaleTarget: error resolving secret name &SecretKeySelector{LocalObjectReference:LocalObjectReference{Name:login,},Key:token,Optional:nil,} for env TOKEN in namespace shop';
const NO_SECRET = `failed to ensure HPA is correctly created for ScaledObject: ${NO_SECRET_EVENT}`;

const SPIN_APP = `---
apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata: { name: hello, namespace: shop }
spec: { image: a, executor: containerd-shim-spin }
`;

const CASES: { readonly [title: string]: Case } = {
  'a node that is not ready': {
    id: 'nodes/not-ready',
    objects: changed({
      'Node one': (node: Any) =>
        (node.status.conditions = [condition('Ready', 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting node status.')]),
    }),
    about: 'Node one',
    seen: 'condition Ready is Unknown: NodeStatusUnknown: Kubelet stopped posting node status.',
    remedy: 'kubectl describe node one',
    severity: 'error',
  },
  'a pod that no node takes': {
    id: 'nodes/unschedulable',
    objects: changed({
      [POD]: (pod: Any) =>
        (pod.status.conditions = [
          condition(
            'PodScheduled',
            'False',
            'Unschedulable',
            "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
          ),
        ]),
    }),
    about: 'Pod shop/web-1-a',
    seen: "Unschedulable: 0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
    remedy: "label a node that has the runtime as the pod's nodeSelector and its RuntimeClass ask: kubectl get nodes --show-labels",
  },
  'a RuntimeClass that does not exist': {
    id: 'runtimes/no-class',
    objects: changed({ 'RuntimeClass wasmtime-spin-v2': null }),
    about: 'Deployment shop/web',
    seen: 'runtimeClassName is wasmtime-spin-v2, and the cluster has no RuntimeClass',
    remedy: 'kubectl get runtimeclass,shims.runtime.spinkube.dev',
  },
  'no node with the labels of the RuntimeClass': {
    id: 'runtimes/no-node',
    objects: changed({ 'Node one': (node: Any) => (node.metadata.labels = {}) }),
    about: 'Deployment shop/web',
    seen: 'RuntimeClass wasmtime-spin-v2 selects nodes with spin=true, and none of 1 has them',
    remedy: 'kubectl label node NODE spin=true',
  },
  'no node with the handler': {
    id: 'runtimes/no-handler',
    objects: changed({ 'RuntimeClass wasmtime-spin-v2': (runtimeClass: Any) => (runtimeClass.handler = 'spin') }),
    about: 'Deployment shop/web',
    seen: 'RuntimeClass wasmtime-spin-v2 has handler spin, and every node has only runc, spin-v2',
    remedy: 'kubectl get nodes -o custom-columns=NAME:.metadata.name,HANDLERS:.status.runtimeHandlers[*].name',
  },
  'a handler that containerd does not know': {
    id: 'runtimes/sandbox',
    objects: changed(
      notReady(),
      event(
        'Pod',
        'web-1-a',
        'FailedCreatePodSandBox',
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "spin" is configured',
      ),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "spin" is configured',
    remedy:
      "add a runtime spin to containerd's configuration (ContainerdConfig) and restart containerd, or correct the handler of RuntimeClass wasmtime-spin-v2",
  },
  'a shim whose binary is missing': {
    id: 'runtimes/sandbox',
    objects: changed(
      notReady(),
      event(
        'Pod',
        'web-1-a',
        'FailedCreatePodSandBox',
        'failed to start shim: failed to resolve runtime path: runtime "io.containerd.spin.v2" binary not installed "containerd-shim-spin-v2": file does not exist',
      ),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'failed to start shim: failed to resolve runtime path: runtime "io.containerd.spin.v2" binary not installed "containerd-shim-spin-v2": file does not exist',
    remedy: "copy containerd-shim-spin-v2 into a folder of containerd's path on node one, as an executable file",
  },
  'a SpinApp without its executor': {
    id: 'spinkube/no-executor',
    objects: changed(
      {},
      `${SPIN_APP}---\napiVersion: core.spinkube.dev/v1alpha1\nkind: SpinAppExecutor\nmetadata: { name: containerd-shim-spin, namespace: default }\n`,
    ),
    about: 'SpinApp shop/hello',
    seen: 'executor containerd-shim-spin is not in namespace shop, but in default',
    remedy:
      'kubectl apply -n shop -f https://github.com/spinframework/spin-operator/releases/download/v0.6.1/spin-operator.shim-executor.yaml',
  },
  'a SpinApp without a Deployment': {
    id: 'spinkube/no-deployment',
    objects: changed(
      {},
      `${SPIN_APP}---\napiVersion: core.spinkube.dev/v1alpha1\nkind: SpinAppExecutor\nmetadata: { name: containerd-shim-spin, namespace: shop }\nspec: { createDeployment: true }\n`,
    ),
    about: 'SpinApp shop/hello',
    seen: 'there is no Deployment, and no Deployment of spin-operator on the cluster',
    remedy: 'install spin-operator: cdk8s-wasm requirements FILES lists the commands',
  },
  'a quota that is used up': {
    id: 'pods/quota',
    objects: refusedPods('pods "web-1-b" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2'),
    about: 'ReplicaSet shop/web-1',
    seen: 'pods "web-1-b" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2',
    remedy: 'kubectl describe resourcequota -n shop',
  },
  'a quota that was used up several times': {
    id: 'pods/quota',
    objects: refusedPods('(combined from similar events): Error creating: pods "web-1-b" is forbidden: exceeded quota: small'),
    about: 'ReplicaSet shop/web-1',
    seen: 'Error creating: pods "web-1-b" is forbidden: exceeded quota: small',
    remedy: 'kubectl describe resourcequota -n shop',
  },
  'a LimitRange that refuses': {
    id: 'pods/limit-range',
    objects: refusedPods('pods "web-1-b" is forbidden: maximum memory usage per Container is 32Mi, but limit is 64Mi'),
    about: 'ReplicaSet shop/web-1',
    seen: 'pods "web-1-b" is forbidden: maximum memory usage per Container is 32Mi, but limit is 64Mi',
    remedy: 'kubectl describe limitrange -n shop',
  },
  'a Pod Security level that is not met': {
    id: 'pods/security',
    objects: refusedPods('pods "web-1-b" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true'),
    about: 'ReplicaSet shop/web-1',
    seen: 'pods "web-1-b" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
    remedy: 'kubectl get namespace shop --show-labels',
  },
  'a webhook that does not answer for pods': {
    id: 'pods/webhook',
    objects: refusedPods(
      'Internal error occurred: failed calling webhook "policy.example.com": no endpoints available for service "policy"',
    ),
    about: 'ReplicaSet shop/web-1',
    seen: 'Internal error occurred: failed calling webhook "policy.example.com": no endpoints available for service "policy"',
    remedy: 'kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations',
  },
  'a ServiceAccount that does not exist': {
    id: 'pods/refused',
    objects: refusedPods('pods "web-1-b" is forbidden: error looking up service account shop/web: serviceaccount "web" not found'),
    about: 'ReplicaSet shop/web-1',
    seen: 'pods "web-1-b" is forbidden: error looking up service account shop/web: serviceaccount "web" not found',
    remedy: 'kubectl get serviceaccounts -n shop',
  },
  'an image that cannot be pulled': {
    id: 'pods/image',
    objects: changed(
      waiting('ImagePullBackOff', 'Back-off pulling image "web:1"'),
      event('Pod', 'web-1-a', 'Failed', 'Failed to pull image "web:1": not found'),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'ImagePullBackOff of web:1: Failed to pull image "web:1": not found',
    remedy: 'check the name and the tag; for a private registry create a Secret and name it in imagePullSecrets',
  },
  'an image that cannot be pulled, whose newest event says less': {
    id: 'pods/image',
    objects: changed(
      waiting('ErrImagePull', 'failed to pull and unpack image "web:1": not found'),
      event('Pod', 'web-1-a', 'Failed', 'Error: ImagePullBackOff'),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'ErrImagePull of web:1: failed to pull and unpack image "web:1": not found',
    remedy: 'check the name and the tag; for a private registry create a Secret and name it in imagePullSecrets',
  },
  'an app that ends': {
    id: 'pods/crash',
    objects: changed(
      notReady({
        containerStatuses: [
          {
            name: 'web',
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { reason: 'Error', exitCode: 1 } },
          },
        ],
      }),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'container web: CrashLoopBackOff, exit code 1 after 4 restarts',
    remedy: 'kubectl logs -n shop web-1-a -c web --previous',
  },
  'an app that has ended and is not started again yet': {
    id: 'pods/crash',
    objects: changed(
      notReady({ containerStatuses: [{ name: 'web', restartCount: 1, state: { terminated: { reason: 'Completed', exitCode: 0 } } }] }),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'container web: Completed, exit code 0 after 1 restarts',
    remedy: 'kubectl logs -n shop web-1-a -c web --previous',
  },
  'an app that is killed by its memory limit, whose shim does not say so': {
    id: 'pods/crash',
    objects: changed(
      notReady({ containerStatuses: [{ name: 'web', restartCount: 3, state: { terminated: { reason: 'Error', exitCode: 137 } } }] }),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'container web: Error, exit code 137 after 3 restarts',
    remedy: 'raise the memory limit (prop resources): exit code 137 is SIGKILL, by the memory limit or after a failed liveness probe',
  },
  'an app that needs more memory': {
    id: 'pods/crash',
    objects: changed({
      [POD]: (pod: Any) =>
        (pod.status.containerStatuses = [
          {
            name: 'web',
            ready: true,
            restartCount: 2,
            state: { running: {} },
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137 } },
          },
        ]),
    }),
    about: 'Pod shop/web-1-a',
    seen: 'container web: OOMKilled, exit code 137 after 2 restarts',
    remedy: 'raise the memory limit (prop resources)',
  },
  'a Secret that a container needs': {
    id: 'pods/configuration',
    objects: changed(waiting('CreateContainerConfigError', 'secret "login" not found')),
    about: 'Pod shop/web-1-a',
    seen: 'container web: CreateContainerConfigError: secret "login" not found',
    remedy: 'kubectl describe pod -n shop web-1-a',
  },
  'a readiness probe that fails': {
    id: 'pods/not-ready',
    objects: changed(
      notReady({ containerStatuses: [{ name: 'web', ready: false, restartCount: 0, state: { running: {} } }] }),
      event('Pod', 'web-1-a', 'Unhealthy', 'Readiness probe failed: dial tcp 10.0.0.1:80: connect: connection refused'),
    ),
    about: 'Pod shop/web-1-a',
    seen: 'container web: Readiness probe failed: dial tcp 10.0.0.1:80: connect: connection refused',
    remedy: 'compare the port and the path of the probe with those of the app: a shim listens on a port of its own (WasmRuntime)',
  },
  'a ScaledObject that KEDA has not seen': {
    id: 'keda/not-reconciled',
    objects: changed({ 'ScaledObject web': (object: Any) => delete object.status, 'Deployment keda-operator': null }),
    about: 'ScaledObject shop/web',
    seen: "it has no conditions, and the cluster has no Deployment of KEDA's operator",
    remedy: 'install KEDA: cdk8s-wasm requirements FILES lists the commands',
  },
  'a ScaledObject that KEDA refuses': {
    id: 'keda/not-ready',
    objects: scaledObject(ready('False', 'ScaledObjectCheckFailed', "failed to ensure HPA: no scaler found for type 'x'")),
    about: 'ScaledObject shop/web',
    seen: "ScaledObjectCheckFailed: failed to ensure HPA: no scaler found for type 'x'",
    remedy: 'kubectl describe scaledobject -n shop web',
  },
  'a broker that is away': {
    id: 'keda/trigger-failing',
    objects: scaledObject(
      (object) => {
        ready('False', 'TriggerError', 'Triggers defined in ScaledObject are not working correctly')(object);
        object.status.health = { 's0-redis-jobs': { status: 'Failing', numberOfFailures: 4 } };
        object.spec.triggers = [{ type: 'redis', metadata: {} }];
      },
      event('ScaledObject', 'web', 'KEDAScalerFailed', 'connection to redis failed: dial tcp: lookup redis: no such host'),
    ),
    about: 'ScaledObject shop/web',
    seen: 'TriggerError: Triggers defined in ScaledObject are not working correctly; s0-redis-jobs failed 4 times; connection to redis failed: dial tcp: lookup redis: no such host',
    remedy: 'check that the sources of redis answer, their addresses and credentials',
  },
  'a broker that KEDA never reached': {
    id: 'keda/trigger-failing',
    objects: scaledObject(
      (object) => {
        ready(
          'False',
          'ScaledObjectCheckFailed',
          'failed to ensure HPA is correctly created for ScaledObject: connection to redis failed: dial tcp: lookup redis: server misbehaving',
        )(object);
        object.spec.triggers = [{ type: 'redis', metadata: {} }];
      },
      event('ScaledObject', 'web', 'KEDAScalerFailed', 'connection to redis failed: dial tcp: lookup redis: server misbehaving'),
    ),
    about: 'ScaledObject shop/web',
    seen: 'ScaledObjectCheckFailed: failed to ensure HPA is correctly created for ScaledObject: connection to redis failed: dial tcp: lookup redis: server misbehaving',
    remedy: 'check that the sources of redis answer, their addresses and credentials',
  },
  'an external scaler that KEDA never reached': {
    id: 'keda/trigger-failing',
    objects: scaledObject(
      ready(
        'False',
        'ScaledObjectCheckFailed',
        'failed to ensure HPA is correctly created for ScaledObject: no metric specs returned from scalers for ScaledObject shop/web',
      ),
    ),
    about: 'ScaledObject shop/web',
    seen: 'ScaledObjectCheckFailed: failed to ensure HPA is correctly created for ScaledObject: no metric specs returned from scalers for ScaledObject shop/web',
    remedy: 'check that the sources of external-push answer, their addresses and credentials',
  },
  'a Secret of the environment, which KEDA reads as well': {
    id: 'keda/not-ready',
    objects: scaledObject(
      ready('False', 'ScaledObjectCheckFailed', NO_SECRET),
      event('ScaledObject', 'web', 'KEDAScalerFailed', NO_SECRET_EVENT),
    ),
    about: 'ScaledObject shop/web',
    seen: `ScaledObjectCheckFailed: ${NO_SECRET}`,
    remedy: 'create Secret shop/login with key token',
  },
  'a fallback that is active': {
    id: 'keda/fallback',
    objects: scaledObject(
      (object) =>
        (object.status.conditions[1] = condition(
          'Fallback',
          'True',
          'FallbackExists',
          'At least one trigger is falling back on this scaled object',
        )),
    ),
    about: 'ScaledObject shop/web',
    seen: 'FallbackExists: At least one trigger is falling back on this scaled object',
    remedy: 'kubectl logs -n keda deployment/keda-operator --tail 50',
  },
  'a paused ScaledObject': {
    id: 'keda/paused',
    objects: scaledObject((object) => (object.metadata.annotations = { 'autoscaling.keda.sh/paused-replicas': '0' })),
    about: 'ScaledObject shop/web',
    seen: 'annotation autoscaling.keda.sh/paused-replicas: "0"',
    remedy: 'kubectl annotate scaledobject -n shop web autoscaling.keda.sh/paused-replicas-',
  },
  'a target that does not exist': {
    id: 'keda/target-missing',
    objects: scaledObject((object) => (object.spec.scaleTargetRef.name = 'keda-operator')),
    about: 'ScaledObject shop/web',
    seen: 'scaleTargetRef names Deployment keda-operator, which is not in namespace shop, but in keda',
    remedy: 'kubectl get deployments.apps -n shop',
  },
  'an HPA beside the ScaledObject': {
    id: 'keda/two-scalers',
    objects: changed(
      {},
      '---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: mine, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }\n',
    ),
    about: 'Deployment shop/web',
    seen: 'ScaledObject shop/web and HorizontalPodAutoscaler shop/mine',
    remedy: 'keep one: put all triggers into one ScaledObject, cpu and memory as well',
  },
  'an HPA without its metric': {
    id: 'keda/hpa-inactive',
    objects: changed({
      'HorizontalPodAutoscaler keda-hpa-web': (object: Any) =>
        (object.status.conditions = [
          condition('ScalingActive', 'False', 'FailedGetExternalMetric', 'unable to get external metric shop/s0-http'),
        ]),
    }),
    about: 'HorizontalPodAutoscaler shop/keda-hpa-web',
    seen: 'ScalingActive is False: FailedGetExternalMetric: unable to get external metric shop/s0-http',
    remedy: 'kubectl get apiservice v1beta1.external.metrics.k8s.io',
  },
  'an app at its maximum': {
    id: 'keda/at-maximum',
    objects: changed({
      'HorizontalPodAutoscaler keda-hpa-web': (object: Any) =>
        (object.status.conditions = [
          condition('ScalingLimited', 'True', 'TooManyReplicas', 'the desired replica count is more than the maximum replica count'),
        ]),
    }),
    about: 'HorizontalPodAutoscaler shop/keda-hpa-web',
    seen: 'the desired replica count is more than the maximum replica count: 6 replicas',
    remedy: 'raise the prop maxReplicas, or let a replica take more: the target of the metric',
  },
  'an API of metrics that is not available': {
    id: 'keda/metrics-unavailable',
    objects: changed({
      'APIService v1beta1.external.metrics.k8s.io': (object: Any) =>
        (object.status.conditions = [
          condition('Available', 'False', 'MissingEndpoints', 'endpoints for service/keda-metrics-apiserver in "keda" have no addresses'),
        ]),
    }),
    about: 'APIService v1beta1.external.metrics.k8s.io',
    seen: 'Available is False: MissingEndpoints: endpoints for service/keda-metrics-apiserver in "keda" have no addresses',
    remedy: 'kubectl get pods,endpointslices -n keda',
  },
  'an interceptor in another namespace': {
    id: 'http-add-on/interceptor-missing',
    objects: changed({ 'Service keda-add-ons-http-interceptor-proxy': (service: Any) => (service.metadata.namespace = 'http-add-on') }),
    about: 'Service keda/keda-add-ons-http-interceptor-proxy',
    seen: 'it does not exist; the cluster has keda-add-ons-http-interceptor-proxy.http-add-on',
    remedy:
      'declare it: Platform.target(app, { interceptor: { namespace: "http-add-on" } }), or pass --interceptor keda-add-ons-http-interceptor-proxy.http-add-on',
  },
  'no interceptor': {
    id: 'http-add-on/interceptor-missing',
    objects: changed({ 'Service keda-add-ons-http-interceptor-proxy': null }),
    about: 'Service keda/keda-add-ons-http-interceptor-proxy',
    seen: 'it does not exist, and no other interceptor was found',
    remedy: 'install the HTTP add-on: cdk8s-wasm requirements FILES lists the commands',
  },
  'an interceptor that is not ready': {
    id: 'http-add-on/interceptor-away',
    objects: changed({ 'EndpointSlice interceptor-x': (slice: Any) => (slice.endpoints[0].conditions.ready = false) }),
    about: 'Service keda/keda-add-ons-http-interceptor-proxy',
    seen: 'none of its endpoints is ready',
    remedy: 'kubectl get pods -n keda -l app.kubernetes.io/part-of=keda',
  },
  "a trigger that asks for the add-on's scaler elsewhere": {
    id: 'http-add-on/scaler-missing',
    objects: scaledObject((object) => (object.spec.triggers[0].metadata.scalerAddress = 'keda-add-ons-http-external-scaler.http:9090')),
    about: 'ScaledObject shop/web',
    seen: 'scalerAddress is keda-add-ons-http-external-scaler.http:9090: Service http/keda-add-ons-http-external-scaler does not exist',
    remedy: 'declare interceptor.scalerAddress of the platform: keda-add-ons-http-external-scaler.keda:9090',
  },
  'a route without a ScaledObject': {
    id: 'http-add-on/route-without-scaler',
    objects: changed({ 'ScaledObject web': null }),
    about: 'InterceptorRoute shop/web',
    seen: 'no ScaledObject of namespace shop has interceptorRoute: web',
    remedy: 'apply the ScaledObject of the app: HttpScaledWasm writes both',
  },
  'a route to a port that the Service does not have': {
    id: 'http-add-on/target-service',
    objects: changed({ 'InterceptorRoute web': (route: Any) => (route.spec.target.port = 8080) }),
    about: 'InterceptorRoute shop/web',
    seen: 'port 8080 is not one of Service shop/web: 80',
    remedy: 'kubectl get service -n shop',
  },
  'a route that the add-on refuses': {
    id: 'http-add-on/not-ready',
    objects: changed({
      'InterceptorRoute web': (route: Any) =>
        (route.status.conditions = [condition('Ready', 'False', 'ErrorCreatingAppScaledObject', 'denied')]),
    }),
    about: 'InterceptorRoute shop/web',
    seen: 'ErrorCreatingAppScaledObject: denied',
    remedy: 'kubectl describe interceptorroute -n shop web',
  },
  'a start that takes longer than the interceptor waits': {
    id: 'http-add-on/cold-start',
    objects: changed({ 'InterceptorRoute web': (route: Any) => (route.spec.timeouts = { readiness: '20s' }) }),
    about: 'InterceptorRoute shop/web',
    seen: 'a pod took 30 s to become ready, and the interceptor waits 20 s (timeouts of InterceptorRoute shop/web)',
    remedy: 'raise the timeout, and that of the Ingress or Gateway in front of it',
  },
  'a policy that denies the interceptor': {
    id: 'network/denied',
    objects: changed(
      {},
      '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress] }\n',
    ),
    about: 'Deployment shop/web',
    seen: 'NetworkPolicy deny selects its pods, and none admits namespace keda, where the interceptor is',
    remedy: 'kubectl describe networkpolicy -n shop',
  },
  "a policy on the interceptor's pods": {
    id: 'network/component-denied',
    objects: changed(
      {},
      '---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: deny, namespace: keda }\nspec: { podSelector: {} }\n',
    ),
    about: 'Service keda/keda-add-ons-http-interceptor-proxy',
    seen: "NetworkPolicy deny selects the interceptor's pods and admits nothing",
    remedy: 'kubectl describe networkpolicy -n keda',
  },
  'a missing ReferenceGrant': {
    id: 'routing/reference-grant',
    objects: changed({
      'HTTPRoute web': (route: Any) =>
        (route.status.parents[0].conditions[1] = condition('ResolvedRefs', 'False', 'RefNotPermitted', 'backend ref not permitted')),
    }),
    about: 'HTTPRoute shop/web',
    seen: 'Gateway infra/public: RefNotPermitted: backend ref not permitted',
    remedy: 'kubectl get referencegrants -n keda',
  },
  'a route that the Gateway does not admit': {
    id: 'routing/not-accepted',
    objects: changed({
      'HTTPRoute web': (route: Any) =>
        (route.status.parents[0].conditions[0] = condition('Accepted', 'False', 'NotAllowedByListeners', 'no listener')),
    }),
    about: 'HTTPRoute shop/web',
    seen: 'Gateway infra/public: Accepted is False: NotAllowedByListeners: no listener',
    remedy: 'allow namespace shop in allowedRoutes of a listener of Gateway infra/public',
  },
  'a route that no controller has seen': {
    id: 'routing/not-accepted',
    objects: changed({ 'HTTPRoute web': (route: Any) => delete route.status, 'Gateway public': null }),
    about: 'HTTPRoute shop/web',
    seen: 'no Gateway controller has looked at it: Gateway infra/public does not exist',
    remedy: 'kubectl get gateways -A',
  },
  'a Gateway without an address': {
    id: 'routing/gateway',
    objects: changed({
      'Gateway public': (gateway: Any) =>
        (gateway.status = { conditions: [condition('Programmed', 'False', 'AddressNotAssigned', 'no load balancer')] }),
    }),
    about: 'Gateway infra/public',
    seen: 'Programmed is False: AddressNotAssigned: no load balancer; it has no address',
    remedy: 'kubectl get gatewayclasses',
  },
  'a Gateway that is programmed without an address': {
    id: 'routing/gateway',
    objects: changed({
      'Gateway public': (gateway: Any) => (gateway.status = { conditions: [condition('Programmed', 'True', 'Programmed', '')] }),
    }),
    about: 'Gateway infra/public',
    seen: 'it has no address',
    remedy: 'kubectl get gatewayclasses',
    severity: 'warning',
  },
  'a class of Ingress that does not exist': {
    id: 'routing/ingress-class',
    objects: changed({
      'Ingress web': (ingress: Any) => Object.assign(ingress, { status: {}, spec: { ...ingress.spec, ingressClassName: 'nginx' } }),
    }),
    about: 'Ingress keda/web',
    seen: 'IngressClass nginx does not exist: the cluster has traefik',
    remedy: 'kubectl get ingressclass',
  },
  'an Ingress without an address': {
    id: 'routing/ingress-class',
    objects: changed({ 'Ingress web': (ingress: Any) => (ingress.status = {}) }),
    about: 'Ingress keda/web',
    seen: 'no controller has given it an address',
    remedy: 'kubectl describe ingress -n keda web',
    severity: 'warning',
  },
  'an Ingress to an interceptor elsewhere': {
    id: 'routing/backend-missing',
    objects: changed({
      'Service keda-add-ons-http-interceptor-proxy': (service: Any) => (service.metadata.namespace = 'http'),
      'HTTPRoute web': null,
    }),
    about: 'Ingress keda/web',
    seen: 'Service keda/keda-add-ons-http-interceptor-proxy, which does not exist: the interceptor is keda-add-ons-http-interceptor-proxy.http',
    remedy:
      'declare it: --interceptor keda-add-ons-http-interceptor-proxy.http, or interceptor of Platform.target(), and apply the manifests again',
  },
  'a Service that selects nothing': {
    id: 'routing/no-endpoints',
    objects: changed({ 'EndpointSlice web-x': null }),
    about: 'Service shop/web',
    seen: '1 pods of Deployment shop/web are ready, and none is an endpoint: the selector is app=web',
    remedy: "kubectl get pods -n shop -l 'app=web'",
  },
  'a Knative Service without an ingress': {
    id: 'knative/not-ready',
    objects: knative([
      condition('Ready', 'Unknown', 'IngressNotConfigured', 'x'),
      condition('RoutesReady', 'Unknown', 'IngressNotConfigured', 'Ingress has not yet been reconciled.'),
    ]),
    about: 'Knative Service shop/wagi',
    seen: 'RoutesReady is Unknown: IngressNotConfigured: Ingress has not yet been reconciled.',
    remedy: "kubectl get configmap config-network -n knative-serving -o jsonpath='{.data.ingress-class}'",
  },
  'a revision that fails': {
    id: 'knative/not-ready',
    objects: knative(
      [condition('ConfigurationsReady', 'False', 'RevisionFailed', 'Revision "wagi-1" failed')],
      { latestCreatedRevisionName: 'wagi-1' },
      `---\n${JSON.stringify({ apiVersion: 'serving.knative.dev/v1', kind: 'Revision', metadata: { name: 'wagi-1', namespace: 'shop' }, status: { conditions: [condition('ContainerHealthy', 'False', 'ContainerMissing', 'Unable to fetch image "a"'), condition('Active', 'False', 'NoTraffic', '')] } })}\n`,
    ),
    about: 'Knative Service shop/wagi',
    seen: 'ConfigurationsReady is False: RevisionFailed: Revision "wagi-1" failed; Revision wagi-1: ContainerHealthy is False: ContainerMissing: Unable to fetch image "a"',
    remedy: 'check the image; a registry without TLS or DNS needs registries-skipping-tag-resolving of config-deployment',
  },
  'a revision that fails, which the Service and its route repeat': {
    id: 'knative/not-ready',
    objects: knative(
      [
        condition('ConfigurationsReady', 'False', 'RevisionFailed', 'Revision "wagi-1" failed with message: Unable to fetch image "a".'),
        condition('RoutesReady', 'False', 'RevisionMissing', 'Configuration "wagi" does not have any ready Revision.'),
      ],
      { latestCreatedRevisionName: 'wagi-1' },
      `---\n${JSON.stringify({ apiVersion: 'serving.knative.dev/v1', kind: 'Revision', metadata: { name: 'wagi-1', namespace: 'shop' }, status: { conditions: [condition('ContainerHealthy', 'False', 'ContainerMissing', 'Unable to fetch image "a"')] } })}\n`,
    ),
    about: 'Knative Service shop/wagi',
    seen: 'ConfigurationsReady is False: RevisionFailed: Revision "wagi-1" failed with message: Unable to fetch image "a".',
    remedy: 'check the image; a registry without TLS or DNS needs registries-skipping-tag-resolving of config-deployment',
  },
  'a controller without pods': {
    id: 'components/not-available',
    objects: changed({
      'Deployment keda-operator': (object: Any) =>
        (object.status = { conditions: [condition('Available', 'False', 'MinimumReplicasUnavailable', 'no minimum availability')] }),
    }),
    about: 'Deployment keda/keda-operator',
    seen: 'KEDA: 0 of 1 replicas are available: MinimumReplicasUnavailable: no minimum availability',
    remedy: 'kubectl get pods -n keda',
  },
  'a webhook without endpoints': {
    id: 'components/webhook-away',
    objects: changed(
      {},
      `---\n${JSON.stringify({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'keda-admission' },
        webhooks: [
          {
            name: 'vscaledobject.kb.io',
            failurePolicy: 'Ignore',
            rules: [{ apiGroups: ['keda.sh'] }],
            clientConfig: { service: { name: 'keda-admission-webhooks', namespace: 'keda' } },
          },
        ],
      })}\n`,
    ),
    about: 'ValidatingWebhookConfiguration keda-admission',
    seen: 'webhook vscaledobject.kb.io, failurePolicy Ignore: Service keda/keda-admission-webhooks does not exist',
    remedy: 'kubectl get pods -n keda',
    severity: 'warning',
  },
  'a controller that may not': {
    id: 'components/forbidden',
    objects: scaledObject(
      ready(
        'False',
        'ScaledObjectCheckFailed',
        'deployments.apps "web" is forbidden: User "system:serviceaccount:keda:keda-operator" cannot get resource "deployments" in API group "apps" in the namespace "shop"',
      ),
    ),
    about: 'ScaledObject shop/web',
    seen: 'User "system:serviceaccount:keda:keda-operator" cannot get resource "deployments" in API group "apps"',
    remedy: 'kubectl auth can-i get deployments.apps -n shop --as system:serviceaccount:keda:keda-operator',
  },
  'a release that is newer than this library': {
    id: 'platform/unsupported',
    objects: changed({
      'Deployment keda-operator': (object: Any) => (object.spec.template.spec.containers[0].image = 'ghcr.io/kedacore/keda:2.99.0'),
    }),
    about: 'Deployment keda/keda-operator',
    seen: 'KEDA 2.99.0 is newer than the supported releases, 2.14 to 2.21',
    remedy: 'look for a newer cdk8s-wasm',
  },
};

test.each(Object.entries(CASES))('%s', (_, { id, objects, about, seen, remedy, severity }) => {
  expect(signsOf(id, '', { objects })).toStrictEqual([{ about, seen, remedy, ...(severity && { severity }) }]);
});

test('every diagnosis has a case', () => {
  const tested = new Set(Object.values(CASES).map(({ id }) => id));
  const elsewhere = ['platform/differs', 'platform/not-applied'];
  expect(DIAGNOSES.map(({ id }) => id).filter((id) => !tested.has(id) && !elsewhere.includes(id))).toStrictEqual([]);
});

test('a platform that declares another release is a warning with the options of this cluster', () => {
  expect(signsOf('platform/differs', WELL, { declared: { keda: '2.18' } })).toStrictEqual([
    {
      about: 'Deployment keda/keda-operator',
      seen: 'the cluster has KEDA 2.21.0, and the platform declares 2.18',
      remedy: 'declare this cluster: --platform kubernetes=1.37.2,keda=2.21.0,httpAddOn=0.16.0',
    },
  ]);
});

test('objects of the manifests that are not there are an error, and a note where none is', () => {
  const manifest = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace: 'shop' } });
  const signs = (...names: string[]) => signsOf('platform/not-applied', WELL, { manifests: names.map(manifest) });
  expect(signs('web')).toStrictEqual([]);
  expect(signs('web', 'other')).toStrictEqual([
    { about: 'the manifests', seen: '1 of 2 objects is there: Service shop/other is missing', remedy: 'kubectl apply -f FILES' },
  ]);
  expect(signs('other')).toStrictEqual([
    {
      about: 'the manifests',
      seen: 'none of 1 objects are there: Service shop/other is missing',
      remedy: 'kubectl apply -f FILES',
      severity: 'note',
    },
  ]);
});

test('an event about pods that are there by now does not matter', () => {
  expect(signsOf('pods/quota', WELL + event('ReplicaSet', 'web-1', 'FailedCreate', 'exceeded quota: small'))).toStrictEqual([]);
});

test.each<[when: string, status: Any, fails: boolean]>([
  ['before the container that runs started', { state: { running: { startedAt: '2026-01-01T00:00:01Z' } } }, false],
  ['before the container that ended started', { state: { terminated: { startedAt: '2026-01-01T00:00:01Z' } } }, false],
  [
    'before the container started that was restarted',
    { state: { waiting: {} }, lastState: { terminated: { startedAt: '2026-01-01T00:00:01Z' } } },
    false,
  ],
  ['after a container ran', { state: { waiting: {} }, lastState: { terminated: { startedAt: '2025-12-31T23:59:59Z' } } }, true],
  ['in a container that could not start', { state: { terminated: { startedAt: '1970-01-01T00:00:00Z' } } }, true],
  ['in a container that never started', { state: { waiting: {} } }, true],
])('a failure of the shim %s', (_, status, fails) => {
  const failure = event('Pod', 'web-1-a', 'Failed', 'Error: failed to create containerd task: failed to create shim task');
  const objects = changed(notReady({ containerStatuses: [{ name: 'web', ...status }] }), failure);
  expect(signsOf('runtimes/sandbox', '', { objects }).length).toBe(fails ? 1 : 0);
});

test.each([
  ['web', 0],
  ['sidecar', 1],
])('a failure of the shim to start container %s, before container web started', (container, count) => {
  const failure = event('Pod', 'web-1-a', 'Failed', 'Error: failed to create containerd task: failed to create shim task');
  const named = failure.replace('"name":"web-1-a"}', `"name":"web-1-a","fieldPath":"spec.containers{${container}}"}`);
  const containerStatuses = [
    { name: 'web', state: { running: { startedAt: '2026-01-01T00:00:01Z' } } },
    { name: 'sidecar', state: { waiting: {} } },
  ];
  const objects = changed(notReady({ containerStatuses }), named);
  expect(signsOf('runtimes/sandbox', '', { objects }).length).toBe(count);
});

test.each([
  ['names no container', '', 0],
  ['names the init container', ',"fieldPath":"spec.initContainers{prepare}"', 0],
  ['names a container that has not started', ',"fieldPath":"spec.containers{web}"', 1],
])('an init container has started since a failure of the shim that %s', (_, fieldPath, count) => {
  const failure = event('Pod', 'web-1-a', 'Failed', 'Error: failed to create containerd task: failed to create shim task');
  const named = failure.replace('"name":"web-1-a"}', `"name":"web-1-a"${fieldPath}}`);
  const statuses = {
    initContainerStatuses: [{ name: 'prepare', state: { running: { startedAt: '2026-01-01T00:00:01Z' } } }],
    containerStatuses: [{ name: 'web', state: { waiting: {} } }],
  };
  expect(signsOf('runtimes/sandbox', '', { objects: changed(notReady(statuses), named) }).length).toBe(count);
});

test('nothing is said of kinds that could not be read', () => {
  const kinds = [
    'Service',
    'Node',
    'node.k8s.io/RuntimeClass',
    'apiregistration.k8s.io/APIService',
    'networking.k8s.io/IngressClass',
    'apps/Deployment',
    'discovery.k8s.io/EndpointSlice',
  ];
  const unread: Snapshot['unread'] = kinds.map((kind) => ({ kind, resource: kind, group: '', status: 403 }));
  const objects = changed({}).filter(
    ({ apiVersion, kind }) => !kinds.includes(apiVersion.includes('/') ? `${apiVersion.split('/')[0]}/${kind}` : kind),
  );
  expect(findingsOf(patientOf(snapshotOf('', { objects, unread }))).map(({ id }) => id)).toStrictEqual([]);
});
