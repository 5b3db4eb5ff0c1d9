/**
 * Oldest Kubernetes that a release of Knative Serving starts on: its controllers refuse an older one, unless KUBERNETES_MIN_VERSION says otherwise
 * (https://github.com/knative/pkg/blob/main/version/version.go, at the commit that each release was built with).
 */
export const KUBERNETES_FOR_KNATIVE: { readonly [knative: string]: string } = {
  '1.12': '1.26',
  '1.13': '1.27',
  '1.14': '1.28',
  '1.15': '1.28',
  '1.16': '1.28',
  '1.17': '1.30',
  '1.18': '1.31',
  '1.19': '1.32',
  '1.20': '1.32',
  '1.21': '1.33',
  '1.22': '1.34',
  '1.23': '1.34',
};

/** Label that every namespace has, with its name. */
export const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

/** The domain of clusters that were given no other. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** First Kubernetes whose init containers may stay beside the app (feature gate SidecarContainers, on as installed). */
export const NATIVE_SIDECARS_SINCE = '1.29';
