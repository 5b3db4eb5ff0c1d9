import { appNameLabel } from '../../limits/spinkube';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';

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

/** The pods among the manifests, by namespace and label. */
export class PodIndex {
  private readonly byLabel = new Map<string, Pods[]>();
  private readonly byName = new Map<string, Pods>();
  private readonly values = new Map<string, Set<string>>();

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
      const pods = this.byLabel.get(`${namespace} ${key}=${value}`) ?? [];
      if (!fewest || pods.length < fewest.length) fewest = pods;
    }
    return (fewest ?? []).filter(({ labels }) => pairs.every(([key, value]) => labels[key] === value));
  }

  /** The pods of a workload by its name. */
  public named(namespace: string, name: string): Pods | undefined {
    return this.byName.get(`${namespace} ${name}`);
  }

  /** Whether some pod of the namespace carries that label with that value. */
  public hasLabel(namespace: string, key: string, value: Value): boolean {
    return this.byLabel.has(`${namespace} ${key}=${value}`);
  }

  /** The values that the pods of a namespace give to a label. */
  public valuesOf(namespace: string, key: string): ReadonlySet<string> {
    return this.values.get(`${namespace} ${key}`) ?? new Set();
  }

  private add(pods: Pods): void {
    const namespace = namespaceOf(pods.workload);
    this.byName.set(`${namespace} ${pods.workload.metadata.name}`, pods);
    for (const [key, value] of Object.entries(pods.labels)) {
      const at = `${namespace} ${key}=${value}`;
      const list = this.byLabel.get(at);
      if (list) list.push(pods);
      else this.byLabel.set(at, [pods]);
      const values = this.values.get(`${namespace} ${key}`) ?? new Set();
      this.values.set(`${namespace} ${key}`, values.add(String(value)));
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
