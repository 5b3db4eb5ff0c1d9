import type { ContainerResources, EnvValue, ImagePullPolicy, k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkLabel, checkObject, checkObjects, checkPort, checkText, checkTexts } from './checks';
import { kubernetes } from './kubernetes';
import { checkResources, renderEnv, renderResources, restrictedContainer, toQuantities } from './pod-parts';
import { checkProbe, type Probe } from './probe';

/** An ordinary container in the pod of a Wasm app. The Wasm shims run images that are no Wasm as usual. */
export interface Sidecar {
  /** Name of the container. */
  readonly name: string;

  /** Image of the container. Where it names no numeric user, it runs as the user of the pod. */
  readonly image: string;

  /**
   * When the image is pulled.
   *
   * @default - Kubernetes' own: Always for the tag latest, else IfNotPresent
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Command in place of the image's entrypoint.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Arguments in place of the image's.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment, by variable name.
   *
   * @default - empty
   */
  readonly env?: { [name: string]: EnvValue };

  /**
   * Port the container listens on.
   *
   * @default - none
   */
  readonly port?: number;

  /**
   * Requests and limits. A trigger of type cpu or memory needs a request of every container.
   *
   * @default - none
   */
  readonly resources?: ContainerResources;

  /**
   * Asked whether the container can take requests.
   *
   * @default - none
   */
  readonly readinessProbe?: Probe;

  /**
   * Asked whether the container must be restarted.
   *
   * @default - none
   */
  readonly livenessProbe?: Probe;

  /**
   * Asked until the container has started.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Where volumes of the app appear.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Security settings, laid over those of the Restricted Pod Security Standard.
   *
   * @default - Restricted
   */
  readonly securityContext?: k8s.SecurityContext;
}

/** A sidecar as a container of the pod. */
export function renderSidecar(scope: IConstruct, prop: string, sidecar: Sidecar): k8s.Container {
  const { IntOrString, Quantity } = kubernetes();
  const { name, image, imagePullPolicy, command, args, env, port, resources, volumeMounts } = sidecar;
  checkLabel(scope, `${prop}.name`, name);
  checkText(scope, `${prop}.image`, image);
  checkPort(scope, `${prop}.port`, port);
  checkTexts(scope, `${prop}.command`, command);
  checkTexts(scope, `${prop}.args`, args);
  checkObjects(scope, `${prop}.volumeMounts`, volumeMounts);
  checkObject(scope, `${prop}.securityContext`, sidecar.securityContext);
  for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe'] as const) checkProbe(scope, `${prop}.${probe}`, sidecar[probe]);
  checkResources(scope, `${prop}.resources`, resources);
  return {
    name,
    image,
    imagePullPolicy,
    command,
    args,
    env: renderEnv(scope, `${prop}.env`, env),
    ports: port === undefined ? undefined : [{ containerPort: port }],
    resources: resources && toQuantities(renderResources(resources), Quantity),
    readinessProbe: sidecar.readinessProbe?._toKube(scope, `${prop}.readinessProbe`, port, IntOrString),
    livenessProbe: sidecar.livenessProbe?._toKube(scope, `${prop}.livenessProbe`, port, IntOrString),
    startupProbe: sidecar.startupProbe?._toKube(scope, `${prop}.startupProbe`, port, IntOrString),
    volumeMounts,
    securityContext: restrictedContainer(sidecar.securityContext),
  };
}
