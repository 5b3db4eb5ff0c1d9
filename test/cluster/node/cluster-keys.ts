/** Certificates, tokens and kubeconfigs of a node's control plane. */
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAMS } from '../programs';
import { programFile } from './components/component';
import { API_SERVER, NODE_IP, NODE_NAME } from './network';

/** Who talks to the API server, and as whom. */
const USERS: { readonly [name: string]: { readonly user: string; readonly groups: string } } = {
  admin: { user: 'admin', groups: 'system:masters' },
  kubelet: { user: `system:node:${NODE_NAME}`, groups: 'system:nodes' },
  'kube-controller-manager': { user: 'system:kube-controller-manager', groups: '' },
  'kube-scheduler': { user: 'system:kube-scheduler', groups: '' },
  'kube-proxy': { user: 'system:kube-proxy', groups: '' },
};

/** The file that tells a user of the cluster. */
export const kubeconfigOf = (dir: string, name: string): string => join(dir, `${name}.kubeconfig`);

export class ClusterKeys {
  private readonly tokens = new Map(Object.keys(USERS).map((name) => [name, randomBytes(24).toString('hex')]));

  constructor(private readonly dir: string) {
    this.certify('apiserver', ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', '10.96.0.1', NODE_IP, '127.0.0.1']);
    this.certify('front-proxy', ['front-proxy-client']);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    writeFileSync(this.file('service-accounts.pub'), publicKey);
    writeFileSync(this.file('service-accounts.key'), privateKey, { mode: 0o600 });
    const lines = Object.entries(USERS).map(([name, { user, groups }]) => `${this.tokens.get(name)},${user},${name},"${groups}"\n`);
    writeFileSync(this.file('tokens.csv'), lines.join(''), { mode: 0o600 });
    for (const name of Object.keys(USERS))
      writeFileSync(this.kubeconfig(name), JSON.stringify(this.config(name), undefined, 2), { mode: 0o600 });
  }

  /** Path of a file below the folder of the keys. */
  file(...names: string[]): string {
    return join(this.dir, ...names);
  }

  kubeconfig(name: string): string {
    return kubeconfigOf(this.dir, name);
  }

  private certify(name: string, names: string[]): void {
    mkdirSync(this.file(name), { recursive: true });
    execFileSync(programFile(PROGRAMS.certs), [this.file(name), ...names]);
  }

  private config(name: string): object {
    const ca = readFileSync(this.file('apiserver', 'ca.crt')).toString('base64');
    return {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: NODE_NAME, cluster: { server: API_SERVER, 'certificate-authority-data': ca } }],
      users: [{ name, user: { token: this.tokens.get(name) } }],
      contexts: [{ name: NODE_NAME, context: { cluster: NODE_NAME, user: name } }],
      'current-context': NODE_NAME,
    };
  }
}
