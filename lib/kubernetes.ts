import type * as kplus from 'cdk8s-plus-28';

let loaded: typeof kplus.k8s | undefined;

/**
 * The Kubernetes types of cdk8s-plus-28, loaded when the first Kubernetes object is made: loading them costs more than the rest of this
 * library, and an app of SpinApps or Knative Services needs none.
 */
export function kubernetes(): typeof kplus.k8s {
  loaded ??= (require('cdk8s-plus-28') as typeof kplus).k8s;
  return loaded;
}
