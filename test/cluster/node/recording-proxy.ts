/** A proxy before the API server, which notes the requests that it passes on. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Connection, connectionOf } from '../client';

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly accept: string;
}

export class RecordingProxy {
  /** Listens on the loopback address, for the user of a kubeconfig. */
  public static async before(kubeconfig: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(kubeconfig, connectionOf(kubeconfig));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  readonly requests: Recorded[] = [];
  private readonly server: Server;

  private constructor(
    private readonly original: string,
    private readonly connection: Connection,
  ) {
    this.server = createServer((incoming, outgoing) => this.pass(incoming, outgoing));
  }

  /** Writes a kubeconfig that leads here; returns its file. */
  public kubeconfig(directory: string): string {
    const config = JSON.parse(readFileSync(this.original, 'utf8'));
    config.clusters[0].cluster = { server: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}` };
    const file = join(directory, 'recording.kubeconfig');
    writeFileSync(file, JSON.stringify(config));
    return file;
  }

  public stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = '', url = '', headers } = incoming;
    this.requests.push({ method, path: url, accept: headers.accept ?? '' });
    const { url: server, ca } = this.connection;
    const { host: _, ...passed } = headers;
    const sent = request(`${server}${url}`, { method, headers: passed, ca }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on('error', () => outgoing.destroy());
    incoming.pipe(sent);
  }
}
