import type * as kplus from 'cdk8s-plus-28';

let loaded: typeof kplus.k8s | undefined;

/**
 * Returns the Kubernetes types of cdk8s-plus-28, which render a user's volumes, tolerations and security contexts. They are loaded on
 * first use, since loading them takes longer than the rest of this library.
 */
export function kubernetes(): typeof kplus.k8s {
  loaded ??= (require('cdk8s-plus-28') as typeof kplus).k8s;
  return loaded;
}
