import type { GroupVersionKind } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-28';

let loaded: typeof kplus.k8s | undefined;

export const DEPLOYMENT: GroupVersionKind = { apiVersion: 'apps/v1', kind: 'Deployment' };
export const SERVICE: GroupVersionKind = { apiVersion: 'v1', kind: 'Service' };
export const CONFIG_MAP: GroupVersionKind = { apiVersion: 'v1', kind: 'ConfigMap' };
export const INGRESS: GroupVersionKind = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' };
export const NETWORK_POLICY: GroupVersionKind = { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' };

/**
 * Returns the Kubernetes types of cdk8s-plus-28, which render a user's volumes, tolerations and security contexts. They are loaded on
 * first use, since loading them takes longer than the rest of this library.
 */
export function kubernetes(): typeof kplus.k8s {
  loaded ??= (require('cdk8s-plus-28') as typeof kplus).k8s;
  return loaded;
}
