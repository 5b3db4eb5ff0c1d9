import * as http from 'node:http';
import * as https from 'node:https';
import type { Connection } from './kubeconfig';
import { type Answer, type ClusterReader, UnreachableError } from './reader';

/** Time of a request, from its start to the end of the answer. */
const TIMEOUT = 20_000;
/** Requests at a time. */
const SOCKETS = 8;
/** Answers of a server that asks to try again later. */
const BUSY = [429, 503];
const ATTEMPTS = 3;

/** What the API server's logs and audit events show. */
export const USER_AGENT = 'cdk8s-wasm-doctor';

/** A client of the API server that can only read. */
export class ClusterClient implements ClusterReader {
  public readonly url: string;
  private readonly agent: http.Agent;

  constructor(
    private readonly connection: Connection,
    private readonly timeout = TIMEOUT,
  ) {
    const { url, ca, cert, key, isInsecure, serverName } = connection;
    this.url = url;
    const options = { keepAlive: true, maxSockets: SOCKETS };
    this.agent = url.startsWith('http:')
      ? new http.Agent(options)
      : new https.Agent({ ...options, ca, cert, key, rejectUnauthorized: !isInsecure, ...(serverName && { servername: serverName }) });
  }

  public async get(path: string, accept = 'application/json'): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const { retryAfter, ...answer } = await this.request(path, accept);
      if (answer.status === 401)
        throw new UnreachableError(`${this.url}: does not accept the credentials: ${messageOf(answer)}: log in again`);
      if (!BUSY.includes(answer.status) || retryAfter === undefined || attempt === ATTEMPTS) return answer;
      await new Promise((resolve) => setTimeout(resolve, Math.min(retryAfter * 1000, 5000)));
    }
  }

  /** Closes idle connections. */
  public close(): void {
    this.agent.destroy();
  }

  private request(path: string, accept: string): Promise<Answer & { retryAfter?: number }> {
    const { request } = this.url.startsWith('http:') ? http : https;
    return new Promise((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException) => reject(new UnreachableError(`${this.url}: ${reasonOf(error)}`));
      const sent = request(`${this.url}${path}`, { headers: this.headers(accept), agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(timer);
          const { statusCode = 0, headers } = response;
          const retryAfter = headers['retry-after'] === undefined ? undefined : Number(headers['retry-after']) || 1;
          resolve({ status: statusCode, body: parsed(Buffer.concat(chunks).toString('utf8')), retryAfter });
        });
      });
      const timer = setTimeout(
        () => sent.destroy(new Error(`does not answer within ${this.timeout / 1000} s: is it the address of the cluster?`)),
        this.timeout,
      );
      sent.on('error', (error) => {
        clearTimeout(timer);
        fail(error);
      });
      sent.end();
    });
  }

  private headers(accept: string): http.OutgoingHttpHeaders {
    const { token, basic, impersonate } = this.connection;
    const authorization = token
      ? `Bearer ${token}`
      : basic && `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;
    return {
      Accept: accept,
      'User-Agent': USER_AGENT,
      ...(authorization && { Authorization: authorization }),
      ...(impersonate && { 'Impersonate-User': impersonate.user }),
      ...(impersonate && impersonate.groups.length > 0 && { 'Impersonate-Group': [...impersonate.groups] }),
    };
  }
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function messageOf({ body, status }: Answer): string {
  return typeof body?.message === 'string' ? body.message : `status ${status}`;
}

/** Reasons by error code. */
const REASONS: { readonly [code: string]: string } = {
  ECONNREFUSED: 'refuses the connection: is the cluster running?',
  ECONNRESET: 'closed the connection: is it an HTTPS server?',
  ENOTFOUND: 'the host name does not resolve: is a VPN needed?',
  EAI_AGAIN: 'the host name does not resolve: is a VPN needed?',
  EHOSTUNREACH: 'the host is not reachable: is a VPN needed?',
  ENETUNREACH: 'the network is not reachable: is a VPN needed?',
  ETIMEDOUT: 'does not answer: is a VPN needed?',
  CERT_HAS_EXPIRED: "the server's certificate has expired: renew it",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another name: set tls-server-name in the kubeconfig",
};

/** Codes of a certificate that another authority signed. */
const UNTRUSTED = /^(DEPTH_ZERO_)?SELF_SIGNED_CERT|^UNABLE_TO_|^CERT_SIGNATURE_FAILURE/;

function reasonOf(error: NodeJS.ErrnoException): string {
  const { code = '', message } = error;
  if (UNTRUSTED.test(code)) {
    return "the server's certificate is not signed by the authority of the kubeconfig: correct certificate-authority-data, or create the kubeconfig again";
  }
  if (/^ERR_(SSL|OSSL)/.test(code) || code === 'EPROTO') return `TLS failed: ${message.split('\n')[0]}`;
  return REASONS[code] ?? message;
}
