/** What `cdk8s-wasm doctor` says of this cluster: where all is well, and of apps that are broken on purpose. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Exposure, HttpMetric } from '../../../../lib';
import type { Output } from '../../../../lib/cli/command';
import { main } from '../../../../lib/cli/main';
import type { Finding } from '../../../../lib/doctor/diagnosis';
import type { DoctorReport } from '../../../../lib/doctor/report';
import type { Applied } from '../../client';
import { KUBERNETES_VERSION, PROGRAMS } from '../../programs';
import { httpApp, redisTrigger, spinApp, wagiApp } from '../apps';
import { BROKEN_APPS } from '../broken-apps';
import { CONTOUR_AND_ENVOY } from '../components/contour';
import { HTTP_ADD_ON } from '../components/http-add-on';
import { KEDA } from '../components/keda';
import { KNATIVE } from '../components/knative';
import { SPIN_OPERATOR } from '../components/spin-operator';
import { endingImage } from '../images';
import { KnativeIngress } from '../knative-ingress';
import { NODE_IP } from '../network';
import { Node } from '../node';
import { observed, seconds } from '../observations';
import { RecordingProxy } from '../recording-proxy';
import { until } from '../wait';

const GROUP = 'The doctor';
const node = Node.running();
let directory: string;
let ingress: KnativeIngress;

/** Runs a command, and returns its exit status and its output. */
async function run(args: readonly string[]) {
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Output => ({ isTTY: false, write: (text) => (written[name] += text) });
  const status = await main({ args: [...args], env: {}, stdout: output('stdout'), stderr: output('stderr') });
  return { status, ...written };
}

async function doctor(args: readonly string[], kubeconfig = node.kubeconfig) {
  const { status, stdout, stderr } = await run(['doctor', '--no-config', '--kubeconfig', kubeconfig, '--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as DoctorReport;
  const findings = [...report.apps.flatMap((app) => app.findings), ...report.findings];
  return { status, report, findings };
}

const idsOf = (findings: readonly Finding[]) => [...new Set(findings.map(({ id }) => id))].sort();

/**
 * Asks the doctor until its report has these diagnoses and no other, and one of them has seen a text, where one is given: the reason of a condition
 * may change before it stays.
 */
async function diagnosed(ids: readonly string[], args: readonly string[], { seen = '', timeout = 60_000 } = {}) {
  let last: Awaited<ReturnType<typeof doctor>> | undefined;
  const wanted = [...ids].sort().join();
  const took = await until(
    `the diagnosis is ${wanted || 'that all is well'}${seen && `, and ${JSON.stringify(seen)} is seen`}`,
    async () => {
      last = await doctor(args);
      const { findings } = last;
      const isSeen = seen === '' || findings.some((finding) => finding.seen.includes(seen));
      return (idsOf(findings).join() === wanted && isSeen) || JSON.stringify(findings.map(({ id, about, seen }) => [id, about, seen]));
    },
    timeout,
    500,
  );
  return { ...(last as NonNullable<typeof last>), took };
}

/** Writes manifests into a file. */
function written(objects: readonly Applied[]): string {
  const file = join(directory, 'manifests.yaml');
  writeFileSync(file, objects.map((object) => `---\n${JSON.stringify(object)}\n`).join(''));
  return file;
}

/** The address that a load balancer would give to Envoy; Contour passes it on to Ingresses and Gateways. */
async function balance(status: object): Promise<void> {
  await node.client.send('PATCH', '/api/v1/namespaces/projectcontour/services/envoy/status', { status }, 'application/merge-patch+json');
}

async function scale(deployment: string, replicas: number): Promise<void> {
  const [namespace, name] = deployment.split('/');
  const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`;
  await node.client.send('PATCH', path, { spec: { replicas } }, 'application/merge-patch+json');
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-doctor-'));
  await node.install([KEDA, HTTP_ADD_ON, CONTOUR_AND_ENVOY, SPIN_OPERATOR, KNATIVE]);
  await node.importImages([endingImage()]);
  ingress = new KnativeIngress(node.client);
  await balance({ loadBalancer: { ingress: [{ ip: NODE_IP }] } });
  // what is broken takes its time to show, meanwhile the others run
  await Promise.all(BROKEN_APPS.map(({ objects }) => node.apply(objects)));
});

afterAll(async () => {
  await balance({ loadBalancer: { ingress: null } });
  ingress.stop();
  rmSync(directory, { recursive: true });
});

describe('where all is well', () => {
  const web = httpApp('well');
  const objects = [
    ...web,
    ...spinApp('well-spin', {
      hosts: ['well-spin.example.com'],
      metrics: [HttpMetric.concurrency(10)],
      exposure: Exposure.ingress({ className: 'contour' }),
    }),
    ...wagiApp('well-wagi'),
  ];

  beforeAll(() => node.apply(objects));
  afterAll(() => node.remove(objects.filter(({ kind }) => kind !== 'SpinAppExecutor')));

  test('it finds nothing, and every requirement that the API tells of is there', async () => {
    const { status, report } = await diagnosed([], [written(objects)], { timeout: 120_000 });
    expect(report.requirements.filter(({ state }) => state === 'missing')).toStrictEqual([]);
    expect(report.apps.map(({ app }) => app)).toStrictEqual(['default/well', 'default/well-spin', 'default/well-wagi']);
    expect(report.unread).toStrictEqual([]);
    expect(status).toBe(0);
    observed(GROUP, 'three apps that are well', 'no findings, no requirement missing');
  });

  test('it prints the options by which the other commands know this cluster', async () => {
    const { report } = await doctor([]);
    expect(report.platform).toBe(
      `--platform kubernetes=${KUBERNETES_VERSION.slice(1)},keda=${PROGRAMS.keda.version.slice(1)},httpAddOn=${HTTP_ADD_ON.version},` +
        `spinOperator=${SPIN_OPERATOR.version},knative=${KNATIVE.version},gatewayApi=1.3.0,gatewayApiChannel=experimental`,
    );
    const check = await run(['check', '--no-config', ...report.platform.split(' '), written(web)]);
    expect([check.status, check.stderr]).toStrictEqual([0, '']);
    observed(GROUP, 'the line for the other commands', report.platform);
  });

  test('it knows the runtimes of the node from its kubelet', async () => {
    const { report } = await doctor([]);
    expect(report.runtimeClasses.filter(({ name }) => name.startsWith('wasmtime'))).toStrictEqual([
      { name: 'wasmtime', handler: 'wasmtime', nodes: 1, withHandler: 1 },
      { name: 'wasmtime-spin-v2', handler: 'spin', nodes: 1, withHandler: 1 },
    ]);
  });

  test('it sends GET requests alone, and asks for no contents of Secrets and ConfigMaps but those of Knative', async () => {
    const proxy = await RecordingProxy.before(node.kubeconfig);
    const start = Date.now();
    await doctor([written(objects)], proxy.kubeconfig(directory));
    observed(GROUP, 'a run, with the requests that it sends', `${seconds(Date.now() - start)}, ${proxy.requests.length}, all GET`);
    proxy.stop();
    expect(new Set(proxy.requests.map(({ method }) => method))).toStrictEqual(new Set(['GET']));
    const contents = proxy.requests.filter(
      ({ path, accept }) => /\/(secrets|configmaps)\b/.test(path) && !accept.includes('PartialObjectMetadata'),
    );
    expect([...new Set(contents.map(({ path }) => path))]).toStrictEqual(['/api/v1/namespaces/knative-serving/configmaps?limit=500']);
    expect(proxy.requests.filter(({ path }) => path.includes('watch='))).toStrictEqual([]);
  });
});

describe('one thing broken on purpose', () => {
  afterAll(async () => {
    await Promise.all(BROKEN_APPS.flatMap(({ objects }) => objects.map((object) => node.client.delete(object))));
  });

  test.each(BROKEN_APPS)('$title', async ({ title, name, options = [], ids, seen, remedy }) => {
    const { status, findings } = await diagnosed(ids, ['--app', name, ...options], { seen });
    expect(findings[0].seen).toContain(seen);
    expect(findings.flatMap((finding) => finding.remedy)).toContain(remedy);
    expect(status).toBe(findings.some(({ severity }) => severity === 'error') ? 1 : 0);
    observed(GROUP, title, ids.join(', '));
  });
});

test('a SpinApp without its executor, which the webhook of spin-operator refuses', async () => {
  const objects = spinApp('no-executor', { executor: 'absent', triggers: [redisTrigger()] }).filter(
    ({ kind }) => kind !== 'SpinAppExecutor',
  );
  const app = objects.find(({ kind }) => kind === 'SpinApp') as Applied;
  const { status, body } = await node.client.apply(app);
  expect([status, body.message]).toStrictEqual([422, expect.stringContaining('executor does not exist in namespace')]);
  const { report, findings } = await doctor([written(objects)]);
  expect(
    report.requirements
      .filter(({ state }) => state === 'missing')
      .map(({ requirement: { objectKind, namespace, name } }) => [objectKind, namespace, name]),
  ).toStrictEqual([['SpinAppExecutor', 'default', 'absent']]);
  expect(idsOf(findings)).toStrictEqual(['platform/not-applied']);
  observed(GROUP, 'a SpinApp without its executor', 'platform/not-applied, and the SpinAppExecutor among what is missing');
});

test('a second HPA for the same app', async () => {
  const objects = httpApp('two-scalers', { minReplicas: 1 });
  const second: Applied = {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'second', namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'two-scalers' },
      minReplicas: 1,
      maxReplicas: 3,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
    },
  };
  await node.apply(objects);
  await diagnosed([], ['--app', 'two-scalers']);
  await node.apply([second]);
  const { findings } = await diagnosed(['keda/hpa-inactive', 'keda/two-scalers'], ['--app', 'two-scalers'], {
    seen: 'ScalingActive is False: AmbiguousSelector',
  });
  expect(findings.find(({ id }) => id === 'keda/two-scalers')?.remedy).toContain('kubectl delete hpa -n default second');
  observed(GROUP, 'a second HPA for the same app', 'keda/two-scalers, keda/hpa-inactive (AmbiguousSelector)');
  await node.remove([...objects, second]);
});

describe('a component scaled to zero', () => {
  const objects = httpApp('alone', { minReplicas: 1 });

  beforeAll(() => node.apply(objects));
  afterAll(() => node.remove(objects));

  test.each<[string, string, string[]]>([
    [
      'the external scaler of the add-on',
      'keda/keda-add-ons-http-scaler',
      ['keda/hpa-inactive', 'keda/trigger-failing', 'http-add-on/scaler-missing'],
    ],
    ['the metrics server of KEDA', 'keda/keda-metrics-apiserver', ['keda/hpa-inactive', 'keda/metrics-unavailable']],
    ['the webhooks of KEDA', 'keda/keda-admission', ['components/webhook-away']],
  ])('%s', async (title, deployment, ids) => {
    await diagnosed([], ['--app', 'alone']);
    await scale(deployment, 0);
    try {
      await diagnosed(ids, ['--app', 'alone']);
    } finally {
      await scale(deployment, 1);
      await node.untilAvailable(deployment);
    }
    observed(GROUP, `${title} scaled to zero`, ids.join(', '));
  });
});
