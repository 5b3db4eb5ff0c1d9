import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClusterClient } from '../../lib/doctor/cluster-client';
import type { Connection } from '../../lib/doctor/kubeconfig';
import { list, UnreachableError } from '../../lib/doctor/reader';
import type { Manifest } from '../../lib/rules/manifest';
import { type ApiServer, type ApiServerOptions, startApiServer } from './api-server';
import { OTHER_AUTHORITY, SERVER } from './certificates';

const running: { close(): void }[] = [];
afterEach(async () => {
  for (const each of running.splice(0)) await each.close();
});

async function started(options?: ApiServerOptions): Promise<ApiServer> {
  const server = await startApiServer(options);
  running.push(server);
  return server;
}

function clientOf(url: string, more: Partial<Connection> = {}, timeout?: number): ClusterClient {
  const client = new ClusterClient({ context: 'c', namespace: 'default', url, isInsecure: false, ...more }, timeout);
  running.push(client);
  return client;
}

const PODS = Array.from(
  { length: 5 },
  (_, index): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}`, namespace: 'a' } }),
);

test('a list is read page by page', async () => {
  const server = await started({ objects: PODS, pageSize: 2 });
  const { status, items } = await list(clientOf(server.url), '/api/v1/pods');
  expect([status, items.map(({ metadata }) => metadata.name)]).toStrictEqual([200, ['p0', 'p1', 'p2', 'p3', 'p4']]);
  expect(server.requests).toStrictEqual([
    'GET /api/v1/pods?limit=500',
    'GET /api/v1/pods?limit=500&continue=2',
    'GET /api/v1/pods?limit=500&continue=4',
  ]);
});

test('a list whose token has expired is read again from its start', async () => {
  let hasExpired = false;
  const server = await started({
    objects: PODS,
    pageSize: 3,
    intercept: ({ url }, response) => {
      if (hasExpired || !url?.includes('continue')) return false;
      hasExpired = true;
      response.writeHead(410).end('{}');
      return true;
    },
  });
  const { items } = await list(clientOf(server.url), '/api/v1/pods');
  expect(items).toHaveLength(5);
});

test('a forbidden path is an answer', async () => {
  const server = await started({ forbidden: /nodes/ });
  expect(await list(clientOf(server.url), '/api/v1/nodes')).toStrictEqual({ status: 403, items: [] });
});

test('a busy server is asked again', async () => {
  let asked = 0;
  const server = await started({
    intercept: (_, response) => {
      if (asked++ > 0) return false;
      response.writeHead(429, { 'Retry-After': '0.01' }).end('{}');
      return true;
    },
  });
  expect((await clientOf(server.url).get('/version')).status).toBe(200);
  expect(asked).toBe(2);
});

test.each<[title: string, connection: Partial<Connection>, headers: object]>([
  ['a token', { token: 't' }, { authorization: 'Bearer t' }],
  ['a password', { basic: { username: 'u', password: 'p' } }, { authorization: 'Basic dTpw' }],
  ['another user', { impersonate: { user: 'me', groups: ['a', 'b'] } }, { 'impersonate-user': 'me', 'impersonate-group': 'a, b' }],
])('%s is sent', async (_, connection, headers) => {
  const server = await started();
  await clientOf(server.url, connection).get('/version', 'text/plain');
  expect(server.headers[0]).toMatchObject({ ...headers, accept: 'text/plain' });
});

test('HTTPS is verified against the authority of the kubeconfig', async () => {
  const server = await started({ tls: SERVER });
  expect((await clientOf(server.url, { ca: SERVER.cert }).get('/version')).body).toStrictEqual({ gitVersion: 'v1.37.2' });
  expect((await clientOf(server.url, { isInsecure: true }).get('/version')).status).toBe(200);
});

test.each<[title: string, connection: Partial<Connection>]>([
  ['another authority', { ca: OTHER_AUTHORITY }],
  ['the authorities of the system', {}],
])('fails for a server that is verified against %s', async (_, connection) => {
  const server = await started({ tls: SERVER });
  const answer = clientOf(server.url, connection).get('/version');
  await expect(answer).rejects.toThrow(UnreachableError);
  await expect(answer).rejects.toThrow(
    `${server.url}: the server's certificate is not signed by the authority of the kubeconfig: correct certificate-authority-data`,
  );
});

test('fails for a certificate of another name', async () => {
  const server = await started({ tls: SERVER });
  await expect(clientOf(server.url, { ca: SERVER.cert, serverName: 'kubernetes' }).get('/version')).rejects.toThrow(
    "the server's certificate is for another name: set tls-server-name in the kubeconfig",
  );
});

test('fails for a server that does not answer in time', async () => {
  const server = await started({ intercept: () => true });
  await expect(clientOf(server.url, {}, 50).get('/version')).rejects.toThrow(
    `${server.url}: does not answer within 0.05 s: is it the address of the cluster?`,
  );
});

test('fails where nothing listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(clientOf(`https://127.0.0.1:${port}`).get('/version')).rejects.toThrow('refuses the connection: is the cluster running?');
});

test('fails for credentials that the server does not accept', async () => {
  const server = await started({
    intercept: (_, response) => {
      response.writeHead(401).end('{"message": "Unauthorized"}');
      return true;
    },
  });
  await expect(clientOf(server.url).get('/version')).rejects.toThrow(
    `${server.url}: does not accept the credentials: Unauthorized: log in again`,
  );
});
