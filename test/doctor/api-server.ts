import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { groupOf, type Manifest } from '../../lib/rules/manifest';
import { SERVED } from './snapshots';

/** What a fake API server does. */
export interface ApiServerOptions {
  readonly objects?: readonly Manifest[];
  /** Paths that are forbidden. */
  readonly forbidden?: RegExp;
  /** Objects of a page, whatever the client asks for. */
  readonly pageSize?: number;
  /** Answers instead, and returns true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Key and certificate: serves HTTPS. */
  readonly tls?: ServerOptions;
}

export interface ApiServer {
  readonly url: string;
  /** The requests so far: method and path. */
  readonly requests: string[];
  readonly headers: IncomingMessage['headers'][];
  close(): Promise<void>;
}

/** Starts a server that answers as an API server with these objects does. */
export async function startApiServer({
  objects = [],
  forbidden,
  pageSize = 500,
  intercept,
  tls,
}: ApiServerOptions = {}): Promise<ApiServer> {
  const requests: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    if (intercept?.(request, response)) return;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://a');
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (forbidden?.test(pathname)) return reply(403, { kind: 'Status', message: `${pathname} is forbidden` });
    if (pathname === '/version') return reply(200, { gitVersion: 'v1.37.2' });
    if (pathname === '/apis') return reply(200, { groups: groups() });
    const [, root, ...rest] = pathname.split('/');
    const groupVersion = root === 'api' ? rest.splice(0, 1)[0] : rest.splice(0, 2).join('/');
    const served = SERVED[groupVersion];
    if (!served) return reply(404, { message: 'the server could not find the requested resource' });
    if (rest.length === 0) return reply(200, { resources: served });
    const namespace = rest[0] === 'namespaces' && rest.length > 2 ? decodeURIComponent(rest.splice(0, 2)[1]) : undefined;
    const [plural, name] = rest;
    const resource = served.find((each) => each.name === plural);
    if (!resource) return reply(404, {});
    const found = objects.filter(
      (object) =>
        object.apiVersion === groupVersion &&
        object.kind === resource.kind &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
    if (name !== undefined) {
      const object = found.find(({ metadata }) => metadata.name === decodeURIComponent(name));
      return object ? reply(200, { metadata: object.metadata }) : reply(404, {});
    }
    const from = Number(searchParams.get('continue') ?? 0);
    const rest2 = from + pageSize < found.length ? String(from + pageSize) : undefined;
    // items of a list have neither apiVersion nor kind
    const items = found.slice(from, from + pageSize).map(({ apiVersion, kind, ...item }) => item);
    return reply(200, { metadata: { continue: rest2 }, items });
  };
  const server = tls ? createSecureServer(tls, handle) : createServer(handle);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    headers,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function groups() {
  const names = [...new Set(Object.keys(SERVED).map(groupOf))].filter(Boolean);
  return names.map((name) => ({
    name,
    versions: Object.keys(SERVED)
      .filter((each) => groupOf(each) === name)
      .map((groupVersion) => ({ groupVersion })),
  }));
}
