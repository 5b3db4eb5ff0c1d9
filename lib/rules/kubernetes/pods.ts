import { appNameLabel } from '../../cluster/spinkube';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import { entryOf, type Manifests } from '../manifests';

/** Workloads whose pods are written out in them, with the path of the template. */
const TEMPLATES: { readonly [kind: string]: readonly string[] } = {
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'argoproj.io/Rollout': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
  ReplicationController: ['spec', 'template'],
};

const SPIN_APPS = ['core.spinkube.dev/SpinApp', 'core.spinoperator.dev/SpinApp'];

/** The labels and the spec of the pods that a workload makes. */
export interface Pods {
  readonly workload: Manifest;
  readonly labels: { readonly [key: string]: Value };
  /** Undefined where an operator writes it. */
  readonly spec?: Value;
}

const NONE: ReadonlyMap<string, readonly Pods[]> = new Map();

/** The pods among the manifests, by namespace and label. */
export class PodIndex {
  /** By namespace, name of the label, and its value. */
  private readonly byLabel = new Map<string, Map<string, Map<string, Pods[]>>>();
  /** By namespace and name. */
  private readonly byName = new Map<string, Map<string, Pods>>();

  constructor(manifests: Manifests) {
    for (const [kind, path] of Object.entries(TEMPLATES)) {
      for (const workload of manifests.ofKind(kind)) {
        const template = path.reduce<Value>((value, step) => value?.[step], workload);
        this.add({ workload, labels: map(template?.metadata?.labels), spec: template?.spec });
      }
    }
    for (const kind of SPIN_APPS) for (const app of manifests.ofKind(kind)) this.add({ workload: app, labels: spinLabels(app, kind) });
  }

  /** The pods that a selector matches. */
  public matching(namespace: string, selector: { readonly [key: string]: Value }): Pods[] {
    const pairs = Object.entries(selector);
    let fewest: readonly Pods[] | undefined;
    for (const [key, value] of pairs) {
      const pods = this.byValue(namespace, key).get(String(value)) ?? [];
      if (!fewest || pods.length < fewest.length) fewest = pods;
    }
    return (fewest ?? []).filter(({ labels }) => pairs.every(([key, value]) => labels[key] === value));
  }

  /** The pods of a workload by its name. */
  public named(namespace: string, name: string): Pods | undefined {
    return this.byName.get(namespace)?.get(name);
  }

  /** Whether some pod of the namespace carries that label with that value. */
  public hasLabel(namespace: string, key: string, value: Value): boolean {
    return this.byValue(namespace, key).has(String(value));
  }

  /** The pods of a namespace that have a label, by its value. */
  public byValue(namespace: string, key: string): ReadonlyMap<string, readonly Pods[]> {
    return this.byLabel.get(namespace)?.get(key) ?? NONE;
  }

  private add(pods: Pods): void {
    const namespace = namespaceOf(pods.workload);
    entryOf(this.byName, namespace, () => new Map()).set(pods.workload.metadata.name, pods);
    const byKey = entryOf(this.byLabel, namespace, () => new Map());
    for (const [key, value] of Object.entries(pods.labels)) {
      const byValue = entryOf(byKey, key, () => new Map());
      const list = byValue.get(String(value));
      if (list) list.push(pods);
      else byValue.set(String(value), [pods]);
    }
  }
}

const CACHE = new WeakMap<Manifests, PodIndex>();

/** The index of the objects that are checked together, made once. */
export function podsOf(manifests: Manifests): PodIndex {
  let index = CACHE.get(manifests);
  if (!index) {
    index = new PodIndex(manifests);
    CACHE.set(manifests, index);
  }
  return index;
}

/** The labels that the spin-operator gives to the pods of a SpinApp. */
function spinLabels({ metadata, spec }: Manifest, kind: string): { [key: string]: Value } {
  const group = kind.slice(0, kind.indexOf('/'));
  return { ...map(spec?.podLabels), [appNameLabel(group)]: metadata.name, [`${group}/app.${metadata.name}.status`]: 'ready' };
}

function map(value: Value): { [key: string]: Value } {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
}
