import type { k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkBoolean, checkDistinct, checkLabels, checkObject, checkObjects, checkSubdomain, checkTexts } from '../core/checks';
import { fail } from '../core/errors';
import { show } from '../core/show';
import { warn } from '../core/warnings';
import { kubernetes } from '../synth/kubernetes';
import { selectorOf } from '../synth/labels';
import type { Wire } from '../synth/manifest-of';
import type { AppProps } from './app-props';
import { type AppProtocol, checkAppProtocol } from './app-protocol';
import {
  AUTOMOUNT_SERVICE_ACCOUNT_TOKEN,
  ENABLE_SERVICE_LINKS,
  RESTRICTED_POD,
  RESTRICTED_WASM_CONTAINER,
  ROOT_POD,
  WASM_RESOURCES,
} from './defaults';
import { checkNonRoot, renderEnv, renderPullSecrets, renderResources, restrictedContainer, withGroup } from './pod-parts';
import { checkProbe, type Probe } from './probe';
import { type InitContainer, renderContainer, renderSidecar, type Sidecar } from './sidecar';
import { checkTolerations, renderTolerations } from './tolerations';
import { renderMounts, renderVolumes } from './volumes';
import type { WasmRuntime } from './wasm-runtime';

/** Loopback addresses, which the Service cannot reach. */
const LOOPBACK = /^(127\.|localhost:|\[::1\])/;

/** Properties of the pods of an app on a Wasm runtime of containerd. */
export interface WasmPodProps extends AppProps {
  /** Wasm runtime that runs the image. */
  readonly runtime: WasmRuntime;

  /**
   * Port the app listens on. Spin is configured to listen on it.
   *
   * @default - the runtime's default port, if any
   */
  readonly port?: number;

  /**
   * Port of the Service.
   *
   * @default - the port the app listens on
   */
  readonly servicePort?: number;

  /**
   * Protocol of the app's port, written to its Service. The interceptor speaks HTTP/2 to an app of HTTP2 from add-on 0.15, and TLS to an
   * app of HTTPS on its TLS port.
   *
   * @default AppProtocol.HTTP
   */
  readonly appProtocol?: AppProtocol;

  /**
   * Command of the container.
   *
   * @default - the runtime's default command, or else the image's entrypoint
   */
  readonly command?: string[];

  /**
   * Arguments of the container.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Probe for whether the app has started.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Linux containers in the same pod.
   *
   * @default - none
   */
  readonly sidecars?: Sidecar[];

  /**
   * Linux containers that run to completion, one after the other, before the app starts. They add to every cold start.
   *
   * @default - none
   */
  readonly initContainers?: InitContainer[];

  /**
   * Volumes of the pod.
   *
   * @default - none
   */
  readonly volumes?: k8s.Volume[];

  /**
   * Volume mounts of the app's container.
   *
   * @default - none
   */
  readonly volumeMounts?: k8s.VolumeMount[];

  /**
   * Labels of the nodes that may run the pods. A RuntimeClass with scheduling selects nodes for all its pods.
   *
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints that the pods tolerate.
   *
   * @default - none
   */
  readonly tolerations?: k8s.Toleration[];

  /**
   * How the pods spread over nodes and zones. The labelSelector of a constraint defaults to that of the app.
   *
   * @default - the default constraints of the cluster
   */
  readonly topologySpreadConstraints?: k8s.TopologySpreadConstraint[];

  /**
   * Security context of the pod, merged into that of the Restricted Pod Security Standard.
   *
   * @default - Restricted, as user and group 65532; without a user for a runtime that needs root, such as Spin
   */
  readonly podSecurityContext?: k8s.PodSecurityContext;

  /**
   * Security context of the app's container, merged into that of the Restricted Pod Security Standard. `capabilities: { add: [] }` removes
   * the default capability, without which the shims of runwasi drop none.
   *
   * @default - Restricted, with the capability NET_BIND_SERVICE alone
   */
  readonly securityContext?: k8s.SecurityContext;

  /**
   * Whether the token of the service account is mounted.
   *
   * @default false
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * Whether the containers get environment variables for each Service of the namespace, such as `REDIS_MASTER_SERVICE_HOST`.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;
}

/** Default resources of the app's container. */
const DEFAULT_RESOURCES = Object.freeze(renderResources(WASM_RESOURCES));

/** Fails for pods that cannot start or cannot be reached. */
export function checkPod(scope: IConstruct, name: string, port: number | undefined, props: WasmPodProps): void {
  checkTexts(scope, 'command', props.command);
  checkTexts(scope, 'args', props.args);
  checkObjects(scope, 'sidecars', props.sidecars);
  checkObjects(scope, 'initContainers', props.initContainers);
  checkObjects(scope, 'volumes', props.volumes);
  checkObjects(scope, 'volumeMounts', props.volumeMounts);
  checkObjects(scope, 'topologySpreadConstraints', props.topologySpreadConstraints);
  checkObject(scope, 'podSecurityContext', props.podSecurityContext);
  checkObject(scope, 'securityContext', props.securityContext);
  checkTolerations(scope, 'tolerations', props.tolerations);
  checkAppProtocol(scope, props.appProtocol, port);
  checkLabels(scope, 'nodeSelector', props.nodeSelector);
  checkBoolean(scope, 'automountServiceAccountToken', props.automountServiceAccountToken);
  checkBoolean(scope, 'enableServiceLinks', props.enableServiceLinks);
  checkProbe(scope, 'startupProbe', props.startupProbe);
  if (props.podSecurityContext || props.securityContext) checkSecurity(scope, props);
  // most apps have a single container without volumes
  if (props.sidecars || props.initContainers || props.volumeMounts) checkContainers(scope, name, port, props);
}

function checkSecurity(scope: IConstruct, props: WasmPodProps): void {
  const pod = podSecurity(props);
  const container = { ...(pod as k8s.SecurityContext), ...props.securityContext };
  checkNonRoot(scope, 'podSecurityContext', pod);
  checkNonRoot(scope, 'securityContext', container);
  if (props.runtime.needsRoot) checkRoot(scope, container);
}

/** Fails unless the value is a WasmRuntime. */
export function checkRuntime(scope: IConstruct, runtime: WasmRuntime): void {
  if (typeof runtime?.runtimeClassName !== 'string')
    fail(scope, `runtime (${show(runtime)}) must be a WasmRuntime, such as WasmRuntime.SPIN`);
  checkSubdomain(scope, 'runtime.runtimeClassName', runtime.runtimeClassName);
}

/** Fails for settings with which a runtime that writes to the root of its filesystem cannot start. */
function checkRoot(scope: IConstruct, { runAsNonRoot, runAsUser, readOnlyRootFilesystem }: k8s.SecurityContext): void {
  const remedy = 'leave it out, or pass a WasmRuntime that does not need root';
  if (runAsNonRoot)
    fail(scope, `runAsNonRoot (true) prevents the start of the runtime, which writes to the root of its filesystem: ${remedy}`);
  if (runAsUser)
    fail(scope, `runAsUser (${runAsUser}) prevents the start of the runtime, which writes to the root of its filesystem: ${remedy}`);
  if (readOnlyRootFilesystem) {
    fail(scope, `readOnlyRootFilesystem (true) prevents the start of the runtime, which writes to the root of its filesystem: ${remedy}`);
  }
}

/** Fails for containers with the same name or port, and for mounts without a volume. */
function checkContainers(scope: IConstruct, name: string, appPort: number | undefined, props: WasmPodProps): void {
  const { sidecars = [], initContainers = [], volumes = [], volumeMounts = [] } = props;
  checkDistinct(scope, initContainers.length > 0 ? 'sidecars and initContainers' : 'sidecars', [
    name,
    ...[...sidecars, ...initContainers].map((container) => container.name),
  ]);
  const listening = new Map([[appPort, 'the app']]);
  for (const [index, { port }] of sidecars.entries()) {
    const other = port !== undefined && listening.get(port);
    if (other)
      fail(scope, `sidecars[${index}].port (${port}) is already used by ${other} in the same pod: use another port for one of them`);
    listening.set(port, `sidecars[${index}]`);
  }
  const mounts = [{ prop: 'volumeMounts', list: volumeMounts }];
  const ordinary = [
    ...sidecars.map((container, index) => ({ prop: `sidecars[${index}]`, container })),
    ...initContainers.map((container, index) => ({ prop: `initContainers[${index}]`, container })),
  ];
  for (const { prop, container } of ordinary) {
    if (container.env) {
      warn(
        scope,
        `${prop}.env is not set by the shims of runwasi, which set no environment variables in Linux containers: use args or files`,
      );
    }
    mounts.push({ prop: `${prop}.volumeMounts`, list: container.volumeMounts ?? [] });
  }
  for (const { prop, list } of mounts) {
    for (const [index, { name }] of list.entries()) {
      if (volumes.some((volume) => volume.name === name)) continue;
      fail(scope, `${prop}[${index}].name (${show(name)}) must be the name of one of the volumes: add it to volumes`);
    }
  }
}

/** Renders the pod of an app. */
export function renderPod(scope: IConstruct, name: string, port: number | undefined, props: WasmPodProps): Wire<k8s.PodSpec> {
  return {
    runtimeClassName: props.runtime.runtimeClassName,
    serviceAccountName: props.serviceAccountName,
    automountServiceAccountToken: props.automountServiceAccountToken ?? AUTOMOUNT_SERVICE_ACCOUNT_TOKEN,
    enableServiceLinks: props.enableServiceLinks ?? ENABLE_SERVICE_LINKS,
    imagePullSecrets: renderPullSecrets(scope, props.imagePullSecrets),
    nodeSelector: props.nodeSelector,
    tolerations: renderTolerations(props.tolerations),
    topologySpreadConstraints: renderSpread(name, props.topologySpreadConstraints),
    securityContext: renderPodSecurity(props),
    initContainers: props.initContainers?.map((container, index) =>
      renderContainer(scope, `initContainers[${index}]`, container, props.runtime),
    ),
    containers: renderContainers(scope, name, port, props),
    volumes: renderVolumes(props.volumes),
  };
}

function renderPodSecurity(props: WasmPodProps): Wire<k8s.PodSecurityContext> {
  const context = podSecurity(props);
  return props.podSecurityContext ? kubernetes().toJson_PodSecurityContext(context)! : (context as Wire<k8s.PodSecurityContext>);
}

function renderSpread(name: string, constraints: k8s.TopologySpreadConstraint[] | undefined) {
  return constraints?.map(
    (constraint) =>
      kubernetes().toJson_TopologySpreadConstraint({
        ...constraint,
        labelSelector: constraint.labelSelector ?? { matchLabels: selectorOf(name) },
      }) as Wire<k8s.TopologySpreadConstraint>,
  );
}

function renderContainers(scope: IConstruct, name: string, port: number | undefined, props: WasmPodProps): Wire<k8s.Container>[] {
  const app: Wire<k8s.Container> = {
    name: name,
    image: props.image,
    imagePullPolicy: props.imagePullPolicy,
    command: props.command ?? props.runtime.command,
    args: props.args,
    env: renderAppEnv(scope, port, props),
    ports: port === undefined ? undefined : [{ name: 'http', containerPort: port }],
    resources: props.resources ? renderResources(props.resources) : DEFAULT_RESOURCES,
    readinessProbe: props.readinessProbe?._toKube(scope, 'readinessProbe', port),
    livenessProbe: props.livenessProbe?._toKube(scope, 'livenessProbe', port),
    startupProbe: props.startupProbe?._toKube(scope, 'startupProbe', port),
    volumeMounts: renderMounts(props.volumeMounts),
    securityContext: restrictedContainer(props.securityContext, RESTRICTED_WASM_CONTAINER),
  };
  const containers = [app];
  props.sidecars?.forEach((sidecar, index) => {
    containers.push(renderSidecar(scope, `sidecars[${index}]`, sidecar, props.runtime));
  });
  return containers;
}

/** Renders the user's environment, and the listen address for a runtime that reads it from a variable. */
function renderAppEnv(scope: IConstruct, port: number | undefined, props: WasmPodProps): Wire<k8s.EnvVar>[] | undefined {
  const env = renderEnv(scope, 'env', props.env);
  const { listenAddressVariable: variable, httpPort } = props.runtime;
  if (!variable || port === undefined) return env;
  const existing = env?.find(({ name }) => name === variable);
  if (!existing && port === httpPort) return env;
  if (!existing) return [...(env ?? []), { name: variable, value: `0.0.0.0:${port}` }];
  if (existing.value !== undefined && !existing.value.endsWith(`:${port}`)) {
    fail(
      scope,
      `env.${variable} (${show(existing.value)}) must have port ${port}, the target port of the Service: leave it out and pass port`,
    );
  }
  if (existing.value !== undefined && LOOPBACK.test(existing.value)) {
    fail(
      scope,
      `env.${variable} (${show(existing.value)}) is reachable from inside the pod only: leave it out, or listen on 0.0.0.0:${port}`,
    );
  }
  return env;
}

/** Returns the user's security context of the pod, merged into that of the Restricted standard as far as the runtime allows. */
function podSecurity({ runtime, podSecurityContext }: WasmPodProps): k8s.PodSecurityContext {
  const standard = runtime.needsRoot ? ROOT_POD : RESTRICTED_POD;
  return podSecurityContext ? { ...standard, ...withGroup(podSecurityContext) } : standard;
}
