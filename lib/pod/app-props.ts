import type { ContainerResources, EnvValue, ImagePullPolicy, ISecret } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkAnnotations, checkLabels, checkObject, checkSubdomain, checkText } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import type { NetworkPolicyOptions } from '../network/network-policy';
import type { RedisAddress } from '../stores/redis-address';
import { NAME_LABEL } from '../synth/labels';
import { checkResources } from './pod-parts';
import { checkProbe, type Probe } from './probe';

/** What every app has, on whichever path it scales. */
export interface AppProps {
  /**
   * Name of every object of the app.
   *
   * @default - the construct id
   */
  readonly name?: string;

  /** OCI image with the Wasm module. */
  readonly image: string;

  /**
   * When the image is pulled. A SpinApp has no such field: there it is left out, with a warning.
   *
   * @default - Kubernetes' own: Always for the tag latest, else IfNotPresent
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Secrets with the credentials of the image's registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];

  /**
   * Environment of the app, by variable name. A SpinApp gets it as Spin variables.
   *
   * @default - empty
   */
  readonly env?: { [name: string]: EnvValue };

  /**
   * Stores of the app, by the variable that takes the address of each (for a SpinApp a Spin variable). The app's NetworkPolicy admits them, and in one chart
   * they come before the app.
   *
   * @default - none
   */
  readonly stores?: { [variable: string]: RedisAddress };

  /**
   * A NetworkPolicy for the pods: admitted are those who must reach the app on its path (the interceptor, Knative, or for an app that nothing leads to the pods
   * of its namespace), DNS, the app's stores, and whom `from` and `to` name; everything else is denied. `true` names nobody else.
   *
   * @default false
   */
  readonly networkPolicy?: boolean | NetworkPolicyOptions;

  /**
   * Requests and limits. What is given replaces the default whole.
   *
   * @default - 100m of CPU and 64Mi of memory, as request and as limit; for a KnativeWagiService as request only
   */
  readonly resources?: ContainerResources;

  /**
   * Labels of every object of the app and of its pods, beside `app.kubernetes.io/name`.
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
   * Asked whether the app can take requests.
   *
   * @default - none; Knative probes the port by itself
   */
  readonly readinessProbe?: Probe;

  /**
   * Asked whether the app must be restarted.
   *
   * @default - none
   */
  readonly livenessProbe?: Probe;
}

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** Fails for what no path takes. The name is checked by each path, since each derives other names from it. */
export function checkApp(scope: IConstruct, props: AppProps): void {
  const { image, imagePullPolicy, serviceAccountName } = props;
  checkText(scope, 'image', image);
  if (/\s/.test(image)) fail(scope, `image (${show(image)}) must be an image reference, which has no space`);
  if (imagePullPolicy !== undefined && !PULL_POLICIES.includes(imagePullPolicy)) {
    fail(scope, `imagePullPolicy (${show(imagePullPolicy)}) must be one of ${PULL_POLICIES.join(', ')}: write ImagePullPolicy.ALWAYS`);
  }
  checkObject(scope, 'env', props.env);
  checkResources(scope, 'resources', props.resources);
  checkLabels(scope, 'labels', props.labels);
  const selected = props.labels?.[NAME_LABEL];
  if (selected !== undefined)
    fail(scope, `labels ${NAME_LABEL} (${show(selected)}) is written from the name of the app: leave it out and pass name`);
  checkAnnotations(scope, 'annotations', props.annotations);
  checkAnnotations(scope, 'podAnnotations', props.podAnnotations);
  if (serviceAccountName !== undefined) checkSubdomain(scope, 'serviceAccountName', serviceAccountName);
  checkProbe(scope, 'readinessProbe', props.readinessProbe);
  checkProbe(scope, 'livenessProbe', props.livenessProbe);
}
