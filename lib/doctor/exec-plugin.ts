import { spawnSync } from 'node:child_process';
import { mapOf, textOf } from '../rules/values';
import { type Connection, type ExecPlugin, KubeconfigError } from './kubeconfig';

/** Time for the program to answer, which may wait for a person to log in. */
const TIMEOUT = 60_000;

/**
 * Runs the exec plugin of a connection, as kubectl does, and returns the connection with the credentials that it prints.
 * Throws KubeconfigError.
 */
export function authenticated(connection: Connection, env: NodeJS.ProcessEnv): Connection {
  const { exec, url, ca, isInsecure, serverName } = connection;
  if (!exec) return connection;
  const isInteractive = exec.isInteractive && process.stdin.isTTY === true;
  const cluster = {
    server: url,
    ...(ca && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(isInsecure && { 'insecure-skip-tls-verify': true }),
    ...(serverName && { 'tls-server-name': serverName }),
  };
  const info = {
    apiVersion: exec.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: isInteractive, ...(exec.passesCluster && { cluster }) },
  };
  const { status, signal, stdout, error } = spawnSync(exec.command, exec.args, {
    env: { ...env, ...exec.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    stdio: [isInteractive ? 'inherit' : 'ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    timeout: TIMEOUT,
  });
  const refuse = (reason: string): never => {
    throw new KubeconfigError(`exec plugin ${exec.command} ${reason}`);
  };
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    refuse(`is not on the path${exec.installHint ? `: ${exec.installHint}` : ': install it, or correct users[].user.exec.command'}`);
  if (code === 'ETIMEDOUT') refuse(`did not answer within ${TIMEOUT / 1000} s: log in with the provider's command line first`);
  if (error) refuse(`cannot be run: ${code ?? error.message}`);
  if (status !== 0) refuse(`failed with ${signal ?? `exit status ${status}`}: run it by hand to see why`);
  return { ...connection, ...credentialsOf(stdout, exec, refuse) };
}

function credentialsOf(output: string, { apiVersion }: ExecPlugin, refuse: (reason: string) => never): Partial<Connection> {
  let printed: unknown;
  try {
    printed = JSON.parse(output);
  } catch {
    refuse('printed no JSON: it must print an ExecCredential');
  }
  const { kind, apiVersion: version, status } = mapOf(printed);
  if (kind !== 'ExecCredential' || version !== apiVersion)
    refuse(`printed ${JSON.stringify(version)} ${JSON.stringify(kind)}: the kubeconfig expects ${apiVersion} ExecCredential`);
  const { token, clientCertificateData: cert, clientKeyData: key } = mapOf(status);
  if (!textOf(token) && !textOf(cert)) refuse('printed neither a token nor a certificate: log in again');
  return { ...(textOf(token) && { token }), ...(textOf(cert) && { cert, key }) };
}
