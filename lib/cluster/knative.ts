/** Limits and names of Knative Serving (v1.24) that constructs and rules share. */

import { SINCE } from './releases';

/** Prefix of every autoscaling annotation. */
export const AUTOSCALING = 'autoscaling.knative.dev/';

/** Knative's own autoscaler, the only one that scales to zero. */
export const KPA = 'kpa.autoscaling.knative.dev';
/** The Kubernetes Horizontal Pod Autoscaler, whose minimum is one replica. */
export const HPA = 'hpa.autoscaling.knative.dev';

/** Ports of the queue-proxy sidecar (pkg/apis/serving/k8s_validation.go). */
export const RESERVED_PORTS: readonly number[] = [8008, 8012, 8013, 8022, 9090, 9091];

/** Environment variables that Knative sets. A sidecar may set PORT itself. */
export const RESERVED_VARIABLES: readonly string[] = ['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];

/** Port of the container by default. */
export const DEFAULT_PORT = 8080;

/** Maximum timeout of a request in seconds, unless config-defaults raises max-revision-timeout-seconds. */
export const MAX_TIMEOUT = 600;

/** Maximum concurrency per replica, unless config-defaults raises container-concurrency-max-limit. */
export const MAX_CONCURRENCY = 1000;

/** Setting of config-autoscaler that permits an initial-scale of 0; declared as one of the platform's features. */
export const ALLOW_ZERO_INITIAL_SCALE = 'allow-zero-initial-scale';

/** The volume types that require a flag of config-features. */
export const VOLUME_FLAGS: { readonly [source: string]: string } = {
  persistentVolumeClaim: 'kubernetes.podspec-persistent-volume-claim',
  hostPath: 'kubernetes.podspec-volumes-hostpath',
  csi: 'kubernetes.podspec-volumes-csi',
  ephemeral: 'kubernetes.podspec-volumes-ephemeral',
  image: 'kubernetes.podspec-volumes-image',
};

/** Host that the queue-proxy sends the requests and the readiness probe to, in the same pod (pkg/queue/sharedmain/main.go). */
export const LOOPBACK = '127.0.0.1';

/** Address that WAGI listens on by default (WAGI v0.8.1, src/wagi_app.rs). */
export const WAGI_ADDRESS = `${LOOPBACK}:3000`;

/** The first releases with a flag of config-features, where not every supported one has it. */
export const FLAG_SINCE: { readonly [flag: string]: string } = {
  'kubernetes.podspec-hostnetwork': SINCE.knative.hostNamespaces,
  'kubernetes.podspec-hostpid': SINCE.knative.hostNamespaces,
  'kubernetes.podspec-hostipc': SINCE.knative.hostNamespaces,
  'kubernetes.podspec-volumes-hostpath': SINCE.knative.hostPath,
  'kubernetes.podspec-volumes-csi': SINCE.knative.csi,
  'kubernetes.podspec-volumes-image': SINCE.knative.image,
  'kubernetes.podspec-volumes-ephemeral': SINCE.knative.ephemeral,
  'kubernetes.podspec-volumes-mount-propagation': SINCE.knative.mountPropagation,
  'multi-container-probing': SINCE.knative.sidecarProbes,
};

/** Mount paths that Knative rejects (pkg/apis/serving/k8s_validation.go, reservedPaths). */
export function reservedPaths(isAtLeast: (since: string) => boolean): readonly string[] {
  return ['/', '/dev', '/dev/log', ...(isAtLeast(SINCE.knative.mountsAtTmp) ? [] : ['/tmp', '/var', '/var/log'])];
}

/** The volume types that Knative permits by default; emptyDir by a flag that is on by default. */
export const ALLOWED_VOLUMES: readonly string[] = ['secret', 'configMap', 'projected', 'emptyDir'];

/** The autoscaling annotations that have no effect with the Horizontal Pod Autoscaler. */
export const KPA_ONLY: readonly string[] = [
  'panic-window-percentage',
  'panic-threshold-percentage',
  'activation-scale',
  'scale-down-delay',
  'scale-to-zero-pod-retention-period',
];

/** Namespace of Knative Serving. */
export const KNATIVE_NAMESPACE = 'knative-serving';

/** Ports of the queue-proxy sidecar that receive requests (pkg/networking/constants.go). */
export const QUEUE_PORTS: readonly number[] = [8012, 8013, 8112];

/** Port of the queue-proxy sidecar from which the autoscaler scrapes metrics. */
export const QUEUE_METRICS_PORT = 9090;

/** Label that selects the pods of a Knative Service. */
export const SERVICE_LABEL = 'serving.knative.dev/service';
