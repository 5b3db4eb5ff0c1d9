import { type Component, compareVersions } from '../cluster/supported-versions';

/** What rules need to know of the cluster: minor versions, the interceptor, the feature gates of Kubernetes, Knative's flags. A Platform is one. */
export interface Cluster {
  readonly kubernetes: string;
  readonly featureGates: readonly string[];
  readonly keda: string;
  readonly httpAddOn: string;
  readonly spinOperator: string;
  readonly spinShim: string;
  readonly knative: string;
  readonly runtimeClassManager: string;
  readonly interceptor: { readonly service?: string; readonly namespace?: string; readonly port?: number; readonly scalerAddress?: string };
  readonly knativeFeatures: readonly string[];
}

/** Whether the cluster runs that version of a component or a newer one. */
export function atLeast(cluster: Cluster, component: Component, since: string): boolean {
  return compareVersions(cluster[component], since) >= 0;
}
