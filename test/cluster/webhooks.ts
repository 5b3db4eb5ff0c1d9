/**
 * The admission webhooks of KEDA, spin-operator and Knative Serving: the upstream programs, registered by the upstream configurations. The API server finds
 * them through Services of type ExternalName that lead to the loopback interface.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Applied, Client } from './client';
import { answers, type ControlPlane, program } from './control-plane';
import { IS_OLDEST } from './pins';
import { freePorts, type Processes } from './processes';
import { manifestsDir } from './programs';
import { manifests } from './upstream';

// biome-ignore lint/suspicious/noExplicitAny: manifests are plain data of any shape
type Any = any;

/** A Service that webhooks are registered under. */
interface WebhookService {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  /** PEM of the authority of its certificate; left out where the program writes it itself. */
  readonly ca?: string;
}

/** Starts all three, and returns when each gives its verdicts. */
export async function startWebhooks(processes: Processes, plane: ControlPlane): Promise<void> {
  await Promise.all([startKeda(processes, plane), startSpinOperator(processes, plane), startKnative(processes, plane)]);
}

/** kedacore/keda config/webhooks/webhooks.yaml. */
async function startKeda(processes: Processes, { client, kubeconfig }: ControlPlane): Promise<void> {
  const [port, health] = await freePorts(2);
  const dir = processes.folder('keda');
  const service: WebhookService = {
    name: 'keda-admission-webhooks',
    namespace: 'keda',
    port,
    ca: certify(dir, 'keda-admission-webhooks.keda.svc'),
  };
  const flags = [
    `--port=${port}`,
    `--cert-dir=${dir}`,
    `--health-probe-bind-address=127.0.0.1:${health}`,
    '--metrics-bind-address=0',
    '--zap-log-level=error',
  ];
  await processes.start('keda-admission-webhooks', program('keda'), flags, { KUBECONFIG: kubeconfig, WATCH_NAMESPACE: '' }, () =>
    answers(`http://127.0.0.1:${health}/readyz`),
  );
  await register(client, manifests(manifestsDir(), 'github.com/kedacore/keda/v2', 'config/webhooks/validation_webhooks.yaml'), service);
  const cached = { scaleTargetRef: { name: 'none' }, triggers: [{ type: 'cron', metadata: {}, useCachedMetrics: true }] };
  await untilRefused(
    client,
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'probe' }, spec: cached },
    'vscaledobject.kb.io',
  );
}

/** spinframework/spin-operator config/manager/manager.yaml; its controllers run, too. */
async function startSpinOperator(processes: Processes, { client, kubeconfig }: ControlPlane): Promise<void> {
  const [port, health] = await freePorts(2);
  const dir = processes.folder('spin-operator');
  const [name, namespace] = ['spin-operator-webhook-service', 'spin-operator'];
  const service: WebhookService = { name, namespace, port, ca: certify(dir, `${name}.${namespace}.svc`) };
  const flags = [`--webhook-port=${port}`, `--cert-dir=${dir}`, `--health-probe-bind-address=127.0.0.1:${health}`];
  await processes.start('spin-operator', program('spinOperator'), flags, { KUBECONFIG: kubeconfig }, () =>
    answers(`http://127.0.0.1:${health}/readyz`),
  );
  await register(client, manifests(manifestsDir(), 'github.com/spinkube/spin-operator', 'config/webhook/manifests.yaml'), service);
  const app = { image: 'probe', executor: 'none', replicas: 1 };
  await untilRefused(
    client,
    { apiVersion: `core.${IS_OLDEST ? 'spinoperator' : 'spinkube'}.dev/v1alpha1`, kind: 'SpinApp', metadata: { name: 'probe' }, spec: app },
    'vspinapp.kb.io',
  );
}

/** knative/serving config/core/deployments/webhook.yaml. It makes its own certificate, and writes the authority into its configurations. */
async function startKnative(processes: Processes, { client, kubeconfig }: ControlPlane): Promise<void> {
  const [port, profiling] = await freePorts(2);
  const service: WebhookService = { name: 'webhook', namespace: 'knative-serving', port };
  const upstream = (path: string) => manifests(manifestsDir(), 'knative.dev/serving', path);
  await applyAll(client, [...upstream('config/core/100-namespace.yaml'), ...upstream('config/core/configmaps')]);
  const webhooks = upstream('config/core/webhooks');
  await register(client, webhooks, service);
  const env = {
    SYSTEM_NAMESPACE: 'knative-serving',
    CONFIG_LOGGING_NAME: 'config-logging',
    CONFIG_OBSERVABILITY_NAME: 'config-observability',
    WEBHOOK_NAME: service.name,
    WEBHOOK_PORT: String(port),
    PROFILING_PORT: String(profiling),
    POD_NAME: 'webhook-0',
    KUBECONFIG: kubeconfig,
  };
  await processes.start('knative-webhook', program('knative'), ['--disable-ha'], env, async () => {
    const written = await Promise.all(webhooks.map((webhook) => client.get(webhook)));
    return written.every(({ body }) => (body.webhooks ?? []).every(({ clientConfig }: Any) => clientConfig.caBundle));
  });
  const template = {
    metadata: { annotations: { 'autoscaling.knative.dev/min-scale': 'none' } },
    spec: { containers: [{ image: 'probe' }] },
  };
  await untilRefused(
    client,
    { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'probe' }, spec: { template } },
    'validation.webhook.serving.knative.dev',
  );
}

/** Makes an authority, and a certificate for a name, in a folder; returns the authority. */
function certify(dir: string, name: string): string {
  execFileSync(program('certs'), [dir, name]);
  return readFileSync(join(dir, 'ca.crt'), 'utf8');
}

/** Applies webhook configurations so that they lead to a program on the loopback interface. A webhook that is down is an error, whatever upstream says. */
async function register(client: Client, objects: Applied[], { name, namespace, port, ca }: WebhookService): Promise<void> {
  const registered = objects.map((object: Any) => ({
    ...object,
    ...(object.webhooks && {
      webhooks: object.webhooks.map((webhook: Any) => ({
        ...webhook,
        failurePolicy: 'Fail',
        clientConfig: {
          service: { ...webhook.clientConfig.service, name, namespace, port },
          ...(ca && { caBundle: Buffer.from(ca).toString('base64') }),
        },
      })),
    }),
  }));
  await applyAll(client, [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { type: 'ExternalName', externalName: '127.0.0.1' } },
    ...registered,
  ]);
}

export async function applyAll(client: Client, objects: readonly Applied[]): Promise<void> {
  for (const object of objects) {
    const { status, body } = await client.apply(object);
    if (status >= 300) throw new Error(`${object.kind} ${object.metadata.name} is refused: ${body.message ?? status}`);
  }
}

/** Waits until a webhook refuses what it must refuse: from then on its verdicts count. */
async function untilRefused(client: Client, object: Applied, webhook: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  let seen = '';
  while (Date.now() < deadline) {
    const { status, body } = await client.apply(object, { dryRun: true });
    seen = `${status} ${body.message}`;
    if (status >= 400 && seen.includes(`admission webhook "${webhook}" denied the request`)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the webhook ${webhook} gives no verdicts: ${seen}`);
}
