/**
 * The ingress of Knative on this node. Knative writes an Ingress object of its own kind for each Route and leaves it to a controller to lead requests by it; those
 * controllers are not to be had as Go modules. This one leads requests by the host to the Services that the object names, and says in its status that it does.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { Client } from '../client';
import type { Any } from './components/component';
import { NODE_IP } from './network';
import { sleep } from './wait';

/** In Knative's ConfigMap config-network. */
export const INGRESS_CLASS = 'cdk8s-wasm.ingress.networking.knative.dev';
/** Where requests come in. */
export const INGRESS_PORT = 8099;

const PATH = '/apis/networking.internal.knative.dev/v1alpha1';
const CLASS_ANNOTATION = 'networking.knative.dev/ingress.class';

const CONNECT_TIMEOUT_MS = 500;
const CONNECT_TRIES = 20;

interface Target {
  readonly address: string;
  readonly port: number;
  readonly headers: { readonly [name: string]: string };
}

export class KnativeIngress {
  private readonly targets = new Map<string, Target>();
  private readonly server: Server;
  private running = true;

  constructor(private readonly client: Client) {
    this.server = createServer((incoming, outgoing) => this.lead(incoming, outgoing)).listen(INGRESS_PORT, NODE_IP);
    this.watch();
  }

  public stop(): void {
    this.running = false;
    this.server.close();
    this.server.closeAllConnections();
  }

  private async watch(): Promise<void> {
    while (this.running) {
      const { status, body } = await this.client.send('GET', `${PATH}/ingresses`).catch(() => ({ status: 0, body: undefined }));
      if (status === 200) for (const ingress of body.items) await this.take(ingress).catch(() => {});
      await sleep(100);
    }
  }

  private async take(ingress: Any): Promise<void> {
    if (ingress.metadata.annotations?.[CLASS_ANNOTATION] !== INGRESS_CLASS) return;
    for (const { hosts, http } of ingress.spec.rules) {
      const [{ serviceName, serviceNamespace, servicePort, appendHeaders = {} }] = http.paths[0].splits;
      const { body: service } = await this.client.send('GET', `/api/v1/namespaces/${serviceNamespace}/services/${serviceName}`);
      const port = service.spec.ports.find((each: Any) => each.port === servicePort || each.name === servicePort).port;
      for (const host of hosts) this.targets.set(host, { address: service.spec.clusterIP, port, headers: appendHeaders });
    }
    if (ingress.status?.observedGeneration === ingress.metadata.generation) return;
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
    const ready = (type: string) => ({ type, status: 'True', lastTransitionTime: now });
    const loadBalancer = { ingress: [{ ip: NODE_IP }] };
    const status = {
      observedGeneration: ingress.metadata.generation,
      conditions: ['LoadBalancerReady', 'NetworkConfigured', 'Ready'].map(ready),
      publicLoadBalancer: loadBalancer,
      privateLoadBalancer: loadBalancer,
    };
    const { namespace, name } = ingress.metadata;
    await this.client.send('PATCH', `${PATH}/namespaces/${namespace}/ingresses/${name}/status`, { status }, 'application/merge-patch+json');
  }

  private lead(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const host = (incoming.headers.host ?? '').replace(/:\d+$/, '');
    const target = this.targets.get(host);
    if (!target) {
      outgoing.writeHead(404).end(`no route for ${host}\n`);
      return;
    }
    this.forward(incoming, outgoing, target, CONNECT_TRIES);
  }

  /** As ingress gateways do: an endpoint that is gone does not answer a connection, and another is tried. */
  private forward(incoming: IncomingMessage, outgoing: ServerResponse, target: Target, tries: number): void {
    const { address, port, headers } = target;
    const { method, url: path } = incoming;
    // a connection for each request: one that is kept open stays with its pod, and has no event of its being connected
    const options = { host: address, port, method, path, headers: { ...incoming.headers, ...headers }, agent: false };
    const sent = request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    let isConnected = false;
    sent.on('socket', (socket) => {
      const timer = setTimeout(() => sent.destroy(new Error(`${address} takes no connection`)), CONNECT_TIMEOUT_MS);
      socket.once('connect', () => {
        isConnected = true;
        clearTimeout(timer);
        incoming.pipe(sent);
      });
      socket.once('close', () => clearTimeout(timer));
    });
    sent.on('error', (error) => {
      if (!isConnected && tries > 1) this.forward(incoming, outgoing, target, tries - 1);
      else if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end(`${error.message}\n`);
    });
  }
}
