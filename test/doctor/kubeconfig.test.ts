import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionOf, KubeconfigError } from '../../lib/doctor/kubeconfig';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cdk8s-wasm-kubeconfig-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

/** A kubeconfig of one context, with fields of its cluster and its user. */
const config = (cluster: string, user = '{}', more = 'current-context: c') =>
  `clusters: [{ name: k, cluster: ${cluster} }]\nusers: [{ name: u, user: ${user} }]\ncontexts: [{ name: c, context: { cluster: k, user: u, namespace: shop } }]\n${more}\n`;

const read = (name: string, text: string, context?: string) => connectionOf({ file: file(name, text), context, env: {} });

test('data of the authority and of the client certificate is decoded, and the namespace is that of the context', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const connection = read(
    'data',
    config(
      `{ server: 'https://10.0.0.1:6443/', certificate-authority-data: ${base64('CA')}, tls-server-name: kube }`,
      `{ client-certificate-data: ${base64('CERT')}, client-key-data: ${base64('KEY')} }`,
    ),
  );
  expect(connection).toMatchObject({
    context: 'c',
    namespace: 'shop',
    url: 'https://10.0.0.1:6443',
    ca: 'CA',
    cert: 'CERT',
    key: 'KEY',
    serverName: 'kube',
    isInsecure: false,
  });
});

test('files are relative to the kubeconfig, and the file of a token wins over the token', () => {
  file('ca.crt', 'CA');
  file('token', 'fresh\n');
  const connection = read('files', config('{ server: https://a, certificate-authority: ca.crt }', '{ token: old, tokenFile: token }'));
  expect(connection).toMatchObject({ ca: 'CA', token: 'fresh' });
});

test('an insecure cluster has no authority; user, password and impersonation are passed on', () => {
  const connection = read(
    'basic',
    config('{ server: https://a, insecure-skip-tls-verify: true }', '{ username: u, password: p, as: me, as-groups: [dev] }'),
  );
  expect(connection).toMatchObject({
    isInsecure: true,
    ca: undefined,
    basic: { username: 'u', password: 'p' },
    impersonate: { user: 'me', groups: ['dev'] },
  });
});

test('of several files in KUBECONFIG the first that defines an entry wins, and absent files are skipped', () => {
  const first = file('first', 'current-context: two\nclusters: [{ name: k, cluster: { server: https://first } }]\n');
  const second = file(
    'second',
    'current-context: other\nclusters: [{ name: k, cluster: { server: https://second } }]\nusers: [{ name: u, user: { token: t } }]\ncontexts: [{ name: two, context: { cluster: k, user: u } }]\n',
  );
  const connection = connectionOf({ env: { KUBECONFIG: [join(directory, 'absent'), first, second].join(':') } });
  expect(connection).toMatchObject({ context: 'two', namespace: 'default', url: 'https://first', token: 't' });
});

test('an exec plugin is read with its path from the file', () => {
  const exec =
    '{ apiVersion: client.authentication.k8s.io/v1, command: ./login, args: [a], env: [{ name: A, value: b }], interactiveMode: Never, provideClusterInfo: true }';
  expect(read('exec', config('{ server: https://a }', `{ exec: ${exec} }`)).exec).toStrictEqual({
    apiVersion: 'client.authentication.k8s.io/v1',
    command: join(directory, 'login'),
    args: ['a'],
    env: { A: 'b' },
    installHint: undefined,
    isInteractive: false,
    passesCluster: true,
  });
});

test.each<[title: string, text: string, message: RegExp]>([
  ['no context', config('{ server: https://a }', '{}', ''), /has no current-context: pass --context NAME, one of c$/],
  ['no such context', config('{ server: https://a }', '{}', 'current-context: cc'), /there is no context "cc": did you mean c\?$/],
  [
    'no such cluster',
    'contexts: [{ name: c, context: { cluster: x } }]\ncurrent-context: c\n',
    /there is no cluster "x": the file defines no cluster$/,
  ],
  ['no server', config('{}'), /server \(""\) must be the URL of the API server, such as https:\/\/10.0.0.1:6443$/],
  ['a proxy', config('{ server: https://a, proxy-url: http://p }'), /proxy-url \("http:\/\/p"\) is not supported: run kubectl proxy/],
  [
    'an auth-provider',
    config('{ server: https://a }', '{ auth-provider: { name: gcp } }'),
    /auth-provider is not supported.*use an exec plugin/,
  ],
  [
    'an old plugin',
    config('{ server: https://a }', '{ exec: { apiVersion: client.authentication.k8s.io/v1alpha1, command: a } }'),
    /apiVersion \("client.authentication.k8s.io\/v1alpha1"\) of exec must be/,
  ],
  [
    'an absent file',
    config('{ server: https://a, certificate-authority: nowhere }'),
    /certificate-authority names .*nowhere, which cannot be read: ENOENT$/,
  ],
  ['no YAML', 'a: "b', /is not YAML: /],
  ['a list', '[]', /is not a kubeconfig: it must be a map/],
])('fails for %s', (title, text, message) => {
  const name = title.replaceAll(' ', '-');
  expect(() => read(name, text)).toThrow(KubeconfigError);
  expect(() => read(name, text)).toThrow(message);
});

test('fails where there is no kubeconfig', () => {
  const path = join(directory, 'absent');
  expect(() => connectionOf({ file: path, env: {} })).toThrow(
    `${path}: there is no such kubeconfig: pass --kubeconfig FILE, or set KUBECONFIG to the file of your cluster`,
  );
});
