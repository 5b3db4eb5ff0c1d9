import { appNameLabel } from '../../cluster/spinkube';
import { derived, entryOf } from '../../core/derived';
import { type Manifest, namespaceOf, type Value } from '../manifest';
import type { Manifests } from '../manifests';
import { APPS } from '../spinkube/apps';
import { mapOf } from '../values';
import { podTemplateOf, SELECTED } from './pod-template';

/** The labels and the spec of the pods that a workload makes. */
export interface Pods {
  readonly workload: Manifest;
  readonly labels: { readonly [key: string]: Value };
  /** Undefined where an operator writes it. */
  readonly spec?: Value;
}

const NONE: ReadonlyMap<Value, readonly Pods[]> = new Map();

/** Labels that controllers write on pods, with values that are not in the manifest of the workload. */
const WRITTEN_BY_CONTROLLERS: ReadonlySet<string> = new Set([
  'apps.kubernetes.io/pod-index',
  'statefulset.kubernetes.io/pod-name',
  'controller-revision-hash',
  'pod-template-generation',
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
]);

/** The keys of a selector that the manifest of a workload can answer. */
export function writtenKeys(selector: { readonly [key: string]: Value }): readonly string[] {
  return Object.keys(selector).filter((key) => !WRITTEN_BY_CONTROLLERS.has(key));
}

/** The pods among the manifests, by namespace and label. */
export class PodIndex {
  /** By namespace, name of the label, and its value. */
  private readonly byLabel = new Map<string, Map<string, Map<Value, Pods[]>>>();
  /** By namespace and name. */
  private readonly byName = new Map<string, Map<string, Pods>>();
  /** The results of `matching`, since many Services may have one selector. */
  private readonly matched = new Map<string, readonly Pods[]>();

  constructor(manifests: Manifests) {
    for (const kind of SELECTED) {
      for (const workload of manifests.ofKind(kind)) {
        const { labels, spec } = podTemplateOf(workload);
        this.add({ workload, labels, spec });
      }
    }
    for (const kind of APPS) for (const app of manifests.ofKind(kind)) this.add({ workload: app, labels: spinLabels(app, kind) });
  }

  /** The pods that a selector matches, as far as their labels are in the manifests; the same list for the same selector. */
  public matching(namespace: string, selector: { readonly [key: string]: Value }): readonly Pods[] {
    const keys = writtenKeys(selector);
    return entryOf(this.matched, JSON.stringify([namespace, ...keys.map((key) => [key, selector[key]])]), () => {
      let fewest: readonly Pods[] | undefined;
      for (const key of keys) {
        const pods = this.byValue(namespace, key).get(selector[key]) ?? [];
        if (!fewest || pods.length < fewest.length) fewest = pods;
      }
      return (fewest ?? []).filter(({ labels }) => keys.every((key) => labels[key] === selector[key]));
    });
  }

  /** The pods of a workload by its name. */
  public named(namespace: string, name: string): Pods | undefined {
    return this.byName.get(namespace)?.get(name);
  }

  /** Whether some pod of the namespace carries that label with that value. */
  public hasLabel(namespace: string, key: string, value: Value): boolean {
    return this.byValue(namespace, key).has(value);
  }

  /** The pods of a namespace that have a label, by its value. */
  public byValue(namespace: string, key: string): ReadonlyMap<Value, readonly Pods[]> {
    return this.byLabel.get(namespace)?.get(key) ?? NONE;
  }

  private add(pods: Pods): void {
    const namespace = namespaceOf(pods.workload);
    entryOf(this.byName, namespace, () => new Map()).set(pods.workload.metadata.name, pods);
    const byKey = entryOf(this.byLabel, namespace, () => new Map<string, Map<Value, Pods[]>>());
    for (const key of Object.keys(pods.labels)) {
      const byValue = entryOf(byKey, key, () => new Map<Value, Pods[]>());
      entryOf(byValue, pods.labels[key], () => []).push(pods);
    }
  }
}

/** The pods of the objects that are checked together. */
export const podsOf = derived((manifests: Manifests) => new PodIndex(manifests));

/** The labels that the spin-operator gives to the pods of a SpinApp. */
function spinLabels({ metadata, spec }: Manifest, kind: string): { [key: string]: Value } {
  const group = kind.slice(0, kind.indexOf('/'));
  return { ...mapOf(spec?.podLabels), [appNameLabel(group)]: metadata.name, [`${group}/app.${metadata.name}.status`]: 'ready' };
}
