/** A small client of the Kubernetes API: what the server says of an object, word for word. */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

// biome-ignore lint/suspicious/noExplicitAny: what a server answers is plain data of any shape
type Any = any;

/** What it takes to reach a server; plain data, so that it can be handed to other processes. */
export interface Connection {
  readonly url: string;
  /** PEM of the authority that signed the server's certificate. */
  readonly ca: string;
  readonly token?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** An answer of the server. */
export interface Answer {
  readonly status: number;
  readonly body: Any;
  /** What it warns of, as kubectl shows it. */
  readonly warnings: string[];
}

export interface ApplyOptions {
  /** Judged in full, and not kept. */
  readonly dryRun?: boolean;
  /** Namespace of an object that names none. @default "default" */
  readonly namespace?: string;
}

/** A manifest, as far as the client looks into it. */
export interface Applied {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

const FIELD_MANAGER = 'cdk8s-wasm';

export class Client {
  private readonly agent: Agent;
  private readonly resources = new Map<string, Promise<Map<string, { name: string; namespaced: boolean }>>>();

  constructor(private readonly connection: Connection) {
    const { ca, cert, key } = connection;
    this.agent = new Agent({ keepAlive: true, ca, cert, key });
  }

  /** Sends a request; `warnings` are the server's Warning headers. */
  send(method: string, path: string, body?: unknown, type = 'application/json'): Promise<Answer> {
    const { url, token } = this.connection;
    const headers = {
      Accept: 'application/json',
      ...(body !== undefined && { 'Content-Type': type }),
      ...(token && { Authorization: `Bearer ${token}` }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const warning = response.headers.warning as string | string[] | undefined;
          resolve({ status: response.statusCode ?? 0, body: json(text), warnings: warningsOf(warning) });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Applies an object as `kubectl apply --server-side --validate=strict` does. */
  async apply(object: Applied, { dryRun = false, namespace }: ApplyOptions = {}): Promise<Answer> {
    const path = await this.pathOf(object, namespace);
    if (path === undefined) return unserved(object);
    if (path.endsWith('/')) return refused('resource name may not be empty');
    const query = `fieldManager=${FIELD_MANAGER}&fieldValidation=Strict&force=true${dryRun ? '&dryRun=All' : ''}`;
    return this.send('PATCH', `${path}?${query}`, object, 'application/apply-patch+yaml');
  }

  async get(object: Applied, namespace?: string): Promise<Answer> {
    const path = await this.pathOf(object, namespace);
    return path === undefined ? unserved(object) : this.send('GET', path);
  }

  async delete(object: Applied, namespace?: string): Promise<Answer> {
    const path = await this.pathOf(object, namespace);
    if (path === undefined) return unserved(object);
    return this.send('DELETE', `${path}?propagationPolicy=Background&gracePeriodSeconds=0`);
  }

  /** Whether objects of the kind live in a namespace; undefined for a kind that is not served. */
  async isNamespaced({ apiVersion, kind }: Applied): Promise<boolean | undefined> {
    return (await this.served(apiVersion)).get(kind)?.namespaced;
  }

  /** Whether the server serves a kind, asked anew. */
  async isServed(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.discover(apiVersion)).has(kind);
  }

  /** Forgets which kinds are served, after CRDs came. */
  forget(): void {
    this.resources.clear();
  }

  private async pathOf(object: Applied, namespace = 'default'): Promise<string | undefined> {
    const { apiVersion, kind, metadata } = object;
    const resource = (await this.served(apiVersion)).get(kind);
    if (!resource) return undefined;
    const scope = resource.namespaced ? `/namespaces/${encodeURIComponent(metadata?.namespace ?? namespace)}` : '';
    return `${rootOf(apiVersion)}${scope}/${resource.name}/${encodeURIComponent(String(metadata?.name ?? ''))}`;
  }

  private served(apiVersion: string): Promise<Map<string, { name: string; namespaced: boolean }>> {
    const known = this.resources.get(apiVersion) ?? this.discover(apiVersion);
    this.resources.set(apiVersion, known);
    return known;
  }

  private async discover(apiVersion: string): Promise<Map<string, { name: string; namespaced: boolean }>> {
    const { body } = await this.send('GET', rootOf(apiVersion));
    const resources: Any[] = body?.resources ?? [];
    return new Map(resources.filter(({ name }) => !name.includes('/')).map(({ kind, name, namespaced }) => [kind, { name, namespaced }]));
  }
}

const rootOf = (apiVersion: string) => (apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`);

/** What kubectl says of a kind that the server does not know. */
function unserved({ apiVersion, kind }: Applied): Answer {
  return refused(`no matches for kind "${kind}" in version "${apiVersion}"`);
}

/** What a client refuses before it asks the server. */
function refused(message: string): Answer {
  return { status: 404, body: { kind: 'Status', status: 'Failure', message }, warnings: [] };
}

function json(text: string): Any {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The texts of Warning headers, which look like `299 - "text"`, several joined by commas. */
function warningsOf(header: string | string[] | undefined): string[] {
  const joined = Array.isArray(header) ? header.join(', ') : (header ?? '');
  return [...joined.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, text]) => text.replace(/\\(.)/g, '$1'));
}

/** The connection of the current context of a kubeconfig file. */
export function connectionOf(kubeconfig: string): Connection {
  const config = parse(readFileSync(kubeconfig, 'utf8'));
  const named = (list: Any[], name: string) => list.find((entry) => entry.name === name);
  const { context } = named(config.contexts, config['current-context']);
  const { cluster } = named(config.clusters, context.cluster);
  const { user } = named(config.users, context.user);
  const pem = (data?: string, file?: string) => (data ? Buffer.from(data, 'base64').toString('utf8') : file && readFileSync(file, 'utf8'));
  return {
    url: cluster.server.replace(/\/$/, ''),
    ca: pem(cluster['certificate-authority-data'], cluster['certificate-authority']) ?? '',
    token: user.token,
    cert: pem(user['client-certificate-data'], user['client-certificate']),
    key: pem(user['client-key-data'], user['client-key']),
  };
}
