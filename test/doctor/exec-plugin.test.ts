import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authenticated } from '../../lib/doctor/exec-plugin';
import type { Connection } from '../../lib/doctor/kubeconfig';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-exec-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function connectionWith(script: string, more: Partial<NonNullable<Connection['exec']>> = {}): Connection {
  const command = join(directory, 'plugin');
  writeFileSync(command, `#!/bin/sh\n${script}\n`);
  chmodSync(command, 0o755);
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1',
    command,
    args: ['one'],
    env: { NAME: 'value' },
    isInteractive: false,
    passesCluster: true,
    ...more,
  };
  return { context: 'c', namespace: 'default', url: 'https://a', isInsecure: false, exec };
}

const credential = (status: string) => `{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": ${status}}`;

test('the token that a plugin prints is that of the connection', () => {
  expect(authenticated(connectionWith(`echo '${credential('{"token": "t"}')}'`), process.env)).toMatchObject({ token: 't' });
});

test('a plugin gets its arguments, its variables and the cluster', () => {
  const script = `printf '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"}}' "$1 $NAME $(echo "$KUBERNETES_EXEC_INFO" | tr -d '"')"`;
  expect(authenticated(connectionWith(script), process.env).token).toBe(
    'one value {apiVersion:client.authentication.k8s.io/v1,kind:ExecCredential,spec:{interactive:false,cluster:{server:https://a}}}',
  );
});

test('a connection without a plugin stays as it is', () => {
  const { exec, ...connection } = connectionWith('');
  expect(authenticated(connection, {})).toBe(connection);
});

test.each<[title: string, script: string, message: RegExp]>([
  ['that fails', 'exit 3', /failed with exit status 3: run it by hand to see why$/],
  ['that prints no JSON', 'echo hello', /printed no JSON: it must print an ExecCredential$/],
  [
    'of another version',
    `echo '{"apiVersion": "v2", "kind": "ExecCredential"}'`,
    /printed "v2" "ExecCredential": the kubeconfig expects client.authentication.k8s.io\/v1 ExecCredential$/,
  ],
  ['without credentials', `echo '${credential('{}')}'`, /printed neither a token nor a certificate: log in again$/],
])('fails for a plugin %s', (_, script, message) => {
  expect(() => authenticated(connectionWith(script), process.env)).toThrow(message);
});

test('fails for a plugin that is not installed, with its hint', () => {
  expect(() => authenticated(connectionWith('', { command: 'no-such-plugin', installHint: 'brew install it' }), process.env)).toThrow(
    'exec plugin no-such-plugin is not on the path: brew install it',
  );
});
