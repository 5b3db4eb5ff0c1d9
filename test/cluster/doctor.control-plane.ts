/**
 * What `cdk8s-wasm doctor` says of things that are broken on purpose, on a real API server. No controller runs here: the tests write the status and the
 * events that controllers write.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../lib/cli/command';
import { main } from '../../lib/cli/main';
import { USER_AGENT } from '../../lib/doctor/cluster-client';
import type { DoctorReport } from '../../lib/doctor/report';
import { objectsOf } from '../doctor/snapshots';
import type { Applied, Connection } from './client';
import { client, isOwn } from './connected';
import { tell } from './report';
import { CONNECTION } from './setup';

// biome-ignore lint/suspicious/noExplicitAny: plain data of any shape
type Any = any;

const NAMESPACES = ['doctor', 'doctor-quota', 'doctor-http', 'http-add-on'];
const { url, ca, token } = JSON.parse(process.env[CONNECTION] ?? '{}') as Connection;
const made: Applied[] = [];
let directory: string;
let report: DoctorReport;

/** Applies objects, and then their status, which the API server takes apart from the rest. */
async function apply(text: string): Promise<void> {
  for (const object of objectsOf(text) as Applied[]) {
    const { status, ...rest } = object as Any;
    const answer = await client.apply(rest);
    if (answer.status >= 300) throw new Error(`${object.kind} ${object.metadata.name}: ${answer.body.message}`);
    made.push(object);
    if (status === undefined) continue;
    const { body } = await client.get(object);
    const path = `${pathOf(body)}/status?fieldManager=test&force=true`;
    const written = await client.send(
      'PATCH',
      path,
      { apiVersion: object.apiVersion, kind: object.kind, metadata: { name: object.metadata.name }, status },
      'application/apply-patch+yaml',
    );
    if (written.status >= 300) throw new Error(`status of ${object.kind} ${object.metadata.name}: ${written.body.message}`);
  }
}

function pathOf({ apiVersion, kind, metadata: { name, namespace } }: Any): string {
  const lower = kind.toLowerCase();
  const plural = lower.endsWith('s')
    ? `${lower}es`
    : lower.endsWith('y') && !lower.endsWith('ay')
      ? `${lower.slice(0, -1)}ies`
      : `${lower}s`;
  return `${apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`}${namespace ? `/namespaces/${namespace}` : ''}/${plural}/${name}`;
}

async function warn(kind: string, name: string, reason: string, message: string, namespace = 'doctor'): Promise<void> {
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${reason.toLowerCase()}`, namespace },
    involvedObject: { kind, name, namespace },
    type: 'Warning',
    reason,
    message,
    lastTimestamp: now,
  };
  const { status, body } = await client.send('POST', `/api/v1/namespaces/${namespace}/events`, event);
  if (status >= 300) throw new Error(`event: ${body.message}`);
}

/** Runs the command, and returns its exit status and its output. */
async function doctor(args: string[], kubeconfig = join(directory, 'kubeconfig')) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ isTTY: false, write: (text) => (written[name] += text) });
  const status = await main({
    args: ['doctor', '--no-config', '--kubeconfig', kubeconfig, ...args],
    env: {},
    stdout: output('stdout'),
    stderr: output('stderr'),
  });
  return { status, ...written };
}

function writeKubeconfig(name: string, user: object, authority = ca): string {
  const file = join(directory, name);
  const cluster = { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') };
  const config = {
    clusters: [{ name: 'k', cluster }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    'current-context': 'c',
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

const ready = (namespace: string, name: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
`;

const workload = (name: string, runtimeClass: string, namespace = 'doctor', more = '') => `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { runtimeClassName: ${runtimeClass}, containers: [{ name: app, image: 'registry.example/app:1' }] }
${more}`;

const scaler = (
  name: string,
  status: string,
  triggers = "[{ type: cron, metadata: { timezone: UTC, start: 0 6 * * *, end: 0 18 * * *, desiredReplicas: '1' } }]",
  more = '',
) => `
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: ${name}, namespace: doctor${more} }
spec:
  scaleTargetRef: { name: ${name} }
  triggers: ${triggers}
status: ${status}
`;

const WELL =
  "{ conditions: [{ type: Ready, status: 'True', reason: ScaledObjectReady, message: ScaledObject is defined correctly and is ready for scaling }] }";

/** A pod with the status that a kubelet writes. */
const pod = (name: string, runtimeClass: string, status: string, namespace = 'doctor') => `
---
${ready(namespace, name).trim().replace(`name: ${name}, namespace`, `name: ${name}-1, namespace`)}
spec: { runtimeClassName: ${runtimeClass}, containers: [{ name: app, image: 'registry.example/app:1' }] }
status: ${status}
`;

const CLUSTER = `
apiVersion: v1
kind: Node
metadata: { name: doctor-node, labels: { wasm: 'true' } }
status:
  conditions: [{ type: Ready, status: 'True' }]
  runtimeHandlers: [{ name: runc }, { name: doctor-v2 }]
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: wasmtime-spin-v2 }
handler: doctor-v2
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: wasmedge }
handler: wasmedge
---
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: { name: wasmer }
handler: doctor-v2
scheduling: { nodeSelector: { wasmer: 'true' } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: keda-operator, namespace: keda }
spec:
  selector: { matchLabels: { app: keda-operator } }
  template: { metadata: { labels: { app: keda-operator } }, spec: { containers: [{ name: keda, image: 'ghcr.io/kedacore/keda:2.21.0' }] } }
status: { replicas: 1, availableReplicas: 1, readyReplicas: 1 }
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: { name: v1beta1.external.metrics.k8s.io }
spec: { group: external.metrics.k8s.io, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true, service: { name: keda-metrics-apiserver, namespace: keda } }
---
apiVersion: v1
kind: Service
metadata: { name: keda-add-ons-http-interceptor-proxy, namespace: http-add-on }
spec: { selector: { app: interceptor }, ports: [{ name: proxy, port: 8080 }] }
`;

const BROKEN = [
  workload('handler', 'wasmedge'),
  workload('label', 'wasmer'),
  workload('no-class', 'wasmtime-lunatic-v1'),
  workload('sandbox', 'wasmtime-spin-v2'),
  pod('sandbox', 'wasmtime-spin-v2', "{ conditions: [{ type: Ready, status: 'False' }] }"),
  workload('image', 'wasmtime-spin-v2'),
  pod(
    'image',
    'wasmtime-spin-v2',
    "{ containerStatuses: [{ name: app, image: a, imageID: '', ready: false, restartCount: 0, state: { waiting: { reason: ImagePullBackOff, message: back-off } } }] }",
  ),
  workload('crash', 'wasmtime-spin-v2'),
  pod(
    'crash',
    'wasmtime-spin-v2',
    "{ containerStatuses: [{ name: app, image: a, imageID: '', ready: false, restartCount: 4, state: { waiting: { reason: CrashLoopBackOff } }, lastState: { terminated: { reason: OOMKilled, exitCode: 137 } } }] }",
  ),
  workload('pending', 'wasmtime-spin-v2'),
  pod(
    'pending',
    'wasmtime-spin-v2',
    "{ conditions: [{ type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/1 nodes are available: 1 Insufficient memory.' }] }",
  ),
  workload('broker', 'wasmtime-spin-v2'),
  scaler(
    'broker',
    "{ health: { s0-redis-jobs: { status: Failing, numberOfFailures: 3 } }, conditions: [{ type: Ready, status: 'False', reason: TriggerError, message: Triggers defined in ScaledObject are not working correctly }] }",
    "[{ type: redis, metadata: { address: 'redis.doctor.svc:6379', listName: jobs } }]",
  ),
  workload('refused', 'wasmtime-spin-v2'),
  scaler(
    'refused',
    "{ conditions: [{ type: Ready, status: 'False', reason: ScaledObjectCheckFailed, message: 'failed to ensure HPA is correctly created for ScaledObject' }] }",
  ),
  workload('paused', 'wasmtime-spin-v2'),
  scaler('paused', WELL, undefined, ", annotations: { autoscaling.keda.sh/paused: 'true' }"),
  workload('unseen', 'wasmtime-spin-v2'),
  scaler('unseen', '{}'),
  workload('metric', 'wasmtime-spin-v2'),
  scaler('metric', WELL),
  `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: keda-hpa-metric, namespace: doctor, ownerReferences: [{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: metric, uid: 00000000-0000-0000-0000-000000000000, controller: true }] }
spec: { minReplicas: 1, maxReplicas: 5, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: metric }, metrics: [{ type: External, external: { metric: { name: s0-cron }, target: { type: AverageValue, averageValue: '1' } } }] }
status: { currentReplicas: 1, desiredReplicas: 1, conditions: [{ type: ScalingActive, status: 'False', reason: FailedGetExternalMetric, message: unable to get external metric doctor/s0-cron }] }
---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: web, namespace: doctor }
spec: { target: { service: web, port: 80 }, scalingMetric: { concurrency: { targetValue: 10 } }, rules: [{ hosts: [web.example.com] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: doctor }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: doctor }
spec: { podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: doctor }
spec: { ingressClassName: none, rules: [{ host: web.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: doctor }
spec: { gatewayClassName: nobody, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: doctor }
spec:
  parentRefs: [{ name: public }]
  hostnames: [web.example.com]
  rules: [{ backendRefs: [{ name: keda-add-ons-http-interceptor-proxy, namespace: http-add-on, port: 8080 }] }]
status:
  parents:
    - parentRef: { name: public }
      controllerName: example.com/gateway
      conditions:
        - { type: ResolvedRefs, status: 'False', reason: RefNotPermitted, message: not permitted, lastTransitionTime: '2026-01-01T00:00:00Z' }
`,
  workload('web', 'wasmtime-spin-v2'),
  workload('quota', 'wasmtime-spin-v2', 'doctor-quota'),
].join('');

const SPIN = `
---
apiVersion: core.spinkube.dev/v1alpha1
kind: SpinApp
metadata: { name: hello, namespace: doctor }
spec: { image: 'registry.example/hello:1', executor: containerd-shim-spin, replicas: 1 }
`;

const KNATIVE = `
---
apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: wagi, namespace: doctor }
spec: { template: { spec: { containers: [{ image: 'registry.example/wagi:1' }] } } }
status: { conditions: [{ type: RoutesReady, status: Unknown, reason: IngressNotConfigured, message: Ingress has not yet been reconciled., lastTransitionTime: '2026-01-01T00:00:00Z' }] }
`;

/** Quota, LimitRange and Pod Security are refusals of the API server itself: a controller would write them into events word for word. */
async function refusal(namespace: string, name: string, restricted: string): Promise<void> {
  await apply(restricted);
  const set = `
apiVersion: apps/v1
kind: ReplicaSet
metadata: { name: ${name}-1, namespace: ${namespace}, ownerReferences: [{ apiVersion: apps/v1, kind: Deployment, name: ${name}, uid: 00000000-0000-0000-0000-000000000000, controller: true }] }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template: { metadata: { labels: { app: ${name} } }, spec: { containers: [{ name: app, image: a, resources: { requests: { memory: 64Mi }, limits: { memory: 64Mi } } }] } }
`;
  await apply(set);
  const [{ spec }] = objectsOf(set) as Any[];
  const { body } = await client.send('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${name}-1-a`, ...spec.template.metadata },
    spec: spec.template.spec,
  });
  await warn('ReplicaSet', `${name}-1`, 'FailedCreate', `Error creating: ${body.message}`, namespace);
}

// what is broken on purpose is outside of namespaces, too, and may be somebody else's on a cluster that was not started here
(isOwn ? describe : describe.skip)('the doctor', () => {
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-doctor-'));
    writeKubeconfig('kubeconfig', { token });
    for (const name of [...NAMESPACES, 'keda', 'doctor-limits', 'doctor-security']) {
      await apply(
        `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: default, namespace: ${name} }\n`,
      );
    }
    await apply(CLUSTER);
    await apply(BROKEN);
    await apply(workload('limits', 'wasmtime-spin-v2', 'doctor-limits'));
    await apply(workload('security', 'wasmtime-spin-v2', 'doctor-security'));
    await warn(
      'Pod',
      'sandbox-1',
      'FailedCreatePodSandBox',
      'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "spin" is configured',
    );
    await warn('Pod', 'image-1', 'Failed', 'Failed to pull image "registry.example/app:1": not found');
    await warn('ScaledObject', 'broker', 'KEDAScalerFailed', 'connection to redis failed: dial tcp: lookup redis.doctor.svc: no such host');
    await refusal(
      'doctor-quota',
      'quota',
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: small, namespace: doctor-quota }\nspec: { hard: { pods: "0" } }\nstatus: { hard: { pods: "0" }, used: { pods: "0" } }\n',
    );
    await refusal(
      'doctor-limits',
      'limits',
      'apiVersion: v1\nkind: LimitRange\nmetadata: { name: small, namespace: doctor-limits }\nspec: { limits: [{ type: Container, max: { memory: 32Mi } }] }\n',
    );
    await refusal(
      'doctor-security',
      'security',
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: doctor-security, labels: { pod-security.kubernetes.io/enforce: restricted } }\n',
    );
    await apply(
      'apiVersion: core.spinkube.dev/v1alpha1\nkind: SpinAppExecutor\nmetadata: { name: containerd-shim-spin, namespace: doctor }\nspec: { createDeployment: true, deploymentConfig: { runtimeClassName: wasmtime-spin-v2, installDefaultCACerts: true } }\n',
    );
    for (let left = 20; ; left--) {
      // the webhook knows of the executor when its cache does
      try {
        await apply(SPIN);
        break;
      } catch (error) {
        if (left === 0) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
    // the operator keeps an executor that is in use
    const executor = {
      apiVersion: 'core.spinkube.dev/v1alpha1',
      kind: 'SpinAppExecutor',
      metadata: { name: 'containerd-shim-spin', namespace: 'doctor' },
    };
    await client.delete(executor);
    for (let left = 50; left > 0 && (await client.get(executor)).status === 200; left--) {
      await client.send('PATCH', pathOf(executor), { metadata: { finalizers: null } }, 'application/merge-patch+json');
    }
    await apply(KNATIVE);
    const { stdout, stderr } = await doctor(['--format', 'json']);
    expect(stderr).toBe('');
    report = JSON.parse(stdout);
  });

  afterAll(async () => {
    for (const object of [...made].reverse()) if (!['Namespace', 'ServiceAccount'].includes(object.kind)) await client.delete(object);
    rmSync(directory, { recursive: true, force: true });
  });

  const EXPECTED: readonly (readonly [id: string, about: string, seen: RegExp])[] = [
    [
      'runtimes/no-handler',
      'Deployment doctor/handler',
      /^RuntimeClass wasmedge has handler wasmedge, and every node has only runc, doctor-v2$/,
    ],
    ['runtimes/no-node', 'Deployment doctor/label', /^RuntimeClass wasmer selects nodes with wasmer=true, and none of 1 has them$/],
    ['runtimes/no-class', 'Deployment doctor/no-class', /^runtimeClassName is wasmtime-lunatic-v1, and the cluster has /],
    ['runtimes/sandbox', 'Pod doctor/sandbox-1', /no runtime for "spin" is configured$/],
    ['spinkube/no-executor', 'SpinApp doctor/hello', /^executor containerd-shim-spin is not in namespace doctor/],
    ['pods/image', 'Pod doctor/image-1', /^ImagePullBackOff of registry.example\/app:1: Failed to pull image/],
    ['pods/crash', 'Pod doctor/crash-1', /^container app: OOMKilled, exit code 137 after 4 restarts$/],
    ['nodes/unschedulable', 'Pod doctor/pending-1', /Insufficient memory/],
    ['pods/quota', 'ReplicaSet doctor-quota/quota-1', /is forbidden: exceeded quota: small/],
    ['pods/limit-range', 'ReplicaSet doctor-limits/limits-1', /maximum memory usage per Container is 32Mi, but limit is 64Mi/],
    ['pods/security', 'ReplicaSet doctor-security/security-1', /violates PodSecurity "restricted:latest"/],
    ['keda/trigger-failing', 'ScaledObject doctor/broker', /^TriggerError: .*; s0-redis-jobs failed 3 times; connection to redis failed/],
    ['keda/not-ready', 'ScaledObject doctor/refused', /^ScaledObjectCheckFailed: failed to ensure HPA/],
    ['keda/paused', 'ScaledObject doctor/paused', /^annotation autoscaling.keda.sh\/paused: "true"$/],
    ['keda/not-reconciled', 'ScaledObject doctor/unseen', /^it has no conditions$/],
    ['keda/hpa-inactive', 'HorizontalPodAutoscaler doctor/keda-hpa-metric', /^ScalingActive is False: FailedGetExternalMetric/],
    // written by the API server itself
    ['keda/metrics-unavailable', 'APIService v1beta1.external.metrics.k8s.io', /^Available is False: ServiceNotFound/],
    [
      'http-add-on/interceptor-missing',
      'Service keda/keda-add-ons-http-interceptor-proxy',
      /the cluster has keda-add-ons-http-interceptor-proxy.http-add-on$/,
    ],
    ['http-add-on/interceptor-away', 'Service http-add-on/keda-add-ons-http-interceptor-proxy', /^none of its endpoints is ready$/],
    ['http-add-on/route-without-scaler', 'InterceptorRoute doctor/web', /^no ScaledObject of namespace doctor has interceptorRoute: web$/],
    ['network/denied', 'Deployment doctor/web', /^NetworkPolicy deny selects its pods, and none admits namespace keda/],
    ['routing/reference-grant', 'HTTPRoute doctor/web', /^Gateway doctor\/public: RefNotPermitted: not permitted$/],
    ['routing/gateway', 'Gateway doctor/public', /it has no address; GatewayClass nobody does not exist$/],
    ['routing/ingress-class', 'Ingress doctor/web', /^IngressClass none does not exist/],
    ['knative/not-ready', 'Knative Service doctor/wagi', /^RoutesReady is Unknown: IngressNotConfigured/],
  ];

  test.each(EXPECTED)('finds %s', (id, about, seen) => {
    const findings = [...report.apps.flatMap((app) => app.findings), ...report.findings].filter(
      (finding) => finding.id === id && finding.about === about,
    );
    expect(findings.map((finding) => finding.seen)).toStrictEqual([expect.stringMatching(seen)]);
    expect(findings[0].remedy.length).toBeGreaterThan(0);
  });

  test('reports the releases and the options of this cluster', () => {
    expect(report.versions.map(({ component, version }) => [component, version])).toEqual(
      expect.arrayContaining([
        ['kubernetes', expect.stringMatching(/^1\.\d+\.\d+$/)],
        ['keda', '2.21.0'],
        ['gatewayApi', expect.stringMatching(/^1\.6\./)],
      ]),
    );
    expect(report.platform).toMatch(
      /^--platform kubernetes=1\.\d+\.\d+,keda=2\.21\.0,gatewayApi=1\.6\.\d+ --interceptor keda-add-ons-http-interceptor-proxy\.http-add-on/,
    );
  });

  test('the findings of one app are those of all', async () => {
    const { stdout, status } = await doctor(['--namespace', 'doctor', '--app', 'broker', '--format', 'json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).apps).toStrictEqual(report.apps.filter(({ app }) => app === 'doctor/broker'));
  });

  test('a user without permissions gets what is not permitted, and no false findings', async () => {
    await apply(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: reader, namespace: doctor }\nrules: [{ apiGroups: [keda.sh, apps], resources: [scaledobjects, deployments], verbs: [get, list] }]\n---\n' +
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: reader, namespace: doctor }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }\nsubjects: [{ kind: User, name: reader, apiGroup: rbac.authorization.k8s.io }]\n',
    );
    const kubeconfig = writeKubeconfig('reader', { token, as: 'reader', 'as-groups': ['system:authenticated'] });
    const { stdout, stderr } = await doctor(['--namespace', 'doctor', '--format', 'json'], kubeconfig);
    expect(stderr).toBe('');
    const limited: DoctorReport = JSON.parse(stdout);
    expect(limited.unread).toEqual(
      expect.arrayContaining([
        'nodes: not permitted',
        'pods in namespace doctor: not permitted',
        'deployments.apps outside of namespace doctor: not permitted',
      ]),
    );
    const ids = new Set([...limited.apps.flatMap((app) => app.findings), ...limited.findings].map(({ id }) => id));
    expect([...ids].filter((id) => /^(runtimes|nodes|http-add-on|components|routing|network)\//.test(id))).toStrictEqual([]);
    expect([...ids]).toContain('keda/trigger-failing');
  });

  test('fails in one line for a token that the server does not know', async () => {
    const { status, stderr } = await doctor([], writeKubeconfig('wrong', { token: 'wrong' }));
    expect([status, stderr]).toStrictEqual([
      2,
      `cdk8s-wasm: ${url}: does not accept the credentials: Unauthorized: log in again (see cdk8s-wasm doctor --help)\n`,
    ]);
  });

  test('a user who may only read gets the same findings', async () => {
    await apply(
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: doctor }\nrules: [{ apiGroups: ["*"], resources: ["*"], verbs: [get, list] }]\n---\n' +
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: doctor }\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: doctor }\nsubjects: [{ kind: User, name: viewer, apiGroup: rbac.authorization.k8s.io }]\n',
    );
    const kubeconfig = writeKubeconfig('viewer', { token, as: 'viewer', 'as-groups': ['system:authenticated'] });
    const { stdout, stderr } = await doctor(['--format', 'json'], kubeconfig);
    const ofViewer: DoctorReport = JSON.parse(stdout);
    expect([stderr, ofViewer.unread]).toStrictEqual(['', []]);
    const broken = ({ apps, findings }: DoctorReport) =>
      [...apps.flatMap((app) => app.findings), ...findings].map(({ id, about }) => `${id} ${about}`).sort();
    expect(broken(ofViewer)).toStrictEqual(broken(report));
    tell(`${EXPECTED.length} things broken on purpose found by the doctor`);
  });

  test('writes nothing: no object has it as its field manager', async () => {
    const lists = await Promise.all(
      ['/apis/apps/v1/deployments', '/apis/keda.sh/v1alpha1/scaledobjects', '/api/v1/namespaces', '/api/v1/events'].map((path) =>
        client.send('GET', path),
      ),
    );
    const managers = lists.flatMap(({ body }) =>
      body.items.flatMap(({ metadata }: Any) => (metadata.managedFields ?? []).map(({ manager }: Any) => manager)),
    );
    expect(managers.length).toBeGreaterThan(20);
    expect(managers).not.toContain(USER_AGENT);
  });
});
