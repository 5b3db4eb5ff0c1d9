import type { ContainerResources, EnvValue, ImagePullPolicy, k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkLabel, checkObject, checkObjects, checkPort, checkText, checkTexts } from '../core/checks';
import type { Wire } from '../synth/manifest-of';
import { checkResources, renderEnv, renderResources, restrictedContainer } from './pod-parts';
import { checkProbe, type Probe } from './probe';
import { renderMounts } from './volumes';

/** An ordinary container that runs to its end before a Wasm app starts. The Wasm shims run images that are no Wasm as usual. */
export interface InitContainer {
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
   * Requests and limits.
   *
   * @default - none
   */
  readonly resources?: ContainerResources;

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

/** An ordinary container beside a Wasm app, in its pod. A trigger of type cpu or memory needs a request of every container. */
export interface Sidecar extends InitContainer {
  /**
   * Port the container listens on.
   *
   * @default - none
   */
  readonly port?: number;

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
}

/** What init containers and sidecars share, as a container of the pod. */
export function renderContainer(scope: IConstruct, prop: string, container: InitContainer): Wire<k8s.Container> {
  const { name, image, imagePullPolicy, command, args, env, resources, volumeMounts } = container;
  checkLabel(scope, `${prop}.name`, name);
  checkText(scope, `${prop}.image`, image);
  checkTexts(scope, `${prop}.command`, command);
  checkTexts(scope, `${prop}.args`, args);
  checkObjects(scope, `${prop}.volumeMounts`, volumeMounts);
  checkObject(scope, `${prop}.securityContext`, container.securityContext);
  checkResources(scope, `${prop}.resources`, resources);
  return {
    name,
    image,
    imagePullPolicy,
    command,
    args,
    env: renderEnv(scope, `${prop}.env`, env),
    resources: resources && renderResources(resources),
    volumeMounts: renderMounts(volumeMounts),
    securityContext: restrictedContainer(container.securityContext),
  };
}

/** A sidecar as a container of the pod. */
export function renderSidecar(scope: IConstruct, prop: string, sidecar: Sidecar): Wire<k8s.Container> {
  const { port } = sidecar;
  checkPort(scope, `${prop}.port`, port);
  for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe'] as const) checkProbe(scope, `${prop}.${probe}`, sidecar[probe]);
  return {
    ...renderContainer(scope, prop, sidecar),
    ports: port === undefined ? undefined : [{ containerPort: port }],
    readinessProbe: sidecar.readinessProbe?._toKube(scope, `${prop}.readinessProbe`, port),
    livenessProbe: sidecar.livenessProbe?._toKube(scope, `${prop}.livenessProbe`, port),
    startupProbe: sidecar.startupProbe?._toKube(scope, `${prop}.startupProbe`, port),
  };
}
