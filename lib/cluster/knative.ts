/** Numbers and names of Knative Serving (v1.23) that the constructs and the rules both hold a manifest against. */

export const KNATIVE_SERVICE = { apiVersion: 'serving.knative.dev/v1', kind: 'Service' };
export const DOMAIN_MAPPING = { apiVersion: 'serving.knative.dev/v1beta1', kind: 'DomainMapping' };

/** Prefix of every autoscaling annotation. */
export const AUTOSCALING = 'autoscaling.knative.dev/';

/** Knative's own autoscaler, the only one that scales to zero. */
export const KPA = 'kpa.autoscaling.knative.dev';
/** The Kubernetes Horizontal Pod Autoscaler, whose minimum is one replica. */
export const HPA = 'hpa.autoscaling.knative.dev';

/** Ports of Knative's own sidecar (pkg/apis/serving/k8s_validation.go). */
export const RESERVED_PORTS: readonly number[] = [8008, 8012, 8013, 8022, 9090, 9091];

/** Variables that Knative sets. A sidecar may have a PORT of its own. */
export const RESERVED_VARIABLES: readonly string[] = ['PORT', 'K_SERVICE', 'K_CONFIGURATION', 'K_REVISION'];

/** Port that requests are sent to where the container names none. */
export const DEFAULT_PORT = 8080;

/** Longest request in seconds, unless config-defaults raises max-revision-timeout-seconds. */
export const MAX_TIMEOUT = 600;

/** Most requests in flight per replica, unless config-defaults raises container-concurrency-max-limit. */
export const MAX_CONCURRENCY = 1000;

/** Setting of config-autoscaler without which initial-scale must not be 0; a user declares it among the features. */
export const ALLOW_ZERO_INITIAL_SCALE = 'allow-zero-initial-scale';

/** The kinds of volume that Knative takes behind a flag of config-features. */
export const VOLUME_FLAGS: { readonly [source: string]: string } = {
  persistentVolumeClaim: 'kubernetes.podspec-persistent-volume-claim',
  hostPath: 'kubernetes.podspec-volumes-hostpath',
  csi: 'kubernetes.podspec-volumes-csi',
  ephemeral: 'kubernetes.podspec-volumes-ephemeral',
  image: 'kubernetes.podspec-volumes-image',
};

/** The kinds of volume that Knative takes as installed; the last by a flag that is on by default. */
export const ALLOWED_VOLUMES: readonly string[] = ['secret', 'configMap', 'projected', 'emptyDir'];

/** The autoscaling annotations that the Horizontal Pod Autoscaler never reads. */
export const KPA_ONLY: readonly string[] = [
  'panic-window-percentage',
  'panic-threshold-percentage',
  'activation-scale',
  'scale-down-delay',
  'scale-to-zero-pod-retention-period',
];

/** Where Knative Serving itself runs. */
export const KNATIVE_NAMESPACE = 'knative-serving';

/** Ports of Knative's own sidecar that requests come to (pkg/networking/constants.go). */
export const QUEUE_PORTS: readonly number[] = [8012, 8013, 8112];

/** Port of the sidecar at which Knative's autoscaler reads how busy the pod is. */
export const QUEUE_METRICS_PORT = 9090;

/** The label by which the pods of a Knative Service are selected. */
export const SERVICE_LABEL = 'serving.knative.dev/service';
