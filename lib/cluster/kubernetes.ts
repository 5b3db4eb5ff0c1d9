/**
 * Minimum Kubernetes version by release of Knative Serving, whose controllers refuse an older one unless KUBERNETES_MIN_VERSION is set
 * (https://github.com/knative/pkg/blob/main/version/version.go, at the commit that each release was built with). That of
 * 1.24 is not on the module proxy, so it has the bound of 1.23.
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
  '1.24': '1.34',
};

/** Label of every namespace, with its name as value. */
export const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

/** Default cluster domain. */
export const CLUSTER_DOMAIN = 'cluster.local';

/** First Kubernetes with sidecar containers: init containers that keep running (feature gate SidecarContainers, on by default). */
export const NATIVE_SIDECARS_SINCE = '1.29';
