import type { Cluster } from '../rules/cluster';
import { HTTP_SCALED_OBJECT, INTERCEPTOR_ROUTE } from '../rules/http-add-on/upstream';
import { SCALED_JOB, SCALED_OBJECT } from '../rules/keda/upstream';
import { kindOf, type Manifest, namespaceOf } from '../rules/manifest';
import type { Manifests } from '../rules/manifests';
import { WAYS_IN } from '../rules/routing/backends';
import { interceptorOf } from '../rules/routing/interceptor';
import { APPS } from '../rules/spinkube/apps';
import type { GraphBuilder, Node, Role } from './graph';
import { notesOf } from './notes';

const ABSENT = 'not among these manifests';

/** Kinds that stand for an app by themselves: an operator makes their Service. */
const WITH_SERVICE: readonly string[] = [...APPS, 'serving.knative.dev/Service'];

/** Roles of kinds; workloads have any other. */
const ROLES: { readonly [kind: string]: Role } = {
  ...Object.fromEntries(WAYS_IN.map((kind) => [kind, 'entry'])),
  'gateway.networking.k8s.io/Gateway': 'entry',
  'serving.knative.dev/DomainMapping': 'entry',
  Service: 'service',
  [INTERCEPTOR_ROUTE]: 'route',
  [HTTP_SCALED_OBJECT]: 'route',
  [SCALED_OBJECT]: 'scaler',
  [SCALED_JOB]: 'workload',
  'autoscaling/HorizontalPodAutoscaler': 'scaler',
};

/** The nodes of objects, of those that they refer to, and of what stands beside them. */
export class Drawing {
  constructor(
    public readonly graph: GraphBuilder,
    private readonly manifests: Manifests,
    private readonly cluster: Cluster,
  ) {}

  /** The clients of the cluster. */
  public client(): Node {
    return this.graph.node('client', '', 'client');
  }

  /** The interceptor of the HTTP add-on, which is installed with it. */
  public interceptor(): Node {
    const { service, namespace } = interceptorOf(this.cluster);
    return this.graph.node('interceptor', 'interceptor', service, { namespace });
  }

  /** An object of the manifests. */
  public object(object: Manifest): Node {
    const role = ROLES[kindOf(object)] ?? 'workload';
    const name = typeof object.metadata.name === 'string' ? object.metadata.name : '';
    return this.graph.node(role, object.kind, name, { namespace: object.metadata.namespace, notes: notesOf(object) });
  }

  /** An object that another one refers to, in a namespace; missing unless it is among the manifests. */
  public referred(kind: string, namespace: string, name: string): Node {
    const found = this.manifests.find(kind, namespace, name);
    return found ? this.object(found) : this.missing(kind, namespace, name);
  }

  /** A scale target: a workload, or the SpinApp of which the operator makes it. */
  public target(kind: string, namespace: string, name: string): Node {
    const found = [kind, ...APPS].map((one) => this.manifests.find(one, namespace, name)).find((one) => one);
    if (found) return this.object(found);
    const elsewhere = this.manifests.named(kind, name)[0];
    return this.missing(kind, namespace, name, elsewhere && `not here, but in namespace ${namespaceOf(elsewhere)}`);
  }

  /** What answers at the name of a Service: the interceptor, a Service, or an app whose operator makes the Service. */
  public service(namespace: string, name: string): Node {
    const interceptor = interceptorOf(this.cluster);
    if (name === interceptor.service && namespace === interceptor.namespace) return this.interceptor();
    return this.knownService(namespace, name) ?? this.missing('Service', namespace, name);
  }

  /** The Service of that name, or the app whose operator makes it, if they are among the manifests. */
  public knownService(namespace: string, name: string): Node | undefined {
    const found = ['Service', ...WITH_SERVICE].map((kind) => this.manifests.find(kind, namespace, name)).find((one) => one);
    return found && this.object(found);
  }

  /** An object that is not among the manifests, or that is not where another one looks for it. */
  public missing(kind: string, namespace: string, name: string, why = ABSENT): Node {
    const short = kind.slice(kind.indexOf('/') + 1);
    return this.graph.node(ROLES[kind] ?? 'workload', short, name, { namespace, missing: why });
  }
}
