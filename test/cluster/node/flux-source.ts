/** A source of Flux: a folder that is served as source-controller serves a commit of a repository, whose status tells where. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Applied } from '../client';
import { FLUX_NAMESPACE } from './components/flux';
import { NODE_IP } from './network';
import type { Node } from './node';

export class FluxSource {
  /** Creates a GitRepository of a name, which has nothing yet. */
  public static async create(node: Node, name: string): Promise<FluxSource> {
    const source = new FluxSource(node, name);
    await new Promise<void>((listening) => source.server.listen(0, NODE_IP, listening));
    await node.apply([source.repository]);
    return source;
  }

  private archive = Buffer.alloc(0);
  private readonly server: Server;

  private constructor(
    private readonly node: Node,
    private readonly name: string,
  ) {
    this.server = createServer((_, response) => response.end(this.archive));
  }

  /** Makes a folder the newest commit; returns its revision. */
  public async publish(folder: string): Promise<string> {
    this.archive = execFileSync('tar', ['--sort=name', '--mtime=@0', '-C', folder, '-cz', '.']);
    const digest = createHash('sha256').update(this.archive).digest('hex');
    const revision = `main@sha1:${digest.slice(0, 40)}`;
    const path = `gitrepository/${FLUX_NAMESPACE}/${this.name}/${digest}.tar.gz`;
    const artifact = {
      path,
      url: `http://${NODE_IP}:${(this.server.address() as AddressInfo).port}/${path}`,
      revision,
      digest: `sha256:${digest}`,
      size: this.archive.length,
      lastUpdateTime: `${new Date().toISOString().slice(0, 19)}Z`,
    };
    const at = `/apis/source.toolkit.fluxcd.io/v1/namespaces/${FLUX_NAMESPACE}/gitrepositories/${this.name}/status`;
    const { status, body } = await this.node.client.send('PATCH', at, { status: { artifact } }, 'application/merge-patch+json');
    if (status !== 200) throw new Error(`${status} ${body?.message ?? body}`);
    return revision;
  }

  public async delete(): Promise<void> {
    await this.node.remove([this.repository]);
    this.server.closeAllConnections();
    this.server.close();
  }

  private get repository(): Applied {
    return {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: this.name, namespace: FLUX_NAMESPACE },
      spec: { interval: '1m', url: 'https://git.example.com/fleet' },
    };
  }
}
