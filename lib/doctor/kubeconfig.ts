import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { nearest } from '../core/suggest';
import { listOf, mapOf, textOf } from '../rules/values';

/** How a cluster is reached: the result of a kubeconfig and a context. */
export interface Connection {
  readonly context: string;
  /** Namespace of the context. */
  readonly namespace: string;
  readonly url: string;
  /** PEM of the certificate authority; that of the system where it is absent. */
  readonly ca?: string;
  readonly isInsecure: boolean;
  /** Name that the server's certificate is verified against. */
  readonly serverName?: string;
  readonly token?: string;
  readonly basic?: { readonly username: string; readonly password: string };
  readonly cert?: string;
  readonly key?: string;
  /** User and groups to impersonate. */
  readonly impersonate?: { readonly user: string; readonly groups: readonly string[] };
  readonly exec?: ExecPlugin;
}

/** A program that prints credentials, as a kubeconfig names it. */
export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly installHint?: string;
  readonly isInteractive: boolean;
  readonly passesCluster: boolean;
}

/** An unusable kubeconfig: the file, the field and the remedy. */
export class KubeconfigError extends Error {}

export interface KubeconfigOptions {
  /** File to read instead of those that KUBECONFIG names. */
  readonly file?: string;
  readonly context?: string;
  readonly env: NodeJS.ProcessEnv;
}

// biome-ignore lint/suspicious/noExplicitAny: a file of any shape
type Any = any;

/** An entry of a kubeconfig, with the folder that its relative paths start from. */
interface Entry {
  readonly value: Any;
  readonly folder: string;
  readonly file: string;
}

/** Kubeconfig files merged as kubectl merges them: the first file that defines an entry wins. */
interface Merged {
  readonly files: readonly string[];
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly current?: string;
}

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Returns the connection of a context. Throws KubeconfigError. */
export function connectionOf({ file, context: wanted, env }: KubeconfigOptions): Connection {
  const merged = mergedFiles(file, env);
  if (merged.files.length === 0) {
    const inside = file === undefined && wanted === undefined ? insideCluster(env) : undefined;
    if (inside) return inside;
    throw new KubeconfigError(
      `${filesOf(file, env).join(', ')}: there is no such kubeconfig: pass --kubeconfig FILE, or set KUBECONFIG to the file of your cluster`,
    );
  }
  const name = wanted ?? merged.current;
  if (name === undefined) {
    throw new KubeconfigError(
      `${merged.files.join(', ')}: has no current-context: pass --context NAME, one of ${[...merged.contexts.keys()].join(', ')}`,
    );
  }
  const { value: context, file: at } = entryOf(merged.contexts, name, 'context', merged.files.join(', '));
  const cluster = entryOf(merged.clusters, context.cluster, 'cluster', at);
  const user = textOf(context.user) ? entryOf(merged.users, context.user, 'user', at) : { value: {}, folder: '', file: at };
  return { context: name, namespace: textOf(context.namespace) ?? 'default', ...serverOf(cluster), ...credentialsOf(user) };
}

function filesOf(file: string | undefined, env: NodeJS.ProcessEnv): readonly string[] {
  if (file !== undefined) return [file];
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  return listed.length > 0 ? [...new Set(listed)] : [join(env.HOME ?? homedir(), '.kube', 'config')];
}

function mergedFiles(file: string | undefined, env: NodeJS.ProcessEnv): Merged {
  const files: string[] = [];
  const clusters = new Map<string, Entry>();
  const users = new Map<string, Entry>();
  const contexts = new Map<string, Entry>();
  let current: string | undefined;
  for (const path of filesOf(file, env)) {
    const config = readConfig(path);
    if (config === undefined) continue;
    files.push(path);
    current ??= textOf(config['current-context']);
    for (const [into, list, key] of [
      [clusters, config.clusters, 'cluster'],
      [users, config.users, 'user'],
      [contexts, config.contexts, 'context'],
    ] as const) {
      for (const entry of listOf(list).map(mapOf)) {
        if (textOf(entry.name) && !into.has(entry.name))
          into.set(entry.name, { value: mapOf(entry[key]), folder: dirname(resolve(path)), file: path });
      }
    }
  }
  return { files, clusters, users, contexts, current };
}

/** Reads a file; nothing where there is none, as kubectl skips the files of KUBECONFIG that do not exist. */
function readConfig(path: string): Any {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KubeconfigError(`${path}: cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  try {
    const config = parse(text) ?? {};
    if (mapOf(config) === config) return config;
  } catch (error) {
    throw new KubeconfigError(`${path}: is not YAML: ${(error as Error).message.split('\n')[0].replace(/:$/, '')}`);
  }
  throw new KubeconfigError(`${path}: is not a kubeconfig: it must be a map of clusters, users and contexts`);
}

function entryOf(entries: ReadonlyMap<string, Entry>, name: string, what: string, file: string): Entry {
  const found = entries.get(name);
  if (found) return found;
  const known = [...entries.keys()];
  const near = nearest(String(name), known);
  const remedy = near ? `did you mean ${near}?` : known.length > 0 ? `there are ${known.join(', ')}` : `the file defines no ${what}`;
  throw new KubeconfigError(`${file}: there is no ${what} ${JSON.stringify(name ?? '')}: ${remedy}`);
}

function serverOf(entry: Entry) {
  const { value: cluster, file } = entry;
  const server = textOf(cluster.server);
  if (server === undefined || !URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol)) {
    throw new KubeconfigError(
      `${file}: server (${JSON.stringify(cluster.server ?? '')}) must be the URL of the API server, such as https://10.0.0.1:6443`,
    );
  }
  if (textOf(cluster['proxy-url'])) {
    throw new KubeconfigError(
      `${file}: proxy-url (${JSON.stringify(cluster['proxy-url'])}) is not supported: run kubectl proxy, and pass a kubeconfig whose server is http://127.0.0.1:8001`,
    );
  }
  const isInsecure = cluster['insecure-skip-tls-verify'] === true;
  return {
    url: server.replace(/\/$/, ''),
    ca: isInsecure ? undefined : pem(entry, 'certificate-authority'),
    isInsecure,
    serverName: textOf(cluster['tls-server-name']),
  };
}

function credentialsOf(entry: Entry) {
  const { value: user, folder, file } = entry;
  if (user['auth-provider']) {
    throw new KubeconfigError(
      `${file}: auth-provider is not supported, as kubectl dropped it with 1.26: use an exec plugin of the provider`,
    );
  }
  const groups = listOf(user['as-groups']).filter((group) => textOf(group));
  const { username, password } = user;
  return {
    token: tokenOf(entry),
    basic: textOf(username) ? { username: username as string, password: String(password ?? '') } : undefined,
    cert: pem(entry, 'client-certificate'),
    key: pem(entry, 'client-key'),
    impersonate: textOf(user.as) ? { user: user.as as string, groups } : undefined,
    exec: user.exec ? execOf(user.exec, folder, file) : undefined,
  };
}

/** The file wins, since tokens in files are renewed. */
function tokenOf({ value: { token, tokenFile }, folder, file }: Entry): string | undefined {
  return textOf(tokenFile) ? contents(resolve(folder, tokenFile), 'tokenFile', file).trim() : textOf(token);
}

/** Returns the PEM of a field: its data, or the file that it names. */
function pem({ value, folder, file }: Entry, field: string): string | undefined {
  const data = textOf(value[`${field}-data`]);
  if (data) return Buffer.from(data, 'base64').toString('utf8');
  return textOf(value[field]) ? contents(resolve(folder, value[field]), field, file) : undefined;
}

function contents(path: string, field: string, file: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new KubeconfigError(`${file}: ${field} names ${path}, which cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}

const EXEC_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

function execOf(exec: Any, folder: string, file: string): ExecPlugin {
  const { apiVersion, command, args, env, installHint, interactiveMode, provideClusterInfo } = mapOf(exec);
  if (!EXEC_VERSIONS.includes(apiVersion)) {
    throw new KubeconfigError(`${file}: apiVersion (${JSON.stringify(apiVersion ?? '')}) of exec must be ${EXEC_VERSIONS.join(' or ')}`);
  }
  if (!textOf(command)) throw new KubeconfigError(`${file}: exec has no command: write the program that prints the credentials`);
  return {
    apiVersion,
    // as kubectl: a path is relative to the file, a bare name is looked up
    command: (command as string).includes('/') ? resolve(folder, command) : command,
    args: listOf(args).map(String),
    env: Object.fromEntries(
      listOf(env)
        .map(mapOf)
        .map(({ name, value }) => [String(name), String(value ?? '')]),
    ),
    installHint: textOf(installHint),
    isInteractive: interactiveMode !== 'Never',
    passesCluster: provideClusterInfo === true,
  };
}

/** The account of a pod, where the doctor runs in one. */
function insideCluster({
  KUBERNETES_SERVICE_HOST: host,
  KUBERNETES_SERVICE_PORT: port = '443',
}: NodeJS.ProcessEnv): Connection | undefined {
  if (!host) return undefined;
  const read = (name: string) => contents(join(ACCOUNT, name), 'the service account', ACCOUNT).trim();
  return {
    context: 'in-cluster',
    namespace: read('namespace'),
    url: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: read('ca.crt'),
    isInsecure: false,
    token: read('token'),
  };
}
