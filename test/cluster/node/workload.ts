/** A Deployment on the node, as its scaler and its pods show it. */
import type { Client } from '../client';
import type { Any } from './components/component';
import { until } from './wait';

/** What is to be seen of a Deployment at one time. */
export interface Seen {
  /** Replicas that are wanted, and those that take requests. */
  readonly wanted: number;
  readonly ready: number;
  /** What the pods are doing, such as `Running` or `ContainerCreating`, and how many. */
  readonly phases: string;
}

export class Workload {
  constructor(
    private readonly client: Client,
    readonly namespace: string,
    readonly name: string,
  ) {}

  public async see(): Promise<Seen> {
    const { body, status } = await this.client.send('GET', `/apis/apps/v1/namespaces/${this.namespace}/deployments/${this.name}`);
    if (status !== 200) return { wanted: 0, ready: 0, phases: 'there is no Deployment' };
    const pods = await this.pods(body.spec.selector.matchLabels);
    const counts = new Map<string, number>();
    for (const pod of pods) counts.set(phaseOf(pod), (counts.get(phaseOf(pod)) ?? 0) + 1);
    const phases = [...counts].map(([phase, count]) => `${count} ${phase}`).join(', ');
    return { wanted: body.spec.replicas ?? 0, ready: body.status?.readyReplicas ?? 0, phases: phases || 'no pods' };
  }

  /** Waits until exactly so many replicas are wanted and ready, and no other pods are left; returns after how many milliseconds. */
  public untilReplicas(replicas: number, timeout?: number): Promise<number> {
    return this.until(
      `has ${replicas} replicas`,
      ({ wanted, ready, phases }) => wanted === replicas && ready === replicas && (replicas > 0 || phases === 'no pods'),
      timeout,
    );
  }

  /** Waits until at least so many replicas take requests; returns after how many milliseconds. */
  public untilAtLeast(replicas: number, timeout?: number): Promise<number> {
    return this.until(`has at least ${replicas} ready replicas`, ({ ready }) => ready >= replicas, timeout);
  }

  private until(what: string, isSo: (seen: Seen) => boolean, timeout?: number): Promise<number> {
    const ask = async () => {
      const seen = await this.see();
      return isSo(seen) || JSON.stringify(seen);
    };
    return until(`${this.namespace}/${this.name} ${what}`, ask, timeout);
  }

  private async pods(labels: { readonly [name: string]: string }): Promise<Any[]> {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    const { body } = await this.client.send(
      'GET',
      `/api/v1/namespaces/${this.namespace}/pods?labelSelector=${encodeURIComponent(pairs.join(','))}`,
    );
    return body.items ?? [];
  }
}

/** In the words of `kubectl get pods`. */
function phaseOf({ metadata, status }: Any): string {
  if (metadata.deletionTimestamp) return 'Terminating';
  const [{ state = {}, ready = false } = {} as Any] = status.containerStatuses ?? [];
  if (state.waiting) return state.waiting.reason;
  if (state.terminated) return state.terminated.reason;
  return ready ? 'Ready' : status.phase;
}
