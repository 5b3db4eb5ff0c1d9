import type { ContainerResources, EnvValue, ImagePullPolicy, k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkLabel, checkObject, checkObjects, checkPort, checkTexts } from '../core/checks';
import { checkImage } from '../core/image';
import type { Wire } from '../synth/manifest-of';
import { NON_ROOT_CONTAINER, RESTRICTED_WASM_CONTAINER } from './defaults';
import { checkResources, renderEnv, renderResources, restrictedContainer } from './pod-parts';
import { checkProbe, type Probe } from './probe';
import { renderMounts } from './volumes';
import type { WasmRuntime } from './wasm-runtime';

/** A Linux container that runs to completion before a Wasm app starts. The Wasm shims also run Linux containers. */
export interface InitContainer {
  /** Name of the container. */
  readonly name: string;

  /** Image of the container. It runs as the user of the pod, and as 65532 where the runtime needs root, unless securityContext has a runAsUser. */
  readonly image: string;

  /**
   * When the image is pulled.
   *
   * @default - as Kubernetes: Always for the tag latest, else IfNotPresent
   */
  readonly imagePullPolicy?: ImagePullPolicy;

  /**
   * Command, which replaces the image's entrypoint.
   *
   * @default - the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Arguments, which replace those of the image.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment variables by name.
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
   * Mounts of the app's volumes.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Security context, merged into that of the Restricted Pod Security Standard.
   *
   * @default - Restricted, with the capability NET_BIND_SERVICE alone, as in the app's container
   */
  readonly securityContext?: k8s.SecurityContext;
}

/** A Linux container in the pod of a Wasm app. A cpu or memory trigger needs the resource's request in every container. */
export interface Sidecar extends InitContainer {
  /**
   * Port the container listens on.
   *
   * @default - none
   */
  readonly port?: number;

  /**
   * Probe for whether the container is ready to receive requests.
   *
   * @default - none
   */
  readonly readinessProbe?: Probe;

  /**
   * Probe for whether the container must be restarted.
   *
   * @default - none
   */
  readonly livenessProbe?: Probe;

  /**
   * Probe for whether the container has started.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;
}

/** Renders the part of a container that init containers and sidecars have in common. */
export function renderContainer(
  scope: IConstruct,
  prop: string,
  container: InitContainer,
  { needsRoot }: WasmRuntime,
): Wire<k8s.Container> {
  const { name, image, imagePullPolicy, command, args, env, resources, volumeMounts } = container;
  checkLabel(scope, `${prop}.name`, name);
  checkImage(scope, `${prop}.image`, image);
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
    securityContext: restrictedContainer(container.securityContext, needsRoot ? NON_ROOT_CONTAINER : RESTRICTED_WASM_CONTAINER),
  };
}

/** Renders a sidecar. */
export function renderSidecar(scope: IConstruct, prop: string, sidecar: Sidecar, runtime: WasmRuntime): Wire<k8s.Container> {
  const { port } = sidecar;
  checkPort(scope, `${prop}.port`, port);
  for (const probe of ['readinessProbe', 'livenessProbe', 'startupProbe'] as const) checkProbe(scope, `${prop}.${probe}`, sidecar[probe]);
  return {
    ...renderContainer(scope, prop, sidecar, runtime),
    ports: port === undefined ? undefined : [{ containerPort: port }],
    readinessProbe: sidecar.readinessProbe?._toKube(scope, `${prop}.readinessProbe`, port),
    livenessProbe: sidecar.livenessProbe?._toKube(scope, `${prop}.livenessProbe`, port),
    startupProbe: sidecar.startupProbe?._toKube(scope, `${prop}.startupProbe`, port),
  };
}
