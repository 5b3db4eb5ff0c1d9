/** A node with its control plane, started inside the sandbox: one machine that is a whole cluster. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Applied, Client, connectionOf } from '../client';
import { answers } from '../control-plane';
import { answering, launch } from '../processes';
import { PROGRAMS, programDir } from '../programs';
import { ClusterKeys, kubeconfigOf } from './cluster-keys';
import { type Any, adapted, type Component, programFile } from './components/component';
import { appImages, imageFile } from './images';
import { containerdSocket, kubeletFlags, kubeProxyFlags, writeContainerdConfig } from './kubelet';
import { configureNetwork, NODE_IP, NODE_NAME, POD_RANGE, SERVICE_RANGE } from './network';
import { NODE_PROGRAMS, rustDir } from './programs';
import { NODE_DIR } from './sandbox';
import { readComponent } from './upstream';
import { Refused, until } from './wait';

const ETCD = 'http://127.0.0.1:2379';

export interface NodeOptions {
  /** Called with each step, for a person who waits. */
  readonly log?: (step: string) => void;
  /** How often the HPA controller looks, such as `5s`. @default - that of Kubernetes, 15s */
  readonly hpaSyncPeriod?: string;
}

export class Node {
  /** Starts the control plane and the node, and returns when the node takes pods. */
  public static async start(options: NodeOptions = {}): Promise<Node> {
    const dir = folder();
    prepareMounts();
    configureNetwork();
    const keys = new ClusterKeys(join(dir, 'keys'));
    const node = new Node(dir, options.log);
    await node.startControlPlane(keys, options);
    await node.startKubelet(keys);
    return node;
  }

  /** The node that runs in this sandbox already. */
  public static running(): Node {
    return new Node(folder());
  }

  readonly client: Client;
  readonly kubeconfig: string;

  private constructor(
    readonly dir: string,
    private readonly log: (step: string) => void = () => {},
  ) {
    this.kubeconfig = kubeconfigOf(join(dir, 'keys'), 'admin');
    this.client = new Client(connectionOf(this.kubeconfig));
  }

  /** PATH of a shell in which kubectl and ctr are found. */
  public get path(): string {
    const programs = [NODE_PROGRAMS.kubectl, NODE_PROGRAMS.ctr].map(programDir);
    return [...programs, process.env.PATH].join(delimiter);
  }

  /** Imports the images of components and applies their manifests; returns when they are up. What is installed already stays as it is. */
  public async install(wanted: readonly Component[]): Promise<void> {
    const marker = ({ name }: Component) => join(this.dir, `${name}.installed`);
    const components = wanted.filter((component) => !existsSync(marker(component)));
    if (components.length === 0) return;
    const images = components.flatMap((component) => Object.values(component.images).map((image) => image()));
    await this.importImages(images);
    this.log('images of the controllers imported');
    for (const component of components) {
      await this.apply(adapted(component, readComponent(component)));
      this.log(`${component.title} ${component.version} applied`);
    }
    for (const workload of components.flatMap(({ workloads }) => workloads)) await this.untilAvailable(workload);
    for (const component of components) writeFileSync(marker(component), '');
    this.log(`${components.length === 1 ? components[0].title : 'the controllers'} up`);
  }

  /** Imports images into containerd. */
  public async importImages(images: readonly Parameters<typeof imageFile>[0][]): Promise<void> {
    for (const image of images) {
      const file = await imageFile(image);
      // Wasm has another platform than the machine
      const flags = file.endsWith('.wasm.tar') ? ['--all-platforms'] : ['--local'];
      this.ctr('images', 'import', ...flags, file);
    }
  }

  /** Applies objects as upstream says: kinds and namespaces first. What is refused because a webhook is not up yet is tried again. */
  public async apply(objects: readonly Applied[], namespace?: string): Promise<void> {
    const isFirst = ({ kind }: Applied) => kind === 'Namespace' || kind === 'CustomResourceDefinition';
    const ordered = [...objects.filter(isFirst), ...objects.filter((object) => !isFirst(object))];
    for (const object of ordered) {
      await until(`${object.kind} ${object.metadata.name} is taken`, async () => {
        const { status, body } = await this.client.apply(object, { namespace });
        if (status < 300) return true;
        if (status === 422) throw new Refused(`${object.kind} ${object.metadata.name}: ${body.message}`);
        this.client.forget();
        return `${status} ${body?.message ?? body}`;
      });
    }
  }

  /** Deletes objects, the last first, and returns when they are gone. */
  public async remove(objects: readonly Applied[]): Promise<void> {
    for (const object of [...objects].reverse()) await this.client.delete(object);
    for (const object of objects) {
      await until(`${object.kind} ${object.metadata.name} is gone`, async () => {
        const { status, body } = await this.client.get(object);
        return status === 404 || JSON.stringify(body.metadata?.finalizers ?? status);
      });
    }
  }

  /** Waits until a Deployment or DaemonSet, `namespace/name`, has its pods. */
  public async untilAvailable(workload: string): Promise<void> {
    const [namespace, name] = workload.split('/');
    await until(
      `${workload} is available`,
      async () => {
        for (const plural of ['deployments', 'daemonsets']) {
          const { status, body } = await this.client.send('GET', `/apis/apps/v1/namespaces/${namespace}/${plural}/${name}`);
          if (status !== 200) continue;
          const { availableReplicas = 0, numberAvailable = availableReplicas, observedGeneration } = body.status ?? {};
          return (
            (numberAvailable > 0 && observedGeneration === body.metadata.generation) ||
            (await this.podsOf(namespace, body.spec.selector.matchLabels))
          );
        }
        return `there is no ${workload}`;
      },
      180_000,
    );
  }

  /** What the pods with some labels are in, for the message of a wait that failed. */
  private async podsOf(namespace: string, labels: { [name: string]: string }): Promise<string> {
    const selector = encodeURIComponent(
      Object.entries(labels)
        .map((pair) => pair.join('='))
        .join(','),
    );
    const { body } = await this.client.send('GET', `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`);
    return JSON.stringify(
      (body.items ?? []).map(({ metadata, status }: Any) => [
        metadata.name,
        status.phase,
        status.containerStatuses?.map((one: Any) => one.state),
      ]),
    );
  }

  private async startControlPlane(keys: ClusterKeys, options: NodeOptions): Promise<void> {
    await this.start('etcd', PROGRAMS.etcd, etcdFlags(this.dir), () => answers(`${ETCD}/health`));
    await this.start('kube-apiserver', PROGRAMS.kubeApiserver, apiServerFlags(keys), async () => {
      const { status } = await this.client.send('GET', '/readyz');
      return status === 200;
    });
    this.log('the API server answers');
    await this.start('kube-controller-manager', NODE_PROGRAMS.controllerManager, controllerManagerFlags(keys, options), always);
    await this.start('kube-scheduler', NODE_PROGRAMS.scheduler, controllerFlags(keys, 'kube-scheduler'), always);
  }

  private async startKubelet(keys: ClusterKeys): Promise<void> {
    // containerd finds the shims by their names
    const shims = [rustDir(), programDir(NODE_PROGRAMS.runcShim)];
    const env = { PATH: [...shims, '/usr/sbin', '/usr/bin', '/sbin', '/bin'].join(delimiter) };
    const config = writeContainerdConfig(this.dir);
    await this.start('containerd', NODE_PROGRAMS.containerd, ['--config', config], async () => this.ctr('version').length > 0, env);
    await this.importImages(appImages());
    this.log('containerd runs, images of the apps imported');
    await this.start('kubelet', NODE_PROGRAMS.kubelet, kubeletFlags(this.dir, keys), always);
    await this.start('kube-proxy', NODE_PROGRAMS.kubeProxy, kubeProxyFlags(this.dir, keys), always);
    await until('the node is ready', async () => {
      const { status, body } = await this.client.send('GET', `/api/v1/nodes/${NODE_NAME}`);
      if (status !== 200) return `${status}`;
      const ready = (body.status?.conditions ?? []).find(({ type }: Any) => type === 'Ready');
      return ready?.status === 'True' || (ready?.message ?? 'it has no condition yet');
    });
    await until('namespace default has its account', async () => {
      const { status } = await this.client.send('GET', '/api/v1/namespaces/default/serviceaccounts/default');
      return status === 200 || `${status}`;
    });
    this.log('the node is ready');
  }

  private async start(
    name: string,
    program: { name: string },
    flags: string[],
    ready: () => Promise<boolean>,
    env: NodeJS.ProcessEnv = {},
  ): Promise<void> {
    mkdirSync(join(this.dir, name), { recursive: true });
    const { child, log } = launch(this.dir, name, programFile(program as Parameters<typeof programFile>[0]), flags, env);
    await answering(name, child, log, ready);
  }

  private ctr(...args: string[]): string {
    return execFileSync(programFile(NODE_PROGRAMS.ctr), ['--address', containerdSocket(this.dir), '--namespace', 'k8s.io', ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

const always = async () => true;

function folder(): string {
  const dir = process.env[NODE_DIR];
  if (!dir) throw new Error('a node runs inside the sandbox alone: its network and mounts would be those of this machine');
  return dir;
}

/** Runtimes, the kubelet and CNI plugins write to fixed places, too; here those are in memory, and gone with the sandbox. */
function prepareMounts(): void {
  for (const dir of ['/run', '/var/lib', '/var/log']) execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', dir]);
  // as on every node: a pod that mounts a folder of the node sees what is mounted there later
  execFileSync('mount', ['--make-rshared', '/']);
  execFileSync('hostname', [NODE_NAME]);
}

/** Without fsync: what is written need not outlive the machine. */
function etcdFlags(dir: string): string[] {
  return [
    `--data-dir=${join(dir, 'etcd')}`,
    `--listen-client-urls=${ETCD}`,
    `--advertise-client-urls=${ETCD}`,
    '--listen-peer-urls=http://127.0.0.1:2380',
    '--initial-advertise-peer-urls=http://127.0.0.1:2380',
    '--initial-cluster=default=http://127.0.0.1:2380',
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiServerFlags(keys: ClusterKeys): string[] {
  const frontProxy = (file: string) => keys.file('front-proxy', file);
  return [
    `--etcd-servers=${ETCD}`,
    '--secure-port=6443',
    `--advertise-address=${NODE_IP}`,
    `--tls-cert-file=${keys.file('apiserver', 'tls.crt')}`,
    `--tls-private-key-file=${keys.file('apiserver', 'tls.key')}`,
    `--token-auth-file=${keys.file('tokens.csv')}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${keys.file('service-accounts.pub')}`,
    `--service-account-signing-key-file=${keys.file('service-accounts.key')}`,
    `--service-cluster-ip-range=${SERVICE_RANGE}`,
    '--allow-privileged=true',
    // for KEDA's API of external metrics
    `--requestheader-client-ca-file=${frontProxy('ca.crt')}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${frontProxy('tls.crt')}`,
    `--proxy-client-key-file=${frontProxy('tls.key')}`,
    '--kubelet-preferred-address-types=InternalIP,Hostname',
    '--profiling=false',
  ];
}

function controllerFlags(keys: ClusterKeys, name: string): string[] {
  const kubeconfig = keys.kubeconfig(name);
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
  ];
}

function controllerManagerFlags(keys: ClusterKeys, { hpaSyncPeriod }: NodeOptions): string[] {
  return [
    ...controllerFlags(keys, 'kube-controller-manager'),
    '--use-service-account-credentials=true',
    `--service-account-private-key-file=${keys.file('service-accounts.key')}`,
    `--root-ca-file=${keys.file('apiserver', 'ca.crt')}`,
    `--cluster-cidr=${POD_RANGE}`,
    ...(hpaSyncPeriod ? [`--horizontal-pod-autoscaler-sync-period=${hpaSyncPeriod}`] : []),
  ];
}
