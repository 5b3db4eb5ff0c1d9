/** etcd and kube-apiserver on the loopback interface, in a folder of their own. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { Client, type Connection } from './client';
import { freePorts, type Processes } from './processes';
import { find, PROGRAMS } from './programs';

export interface ControlPlane {
  readonly connection: Connection;
  readonly client: Client;
  /** For programs that are told of a cluster by a file. */
  readonly kubeconfig: string;
}

/** Starts both. As cluster administrator the client may do everything. */
export async function startControlPlane(processes: Processes): Promise<ControlPlane> {
  const [etcdPort, peerPort, port] = await freePorts(3);
  const etcd = `http://127.0.0.1:${etcdPort}`;
  await startEtcd(processes, etcd, `http://127.0.0.1:${peerPort}`);

  const dir = processes.folder('kube-apiserver');
  const token = randomBytes(24).toString('hex');
  const url = `https://127.0.0.1:${port}`;
  writeKeys(dir);
  writeFileSync(join(dir, 'tokens.csv'), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  await processes.start('kube-apiserver', program('kubeApiserver'), apiserverFlags(dir, etcd, port), {}, async () => {
    const { status } = await new Client({ url, token, ca: readFileSync(join(dir, 'apiserver.crt'), 'utf8') }).send('GET', '/readyz');
    return status === 200;
  });

  const connection = { url, token, ca: readFileSync(join(dir, 'apiserver.crt'), 'utf8') };
  return { connection, client: new Client(connection), kubeconfig: writeKubeconfig(dir, connection) };
}

/** Without fsync: what is written need not outlive the machine. */
async function startEtcd(processes: Processes, client: string, peer: string): Promise<void> {
  const flags = [
    `--data-dir=${processes.folder('etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
  await processes.start('etcd', program('etcd'), flags, {}, () => answers(`${client}/health`));
}

/** As envtest starts it, with the admission plugins of a default cluster, and without the endpoints of its own Service: nothing routes to those here. */
function apiserverFlags(dir: string, etcd: string, port: number): string[] {
  return [
    `--etcd-servers=${etcd}`,
    `--secure-port=${port}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--cert-dir=${dir}`,
    `--token-auth-file=${join(dir, 'tokens.csv')}`,
    '--authorization-mode=RBAC',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${join(dir, 'sa.pub')}`,
    `--service-account-signing-key-file=${join(dir, 'sa.key')}`,
    '--service-cluster-ip-range=10.0.0.0/16',
    '--allow-privileged=true',
    '--profiling=false',
  ];
}

/** The keys that sign the tokens of service accounts. */
function writeKeys(dir: string): void {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(join(dir, 'sa.pub'), publicKey);
  writeFileSync(join(dir, 'sa.key'), privateKey, { mode: 0o600 });
}

function writeKubeconfig(dir: string, { url, ca, token }: Connection): string {
  const file = join(dir, 'kubeconfig');
  const named = (key: string, value: unknown) => [{ name: 'test', [key]: value }];
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: named('cluster', { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    users: named('user', { token }),
    contexts: named('context', { cluster: 'test', user: 'test' }),
    'current-context': 'test',
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

/** The path of a program that was built. */
export function program(name: keyof typeof PROGRAMS): string {
  const file = find(PROGRAMS[name]);
  if (!file) throw new Error(`${PROGRAMS[name].name} is not built: run npm run cluster:build`);
  return file;
}

/** Whether a plain HTTP endpoint says that all is well. */
export function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    get(url, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
