/** Clients that ask an app, one request after the other each, and what they were answered. */
import { Agent, request } from 'node:http';
import { sleep } from './wait';

export interface Target {
  /** Where the request is sent, such as the address of the way in. */
  readonly address: string;
  readonly port: number;
  /** What it asks for. */
  readonly host: string;
  readonly path?: string;
}

export interface Answered {
  /** 0 where there was no answer. */
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

/** Sends one request; an error is an answer of status 0. */
export function ask({ address, port, host, path = '/' }: Target, agent?: Agent, timeout = 60_000): Promise<Answered> {
  const start = performance.now();
  return new Promise((resolve) => {
    const ended = (status: number, body: string) => resolve({ status, body, ms: performance.now() - start });
    const sent = request({ host: address, port, path, headers: { host }, agent, timeout }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', (error) => ended(0, error.message));
      response.on('end', () => ended(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeout} ms`)));
    sent.on('error', (error) => ended(0, error.message));
    sent.end();
  });
}

/** Loads an app with clients while something is done, to its end or until it fails; resolves with the answers. */
export async function underLoad(target: Target, clients: number, meanwhile: (load: Load) => Promise<unknown>): Promise<LoadReport> {
  const load = new Load(target, clients);
  try {
    await meanwhile(load);
  } finally {
    // clients that nobody stops would ask for ever
    await load.stop();
  }
  return load.report();
}

/** Load on an app, as `underLoad` makes it. */
export class Load {
  /** Requests without an answer yet. */
  public waiting = 0;
  private readonly answered: Answered[] = [];
  private readonly agent: Agent;
  private readonly clients: Promise<void>[];
  private running = true;

  constructor(
    private readonly target: Target,
    clients: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: clients });
    this.clients = Array.from({ length: clients }, () => this.client());
  }

  /** Requests that were answered so far. */
  public get requests(): number {
    return this.answered.length;
  }

  /** Answers of each pod so far. */
  public get pods(): LoadReport['pods'] {
    return podsOf(this.answered);
  }

  /** Ends the load; each client waits for its last answer. */
  public async stop(): Promise<void> {
    this.running = false;
    await Promise.all(this.clients);
    this.agent.destroy();
  }

  /** What was answered so far. */
  public report(): LoadReport {
    return reportOf(this.answered);
  }

  private async client(): Promise<void> {
    while (this.running) {
      this.waiting++;
      const answer = await ask(this.target, this.agent);
      this.waiting--;
      this.answered.push(answer);
      if (answer.status === 0) await sleep(50);
    }
  }
}

export interface LoadReport {
  readonly requests: number;
  /** How often each status was answered; 0 for requests without an answer. */
  readonly statuses: { readonly [status: string]: number };
  /** Bodies of the answers that are not 200, each once. */
  readonly failures: readonly string[];
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly max: number;
  /** Answers of each pod, which names itself in the body. */
  readonly pods: { readonly [pod: string]: number };
}

function reportOf(answered: readonly Answered[]): LoadReport {
  const sorted = answered.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  const failed = answered.filter(({ status }) => status !== 200);
  return {
    requests: answered.length,
    statuses: counted(answered.map(({ status }) => String(status))),
    failures: [...new Set(failed.map(({ status, body }) => `${status} ${body.trim()}`))],
    median: quantile(0.5),
    p99: quantile(0.99),
    max: quantile(1),
    pods: podsOf(answered),
  };
}

function podsOf(answered: readonly Answered[]): LoadReport['pods'] {
  return counted(answered.filter(({ status }) => status === 200).map(({ body }) => /hello from (\S+)/.exec(body)?.[1] ?? body));
}

function counted(values: readonly string[]): { [value: string]: number } {
  const counts: { [value: string]: number } = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
