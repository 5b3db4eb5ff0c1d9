import { entryOf } from '../core/derived';
import { shortened } from '../core/escape';

/** What a node stands for. */
export type Role = 'client' | 'entry' | 'interceptor' | 'route' | 'service' | 'workload' | 'scaler' | 'trigger' | 'store';

/** What an edge carries: requests, measured values, or the number of replicas. */
export type Flow = 'request' | 'metric' | 'scale';

/** An object, or what stands beside the objects: clients, triggers, stores. */
export interface Node {
  readonly id: string;
  readonly role: Role;
  /** Kind of the object; empty for what is none. */
  readonly kind: string;
  readonly name: string;
  /** Lines below the name. */
  readonly notes: readonly string[];
  /** Why the object is missing, if it is. */
  readonly missing?: string;
}

/** A connection of two nodes. */
export interface Edge {
  readonly from: Node;
  readonly to: Node;
  readonly flow: Flow;
  readonly labels: readonly string[];
  /** Whether it does not work as the manifests are. */
  readonly isMissing: boolean;
}

/** The nodes of a namespace, or those without one. */
export interface Group {
  /** Undefined for the nodes without a namespace. */
  readonly label?: string;
  readonly nodes: readonly Node[];
}

/** Who talks to whom, by namespace. */
export interface Graph {
  readonly groups: readonly Group[];
  readonly edges: readonly Edge[];
}

/** A node to add. */
export interface NodeOptions {
  /** Namespace; a node without one stands outside of all groups. */
  readonly namespace?: string;
  readonly notes?: readonly string[];
  readonly missing?: string;
}

/** An edge to add. */
export interface EdgeOptions {
  readonly flow?: Flow;
  readonly labels?: readonly string[];
  readonly isMissing?: boolean;
}

/** Labels that an edge shows; an Ingress may have hundreds of hosts. */
const MOST_LABELS = 3;

interface MutableEdge extends Edge {
  readonly labels: string[];
}

/** Collects nodes and edges; adding one twice adds it once. */
export class GraphBuilder {
  private readonly nodes = new Map<string, Node>();
  private readonly groups = new Map<string, Node[]>();
  private readonly edges = new Map<string, MutableEdge>();
  /** Heading of the groups, where there are several sets of manifests. */
  private title?: string;
  private part = 0;

  /** Starts a set of manifests, whose objects are others than those of the sets before. */
  public start(title?: string): void {
    this.title = title;
    this.part++;
  }

  /** Returns the node of an object, which is added unless it is there. */
  public node(role: Role, kind: string, name: string, { namespace: given, notes = [], missing }: NodeOptions = {}): Node {
    // of any type: what is no name of a namespace is left to the rules
    const namespace = typeof given === 'string' ? given : '';
    return entryOf(this.nodes, JSON.stringify([this.part, kind, namespace, name]), () => {
      const node = { id: `n${this.nodes.size + 1}`, role, kind, name: shortened(name), notes: notes.map(shortened), missing };
      const group = namespace && (this.title ? `${namespace} (${this.title})` : namespace);
      entryOf(this.groups, group, () => []).push(node);
      return node;
    });
  }

  /** Adds an edge, or its labels to the one that is there. */
  public edge(from: Node, to: Node, { flow = 'request', labels = [], isMissing = false }: EdgeOptions = {}): void {
    const key = `${from.id} ${to.id} ${flow}`;
    const edge = entryOf(this.edges, key, () => ({
      from,
      to,
      flow,
      labels: [],
      isMissing: isMissing || to.missing !== undefined || from.missing !== undefined,
    }));
    for (const label of labels) if (!edge.labels.includes(label)) edge.labels.push(shortened(label));
  }

  /** Returns the graph, the nodes without a namespace first. */
  public graph(): Graph {
    const groups = [...this.groups].map(([label, nodes]) => ({ label: label || undefined, nodes }));
    return {
      groups: [...groups.filter(({ label }) => !label), ...groups.filter(({ label }) => label)],
      edges: [...this.edges.values()].map((edge) => ({ ...edge, labels: cut(edge.labels) })),
    };
  }
}

function cut(labels: readonly string[]): readonly string[] {
  const more = labels.length - MOST_LABELS;
  return more > 1 ? [...labels.slice(0, MOST_LABELS), `and ${more} more`] : labels;
}
