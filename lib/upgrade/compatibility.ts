/** What the releases of a component need of others, from their documentation and source. */

import { SINCE } from '../cluster/releases';
import { compareVersions } from '../cluster/supported-versions';

/** KEDA with which a release of the HTTP add-on is tested: https://github.com/kedacore/http-add-on#compatibility-table. */
export const KEDA_OF_ADD_ON: { readonly [release: string]: string } = {
  '0.8': '2.14',
  '0.9': '2.16',
  '0.10': '2.16',
  '0.11': '2.17',
  '0.12': '2.18',
};

/** The oldest KEDA that scales the InterceptorRoutes of a release of the HTTP add-on; undefined for a release without them. */
export function kedaOfRoutes(addOn: string): string | undefined {
  return compareVersions(addOn, SINCE.httpAddOn.routes) >= 0 ? SINCE.keda.interceptorRoutes : undefined;
}

/** Oldest and newest Kubernetes with which a release of KEDA is tested: https://keda.sh/docs/latest/operate/cluster/. */
export const KUBERNETES_OF_KEDA: { readonly [release: string]: readonly [min: string, max: string] } = {
  '2.14': ['1.27', '1.29'],
  '2.15': ['1.28', '1.30'],
  '2.16': ['1.29', '1.31'],
  '2.17': ['1.30', '1.32'],
  '2.18': ['1.31', '1.33'],
  '2.19': ['1.32', '1.34'],
  '2.20': ['1.33', '1.35'],
};

/** Components that are upgraded by one minor version at a time, with the page that says so. */
export const STEPWISE: { readonly [component: string]: string } = {
  knative: 'https://knative.dev/docs/install/upgrade/',
  kubernetes: 'https://kubernetes.io/releases/version-skew-policy/',
};

/** The order of components where no release asks for another: what others are built on comes first. */
export const ORDER: readonly string[] = [
  'keda',
  'httpAddOn',
  'spinShim',
  'runtimeClassManager',
  'spinOperator',
  'knative',
  'gatewayApi',
  'kubernetes',
];
