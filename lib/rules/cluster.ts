import { type Component, compareVersions } from '../cluster/supported-versions';

/** What rules need to know of the cluster: versions, the interceptor, the feature gates of Kubernetes, Knative's flags. A Platform is one. */
export interface Cluster {
  readonly kubernetes: string;
  readonly featureGates: readonly string[];
  readonly keda: string;
  readonly httpAddOn: string;
  readonly spinOperator: string;
  readonly spinShim: string;
  readonly knative: string;
  readonly runtimeClassManager: string;
  readonly gatewayApi: string;
  readonly gatewayApiChannel: string;
  readonly interceptor: { readonly service?: string; readonly namespace?: string; readonly port?: number; readonly scalerAddress?: string };
  readonly knativeFeatures: readonly string[];
  /** Releases of the components whose patch is known: `{ keda: '2.17.1' }`. */
  readonly releases?: { readonly [component: string]: string };
}

/** The release of a component, or its minor version where the patch is unknown. */
export function releaseOn(cluster: Cluster, component: Component): string {
  return cluster.releases?.[component] ?? cluster[component];
}

/** Whether the cluster runs that version of a component or a newer one. */
export function atLeast(cluster: Cluster, component: Component, since: string): boolean {
  return compareVersions(cluster[component], since) >= 0;
}
