/** Apps with one thing broken on purpose, and what `cdk8s-wasm doctor` should say of each. */
import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-28';
import { Exposure, RedisAddress, Trigger, WasmRuntime } from '../../../lib';
import type { Applied } from '../client';
import { httpApp, spinApp, wagiApp } from './apps';
import type { Any } from './components/component';
import { ENDS } from './images';

export interface BrokenApp {
  readonly title: string;
  readonly name: string;
  readonly objects: readonly Applied[];
  /** Options of the doctor beside `--app`. */
  readonly options?: readonly string[];
  /** All diagnoses of the report. */
  readonly ids: readonly string[];
  /** Part of what the first of them saw. */
  readonly seen: string;
  /** One of their remedies. */
  readonly remedy: string;
}

/** Little enough for all of them on one node. */
const SMALL = { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) } };

/** An app that keeps a replica, so that there is a pod to look at. */
const awake = (name: string, props: Parameters<typeof httpApp>[1] = {}) => httpApp(name, { minReplicas: 1, resources: SMALL, ...props });

const without = (objects: readonly Applied[], ...kinds: string[]) => objects.filter(({ kind }) => !kinds.includes(kind));

const inNamespace = (objects: readonly Applied[], namespace: string) =>
  objects.map((object) => (object.metadata.namespace === 'default' ? { ...object, metadata: { ...object.metadata, namespace } } : object));

/** Objects of which those of a kind are changed in place. */
function changed(objects: Applied[], kind: string, change: (object: Any) => void): Applied[] {
  objects.filter((object) => object.kind === kind).forEach(change);
  return objects;
}

const runtimeClass = (name: string, handler: string, nodeSelector: object): Applied => ({
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name },
  handler,
  scheduling: { nodeSelector },
});

const namespace = (name: string, labels: object = {}): Applied => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });

const runtime = (runtimeClassName: string) => WasmRuntime.of({ runtimeClassName, handler: 'wasmtime', port: 8080 });

export const BROKEN_APPS: readonly BrokenApp[] = [
  {
    title: 'a RuntimeClass whose handler containerd does not know',
    name: 'no-shim',
    objects: [runtimeClass('lunatic', 'lunatic', { 'example.com/wasm': 'true' }), ...awake('no-shim', { runtime: runtime('lunatic') })],
    ids: ['runtimes/no-handler', 'runtimes/sandbox'],
    seen: 'has handler lunatic, and every node has only runc, slight, spin, wasmtime',
    remedy: 'kubectl get nodes -o custom-columns=NAME:.metadata.name,HANDLERS:.status.runtimeHandlers[*].name',
  },
  {
    title: 'a RuntimeClass that selects nodes that there are not',
    name: 'no-label',
    objects: [
      runtimeClass('elsewhere', 'wasmtime', { 'example.com/gpu': 'true' }),
      ...awake('no-label', { runtime: runtime('elsewhere') }),
    ],
    ids: ['nodes/unschedulable', 'runtimes/no-node'],
    seen: "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector",
    remedy: 'kubectl label node NODE example.com/gpu=true',
  },
  {
    title: 'a RuntimeClass that does not exist',
    name: 'no-class',
    objects: awake('no-class', { runtime: WasmRuntime.WASMER }),
    ids: ['runtimes/no-class'],
    seen: 'runtimeClassName is wasmer, and the cluster has ',
    remedy: 'kubectl get runtimeclass,shims.runtime.spinkube.dev',
  },
  {
    title: 'an interceptor that is in another namespace than declared',
    name: 'elsewhere',
    objects: [
      namespace('http-add-on'),
      ...httpApp('elsewhere', { minReplicas: 1, resources: SMALL }, { interceptor: { namespace: 'http-add-on' } }),
    ],
    options: ['--interceptor', 'keda-add-ons-http-interceptor-proxy.http-add-on'],
    ids: ['keda/trigger-failing', 'http-add-on/interceptor-missing', 'http-add-on/scaler-missing', 'routing/backend-missing'],
    seen: 'no metric specs returned from scalers',
    remedy:
      'declare it: Platform.target(app, { interceptor: { namespace: "keda" } }), or pass --interceptor keda-add-ons-http-interceptor-proxy.keda',
  },
  {
    title: 'a broker that is away',
    name: 'no-broker',
    objects: spinApp('no-broker', {
      triggers: [Trigger.redis({ store: RedisAddress.external({ host: 'redis.nowhere' }), listName: 'orders', listLength: 5 })],
    }),
    ids: ['keda/trigger-failing'],
    seen: 'connection to redis failed: dial tcp: lookup redis.nowhere',
    remedy: 'check that the sources of redis answer, their addresses and credentials',
  },
  {
    title: 'a NetworkPolicy that does not admit the interceptor',
    name: 'denied',
    objects: [
      ...awake('denied'),
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'denied', namespace: 'default' },
        spec: { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'denied' } }, policyTypes: ['Ingress'] },
      },
    ],
    ids: ['network/denied'],
    seen: 'NetworkPolicy denied selects its pods, and none admits namespace keda, where the interceptor is',
    remedy: 'kubectl describe networkpolicy -n default',
  },
  {
    title: 'a ResourceQuota that is used up',
    name: 'no-quota',
    objects: [
      namespace('no-quota'),
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'none', namespace: 'no-quota' }, spec: { hard: { pods: '0' } } },
      ...inNamespace(awake('no-quota'), 'no-quota'),
    ],
    options: ['--namespace', 'no-quota'],
    ids: ['pods/quota'],
    seen: 'exceeded quota: none, requested: pods=1, used: pods=0, limited: pods=0',
    remedy: 'kubectl describe resourcequota -n no-quota',
  },
  {
    title: 'a LimitRange that the memory exceeds',
    name: 'too-large',
    objects: [
      namespace('too-large'),
      {
        apiVersion: 'v1',
        kind: 'LimitRange',
        metadata: { name: 'small', namespace: 'too-large' },
        spec: { limits: [{ type: 'Container', max: { memory: '32Mi' } }] },
      },
      ...inNamespace(awake('too-large'), 'too-large'),
    ],
    options: ['--namespace', 'too-large'],
    ids: ['pods/limit-range'],
    seen: 'maximum memory usage per Container is 32Mi, but limit is 64Mi',
    remedy: 'kubectl describe limitrange -n too-large',
  },
  {
    title: 'a Pod Security level that the pods do not meet',
    name: 'not-secure',
    objects: [
      namespace('not-secure', { 'pod-security.kubernetes.io/enforce': 'restricted' }),
      ...changed(inNamespace(awake('not-secure'), 'not-secure'), 'Deployment', ({ spec }) => {
        delete spec.template.spec.securityContext;
      }),
    ],
    options: ['--namespace', 'not-secure'],
    ids: ['pods/security'],
    seen: 'violates PodSecurity "restricted:latest": runAsNonRoot != true',
    remedy: 'kubectl label namespace not-secure --overwrite pod-security.kubernetes.io/enforce=baseline',
  },
  {
    title: 'a ServiceAccount that does not exist',
    name: 'no-account',
    objects: awake('no-account', { serviceAccountName: 'absent' }),
    ids: ['pods/refused'],
    seen: 'error looking up service account default/absent: serviceaccount "absent" not found',
    remedy: 'kubectl get serviceaccounts -n default',
  },
  {
    title: 'an HTTPRoute without its ReferenceGrant',
    name: 'no-grant',
    objects: [
      namespace('no-grant'),
      ...without(
        inNamespace(
          awake('no-grant', { exposure: Exposure.gateway({ parentRefs: [{ name: 'contour', namespace: 'projectcontour' }] }) }),
          'no-grant',
        ),
        'ReferenceGrant',
      ),
    ],
    ids: ['routing/reference-grant'],
    seen: 'Gateway projectcontour/contour: RefNotPermitted: ',
    remedy:
      'apply a ReferenceGrant in namespace keda from HTTPRoute in no-grant to Service keda-add-ons-http-interceptor-proxy: Exposure.gateway() writes it',
  },
  {
    title: 'an HTTPRoute to a Gateway that does not exist',
    name: 'no-gateway',
    objects: awake('no-gateway', { exposure: Exposure.gateway({ parentRefs: [{ name: 'absent', namespace: 'projectcontour' }] }) }),
    ids: ['routing/not-accepted'],
    seen: 'no Gateway controller has looked at it: Gateway projectcontour/absent does not exist',
    remedy: 'kubectl get gateways -A',
  },
  {
    title: 'an Ingress of a class that does not exist',
    name: 'no-ingress-class',
    objects: awake('no-ingress-class', { exposure: Exposure.ingress({ className: 'traefik' }) }),
    ids: ['routing/ingress-class'],
    seen: 'IngressClass traefik does not exist: the cluster has contour',
    remedy: 'install the controller of that class, or name one of the cluster: className of Exposure.ingress()',
  },
  {
    title: 'an image that cannot be pulled',
    name: 'no-image',
    objects: awake('no-image', { image: 'localhost:1/hello:v9' }),
    ids: ['pods/image'],
    seen: 'dial tcp 127.0.0.1:1: connect: connection refused',
    remedy: 'check the name and the tag; for a private registry create a Secret and name it in imagePullSecrets',
  },
  {
    title: 'a command of WASI that ends',
    name: 'ends',
    objects: awake('ends', { image: ENDS.name }),
    ids: ['pods/crash'],
    seen: 'exit code 0 after ',
    remedy: 'a module that is a command (WASI) and no server ends at once: serve wasi:http, or run it as a Job',
  },
  {
    title: 'a module in a file whose compilation exceeds the memory limit',
    name: 'killed',
    objects: awake('killed', {
      image: 'registry.cn-hangzhou.aliyuncs.com/denverdino/knative-wagi:0.8.1-with-cache',
      command: ['/modules/hello.wasm'],
      resources: { ...SMALL, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(32) } },
    }),
    ids: ['pods/crash'],
    seen: 'exit code 137 after ',
    remedy: 'ship a large component as a Wasm layer: a component in a file of the image is compiled within the limits of the container',
  },
  {
    title: 'a Secret that does not exist',
    name: 'no-secret',
    objects: changed(awake('no-secret'), 'Deployment', ({ spec }) => {
      spec.template.spec.containers[0].env = [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'absent', key: 'token' } } }];
    }),
    ids: ['pods/configuration', 'keda/not-ready'],
    seen: 'CreateContainerConfigError: secret "absent" not found',
    remedy: 'create Secret default/absent with key token',
  },
  {
    title: 'a readiness probe of another port',
    name: 'not-ready',
    objects: changed(awake('not-ready'), 'Deployment', ({ spec }) => {
      spec.template.spec.containers[0].readinessProbe = { httpGet: { path: '/', port: 81 }, periodSeconds: 1 };
    }),
    ids: ['pods/not-ready'],
    seen: 'Readiness probe failed: Get "http://',
    remedy: 'compare the port and the path of the probe with those of the app: a shim listens on a port of its own (WasmRuntime)',
  },
  {
    title: 'scaling that is paused',
    name: 'paused',
    objects: awake('paused', { paused: true }),
    ids: ['keda/paused'],
    seen: 'annotation autoscaling.keda.sh/paused: "true"',
    remedy: 'kubectl annotate scaledobject -n default paused autoscaling.keda.sh/paused-',
  },
  {
    title: 'a scale target that does not exist',
    name: 'no-target',
    objects: without(awake('no-target'), 'Deployment'),
    ids: ['keda/not-ready', 'keda/target-missing'],
    seen: 'deployments.apps "no-target" not found',
    remedy: 'kubectl get deployments.apps -n default',
  },
  {
    title: 'a route without a ScaledObject',
    name: 'no-scaler',
    objects: without(awake('no-scaler'), 'ScaledObject'),
    ids: ['http-add-on/route-without-scaler'],
    seen: 'no ScaledObject of namespace default has interceptorRoute: no-scaler',
    remedy: 'apply the ScaledObject of the app: HttpScaledWasm writes both',
  },
  {
    title: 'requests that no node has room for',
    name: 'too-much',
    objects: awake('too-much', { resources: { ...SMALL, memory: { request: Size.gibibytes(4000) } } }),
    ids: ['nodes/unschedulable'],
    seen: '0/1 nodes are available: 1 Insufficient memory',
    remedy: 'lower the requests (prop resources), lower maxReplicas, or add nodes',
  },
  {
    title: 'a Knative revision whose image cannot be pulled',
    name: 'no-revision',
    objects: wagiApp('no-revision', { image: 'localhost:1/wagi:v9', modules: undefined }),
    ids: ['knative/not-ready'],
    seen: 'Unable to fetch image "localhost:1/wagi:v9"',
    remedy: 'check the image; a registry without TLS or DNS needs registries-skipping-tag-resolving of config-deployment',
  },
];
