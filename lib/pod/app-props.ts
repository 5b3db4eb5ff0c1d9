import type { ContainerResources, EnvValue, ImagePullPolicy, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkAnnotations, checkLabels, checkObject, checkOneOf, checkSubdomain } from '../core/checks';
import { fail } from '../core/errors';
import { checkImage } from '../core/image';
import { show } from '../core/show';
import type { NetworkPolicyOptions } from '../network/network-policy';
import type { RedisAddress } from '../stores/redis-address';
import { NAME_LABEL } from '../synth/labels';
import { checkResources } from './pod-parts';
import { checkProbe, type Probe } from './probe';

/** Properties of every app. */
export interface AppProps {
  /**
   * Name of all objects of the app.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /** OCI image with the Wasm module. */
  readonly image: string;

  /**
   * When the image is pulled. A SpinApp has no such field: it is ignored there, with a warning.
   *
   * @default - as Kubernetes: Always for the tag latest, else IfNotPresent
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with credentials for the image's registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Environment variables by name. A SpinApp gets them as Spin variables.
   *
   * @default - empty
   */
  readonly env?: { [name: string]: EnvValue };

  /**
   * Stores of the app, by the environment variable for the address (for a SpinApp a Spin variable). The app's NetworkPolicy admits them,
   * and stores of the same chart are applied before the app.
   *
   * @default - none
   */
  readonly stores?: { [variable: string]: RedisAddress };

  /**
   * NetworkPolicy of the pods. It admits the source of the app's requests (the interceptor, Knative, or for an app without routing the
   * pods of its namespace), DNS, the app's stores, and the peers of `from` and `to`; everything else is denied. `true` adds no peers.
   *
   * @default false
   */
  readonly networkPolicy?: boolean | NetworkPolicyOptions;

  /**
   * Requests and limits, which replace the default as a whole. A CPU limit throttles every cold start.
   *
   * @default - requests of 100m of CPU and 64Mi of memory, and a memory limit of 64Mi; for a KnativeWagiService the requests only
   */
  readonly resources?: ContainerResources;

  /**
   * Labels of all objects of the app and of its pods, in addition to `app.kubernetes.io/name`.
   *
   * @default - none
   */
  readonly labels?: { [name: string]: string };

  /**
   * Annotations of the workload: the Deployment, the SpinApp or the Knative Service.
   *
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string };

  /**
   * Service account of the pods.
   *
   * @default - the namespace's default account
   */
  readonly serviceAccountName?: string;

  /**
   * Probe for whether the app is ready to receive requests.
   *
   * @default - none; Knative probes the port by default
   */
  readonly readinessProbe?: Probe;

  /**
   * Probe for whether the app must be restarted.
   *
   * @default - none
   */
  readonly livenessProbe?: Probe;
}

/** Checks the properties of every app, except for the name, whose maximum length depends on the names derived from it. */
export function checkApp(scope: IConstruct, props: AppProps): void {
  const { image, imagePullPolicy, serviceAccountName } = props;
  checkImage(scope, 'image', image);
  checkOneOf(scope, 'imagePullPolicy', imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], 'ImagePullPolicy.ALWAYS');
  checkObject(scope, 'env', props.env, "{ NAME: EnvValue.fromValue('value') }");
  checkResources(scope, 'resources', props.resources);
  checkLabels(scope, 'labels', props.labels);
  const nameLabel = props.labels?.[NAME_LABEL];
  if (nameLabel !== undefined)
    fail(scope, `labels ${NAME_LABEL} (${show(nameLabel)}) is set to the name of the app: leave it out and pass name`);
  checkAnnotations(scope, 'annotations', props.annotations);
  checkAnnotations(scope, 'podAnnotations', props.podAnnotations);
  if (serviceAccountName !== undefined) checkSubdomain(scope, 'serviceAccountName', serviceAccountName);
  checkProbe(scope, 'readinessProbe', props.readinessProbe);
  checkProbe(scope, 'livenessProbe', props.livenessProbe);
}
